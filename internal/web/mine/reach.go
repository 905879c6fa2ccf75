package mine

import (
	"net/http"

	"candor"
	"candor/privacy/rights"
)

// GiveEmailFor keeps the address of whoever holds a conversation on the hosted page, and sends them a link with
// which they show that it is theirs. It opens a visit in this browser, which the link asks for.
func (m *Mine) GiveEmailFor(w http.ResponseWriter, r *http.Request, c candor.Conversation, email string) error {
	folded, err := rights.FoldEmail(email)
	if err != nil {
		return err
	}
	if err := m.mayAsk(r, folded); err != nil {
		return err
	}
	who := rights.Who{Customers: []candor.CustomerID{c.Customer}, Proof: rights.BySession, Actor: "customer", Language: c.Language, Via: "page"}
	if err := m.o.Office.GiveEmail(r.Context(), who, folded, m.keepNonce(w, r)); err != nil {
		return err
	}
	if old, err := r.Cookie(cookie); err == nil {
		m.sessions.end(old.Value)
	}
	m.setCookie(w, m.sessions.begin(who), 0)
	return nil
}
