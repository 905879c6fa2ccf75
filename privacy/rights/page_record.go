package rights

import (
	"strconv"
	"strings"
)

func (a *Archive) pageDecisions(m *markup) error {
	a.heading(m, "decisions", a.w.decisions)
	m.element("p", a.w.decisionsText)
	if a.empty(m, sectionDecisions) {
		return nil
	}
	m.table(a.w.decisions, a.w.time, a.w.stage, a.w.outcome, a.w.reason, a.w.rules, a.w.sources, a.w.confidence)
	for d, err := range records[Decision](&a.spools[sectionDecisions]) {
		if err != nil {
			return err
		}
		gates := make([]string, len(d.Gates))
		for i, g := range d.Gates {
			gates[i] = g.Gate + ": " + a.w.word("action", g.Action)
			if g.Words != "" {
				gates[i] += " (" + g.Words + ")"
			}
		}
		m.tags("<tr id=\"", safe(string(d.ID)), "\"><th scope=\"row\" dir=\"auto\">", safe(moment(d.At, a.o.Zone)), "</th>")
		for _, c := range []string{
			a.w.word("stage", d.Stage), a.w.word("action", d.Action), d.Words, strings.Join(gates, "; "), sources(d.Sources), percent(d.Confidence),
		} {
			m.tags("<td dir=\"auto\">", safe(c), "</td>")
		}
		m.tags("</tr>\n")
	}
	m.endTable()
	return m.err
}

func percent(x float64) string {
	if x == 0 {
		return ""
	}
	return strconv.FormatFloat(100*x, 'f', 0, 64) + " %"
}

func (a *Archive) pageConsents(m *markup) error {
	a.heading(m, "consents", a.w.consents)
	if a.empty(m, sectionConsents) {
		return nil
	}
	m.table(a.w.consents, a.w.time, a.w.purpose, a.w.answer, a.w.noticeText)
	for c, err := range records[Consent](&a.spools[sectionConsents]) {
		if err != nil {
			return err
		}
		m.row(moment(c.At, a.o.Zone), a.w.word("purpose", string(c.Purpose)), a.w.word("given", strconv.FormatBool(c.Given)), c.Text)
	}
	m.endTable()
	return m.err
}

func (a *Archive) pageReads(m *markup) error {
	a.heading(m, "reads", a.w.reads)
	m.element("p", a.w.readsText)
	if a.empty(m, sectionReads) {
		return nil
	}
	m.table(a.w.reads, a.w.time, a.w.who, a.w.purpose, a.w.basis, a.w.what)
	for r, err := range records[Reading](&a.spools[sectionReads]) {
		if err != nil {
			return err
		}
		who := r.Actor
		if r.Name != "" {
			who = r.Name + " (" + r.Actor + ")"
		}
		m.row(moment(r.At, a.o.Zone), who, a.w.word("purpose", string(r.Purpose)), a.w.word("basis", string(r.Basis)),
			strings.TrimSpace(r.What+" "+string(r.Conversation)))
	}
	m.endTable()
	return m.err
}

func (a *Archive) pageRequests(m *markup) error {
	a.heading(m, "requests", a.w.requests)
	if a.empty(m, sectionRequests) {
		return nil
	}
	m.table(a.w.requests, a.w.time, a.w.what, a.w.state, a.w.reason, a.w.ended)
	for r, err := range records[Asked](&a.spools[sectionRequests]) {
		if err != nil {
			return err
		}
		m.row(moment(r.Received, a.o.Zone), a.w.word("request", string(r.Kind)), a.w.word("progress", string(r.State)), r.Words, moment(r.Closed, a.o.Zone))
	}
	m.endTable()
	return m.err
}

func (a *Archive) pageAttachments(m *markup) error {
	a.heading(m, "attachments", a.w.attachments)
	if a.empty(m, sectionAttachments) {
		return nil
	}
	m.table(a.w.attachments, a.w.time, a.w.name, a.w.kind, a.w.size, a.w.file)
	for f, err := range records[Attachment](&a.spools[sectionAttachments]) {
		if err != nil {
			return err
		}
		m.row(moment(f.At, a.o.Zone), f.Name, f.MediaType, strconv.FormatInt(f.Size, 10), f.Path)
	}
	m.endTable()
	return m.err
}
