package rights

import (
	"encoding/json"
	"errors"
	"io"
	"iter"
)

// Records gives every record, section by section, in the order in which they were exported. It can be
// used again, and stops after the first error.
func (in *Imported) Records() iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		body, err := in.open(fileData)
		if err != nil {
			yield(nil, err)
			return
		}
		defer body.Close()
		_, err = in.decode(body, func(r Record) bool { return yield(r, nil) })
		if err = told(err); err != nil {
			yield(nil, err)
		}
	}
}

// told turns what decode came to into what callers are told.
func told(err error) error {
	switch {
	case err == nil, errors.Is(err, errStop):
		return nil
	case errors.Is(err, errRecordLarge):
		return ErrArchiveLarge
	}
	return broken("malformed data")
}

// checkRecords reads everything once and keeps the header.
func (in *Imported) checkRecords() error {
	body, err := in.open(fileData)
	if err != nil {
		return err
	}
	defer body.Close()
	in.Header, err = in.decode(body, func(Record) bool { return true })
	return told(err)
}

// errStop says that whoever reads has had enough.
var errStop = errors.New("stop")

// decode walks data.json without keeping more than one record, and gives what it says of itself.
func (in *Imported) decode(body io.Reader, give func(Record) bool) (h Header, err error) {
	g := &guarded{from: body, most: in.limits.Record}
	d := json.NewDecoder(g)
	if err := delim(d, '{'); err != nil {
		return h, err
	}
	head, seen := map[string]json.RawMessage{}, map[string]bool{}
	for d.More() {
		g.pass(d.InputOffset())
		key, err := d.Token()
		if err != nil {
			return h, err
		}
		name, _ := key.(string)
		if seen[name] || len(seen) > 100 {
			return h, errors.New("a member twice, or too many")
		}
		seen[name] = true
		if s, ok := sectionOf(name); ok {
			err = in.list(d, g, s, give)
		} else {
			var raw json.RawMessage
			err = d.Decode(&raw)
			head[name] = raw
		}
		if err != nil {
			return h, err
		}
	}
	if err := delim(d, '}'); err != nil {
		return h, err
	}
	if !atEnd(d) {
		return h, errors.New("something after the end")
	}
	text, err := json.Marshal(head)
	if err != nil {
		return h, err
	}
	return h, json.Unmarshal(text, &h)
}

func (in *Imported) list(d *json.Decoder, g *guarded, s section, give func(Record) bool) error {
	if err := delim(d, '['); err != nil {
		return err
	}
	for d.More() {
		g.pass(d.InputOffset())
		r, err := in.record(d, s)
		if err != nil {
			return err
		}
		if !give(r) {
			return errStop
		}
	}
	return delim(d, ']')
}

func (in *Imported) record(d *json.Decoder, s section) (Record, error) {
	switch s {
	case sectionProfiles:
		return decodeAs[Profile](d, nil)
	case sectionConversations:
		return decodeAs(d, func(c Conversation) bool { return c.ID.Valid() })
	case sectionMessages:
		return decodeAs(d, func(m Message) bool { return m.ID.Valid() && m.Conversation.Valid() && m.Number > 0 })
	case sectionDecisions:
		return decodeAs[Decision](d, nil)
	case sectionConsents:
		return decodeAs[Consent](d, nil)
	case sectionReads:
		return decodeAs[Reading](d, nil)
	case sectionRequests:
		return decodeAs(d, func(a Asked) bool { return a.ID.Valid() })
	case sectionLedger:
		return decodeAs[Entry](d, nil)
	case sectionAttachments:
		return decodeAs(d, func(a Attachment) bool { return in.files[a.Path] != nil && a.Path == folderAttachments+a.ID })
	}
	return nil, errors.New("no such section")
}

func decodeAs[R Record](d *json.Decoder, fit func(R) bool) (Record, error) {
	var r R
	if err := d.Decode(&r); err != nil {
		return nil, err
	}
	if fit != nil && !fit(r) {
		return nil, errors.New("a record that does not fit")
	}
	return r, nil
}

func delim(d *json.Decoder, want json.Delim) error {
	t, err := d.Token()
	if err != nil {
		return err
	}
	if t != want {
		return errors.New("not what stands there")
	}
	return nil
}

// guarded stops a decoder that would have to keep more than one record's worth of bytes.
type guarded struct {
	from io.Reader
	most int64
	read int64
	past int64 // everything before this has been decoded
}

func (g *guarded) pass(offset int64) { g.past = offset }

func (g *guarded) Read(p []byte) (int, error) {
	if g.read-g.past > g.most {
		return 0, errRecordLarge
	}
	n, err := g.from.Read(p[:min(len(p), 64<<10)])
	g.read += int64(n)
	return n, err
}

// Counts tells how many records each section has, for a look before an import.
func (in *Imported) Counts() (map[string]int64, error) {
	out := map[string]int64{}
	for r, err := range in.Records() {
		if err != nil {
			return nil, err
		}
		out[sectionNames[r.section()]]++
	}
	return out, nil
}
