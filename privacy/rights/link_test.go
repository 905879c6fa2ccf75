package rights_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/privacy/rights"
)

// links keeps links in memory, as a store would.
type links struct {
	mu  sync.Mutex
	all map[[32]byte]rights.Link
}

func (l *links) Keep(_ context.Context, x rights.Link) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all == nil {
		l.all = map[[32]byte]rights.Link{}
	}
	l.all[x.Hash] = x
	return nil
}

func (l *links) Find(_ context.Context, hash [32]byte) (rights.Link, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	x, ok := l.all[hash]
	if !ok {
		return rights.Link{}, rights.ErrLinkUnknown
	}
	return x, nil
}

func (l *links) Use(_ context.Context, hash [32]byte, at time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	x := l.all[hash]
	if !x.Used.IsZero() {
		return rights.ErrLinkUsed
	}
	x.Used = at
	l.all[hash] = x
	return nil
}

// box keeps mails.
type box struct{ mails []rights.LinkMail }

func (b *box) SendLink(_ context.Context, m rights.LinkMail) error {
	b.mails = append(b.mails, m)
	return nil
}

// tags is a tag anybody could make; a real one is keyed.
type tags struct{}

func (tags) Tag(kind, folded string) string { return kind + ":" + folded }

// door is a door at a clock that the test moves.
func door() (rights.Door, *links, *box, *time.Time) {
	kept, mails, now := &links{}, &box{}, noon()
	return rights.Door{Links: kept, Post: mails, Tags: tags{}, Now: func() time.Time { return now }}, kept, mails, &now
}

var browser, otherBrowser = []byte("0123456789abcdef"), []byte("fedcba9876543210")

func ask(t testing.TB, d rights.Door, mails *box, email string) string {
	t.Helper()
	err := d.Ask(t.Context(), rights.LinkAsk{Email: email, Purpose: "rights", Nonce: browser, Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	return mails.mails[len(mails.mails)-1].Text
}

func TestALinkWorksOnceInItsBrowserForItsPurposeInTime(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name    string
		after   time.Duration
		purpose string
		nonce   []byte
		want    error
	}{
		{"at once", 0, "rights", browser, nil},
		{"at the last moment", 30*time.Minute - time.Nanosecond, "rights", browser, nil},
		{"too late", 30 * time.Minute, "rights", browser, rights.ErrLinkExpired},
		{"before it was made", -time.Second, "rights", browser, rights.ErrLinkExpired},
		{"for another purpose", 0, "sign_in", browser, rights.ErrLinkUnknown},
		{"in another browser", 0, "rights", otherBrowser, rights.ErrLinkElsewhere},
		{"in no browser", 0, "rights", nil, rights.ErrLinkElsewhere},
	} {
		d, _, mails, now := door()
		text := ask(t, d, mails, "zoe@example.org")
		*now = now.Add(x.after)
		link, err := d.Redeem(t.Context(), text, x.purpose, x.nonce)
		if !errors.Is(err, x.want) || (x.want == nil) != (err == nil) {
			t.Errorf("%s: %v, want %v", x.name, err, x.want)
		}
		if err == nil && link.Contact != "email:zoe@example.org" {
			t.Errorf("%s: contact %q", x.name, link.Contact)
		}
		if err != nil && link.Contact != "" {
			t.Errorf("%s: a refused link tells whose it is", x.name)
		}
		*now = noon()
		if _, err := d.Redeem(t.Context(), text, "rights", browser); (x.want == nil) != errors.Is(err, rights.ErrLinkUsed) {
			t.Errorf("%s: a second time: %v", x.name, err)
		}
	}
}

func TestOfManyWhoFollowALinkOneIsLetIn(t *testing.T) {
	t.Parallel()
	d, _, mails, _ := door()
	text := ask(t, d, mails, "zoe@example.org")
	var in sync.WaitGroup
	var mu sync.Mutex
	got := map[string]int{}
	for range 50 {
		in.Go(func() {
			_, err := d.Redeem(t.Context(), text, "rights", browser)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				got["in"]++
			case errors.Is(err, rights.ErrLinkUsed):
				got["used"]++
			}
		})
	}
	in.Wait()
	if got["in"] != 1 || got["used"] != 49 {
		t.Error(got)
	}
}

func TestNothingKeptOpensALink(t *testing.T) {
	t.Parallel()
	d, kept, mails, _ := door()
	text := ask(t, d, mails, "zoe@example.org")
	for _, l := range kept.all {
		if s := fmt.Sprintf("%s %x %x", text, l.Hash, l.Bound); strings.Contains(s[len(text):], text) {
			t.Error("the link itself is kept")
		}
		for _, guess := range [][32]byte{l.Hash, l.Bound} {
			if _, err := d.Redeem(t.Context(), fmt.Sprintf("%x", guess), "rights", browser); !errors.Is(err, rights.ErrLinkUnknown) {
				t.Errorf("%v", err)
			}
		}
	}
}

func TestAskingTellsNothingOfWhoIsKnown(t *testing.T) {
	t.Parallel()
	d, kept, mails, _ := door()
	for _, email := range []string{"known@example.org", "stranger@example.org"} {
		ask(t, d, mails, email)
	}
	if len(kept.all) != 2 || len(mails.mails) != 2 || mails.mails[0].Expires != mails.mails[1].Expires {
		t.Errorf("%d links and %d mails", len(kept.all), len(mails.mails))
	}
	if mails.mails[0].Text == mails.mails[1].Text || len(mails.mails[0].Text) != 43 {
		t.Errorf("links %q", mails.mails)
	}
}

func TestAddressesAreFoldedAndAttacksRefused(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ in, want string }{
		{" Zoe@Example.ORG ", "zoe@example.org"},
		{"a+b.c@sub.example.co.uk", "a+b.c@sub.example.co.uk"},
		{"o'brien@example.org", "o'brien@example.org"},
		{"zoë@exämple.de", "zoë@exämple.de"},
	} {
		if got, err := rights.FoldEmail(x.in); got != x.want || err != nil {
			t.Errorf("%q: %q, %v", x.in, got, err)
		}
	}
	for _, bad := range []string{
		"", "zoe", "@example.org", "zoe@", "zoe@localhost", "a@b@example.org", "Zoe <zoe@example.org>", "a@x.org,b@x.org",
		"zoe@example.org\r\nBcc: all@example.org", "zoe@example.org\nX: y", "zo e@example.org", "zoe@exa mple.org", "zoe@[127.0.0.1]",
		"\"a b\"@example.org", "zoe@example..org", "zoe@example.org.", strings.Repeat("a", 250) + "@x.org", "zoe\x00@example.org", "z\u200boe@example.org", "\xff@example.org",
	} {
		d, kept, mails, _ := door()
		err := d.Ask(t.Context(), rights.LinkAsk{Email: bad, Purpose: "rights", Nonce: browser})
		if !errors.Is(err, rights.ErrEmail) || len(kept.all)+len(mails.mails) > 0 {
			t.Errorf("%q: %v", bad, err)
		}
		if bad != "" && err != nil && strings.Contains(err.Error(), bad) {
			t.Errorf("the error repeats %q", bad)
		}
	}
}

func TestPeopleAndSecretsStayOutOfLogs(t *testing.T) {
	t.Parallel()
	for _, value := range []any{
		rights.LinkAsk{Email: "zoe@example.org"}, rights.LinkMail{To: "zoe@example.org", Text: "secret"},
		rights.Visitor{Email: "zoe@example.org"}, rights.SiteKey{ID: "k", Secret: []byte("secret")},
	} {
		var out bytes.Buffer
		slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "value", value)
		slog.New(slog.NewTextHandler(&out, nil)).Info("x", "value", value)
		fmt.Fprintf(&out, "%v %+v %s", value, value, value)
		if s := out.String(); strings.Contains(s, "zoe") || strings.Contains(s, "secret") || strings.Contains(s, "c2Vjcm") {
			t.Error(s)
		}
	}
}

func FuzzNoLinkButTheRightOneOpens(f *testing.F) {
	d, _, mails, _ := door()
	if err := d.Ask(f.Context(), rights.LinkAsk{Email: "zoe@example.org", Purpose: "rights", Nonce: browser}); err != nil {
		f.Fatal(err)
	}
	text := mails.mails[0].Text
	for _, seed := range []string{"", text[:42], text + "A", text + "=", text[:20] + "\n" + text[20:], strings.ToUpper(text), strings.Repeat("A", 43)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, guess string) {
		if guess == text {
			return
		}
		if _, err := d.Redeem(t.Context(), guess, "rights", browser); !errors.Is(err, rights.ErrLinkUnknown) {
			t.Errorf("%q: %v", guess, err)
		}
	})
}

func ExampleDoor() {
	now := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	mails, session := &box{}, []byte("sixteen bytes or more")
	d := rights.Door{Links: &links{}, Post: mails, Tags: tags{}, Now: func() time.Time { return now }}

	// The page says "look into your mailbox", whatever the address is.
	err := d.Ask(context.Background(), rights.LinkAsk{Email: "zoe@example.org", Purpose: "rights", Nonce: session, Language: "en"})
	fmt.Println(err)

	link, err := d.Redeem(context.Background(), mails.mails[0].Text, "rights", session)
	fmt.Println(link.Contact, err)
	_, err = d.Redeem(context.Background(), mails.mails[0].Text, "rights", session)
	fmt.Println(candor.CodeOf(err), errors.Is(err, rights.ErrLinkUsed))
	// Output:
	// <nil>
	// email:zoe@example.org <nil>
	// sign_in true
}
