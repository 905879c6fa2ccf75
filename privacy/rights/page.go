package rights

import (
	"bufio"
	"strconv"
	"strings"

	"candor"
)

// page writes index.html: everything of the archive that a person reads, in their language, in one file
// that needs nothing else.
func (a *Archive) page(out *bufio.Writer) error {
	m := &markup{w: out}
	m.begin(a.w, fill(a.w.title, "desk", a.o.Desk))
	m.tags("<a class=\"skip\" href=\"#main\">", safe(a.w.skip), "</a>\n<main id=\"main\">\n")
	m.element("h1", fill(a.w.title, "desk", a.o.Desk))
	m.element("p", fill(a.w.made, "time", isolate(moment(a.o.Created, a.o.Zone))))
	a.contents(m)
	for _, part := range []func(*markup) error{
		a.pageProfiles, a.pageConversations, a.pageDecisions, a.pageConsents, a.pageReads, a.pageRequests, a.pageAttachments,
	} {
		if err := part(m); err != nil {
			return err
		}
	}
	a.heading(m, "about", a.w.about)
	m.element("p", a.w.aboutText)
	m.element("p", a.w.withheld)
	m.tags("<p>")
	m.text(a.w.complain + " " + a.o.Complain.Name)
	m.tags(" ", address(a.o.Complain.URL), "</p>\n")
	m.end()
	return m.err
}

// address makes a link of a web address; anything else stays words.
func address(url string) string {
	if !strings.HasPrefix(url, "https://") {
		return safe(url)
	}
	return "<a href=\"" + safe(url) + "\" rel=\"noreferrer\">" + safe(url) + "</a>"
}

func (a *Archive) heading(m *markup, id, title string) { m.element("h2 id=\""+id+"\"", title) }

func (a *Archive) contents(m *markup) {
	m.tags("<nav aria-label=\"", safe(a.w.contents), "\"><ul>\n")
	for _, x := range []struct {
		id, title string
		s         section
	}{
		{"profile", a.w.profile, sectionProfiles}, {"conversations", a.w.conversations, sectionConversations},
		{"decisions", a.w.decisions, sectionDecisions}, {"consents", a.w.consents, sectionConsents},
		{"reads", a.w.reads, sectionReads}, {"requests", a.w.requests, sectionRequests},
		{"attachments", a.w.attachments, sectionAttachments},
	} {
		m.tags("<li><a href=\"#", x.id, "\">", safe(x.title), "</a> <small>", strconv.FormatInt(a.spools[x.s].count, 10), "</small></li>\n")
	}
	m.tags("<li><a href=\"#about\">", safe(a.w.about), "</a></li>\n</ul></nav>\n")
}

// empty writes that a part holds nothing, and reports it.
func (a *Archive) empty(m *markup, s section) bool {
	if a.spools[s].count > 0 {
		return false
	}
	m.element("p class=\"quiet\"", a.w.nothing)
	return true
}

func (a *Archive) pageProfiles(m *markup) error {
	a.heading(m, "profile", a.w.profile)
	a.empty(m, sectionProfiles)
	for p, err := range records[Profile](&a.spools[sectionProfiles]) {
		if err != nil {
			return err
		}
		m.tags("<dl>\n")
		m.pair(a.w.name, p.Name)
		m.pair(a.w.email, p.Email)
		m.pair(a.w.phone, p.Phone)
		m.pair(a.w.address, p.Address)
		m.pair(a.w.orders, strings.Join(p.Orders, ", "))
		m.pair(a.w.languageLabel, p.Language)
		m.pair(a.w.since, moment(p.Created, a.o.Zone))
		m.pair(a.w.verified, moment(p.Verified, a.o.Zone))
		m.pair(a.w.restricted, moment(p.Restricted, a.o.Zone))
		m.pair(a.w.number, string(p.Customer))
		m.tags("</dl>\n")
	}
	return nil
}

func (a *Archive) pageConversations(m *markup) error {
	a.heading(m, "conversations", a.w.conversations)
	if !a.empty(m, sectionConversations) {
		m.table(a.w.conversations, a.w.begun, a.w.state, a.w.messages, a.w.person, a.w.reason, a.w.number)
		for c, err := range records[Conversation](&a.spools[sectionConversations]) {
			if err != nil {
				return err
			}
			m.row(moment(c.Created, a.o.Zone), a.w.word("state", string(c.State)), strconv.FormatInt(c.Messages, 10), c.Person, a.reason(c.Reason), string(c.ID))
		}
		m.endTable()
	}
	return a.pageMessages(m)
}

func (a *Archive) pageMessages(m *markup) error {
	var at candor.ConversationID
	open := false
	for msg, err := range records[Message](&a.spools[sectionMessages]) {
		if err != nil {
			return err
		}
		if !open || msg.Conversation != at {
			if open {
				m.tags("</ol></section>\n")
			}
			at, open = msg.Conversation, true
			m.tags("<section>\n")
			m.element("h3", fill(a.w.conversation, "number", string(at)))
			m.tags("<ol class=\"talk\">\n")
		}
		a.pageMessage(m, msg)
	}
	if open {
		m.tags("</ol></section>\n")
	}
	return m.err
}

func (a *Archive) pageMessage(m *markup, msg Message) {
	class := ""
	if msg.Author == candor.ByCustomer {
		class = " class=\"customer\""
	}
	who := a.w.word("author", string(msg.Author))
	if msg.Name != "" {
		who = msg.Name + ", " + who
	}
	if msg.Kind == candor.Note {
		who += ", " + a.w.word("kind", string(msg.Kind))
	}
	m.tags("<li", class, " id=\"", safe(string(msg.ID)), "\"><b dir=\"auto\">", safe(who), "</b> <small dir=\"auto\">", safe(moment(msg.At, a.o.Zone)), "</small>\n")
	m.tags("<div class=\"said\" dir=\"auto\"", langAttribute(msg.Language), ">", safe(msg.Body), "</div>\n")
	if msg.Statement != "" {
		m.tags("<p><b>", safe(a.w.statement), "</b> <span dir=\"auto\">", safe(msg.Statement), "</span></p>\n")
	}
	a.cited(m, msg.Citations)
	if msg.Decision != "" && msg.Author == candor.ByAssistant {
		m.tags("<small><a href=\"#", safe(string(msg.Decision)), "\">", safe(a.w.why), "</a></small>\n")
	}
	m.tags("</li>\n")
}

// langAttribute tells a screen reader how to speak; empty for anything that is no tag.
func langAttribute(tag string) string {
	if tag == "" || len(tag) > 35 || strings.Trim(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
		return ""
	}
	return " lang=\"" + tag + "\""
}

func (a *Archive) cited(m *markup, list []candor.Citation) {
	for _, c := range list {
		m.tags("<blockquote dir=\"auto\">", safe(c.Quote), "<br><small>", safe(a.w.source), " ", safe(c.Title))
		if c.Heading != "" {
			m.tags(" › ", safe(c.Heading))
		}
		m.tags("</small></blockquote>\n")
	}
}

// readme writes README.txt.
func (a *Archive) readme(out *bufio.Writer) error {
	_, err := out.WriteString(fill(a.w.readme, "desk", a.o.Desk))
	return err
}
