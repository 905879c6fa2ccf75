package mine

import (
	"net/http"
	"strings"

	"candor/internal/web/view"
	"candor/privacy/rights"
)

// linkPage is where the link in a mail leads: one button.
type linkPage struct {
	Purpose  string
	Email    bool // it proves an address, and opens nothing
	Identity bool // staff sent it to ask whose a request is
	Tongues  []view.Tongue
}

// sentPage says that a link is on its way, if it is.
type sentPage struct{ Back string }

// nothingPage says that nothing is kept. Proven: a request of theirs goes on all the same.
type nothingPage struct {
	Back   string
	Proven bool
}

// AskLink answers POST /privacy/link. Every address gets the same answer, known or not.
func (m *Mine) AskLink(w http.ResponseWriter, r *http.Request) {
	if err := form(w, r); err != nil {
		m.fail(w, r, err)
		return
	}
	email, language := r.PostForm.Get("email"), m.o.Respond.Language(r)
	folded, err := rights.FoldEmail(email)
	if err == nil {
		err = m.mayAsk(r, folded)
	}
	if err == nil {
		err = m.o.Office.AskLink(r.Context(), folded, language, m.keepNonce(w, r))
	}
	if err != nil {
		status, words := m.o.Respond.Explain(w, r, err)
		m.showFront(w, r, status, frontPage{Email: email, Problem: words})
		return
	}
	m.page(w, r, http.StatusOK, language, "sent", "mine.sent_title", sentPage{Back: front})
}

// mayAsk spares mailboxes, and the desk, more links than anybody needs.
func (m *Mine) mayAsk(r *http.Request, folded string) error {
	if !m.links.allow("from "+network(m.o.Address(r)), linksPerSender) || !m.links.allow("to "+folded, linksPerAddress) {
		return errTooOften
	}
	return nil
}

// Link answers GET /privacy/link, where the link in a mail leads. It uses nothing up: mail scanners
// follow links too.
func (m *Mine) Link(w http.ResponseWriter, r *http.Request) {
	p := linkPage{Purpose: rights.OpensRights, Tongues: m.o.Tongues}
	title := "mine.link_title"
	switch r.URL.Query().Get("purpose") {
	case rights.OpensEmail:
		p.Purpose, p.Email, title = rights.OpensEmail, true, "mine.link_email_title"
	case rights.OpensIdentity:
		p.Purpose, p.Identity, title = rights.OpensIdentity, true, "mine.link_identity_title"
	}
	m.page(w, r, http.StatusOK, m.o.Respond.Language(r), "link", title, p, "link.js")
}

// Open answers POST /privacy/open: it takes a link, in the browser that asked for it. One that staff
// sent was asked for in none.
func (m *Mine) Open(w http.ResponseWriter, r *http.Request) {
	if err := form(w, r); err != nil {
		m.fail(w, r, err)
		return
	}
	secret := secretOf(r.PostForm.Get("link"))
	if r.PostForm.Get("purpose") == rights.OpensEmail {
		m.Admit(func(w http.ResponseWriter, r *http.Request) {
			if err := m.o.Office.ProveEmail(r.Context(), guestOf(r).who, secret, nonce(r)); err != nil {
				m.fail(w, r, err)
				return
			}
			m.done(w, r, "email")
		}).ServeHTTP(w, r)
		return
	}
	language := m.o.Respond.Language(r)
	identity := r.PostForm.Get("purpose") == rights.OpensIdentity
	var who rights.Who
	var err error
	if identity {
		who, err = m.o.Office.Identify(r.Context(), secret, language)
	} else {
		who, err = m.o.Office.Redeem(r.Context(), secret, language, nonce(r))
	}
	switch {
	case err != nil:
		m.fail(w, r, err)
	case len(who.Customers) == 0:
		m.page(w, r, http.StatusOK, language, "nothing", "mine.nothing_title", nothingPage{Back: front, Proven: identity})
	default:
		m.welcome(w, r, who)
	}
}

// secretOf takes the secret out of what was pasted: the whole link, or its end.
func secretOf(pasted string) string {
	return strings.TrimSpace(pasted[strings.LastIndexByte(pasted, '#')+1:])
}
