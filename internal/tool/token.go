package tool

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash"
	"net/url"
	"slices"
	"time"

	"candor/action"
)

// A token tells the other side who asks. It is a compact JWS (RFC 7515) with HMAC and SHA-256 under a
// secret that the owner gives to both, and with these claims (RFC 7519):
//
//	iss    address of the desk
//	aud    origin of the other side, such as https://shop.example
//	sub    "email:" and the address that the customer proved, or "site:" and the tag of the visitor
//	email  that address, in lower case; absent when none is proven
//	iat    when it was signed, in seconds since 1970
//	exp    a minute later
//	jti    128 random bits or more: never used twice
//	htm    method of the one request that it is for
//	htu    address of that request without its query (both as in RFC 9449)
//
// Whoever gets one answers for that customer's own things and treats all else as unknown.
type claims struct {
	Issuer   string `json:"iss"`
	Audience string `json:"aud"`
	Subject  string `json:"sub"`
	Email    string `json:"email,omitempty"`
	Issued   int64  `json:"iat"`
	Expires  int64  `json:"exp"`
	ID       string `json:"jti"`
	Method   string `json:"htm"`
	URL      string `json:"htu"`
}

// tokenLife is how long a token is good for.
const tokenLife = time.Minute

// minSecret is the least length of a secret in bytes: that of the hash (RFC 7518 section 3.2).
const minSecret = 32

// signer makes tokens. Its secret stands in a function, so that nothing that prints a struct prints it.
type signer struct {
	mac    func() hash.Hash
	issuer string
}

func newSigner(secret []byte, issuer string) signer {
	key := slices.Clone(secret)
	return signer{func() hash.Hash { return hmac.New(sha256.New, key) }, issuer}
}

func (s signer) token(who action.Person, method string, to *url.URL, now time.Time) (string, error) {
	subject := "site:" + who.Site
	if who.Email != "" {
		subject = "email:" + who.Email
	}
	where := url.URL{Scheme: to.Scheme, Host: to.Host, Path: to.Path, RawPath: to.RawPath}
	body, err := json.Marshal(claims{
		Issuer: s.issuer, Audience: to.Scheme + "://" + to.Host, Subject: subject, Email: who.Email,
		Issued: now.Unix(), Expires: now.Add(tokenLife).Unix(), ID: rand.Text(), Method: method, URL: where.String(),
	})
	if err != nil {
		return "", fmt.Errorf("tool: write a token: %w", err)
	}
	text := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + base64.RawURLEncoding.EncodeToString(body)
	mac := s.mac()
	mac.Write([]byte(text))
	return text + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil)), nil
}
