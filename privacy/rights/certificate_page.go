package rights

import (
	"bufio"
	"io"
	"strconv"
	"time"
)

// Page writes the certificate for people, in their language, as one page that needs nothing else.
// Times are told in the zone.
func (c *Certificate) Page(w io.Writer, language string, zone *time.Location) error {
	if zone == nil {
		zone = time.UTC
	}
	said, out := wordsIn(language), bufio.NewWriter(w)
	m := &markup{w: out}
	title := fill(said.certificate, "desk", c.body.Desk)
	m.begin(said, title)
	m.tags("<main>\n")
	m.element("h1", title)
	verdict := said.certificateNo
	if c.Complete() {
		verdict = said.certificateYes
	}
	m.tags("<p><strong>", safe(verdict), "</strong></p>\n")
	m.element("p", said.certificateText)
	m.tags("<dl>\n")
	m.pair(said.forRequest, string(c.body.Request))
	m.pair(said.begun, moment(c.body.Begun, zone))
	m.pair(said.finished, moment(c.body.Finished, zone))
	m.tags("</dl>\n")
	m.table(said.outcome, said.store, said.outcome, said.count, said.left, said.reason, said.until)
	for _, l := range c.body.Stores {
		m.row(l.Store, said.word("outcome", string(l.Outcome)), strconv.FormatInt(l.Count, 10), l.left(said),
			said.word("reason", l.Reason), l.until(said, zone))
	}
	m.endTable()
	m.tags("<h2>", safe(said.checkpoint), "</h2>\n<pre dir=\"ltr\">", safe(c.body.Checkpoint.Note), "</pre>\n")
	m.tags("<p class=\"quiet\" dir=\"ltr\">Ed25519 ", safe(KeyText(c.body.Key)), "</p>\n")
	m.end()
	if m.err != nil {
		return m.err
	}
	return out.Flush()
}

func (l Line) left(said words) string {
	if !l.Proven {
		return said.proofUnproven
	}
	return strconv.FormatInt(l.Left, 10)
}

func (l Line) until(said words, zone *time.Location) string {
	if l.Outcome == Retained && l.Until.IsZero() {
		return said.noDate
	}
	return moment(l.Until, zone)
}
