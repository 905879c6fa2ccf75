package view

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"time"

	"candor"
)

// Transcript is a whole conversation, to keep.
type Transcript struct {
	Desk     string    `json:"desk"`
	Language string    `json:"language"`
	Dir      string    `json:"dir"`
	Made     time.Time `json:"made"`
	Began    time.Time `json:"began"`
	Messages []Message `json:"messages"`
	Case     string    `json:"case"`            // the short name that people can read out
	Facts    []string  `json:"facts,omitempty"` // what makes it a receipt: who was asked for when, what was promised

	// words of the file itself
	Title   string   `json:"title"`
	MadeAt  string   `json:"-"`
	BeganAt string   `json:"-"`
	Note    string   `json:"note"`
	QuoteOf string   `json:"-"`
	Moments []string `json:"-"` // when each message was written, in words
}

// Transcript reads a whole conversation. ErrNoConversation when there is none.
func (v *Viewer) Transcript(ctx context.Context, id candor.ConversationID) (Transcript, error) {
	c, err := v.Reader.Conversation(ctx, id)
	if err != nil {
		return Transcript{}, err
	}
	say := func(key string, args map[string]string) string {
		text, _ := v.Text.Phrase(c.Language, key, args)
		return text
	}
	now := v.Now().UTC().Truncate(time.Second)
	t := Transcript{
		Desk: v.Desk, Language: v.Text.Match(c.Language), Dir: v.Text.Direction(c.Language), Made: now, Began: c.Created.UTC(),
		Case: c.ID.CaseKey(), Facts: facts(c, say),
		Title:   say("transcript.title", map[string]string{"desk": v.Desk}),
		MadeAt:  say("transcript.made", map[string]string{"made_at": now.Format(time.RFC3339)}),
		BeganAt: say("transcript.began", map[string]string{"began_at": c.Created.Format(time.RFC3339)}),
		QuoteOf: say("transcript.quote", nil),
		Note:    say("transcript.note", map[string]string{"label": say("label.assistant", nil)}),
	}
	for after := int64(0); ; {
		page, err := v.Reader.Messages(ctx, candor.CustomerReads(), id, after, batch, false)
		if err != nil {
			return Transcript{}, err
		}
		for _, m := range page {
			after = m.Number
			t.Messages = append(t.Messages, MessageOf(v.Text, c.Language, v.Desk, m))
			t.Moments = append(t.Moments, v.Text.Moment(c.Language, m.At))
		}
		if len(page) < batch {
			return t, nil
		}
	}
}

// facts tells what a receipt is for: the case, when a person was asked for and promised, when a complaint came.
func facts(c candor.Conversation, say func(string, map[string]string) string) []string {
	out := []string{say("transcript.case", map[string]string{"case": c.ID.CaseKey()})}
	for _, one := range []struct {
		key, arg string
		at       time.Time
	}{
		{"transcript.asked", "asked_at", c.Asked}, {"transcript.promised", "promised_at", c.PromisedBy}, {"transcript.complained", "complained_at", c.Complained},
	} {
		if !one.at.IsZero() {
			out = append(out, say(one.key, map[string]string{one.arg: one.at.Format(time.RFC3339)}))
		}
	}
	return out
}

//go:embed transcript.html
var transcriptPage string

// WriteTranscript writes a transcript as a file to keep: "text", "html" or "json". CodeInvalid
// "error.bad_request" for another format.
func WriteTranscript(w http.ResponseWriter, t Transcript, format string) error {
	var body []byte
	var kind, name string
	switch format {
	case "", "text":
		body, kind, name = []byte("\uFEFF"+t.Plain()), "text/plain; charset=utf-8", "conversation.txt"
	case "html":
		page, err := template.New("transcript").Parse(transcriptPage)
		if err != nil {
			return fmt.Errorf("view: parse transcript page: %w", err)
		}
		var b bytes.Buffer
		if err := page.Execute(&b, t); err != nil {
			return fmt.Errorf("view: write transcript: %w", err)
		}
		body, kind, name = b.Bytes(), "text/html; charset=utf-8", "conversation.html"
	case "json":
		b, err := json.MarshalIndent(t, "", "  ")
		if err != nil {
			return fmt.Errorf("view: write transcript: %w", err)
		}
		body, kind, name = b, "application/json; charset=utf-8", "conversation.json"
	default:
		return candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "no-store")
	_, err := w.Write(body)
	return err
}

// Plain is the transcript as text. As a file it begins with a byte order mark, which editors need to show
// languages written from the right.
func (t Transcript) Plain() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n%s\n%s\n%s\n", t.Title, strings.Join(t.Facts, "\n"), t.BeganAt, t.MadeAt, t.Note)
	for i, m := range t.Messages {
		fmt.Fprintf(&b, "\n[%d] %s, %s\n", m.Number, m.Label, t.Moments[i])
		if len(m.Parts) == 0 {
			b.WriteString(m.Text + "\n")
		}
		for _, p := range m.Parts {
			b.WriteString(p.Text)
			if p.Source > 0 {
				fmt.Fprintf(&b, " [%d]", p.Source)
			}
			b.WriteString("\n")
		}
		for _, s := range m.Citations {
			fmt.Fprintf(&b, "  [%d] %s: %s", s.Number, t.QuoteOf, s.Title)
			if s.Heading != "" {
				b.WriteString(" › " + s.Heading)
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

// MomentOf gives when the message at index i was written, in words.
func (t Transcript) MomentOf(i int) string { return t.Moments[i] }
