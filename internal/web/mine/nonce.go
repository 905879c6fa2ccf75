package mine

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"

	"candor/privacy/rights"
)

// nonceCookie binds a link to the browser in which it was asked for. It comes along when the link in
// the mail is followed, which begins at another site: SameSite=Lax.
const nonceCookie = "candor_link"

const nonceBytes = 32

// nonce gives what only this browser knows; nil when it asked for no link.
func nonce(r *http.Request) []byte {
	c, err := r.Cookie(nonceCookie)
	if err != nil {
		return nil
	}
	b, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || len(b) != nonceBytes {
		return nil
	}
	return b
}

// keepNonce gives the browser a nonce, or lets it keep the one it has for as long as a new link lives.
func (m *Mine) keepNonce(w http.ResponseWriter, r *http.Request) []byte {
	b := nonce(r)
	if b == nil {
		b = make([]byte, nonceBytes)
		rand.Read(b)
	}
	http.SetCookie(w, &http.Cookie{
		Name: nonceCookie, Value: base64.RawURLEncoding.EncodeToString(b), Path: front, MaxAge: int(rights.LinkLife.Seconds()),
		HttpOnly: true, Secure: m.o.Secure, SameSite: http.SameSiteLaxMode,
	})
	return b
}
