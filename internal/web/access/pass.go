package access

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"

	"candor"
)

// shortest is the least number of bytes that a secret may have.
const shortest = 32

// Passes gives and checks passes. Safe for concurrent use.
type Passes struct{ secret []byte }

// NewPasses takes the desk's secret, at least 32 bytes, kept with the keys.
func NewPasses(secret []byte) (*Passes, error) {
	if len(secret) < shortest {
		return nil, errors.New("access: the secret for passes is shorter than 32 bytes")
	}
	return &Passes{secret: append([]byte(nil), secret...)}, nil
}

// Issue gives the pass of a conversation.
func (p *Passes) Issue(id candor.ConversationID) string {
	return string(id) + "." + base64.RawURLEncoding.EncodeToString(p.mac(id))
}

// Check gives the conversation that a pass opens. ErrNoConversation for anything else.
func (p *Passes) Check(pass string) (candor.ConversationID, error) {
	name, mac, ok := strings.Cut(pass, ".")
	id := candor.ConversationID(name)
	if !ok || !id.Valid() {
		return "", candor.ErrNoConversation
	}
	given, err := base64.RawURLEncoding.Strict().DecodeString(mac)
	if err != nil || !hmac.Equal(given, p.mac(id)) {
		return "", candor.ErrNoConversation
	}
	return id, nil
}

// Bearer gives the conversation that the Authorization header opens, if it is the one asked for.
// ErrNoConversation otherwise, whether it is unknown, someone else's or there is no header.
func (p *Passes) Bearer(r *http.Request, want candor.ConversationID) error {
	scheme, pass, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return candor.ErrNoConversation
	}
	id, err := p.Check(strings.TrimSpace(pass))
	if err != nil || id != want {
		return candor.ErrNoConversation
	}
	return nil
}

func (p *Passes) mac(id candor.ConversationID) []byte {
	h := hmac.New(sha256.New, p.secret)
	h.Write([]byte("conversation " + string(id)))
	return h.Sum(nil)
}
