package rights_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/privacy/rights"
)

// replays remembers in memory, as a store would.
type replays struct {
	mu   sync.Mutex
	seen map[string]time.Time
}

func (r *replays) Once(_ context.Context, inbox candor.InboxID, jti string, until time.Time) (bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.seen == nil {
		r.seen = map[string]time.Time{}
	}
	key := string(inbox) + "\x00" + jti
	if _, ok := r.seen[key]; ok {
		return false, nil
	}
	r.seen[key] = until
	return true, nil
}

var siteSecret = []byte("a secret that has more than 32 bytes")

func site(keys ...rights.SiteKey) rights.Site {
	if keys == nil {
		keys = []rights.SiteKey{{ID: "k1", Algorithm: rights.HS256, Secret: siteSecret}}
	}
	return rights.Site{Inbox: "main", Keys: keys, Replays: &replays{}, Now: noon}
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func hs(newHash func() hash.Hash, secret []byte, header, claims string) string {
	signed := encode([]byte(header)) + "." + encode([]byte(claims))
	mac := hmac.New(newHash, secret)
	mac.Write([]byte(signed))
	return signed + "." + encode(mac.Sum(nil))
}

func hs256(header, claims string) string { return hs(sha256.New, siteSecret, header, claims) }

const plainHeader = `{"alg":"HS256","typ":"JWT"}`

// claims gives good claims with changes; a nil takes one away.
func claims(changes object) string {
	c := object{
		"aud": "main", "sub": "user-7", "email": "Zoe@Example.org", "name": "Zoë", "phone": "+44 20 7946 0000",
		"iat": noon().Unix(), "exp": noon().Unix() + 600, "jti": "n-1",
	}
	maps.Copy(c, changes)
	for k, v := range c {
		if v == nil {
			delete(c, k)
		}
	}
	text, err := json.Marshal(c)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func TestASiteSaysWhoItsVisitorIs(t *testing.T) {
	t.Parallel()
	got, err := site().Visitor(t.Context(), hs256(plainHeader, claims(nil)))
	want := rights.Visitor{Inbox: "main", Subject: "user-7", Email: "zoe@example.org", Name: "Zoë", Phone: "+44 20 7946 0000", Signed: noon().Truncate(time.Second)}
	if err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestNamesOfEveryScriptAreTaken(t *testing.T) {
	t.Parallel()
	for i, name := range []string{"", "O’Brien-Łukasz", "علی\u200cرضا", "क्\u200dष", "李小龙", "Nguyễn Thị Ánh"} {
		v, err := site().Visitor(t.Context(), hs256(plainHeader, claims(object{"name": name, "jti": fmt.Sprint(i)})))
		if err != nil || v.Name != name {
			t.Errorf("%q: %q, %v", name, v.Name, err)
		}
	}
}

// Made by another program: python3, hmac and json, over the same claims.
func TestATokenOfAnotherProgramIsRead(t *testing.T) {
	t.Parallel()
	const token = "eyJ0eXAiOiAiSldUIiwgImFsZyI6ICJIUzI1NiJ9.eyJzdWIiOiAidXNlci03IiwgImF1ZCI6ICJtYWluIiwgImlhdCI6IDE3ODI5MDcyMDAsICJleHAiOiAxNzgyOTA3NTAwLCAianRpIjogInB5LTEifQ.l8ck81h6w82duNFAoWwP2SZkupGNipcZSw09AXeOQd8"
	got, err := site().Visitor(t.Context(), token)
	if err != nil || got.Subject != "user-7" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestBadTokensAreToldApart(t *testing.T) {
	t.Parallel()
	now := noon().Unix()
	public, private := publicKey(), deskKey()
	good := hs256(plainHeader, claims(nil))
	cut := strings.Split(good, ".")
	for _, x := range []struct {
		name, token string
		want        error
	}{
		{"empty", "", rights.ErrTokenMalformed},
		{"two parts", cut[0] + "." + cut[1], rights.ErrTokenMalformed},
		{"four parts", good + ".x", rights.ErrTokenMalformed},
		{"no signature", cut[0] + "." + cut[1] + ".", rights.ErrTokenMalformed},
		{"padded", good + "=", rights.ErrTokenMalformed},
		{"broken by a line", cut[0] + "." + cut[1] + "." + cut[2][:5] + "\n" + cut[2][5:], rights.ErrTokenMalformed},
		{"endless", hs256(plainHeader, claims(object{"more": strings.Repeat("a", 4096)})), rights.ErrTokenMalformed},
		{"other claims under the signature", cut[0] + "." + encode([]byte(claims(object{"sub": "admin"}))) + "." + cut[2], rights.ErrTokenForged},
		{"another header under the signature", encode([]byte(`{"typ":"JWT","alg":"HS256"}`)) + "." + cut[1] + "." + cut[2], rights.ErrTokenForged},
		{"alg none", encode([]byte(`{"alg":"none"}`)) + "." + cut[1] + "." + cut[2], rights.ErrTokenForged},
		{"alg None without a signature", encode([]byte(`{"alg":"None"}`)) + "." + cut[1] + ".", rights.ErrTokenMalformed},
		{"alg missing", hs256(`{"typ":"JWT"}`, claims(nil)), rights.ErrTokenForged},
		{"alg in small letters", hs256(`{"alg":"hs256"}`, claims(nil)), rights.ErrTokenForged},
		{"HS512", hs(sha512.New, siteSecret, `{"alg":"HS512"}`, claims(nil)), rights.ErrTokenForged},
		{"another secret", hs(sha256.New, []byte("another secret of more than 32 bytes"), plainHeader, claims(nil)), rights.ErrTokenForged},
		{"the public key as a secret", hs(sha256.New, public, plainHeader, claims(nil)), rights.ErrTokenForged},
		{"signed by a key of another kind", func() string {
			signed := encode([]byte(`{"alg":"EdDSA"}`)) + "." + encode([]byte(claims(nil)))
			return signed + "." + encode(ed25519.Sign(private, []byte(signed)))
		}(), rights.ErrTokenForged},
		{"a key that is not there", hs256(`{"alg":"HS256","kid":"k2"}`, claims(nil)), rights.ErrTokenForged},
		{"crit", hs256(`{"alg":"HS256","crit":["exp"]}`, claims(nil)), rights.ErrTokenMalformed},
		{"its own key", hs256(`{"alg":"HS256","jwk":{}}`, claims(nil)), rights.ErrTokenMalformed},
		{"a key elsewhere", hs256(`{"alg":"HS256","jku":"https://evil.example"}`, claims(nil)), rights.ErrTokenMalformed},
		{"another type", hs256(`{"alg":"HS256","typ":"at+jwt"}`, claims(nil)), rights.ErrTokenMalformed},
		{"claims that are no object", hs256(plainHeader, `[]`), rights.ErrTokenMalformed},
		{"two objects", hs256(plainHeader, claims(nil)+"{}"), rights.ErrTokenMalformed},
		{"another inbox", hs256(plainHeader, claims(object{"aud": "shop"})), rights.ErrTokenInbox},
		{"no inbox", hs256(plainHeader, claims(object{"aud": nil})), rights.ErrTokenInbox},
		{"a list of inboxes", hs256(plainHeader, claims(object{"aud": []string{"main", "shop"}})), rights.ErrTokenMalformed},
		{"over this second", hs256(plainHeader, claims(object{"iat": now - 600, "exp": now})), rights.ErrTokenExpired},
		{"long over", hs256(plainHeader, claims(object{"iat": now - 86400, "exp": now - 86000})), rights.ErrTokenExpired},
		{"lives too long", hs256(plainHeader, claims(object{"exp": now + 601})), rights.ErrTokenLong},
		{"from the future", hs256(plainHeader, claims(object{"iat": now + 31, "exp": now + 300})), rights.ErrTokenEarly},
		{"no end", hs256(plainHeader, claims(object{"exp": nil})), rights.ErrTokenMalformed},
		{"no beginning", hs256(plainHeader, claims(object{"iat": nil})), rights.ErrTokenMalformed},
		{"ends before it begins", hs256(plainHeader, claims(object{"exp": now - 1})), rights.ErrTokenMalformed},
		{"an end past all years", hs256(plainHeader, `{"aud":"main","sub":"u","jti":"x","iat":1782907200,"exp":9223372036854775807}`), rights.ErrTokenMalformed},
		{"half seconds", hs256(plainHeader, `{"aud":"main","sub":"u","jti":"x","iat":1782907200.5,"exp":1782907300}`), rights.ErrTokenMalformed},
		{"a time in words", hs256(plainHeader, claims(object{"exp": "1782907300"})), rights.ErrTokenMalformed},
		{"nobody", hs256(plainHeader, claims(object{"sub": ""})), rights.ErrTokenMalformed},
		{"no jti", hs256(plainHeader, claims(object{"jti": nil})), rights.ErrTokenMalformed},
		{"a jti without end", hs256(plainHeader, claims(object{"jti": strings.Repeat("j", 129)})), rights.ErrTokenMalformed},
		{"no address", hs256(plainHeader, claims(object{"email": "zoe@example.org\nBcc: x@y.org"})), rights.ErrTokenMalformed},
		{"a name of control characters", hs256(plainHeader, claims(object{"name": "Zoe\u202e"})), rights.ErrTokenMalformed},
	} {
		s := site()
		if v, err := s.Visitor(t.Context(), x.token); !errors.Is(err, x.want) || v != (rights.Visitor{}) {
			t.Errorf("%s: %+v, %v; want %v", x.name, v, err, x.want)
		}
		if len(s.Replays.(*replays).seen) > 0 {
			t.Errorf("%s: a refused token used up its id", x.name)
		}
	}
}

func TestATokenWorksOnce(t *testing.T) {
	t.Parallel()
	s, token := site(), hs256(plainHeader, claims(nil))
	if _, err := s.Visitor(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Visitor(t.Context(), token); !errors.Is(err, rights.ErrTokenReplayed) {
		t.Errorf("a second time: %v", err)
	}
	for _, until := range s.Replays.(*replays).seen {
		if until.Before(noon().Truncate(time.Second).Add(10 * time.Minute)) {
			t.Errorf("it is forgotten at %s, while it still lives", until)
		}
	}
}

func TestASiteChangesItsKeyWithoutAGap(t *testing.T) {
	t.Parallel()
	old := rights.SiteKey{ID: "k1", Algorithm: rights.HS256, Secret: siteSecret}
	fresh := rights.SiteKey{ID: "k2", Algorithm: rights.EdDSA, Public: publicKey()}
	s := site(old, fresh)
	signed := encode([]byte(`{"alg":"EdDSA","kid":"k2"}`)) + "." + encode([]byte(claims(object{"jti": "n-2", "email": ""})))
	for _, token := range []string{
		hs256(`{"alg":"HS256","kid":"k1"}`, claims(nil)),
		signed + "." + encode(ed25519.Sign(deskKey(), []byte(signed))),
	} {
		if _, err := s.Visitor(t.Context(), token); err != nil {
			t.Error(err)
		}
	}
}

func TestAWeakKeyOpensNothing(t *testing.T) {
	t.Parallel()
	for _, k := range []rights.SiteKey{
		{Algorithm: rights.HS256}, {Algorithm: rights.HS256, Secret: siteSecret[:31]}, {Algorithm: rights.EdDSA, Public: publicKey()[:31]},
		{Algorithm: "none", Secret: siteSecret}, {Secret: siteSecret},
	} {
		if k.Usable() {
			t.Errorf("%+v is usable", k)
		}
		token := hs(sha256.New, k.Secret, fmt.Sprintf(`{"alg":%q}`, k.Algorithm), claims(nil))
		if _, err := site(k).Visitor(t.Context(), token); !errors.Is(err, rights.ErrTokenForged) {
			t.Errorf("%+v: %v", k, err)
		}
	}
	none := rights.Site{Inbox: "main", Replays: &replays{}, Now: noon}
	if _, err := none.Visitor(t.Context(), hs256(plainHeader, claims(nil))); !errors.Is(err, rights.ErrTokenForged) {
		t.Errorf("no key at all: %v", err)
	}
}

func FuzzNoTokenButASignedOneOpens(f *testing.F) {
	good := hs256(plainHeader, claims(nil))
	for _, seed := range []string{"", good, good[:len(good)-1], good + ".", strings.ToUpper(good), "..", "e30.e30.e30"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, token string) {
		v, err := site().Visitor(t.Context(), token)
		if token == good {
			return
		}
		if err == nil {
			t.Errorf("%q opened for %v", token, v.Subject)
		}
	})
}

func FuzzClaimsDoNotPanic(f *testing.F) {
	f.Add(plainHeader, claims(nil))
	f.Add(`{"alg":"HS256","kid":null}`, `{"aud":"main","exp":1e400}`)
	f.Fuzz(func(t *testing.T, header, claims string) {
		v, err := site().Visitor(t.Context(), hs256(header, claims))
		if err != nil && v != (rights.Visitor{}) {
			t.Errorf("refused, and yet %+v", v)
		}
		if err == nil && (v.Inbox != "main" || v.Subject == "" || !noon().Add(time.Minute).After(v.Signed)) {
			t.Errorf("%+v", v)
		}
	})
}

func ExampleSite() {
	s := rights.Site{
		Inbox: "main", Replays: &replays{}, Now: noon,
		Keys: []rights.SiteKey{{Algorithm: rights.HS256, Secret: bytes.Repeat([]byte("s"), 32)}},
	}
	token := hs(sha256.New, bytes.Repeat([]byte("s"), 32), `{"alg":"HS256"}`, claims(nil))
	v, err := s.Visitor(context.Background(), token)
	fmt.Println(v.Subject, v.Email, err)
	_, err = s.Visitor(context.Background(), token)
	fmt.Println(errors.Is(err, rights.ErrTokenReplayed))
	// Output:
	// user-7 zoe@example.org <nil>
	// true
}
