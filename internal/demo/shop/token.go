package shop

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"
)

// errToken says that a request may not be answered. Why is not told to whoever sent it.
var errToken = errors.New("shop: the token is not good for this request")

const (
	maxToken = 4096        // bytes
	maxLife  = time.Minute // of a token
	maxSkew  = 30 * time.Second
)

// token is what a token says (RFC 7519; htm and htu as in RFC 9449).
type token struct {
	Audience string `json:"aud"`
	Email    string `json:"email"`
	Issued   int64  `json:"iat"`
	Expires  int64  `json:"exp"`
	ID       string `json:"jti"`
	Method   string `json:"htm"`
	URL      string `json:"htu"`
}

// door lets requests in whose token is signed, in time, for this shop and this request, and new.
type door struct {
	secret []byte
	now    func() time.Time

	mu   sync.Mutex
	seen map[string]time.Time // until when
}

// customer gives the address of whom a request is for, in lower case. errToken.
func (d *door) customer(r *http.Request) (string, error) {
	text, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	parts := strings.Split(text, ".")
	if !ok || len(text) > maxToken || len(parts) != 3 {
		return "", errToken
	}
	mac := hmac.New(sha256.New, d.secret)
	mac.Write([]byte(parts[0] + "." + parts[1]))
	sum, err := base64.RawURLEncoding.Strict().DecodeString(parts[2])
	if err != nil || !hmac.Equal(sum, mac.Sum(nil)) {
		return "", errToken
	}
	var header struct{ Alg string }
	var t token
	if part(parts[0], &header) != nil || header.Alg != "HS256" || part(parts[1], &t) != nil {
		return "", errToken
	}
	here := "http://" + r.Host
	issued, ends, now := time.Unix(t.Issued, 0), time.Unix(t.Expires, 0), d.now()
	switch {
	case t.Audience != here, t.Method != r.Method, t.URL != here+r.URL.EscapedPath():
		return "", errToken
	case !now.Before(ends), issued.After(now.Add(maxSkew)), ends.Sub(issued) > maxLife:
		return "", errToken
	case t.ID == "" || !d.first(t.ID, ends, now):
		return "", errToken
	}
	return strings.ToLower(t.Email), nil
}

func part(text string, into any) error {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil {
		return err
	}
	return json.NewDecoder(bytes.NewReader(raw)).Decode(into)
}

// first reports whether a token is seen for the first time.
func (d *door) first(id string, ends, now time.Time) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for old, until := range d.seen {
		if !now.Before(until) {
			delete(d.seen, old)
		}
	}
	if _, twice := d.seen[id]; twice {
		return false
	}
	d.seen[id] = ends
	return true
}
