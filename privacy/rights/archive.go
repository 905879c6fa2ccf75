package rights

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"crypto/ed25519"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"time"

	"candor"
)

// Failures of archives.
var (
	ErrRecord   = candor.Fail(candor.CodeInternal, "error.internal", errors.New("rights: not a record of this package"))
	ErrFinished = candor.Fail(candor.CodeInternal, "error.internal", errors.New("rights: the archive is finished or broken"))
)

// schemaText describes data.json (JSON Schema 2020-12).
//
//go:embed schema.json
var schemaText []byte

// ArchiveOptions says for whom an archive is and in which words.
type ArchiveOptions struct {
	Desk      string              // name of the company
	Language  string              // BCP 47; the page is in English when it has no words for it
	Customers []candor.CustomerID // whose data it is
	Request   candor.RequestID
	Complain  Authority          // the regime's own when empty
	Zone      *time.Location     // in which the page tells times; UTC when nil
	Created   time.Time          //
	Key       ed25519.PrivateKey // of the desk: signs the manifest

	// Reason gives the words of a reason's key in a language; nil, or "" for a key, leaves the key.
	Reason func(language, key string) string
}

// Archive is an export in the making: a ZIP that is written to w while records come in. Files of
// attachments go out at once; all others are made by Finish out of compressed spools, so that the memory
// it takes is about a tenth of the words. An archive that was not finished cannot be opened.
//
// It is for one goroutine.
type Archive struct {
	o      ArchiveOptions
	w      words
	zip    *zip.Writer
	spools [sections]spool
	files  []File
	names  map[string]bool
	ended  bool
}

// NewArchive begins an archive. The key must be whole.
func NewArchive(w io.Writer, o ArchiveOptions) (*Archive, error) {
	if len(o.Key) != ed25519.PrivateKeySize {
		return nil, candor.Fail(candor.CodeInternal, "error.internal", errors.New("rights: new archive: no key to sign with"))
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Complain == (Authority{}) {
		o.Complain = GDPR.Authority()
	}
	o.Created = o.Created.UTC()
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, 4) })
	return &Archive{o: o, w: wordsIn(o.Language), zip: z, names: map[string]bool{}}, nil
}

// Put takes one record by value. ErrRecord, ErrFinished.
func (a *Archive) Put(r Record) error {
	if a.ended {
		return ErrFinished
	}
	switch v := r.(type) {
	case Decision:
		r = a.explained(v)
	case Profile, Conversation, Message, Consent, Reading, Asked, Entry:
	default:
		return ErrRecord // attachments come with their files, and a nil is nothing
	}
	return a.spools[r.section()].put(r)
}

// explained adds the words of every reason.
func (a *Archive) explained(d Decision) Decision {
	if d.Words == "" {
		d.Words = a.reason(d.Reason)
	}
	d.Gates = slices.Clone(d.Gates)
	for i := range d.Gates {
		if g := &d.Gates[i]; g.Words == "" {
			g.Words = a.reason(g.Reason)
		}
	}
	return d
}

func (a *Archive) reason(key string) string {
	if a.o.Reason == nil || key == "" {
		return key
	}
	if said := a.o.Reason(a.w.language, key); said != "" {
		return said
	}
	return key
}

var attachmentID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// Attach takes one file. It is stored under its id, so that no name can lead out of the folder or hide
// what the file is; the name stands in the description. ErrRecord: the id is malformed or came before.
func (a *Archive) Attach(d Attachment, body io.Reader) error {
	if a.ended {
		return ErrFinished
	}
	d.Path = folderAttachments + d.ID
	if !attachmentID.MatchString(d.ID) || a.names[d.Path] {
		return ErrRecord
	}
	a.names[d.Path] = true
	f, err := a.file(d.Path, func(out *bufio.Writer) error {
		_, err := io.Copy(out, body)
		return err
	})
	if err != nil {
		return err
	}
	d.Size = f.Size
	return a.spools[sectionAttachments].put(d)
}

// file writes one file. After a failure the archive is broken for good.
func (a *Archive) file(name string, fill func(out *bufio.Writer) error) (File, error) {
	f, err := a.write(name, fill)
	if err != nil {
		a.ended = true
		return File{}, fmt.Errorf("rights: write %s of an archive: %w", name, err)
	}
	a.files = append(a.files, f)
	return f, nil
}

func (a *Archive) write(name string, fill func(out *bufio.Writer) error) (File, error) {
	entry, err := a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.o.Created})
	if err != nil {
		return File{}, err
	}
	c := newCounted(entry)
	out := bufio.NewWriterSize(c, 64<<10)
	if err := fill(out); err != nil {
		return File{}, err
	}
	if err := out.Flush(); err != nil {
		return File{}, err
	}
	return c.file(name), nil
}

// Summary tells what an archive holds, without any of it.
type Summary struct {
	Counts map[string]int64 // records by section
	Bytes  int64            // of all files before compression
	Digest string           // SHA-256 of the manifest, hexadecimal: names the archive in the ledger
}

// Finish writes everything that is left, with the signed manifest as the last. The archive is whole
// when, and only when, it gives no error.
func (a *Archive) Finish() (Summary, error) {
	if a.ended {
		return Summary{}, ErrFinished
	}
	for i := range a.spools {
		if err := a.spools[i].done(); err != nil {
			return Summary{}, fmt.Errorf("rights: finish an archive: %w", err)
		}
	}
	for _, f := range []struct {
		name string
		fill func(*bufio.Writer) error
	}{
		{filePage, a.page}, {fileReadme, a.readme}, {fileData, a.data}, {fileSchema, a.schema},
		{fileMessages, a.messagesCSV}, {fileConversations, a.conversationsCSV}, {fileDecisions, a.decisionsCSV},
		{fileConsents, a.consentsCSV}, {fileReads, a.readsCSV},
	} {
		if _, err := a.file(f.name, f.fill); err != nil {
			return Summary{}, err
		}
	}
	return a.sign()
}

func (a *Archive) sign() (Summary, error) {
	a.ended = true
	m := Manifest{
		Format: Format, Version: Version, Created: a.o.Created, Desk: a.o.Desk, Request: a.o.Request,
		Key: a.o.Key.Public().(ed25519.PublicKey), Files: a.files,
	}
	text, err := m.text()
	if err != nil {
		return Summary{}, err
	}
	for _, f := range []struct {
		name    string
		content []byte
	}{{fileManifest, text}, {fileSignature, signature(a.o.Key, manifestPrefix, text)}} {
		if _, err := a.write(f.name, func(out *bufio.Writer) error { _, err := out.Write(f.content); return err }); err != nil {
			return Summary{}, fmt.Errorf("rights: write %s of an archive: %w", f.name, err)
		}
	}
	if err := a.zip.Close(); err != nil {
		return Summary{}, fmt.Errorf("rights: finish an archive: %w", err)
	}
	sum := sha256.Sum256(text)
	out := Summary{Counts: map[string]int64{}, Digest: hex.EncodeToString(sum[:])}
	for i := range a.spools {
		out.Counts[sectionNames[i]] = a.spools[i].count
	}
	for _, f := range a.files {
		out.Bytes += f.Size
	}
	return out, nil
}

// Header is what data.json says of itself.
type Header struct {
	Format    string              `json:"format"`
	Version   int                 `json:"version"`
	Created   time.Time           `json:"created"`
	Desk      string              `json:"desk"`
	Language  string              `json:"language"`
	Request   candor.RequestID    `json:"request"`
	Customers []candor.CustomerID `json:"customers"`
}

// data writes data.json: the header's members, then one list for each section, a record a line.
func (a *Archive) data(out *bufio.Writer) error {
	head, err := json.Marshal(Header{
		Format: Format, Version: Version, Created: a.o.Created, Desk: a.o.Desk, Language: a.o.Language,
		Request: a.o.Request, Customers: a.o.Customers,
	})
	if err != nil {
		return err
	}
	out.Write(head[:len(head)-1]) // a failed write comes back with Flush
	for i := range a.spools {
		fmt.Fprintf(out, ",\n%q: [", sectionNames[i])
		between := "\n"
		for line, err := range a.spools[i].each() {
			if err != nil {
				return err
			}
			out.WriteString(between)
			out.Write(line)
			between = ",\n"
		}
		out.WriteString("]")
	}
	_, err = out.WriteString("}\n")
	return err
}

func (a *Archive) schema(out *bufio.Writer) error {
	_, err := out.Write(schemaText)
	return err
}
