package rights

import (
	"bufio"
	"encoding/csv"
	"iter"
	"strconv"
	"strings"
	"time"

	"candor"
)

// Tables are for spreadsheets: UTF-8 with a byte order mark, by which they know it, CRLF as in RFC 4180.
// Everything that a person wrote is made safe by cell.

// cell keeps a spreadsheet from taking words for a formula: words that begin like one get an apostrophe
// in front, which spreadsheets do not show. The original stands in data.json.
func cell(s string) string {
	switch first := strings.TrimLeft(s, " \u00a0\ufeff\u200b"); {
	case first == "":
		return s
	case strings.ContainsRune("=+-@\t\r\n|%＝＋－＠", []rune(first)[0]):
		return "'" + s
	}
	return s
}

// table writes rows until the first failure.
func table[R Record](out *bufio.Writer, head []string, rows iter.Seq2[R, error], row func(R) []string) error {
	out.WriteString("\ufeff")
	w := csv.NewWriter(out)
	w.UseCRLF = true
	if err := w.Write(head); err != nil {
		return err
	}
	for r, err := range rows {
		if err != nil {
			return err
		}
		cells := row(r)
		for i := range cells {
			cells[i] = cell(cells[i])
		}
		if err := w.Write(cells); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func (a *Archive) messagesCSV(out *bufio.Writer) error {
	head := []string{"conversation", "number", "at", "author", "name", "kind", "language", "text", "statement", "sources", "confidence", "decision", "helpful", "id"}
	return table(out, head, records[Message](&a.spools[sectionMessages]), func(m Message) []string {
		return []string{
			string(m.Conversation), strconv.FormatInt(m.Number, 10), stamp(m.At), string(m.Author), m.Name, string(m.Kind), m.Language,
			m.Body, m.Statement, sources(m.Citations), share(m.Confidence), string(m.Decision), helpful(m.Helpful), string(m.ID),
		}
	})
}

func (a *Archive) conversationsCSV(out *bufio.Writer) error {
	head := []string{"id", "inbox", "state", "language", "messages", "person", "reason", "created", "updated", "customer"}
	return table(out, head, records[Conversation](&a.spools[sectionConversations]), func(c Conversation) []string {
		return []string{
			string(c.ID), string(c.Inbox), string(c.State), c.Language, strconv.FormatInt(c.Messages, 10), c.Person, a.reason(c.Reason),
			stamp(c.Created), stamp(c.Updated), string(c.Customer),
		}
	})
}

func (a *Archive) decisionsCSV(out *bufio.Writer) error {
	head := []string{"id", "at", "conversation", "stage", "action", "reason", "reason_in_words", "rule", "gates", "sources", "confidence", "model", "policy"}
	return table(out, head, records[Decision](&a.spools[sectionDecisions]), func(d Decision) []string {
		gates := make([]string, len(d.Gates))
		for i, g := range d.Gates {
			gates[i] = g.Gate + ": " + g.Action
			if g.Words != "" {
				gates[i] += " (" + g.Words + ")"
			}
		}
		return []string{
			string(d.ID), stamp(d.At), string(d.Conversation), d.Stage, d.Action, d.Reason, d.Words, d.Rule,
			strings.Join(gates, "; "), sources(d.Sources), share(d.Confidence), d.Model, d.Policy,
		}
	})
}

func (a *Archive) consentsCSV(out *bufio.Writer) error {
	head := []string{"id", "at", "purpose", "given", "language", "notice", "notice_text", "via", "customer"}
	return table(out, head, records[Consent](&a.spools[sectionConsents]), func(c Consent) []string {
		return []string{
			string(c.ID), stamp(c.At), string(c.Purpose), yesNo(c.Given), c.Language, c.Notice, c.Text, c.Via, string(c.Customer),
		}
	})
}

func (a *Archive) readsCSV(out *bufio.Writer) error {
	head := []string{"at", "who", "name", "purpose", "basis", "what", "conversation"}
	return table(out, head, records[Reading](&a.spools[sectionReads]), func(r Reading) []string {
		return []string{stamp(r.At), r.Actor, r.Name, string(r.Purpose), string(r.Basis), r.What, string(r.Conversation)}
	})
}

func stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}

func share(x float64) string {
	if x == 0 {
		return ""
	}
	return strconv.FormatFloat(x, 'f', 3, 64)
}

func sources(list []candor.Citation) string {
	names := make([]string, len(list))
	for i, c := range list {
		names[i] = c.Title
		if c.Heading != "" {
			names[i] += " › " + c.Heading
		}
	}
	return strings.Join(names, "; ")
}

func helpful(h candor.Helpful) string {
	switch h {
	case candor.WasHelpful:
		return "yes"
	case candor.NotHelpful:
		return "no"
	}
	return ""
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
