package chat

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"

	"candor/internal/web/respond"
)

// maxForm is the most that a form may hold, in bytes: the longest message, percent-encoded in the
// widest script, and room around it.
const maxForm = 128 << 10

func form(w http.ResponseWriter, r *http.Request) error { return respond.Form(w, r, maxForm) }

// newKey is put into a form when it is shown.
func newKey() string { return rand.Text() }

// sendKey is the idempotency key of what a form sends. The same form sent twice with the same
// words is one message; sent again with other words, after going back, it is another.
func sendKey(r *http.Request, words string) string {
	given := r.PostForm.Get("key")
	if given == "" {
		return newKey()
	}
	sum := sha256.Sum256([]byte(given + "\x00" + words))
	return base64.RawURLEncoding.EncodeToString(sum[:24])
}
