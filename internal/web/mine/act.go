package mine

import (
	"net/http"
	"strings"

	"candor"
	"candor/privacy/rights"
)

// act reads the form, does one thing for the guest and goes back to their data.
func (m *Mine) act(w http.ResponseWriter, r *http.Request, done string, do func(rights.Who) error) {
	err := form(w, r)
	if err == nil {
		err = do(guestOf(r).who)
	}
	if err != nil {
		m.fail(w, r, err)
		return
	}
	m.done(w, r, done)
}

// Correct answers POST /privacy/correct: sets one thing right, or takes it away when it is left empty.
// An address is proven first, so a new one goes by GiveEmail.
func (m *Mine) Correct(w http.ResponseWriter, r *http.Request) {
	m.act(w, r, "corrected", func(who rights.Who) error {
		c := rights.Correction{
			Field: rights.Field(r.PostForm.Get("field")), Old: candor.Text(r.PostForm.Get("old")), New: candor.Text(r.PostForm.Get("new")),
		}
		if c.Field == rights.FieldEmail && c.New != "" || c.Field == rights.FieldStatement {
			return rights.ErrRequest
		}
		_, err := m.o.Office.Correct(r.Context(), who, c)
		return err
	})
}

// GiveEmail answers POST /privacy/email: keeps the address, and sends a link that proves it.
func (m *Mine) GiveEmail(w http.ResponseWriter, r *http.Request) {
	m.act(w, r, "email_asked", func(who rights.Who) error {
		folded, err := rights.FoldEmail(r.PostForm.Get("email"))
		if err != nil {
			return err
		}
		if err := m.mayAsk(r, folded); err != nil {
			return err
		}
		return m.o.Office.GiveEmail(r.Context(), who, folded, m.keepNonce(w, r))
	})
}

// Restrict answers POST /privacy/restrict: data are only kept from now on, or used again.
func (m *Mine) Restrict(w http.ResponseWriter, r *http.Request) {
	if err := form(w, r); err != nil {
		m.fail(w, r, err)
		return
	}
	on, done := r.PostForm.Get("on") == "yes", "released"
	if on {
		done = "restricted"
	}
	m.act(w, r, done, func(who rights.Who) error {
		_, err := m.o.Office.Restrict(r.Context(), who, on)
		return err
	})
}

// Object answers POST /privacy/object, with or without words.
func (m *Mine) Object(w http.ResponseWriter, r *http.Request) {
	m.act(w, r, "objected", func(who rights.Who) error {
		if err := m.share(r); err != nil {
			return err
		}
		_, err := m.o.Office.Object(r.Context(), who, candor.Text(r.PostForm.Get("words")))
		return err
	})
}

// Complain answers POST /privacy/complain: the words go to a person.
func (m *Mine) Complain(w http.ResponseWriter, r *http.Request) {
	m.act(w, r, "complained", func(who rights.Who) error {
		if err := m.share(r); err != nil {
			return err
		}
		words := candor.Text(r.PostForm.Get("words"))
		if strings.TrimSpace(string(words)) == "" {
			return candor.Fail(candor.CodeInvalid, "error.message_empty", nil)
		}
		_, err := m.o.Office.Ask(r.Context(), who, rights.ToComplain, words)
		return err
	})
}

// share keeps one visitor from filling the queue of the desk's people.
func (m *Mine) share(r *http.Request) error {
	whose := guestOf(r).who.Customers
	if len(whose) > 0 && !m.acts.allow(string(whose[0]), heavyPerVisit) {
		return errTooOften
	}
	return nil
}
