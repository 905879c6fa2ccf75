package app_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"candor"
	"candor/internal/app"
	"candor/internal/app/apptest"
	"candor/internal/config"
	"candor/privacy"
	"candor/privacy/rights"
	"candor/turn"
)

// badFinder is a detector that fails in one way.
type badFinder func(string) ([]privacy.Span, []privacy.Flag)

func (f badFinder) Detect(text string, _ privacy.Hints) ([]privacy.Span, []privacy.Flag) {
	return f(text)
}

// Lesson 20: the detector fails and the words go out anyway.
func TestABrokenDetectorBringsAPersonAndNothingLeaves(t *testing.T) {
	t.Parallel()
	stuck := make(chan struct{})
	t.Cleanup(func() { close(stuck) })
	for name, finder := range map[string]badFinder{
		"panicking": func(text string) ([]privacy.Span, []privacy.Flag) { panic(text) },
		"slow":      func(string) ([]privacy.Span, []privacy.Flag) { <-stuck; return nil, nil },
		"out of bounds": func(text string) ([]privacy.Span, []privacy.Flag) {
			return []privacy.Span{{Type: "CVV", Start: -1, End: len(text) + 9, Score: 1}}, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			log := &logged{}
			d := open(t, apptest.Options{Finder: finder, Log: log.logger(), Drafter: refuser{t}})
			secrets := []string{"4111 1111 1111 1111", "4111111111111111", "1111", "737", "hunter2xyzzy"}
			x := d.begin("assistant", "How long is my warranty? My card is 4111 1111 1111 1111, cvv 737, and my password: hunter2xyzzy")
			if c := d.conversation(x.ID); c.State != candor.Waiting {
				t.Errorf("the conversation is %s, not with people", c.State)
			}
			if got := d.say(x, "the code again is 737"); got.status != http.StatusCreated {
				t.Errorf("a second message: %d", got.status)
			}
			all := d.messages(x)
			for _, m := range all {
				if m.Author == candor.ByAssistant && m.Kind == candor.Said && m.Key == "" {
					t.Error("the assistant answered")
				}
				for _, s := range secrets {
					if strings.Contains(string(m.Body), s) {
						t.Errorf("message %d keeps a secret", m.Number)
					}
				}
			}
			if !strings.Contains(string(all[0].Body), "How long is my warranty?") && !strings.Contains(string(all[1].Body), "How long is my warranty?") {
				t.Error("the harmless words were lost")
			}
			for _, s := range []string{"4111 1111", "hunter2xyzzy", "warranty"} {
				if strings.Contains(log.String(), s) {
					t.Errorf("the log holds %q", s)
				}
			}
			if n := len(d.letters()); n != 0 {
				t.Errorf("%d letters left", n)
			}
			_, err := d.office().Object(t.Context(), x.who(), "my password: hunter2xyzzy")
			if candor.CodeOf(err) != candor.CodeUnavailable {
				t.Errorf("words of a request that nobody looked through: %v", err)
			}
			if found, err := d.office().Queue(t.Context(), "agent:officer"); len(found) != 0 || err != nil {
				t.Errorf("they are in the queue: %d, %v", len(found), err)
			}
		})
	}
}

func TestALinkOpensOnceInItsOwnBrowserInTime(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	mine, theirs := d.begin("person", "my lamp"), d.begin("person", "their sofa")
	d.proven(mine, "ann@mail.example")
	seen := d.link(rights.OpensEmail)
	office, here, elsewhere := d.office(), []byte("a nonce of this browser"), []byte("a nonce of another one")
	if err := office.GiveEmail(t.Context(), theirs.who(), "bob@mail.example", elsewhere); err != nil {
		t.Fatal(err)
	}
	bobs := d.link(rights.OpensEmail, seen)
	ask := func() string {
		t.Helper()
		var before []string
		for _, l := range d.letters() {
			for _, m := range linkInMail.FindAllStringSubmatch(strings.ReplaceAll(l, "=3D", "="), -1) {
				before = append(before, m[2])
			}
		}
		if err := office.AskLink(t.Context(), "Ann@Mail.Example", "en", here); err != nil {
			t.Fatal(err)
		}
		return d.link(rights.OpensRights, before...)
	}
	refused := func(what string, got, want error) {
		t.Helper()
		if !errors.Is(got, want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	link := ask()
	_, err := office.Redeem(t.Context(), link, "en", elsewhere)
	refused("a link in another browser", err, rights.ErrLinkElsewhere)
	refused("a link for something else", office.ProveEmail(t.Context(), mine.who(), link, here), rights.ErrLinkUnknown)
	_, err = office.Redeem(t.Context(), strings.Repeat("A", len(link)), "en", here)
	refused("a link that was made up", err, rights.ErrLinkUnknown)
	_, err = office.Redeem(t.Context(), bobs, "en", elsewhere)
	refused("a link that only proves an address", err, rights.ErrLinkUnknown)
	refused("somebody else's link for one's own address", office.ProveEmail(t.Context(), mine.who(), bobs, elsewhere), rights.ErrLinkElsewhere)

	who, err := office.Redeem(t.Context(), link, "en", here)
	if err != nil || !slices.Equal(who.Customers, []candor.CustomerID{mine.Customer}) {
		t.Fatalf("the right link gave %v, %v", who.Customers, err)
	}
	_, err = office.Redeem(t.Context(), link, "en", here)
	refused("a link that was used", err, rights.ErrLinkUsed)
	late := ask()
	d.clock.Advance(rights.LinkLife)
	_, err = office.Redeem(t.Context(), late, "en", here)
	refused("a link that is too old", err, rights.ErrLinkExpired)

	if err := office.AskLink(t.Context(), "nobody@mail.example", "en", here); err != nil {
		t.Fatalf("an address that is not known is told from one that is: %v", err)
	}
	if _, _, err := office.Export(t.Context(), rights.Who{Proof: rights.ByLink, Actor: "customer"}, io.Discard); !errors.Is(err, rights.ErrSubject) {
		t.Errorf("a person without customers got an export: %v", err)
	}
}

// Of two browsers that send the same link at the same moment, one gets in.
func TestALinkThatIsUsedTwiceAtOnceOpensOnce(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	d.proven(d.begin("person", "my lamp"), "ann@mail.example")
	office, here := d.office(), []byte("a nonce of this browser")
	if err := office.AskLink(t.Context(), "ann@mail.example", "en", here); err != nil {
		t.Fatal(err)
	}
	link := d.link(rights.OpensRights)
	var in atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := office.Redeem(context.Background(), link, "en", here); err == nil {
				in.Add(1)
			} else if !errors.Is(err, rights.ErrLinkUsed) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if in.Load() != 1 {
		t.Errorf("it opened %d times", in.Load())
	}
}

// token signs claims as an embedding site does.
func token(t *testing.T, header string, secret []byte, claims map[string]any) string {
	t.Helper()
	body, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	signed := base64.RawURLEncoding.EncodeToString([]byte(header)) + "." + base64.RawURLEncoding.EncodeToString(body)
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(signed))
	return signed + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func TestForgedSiteTokensTieNobody(t *testing.T) {
	t.Parallel()
	secret := []byte(strings.Repeat("k", 40))
	file := filepath.Join(t.TempDir(), "site.key")
	if err := os.WriteFile(file, secret, 0o600); err != nil {
		t.Fatal(err)
	}
	d := open(t, apptest.Options{Change: func(c *config.Config) { c.Inboxes[0].SiteKey = file }})
	inbox := d.c.Inboxes[0].ID
	x := d.begin("person", "my lamp")
	now := d.clock.Now()
	const plain = `{"alg":"HS256","typ":"JWT"}`
	claims := func(change map[string]any) map[string]any {
		c := map[string]any{
			"aud": inbox, "sub": "visitor-7", "email": "victim@mail.example", "name": "Vera", "iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(),
			"jti": string(candor.NewMessageID()),
		}
		maps.Copy(c, change)
		return c
	}
	good := token(t, plain, secret, claims(nil))
	parts := strings.Split(good, ".")
	other := strings.Split(token(t, plain, secret, claims(map[string]any{"email": "other@mail.example"})), ".")
	for _, f := range []struct {
		name, token string
		want        error
	}{
		{"no algorithm", token(t, `{"alg":"none"}`, nil, claims(nil)), rights.ErrTokenForged},
		{"no algorithm and no signature", base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`)) + "." + parts[1] + ".", rights.ErrTokenMalformed},
		{"an algorithm of its own choice", token(t, `{"alg":"EdDSA"}`, secret, claims(nil)), rights.ErrTokenForged},
		{"a key inside the token", token(t, `{"alg":"HS256","jwk":{"k":"a2s"}}`, secret, claims(nil)), rights.ErrTokenMalformed},
		{"another key", token(t, plain, []byte(strings.Repeat("x", 40)), claims(nil)), rights.ErrTokenForged},
		{"claims of another token", parts[0] + "." + other[1] + "." + parts[2], rights.ErrTokenForged},
		{"another inbox", token(t, plain, secret, claims(map[string]any{"aud": "elsewhere"})), rights.ErrTokenInbox},
		{"no inbox", token(t, plain, secret, claims(map[string]any{"aud": ""})), rights.ErrTokenInbox},
		{"a long life", token(t, plain, secret, claims(map[string]any{"exp": now.Add(time.Hour).Unix()})), rights.ErrTokenLong},
		{"from the future", token(t, plain, secret, claims(map[string]any{"iat": now.Add(2 * time.Minute).Unix()})), rights.ErrTokenEarly},
		{"over", token(t, plain, secret, claims(map[string]any{"iat": now.Add(-9 * time.Minute).Unix(), "exp": now.Add(-time.Minute).Unix()})), rights.ErrTokenExpired},
		{"no id", token(t, plain, secret, claims(map[string]any{"jti": ""})), rights.ErrTokenMalformed},
		{"nothing", "", rights.ErrTokenMalformed},
	} {
		if _, err := d.office().Visitor(t.Context(), inbox, f.token, x.Customer); !errors.Is(err, f.want) {
			t.Errorf("%s: %v, want %v", f.name, err, f.want)
		}
	}
	known := func() candor.Profile {
		t.Helper()
		p, err := d.app.Store().Profile(t.Context(), candor.Access{Actor: "customer", Purpose: candor.Rights}, x.Customer)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	if p := known(); !p.Empty() || !p.Verified.IsZero() {
		t.Fatal("a refused token left something")
	}
	if _, err := d.office().Visitor(t.Context(), inbox, good, x.Customer); err != nil {
		t.Fatalf("the right token: %v", err)
	}
	if p := known(); p.Email != "victim@mail.example" || p.Verified.IsZero() {
		t.Error("the right token said nothing")
	}
	thief := d.begin("person", "not mine")
	if _, err := d.office().Visitor(t.Context(), inbox, good, thief.Customer); !errors.Is(err, rights.ErrTokenReplayed) {
		t.Errorf("a token that was used: %v", err)
	}
	d.stop()
	d.run()
	if _, err := d.office().Visitor(t.Context(), inbox, good, thief.Customer); !errors.Is(err, rights.ErrTokenReplayed) {
		t.Errorf("a token that was used before a restart: %v", err)
	}
	tied, err := d.app.Store().WithContact(t.Context(), d.app.Store().Tag("email", "victim@mail.example"))
	if err != nil || !slices.Equal(tied, []candor.CustomerID{x.Customer}) {
		t.Errorf("tied to the address: %v, %v", tied, err)
	}
}

func TestAWrongKeyOrHalfABackupDestroysNothing(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	x := d.begin("person", "a lamp that flickers")
	d.stop()
	dataFile, keysFile := filepath.Join(d.c.Data.Dir, "candor.db"), filepath.Join(d.c.Data.Dir, "keys.db")
	files := []string{dataFile, keysFile, d.c.Keys.File}
	before := contents(t, files...)
	restore := func() {
		t.Helper()
		for name, text := range before {
			if err := os.WriteFile(name, text, 0o600); err != nil {
				t.Fatal(err)
			}
			for _, beside := range []string{"-wal", "-shm"} {
				if err := os.Remove(name + beside); err != nil && !errors.Is(err, os.ErrNotExist) {
					t.Fatal(err)
				}
			}
		}
	}
	other := apptest.Make(t, apptest.Options{})
	put := func(name, from string) func() error {
		return func() error {
			text, err := os.ReadFile(from)
			if err != nil {
				return err
			}
			return os.WriteFile(name, text, 0o600)
		}
	}
	empty := func(name string) func() error { return func() error { return os.Truncate(name, 0) } }
	half := func(name string) func() error {
		return func() error { return os.Truncate(name, int64(len(before[name])/2)) }
	}
	remove := func(name string) func() error { return func() error { return os.Remove(name) } }
	for _, f := range []struct {
		name string
		harm func() error
	}{
		{"the key file of another desk", put(d.c.Keys.File, other.Keys.File)},
		{"no key file", remove(d.c.Keys.File)},
		{"an empty key file", empty(d.c.Keys.File)},
		{"data without keys", remove(keysFile)},
		{"data with empty keys", empty(keysFile)},
		{"data with half of the keys", half(keysFile)},
		{"data with keys of another desk", put(keysFile, filepath.Join(other.Data.Dir, "keys.db"))},
		{"keys without data", remove(dataFile)},
		{"keys with empty data", empty(dataFile)},
		{"keys with half of the data", half(dataFile)},
	} {
		t.Run(f.name, func(t *testing.T) {
			if err := f.harm(); err != nil {
				t.Fatal(err)
			}
			there := contents(t, files...)
			a, err := app.Open(t.Context(), app.Options{Config: d.c, Now: d.clock.Now})
			if err == nil {
				t.Error("it opened")
				if err := a.Close(); err != nil {
					t.Error(err)
				}
			}
			for _, name := range files {
				now, was := contents(t, name)[name], there[name]
				if !bytes.Equal(now, was) || (now == nil) != (was == nil) {
					t.Errorf("%s was changed by a desk that refused", filepath.Base(name))
				}
			}
			restore()
		})
	}
	d.run()
	if all := d.messages(x); len(all) == 0 || !slices.ContainsFunc(all, func(m candor.Message) bool { return m.Body == "a lamp that flickers" }) {
		t.Error("what was said is not there any more")
	}
}

// contents reads files; one that is not there is nil.
func contents(t *testing.T, names ...string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		if err == nil && text == nil {
			text = []byte{}
		}
		out[name] = text
	}
	return out
}

// Words that come in while their writer is being erased are either gone with the rest or refused.
func TestWritingIntoAnErasureLeavesNothing(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	x := d.begin("person", "a lamp that flickers")
	a := d.agent("Maya")
	if _, err := d.app.Turn.Take(t.Context(), x.ID, a); err != nil {
		t.Fatal(err)
	}
	var writing sync.WaitGroup
	var taken atomic.Int32
	for i := range 4 {
		writing.Go(func() {
			for {
				in := turn.Incoming{Text: "one more thing", Key: string(candor.NewMessageID())}
				var err error
				if i == 0 {
					_, err = d.app.Turn.Note(t.Context(), x.ID, a, in)
				} else {
					_, err = d.app.Turn.Receive(t.Context(), x.ID, in)
				}
				if err == nil {
					taken.Add(1)
					continue
				}
				if code := candor.CodeOf(err); code == candor.CodeNotFound {
					return
				} else if code == candor.CodeInternal {
					t.Errorf("a refusal looks like a failure: %v", err)
					return
				}
			}
		})
	}
	await(t, "they write", func() bool { return taken.Load() > 20 })
	r, c, err := d.office().Erase(t.Context(), x.who())
	if err != nil || !c.Complete() || r.State != rights.Done {
		t.Errorf("%s, complete %v, %v", r.State, c.Complete(), err)
	}
	writing.Wait()
	for _, table := range []string{"message", "conversation", "verdict", "job", "outbox", "customer", "statement"} {
		if n := d.count(`SELECT COUNT(*) FROM ` + table); n != 0 {
			t.Errorf("%d rows of %s are left", n, table)
		}
	}
}
