package rights_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"candor"
	"candor/privacy/rights"

	"github.com/google/go-cmp/cmp"
)

// seal signs any body as a certificate, as a desk that lies would.
func seal(body string, key ed25519.PrivateKey) []byte {
	sum := ed25519.Sign(key, []byte("candor erasure certificate 1\n"+body))
	return []byte(`{"certificate":` + body + `,"signature":"` + base64.StdEncoding.EncodeToString(sum) + `"}`)
}

func certificate(t testing.TB, spoil func(*shelf)) *rights.Certificate {
	t.Helper()
	subject, shelves := person("message", "profile")
	if spoil != nil {
		spoil(shelves[1])
	}
	c, err := eraser(&desk{}, shelves...).Erase(t.Context(), order(subject))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// body takes the signed part out of a certificate.
func body(t testing.TB, c *rights.Certificate) string {
	t.Helper()
	var e struct {
		Certificate json.RawMessage `json:"certificate"`
	}
	if err := json.Unmarshal(c.Bytes(), &e); err != nil {
		t.Fatal(err)
	}
	return string(e.Certificate)
}

func TestACertificateIsReadBackEqual(t *testing.T) {
	t.Parallel()
	for _, spoil := range []func(*shelf){nil, func(s *shelf) { s.outcome, s.keep = rights.Unsupported, true }} {
		c := certificate(t, spoil)
		got, err := rights.Verify(c.Bytes(), publicKey())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.Lines(), got.Lines()); diff != "" || got.Complete() != (spoil == nil) || got.Request() != c.Request() || !got.Finished().Equal(noon()) {
			t.Errorf("complete %v, %s", got.Complete(), diff)
		}
	}
}

func TestALieIsNoCertificate(t *testing.T) {
	t.Parallel()
	whole, partly := body(t, certificate(t, nil)), body(t, certificate(t, func(s *shelf) { s.outcome, s.keep = rights.Retained, true }))
	other := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, 32))
	for _, x := range []struct {
		name string
		text []byte
		ok   bool
	}{
		{"as it is", seal(whole, deskKey()), true},
		{"with spaces around", append([]byte(" \n"), seal(whole, deskKey())...), true},
		{"complete, though a store says otherwise", seal(strings.Replace(partly, `"complete":false`, `"complete":true`, 1), deskKey()), false},
		{"incomplete, though all stores are done", seal(strings.Replace(whole, `"complete":true`, `"complete":false`, 1), deskKey()), false},
		{"complete twice", seal(strings.Replace(partly, `"complete":false`, `"complete":true,"complete":false`, 1), deskKey()), false},
		{"complete with no stores", seal(`{"format":"candor-erasure","version":1,"complete":true,"stores":[]}`, deskKey()), false},
		{"another form", seal(strings.Replace(whole, "candor-erasure", "candor-weather", 1), deskKey()), false},
		{"another version", seal(strings.Replace(whole, `"version":1`, `"version":2`, 1), deskKey()), false},
		{"signed by somebody else", seal(whole, other), false},
		{"a member more", seal(strings.Replace(whole, `"version":1`, `"version":1,"note":"really"`, 1), deskKey()), false},
		{"a space inside", seal(strings.Replace(whole, `"version":1`, `"version": 1`, 1), deskKey()), false},
		{"changed after signing", bytes.Replace(seal(whole, deskKey()), []byte("message"), []byte("massage"), 1), false},
		{"a member beside it", bytes.Replace(seal(whole, deskKey()), []byte(`{"certificate"`), []byte(`{"note":"x","certificate"`), 1), false},
		{"something after it", append(seal(whole, deskKey()), '{'), false},
		{"nothing", nil, false},
		{"too long", bytes.Repeat([]byte(" "), 2<<20), false},
	} {
		c, err := rights.Verify(x.text, publicKey())
		if (err == nil) != x.ok || !x.ok && (!errors.Is(err, rights.ErrCertificate) || c.Complete()) {
			t.Errorf("%s: %v", x.name, err)
		}
	}
	if _, err := rights.Verify(seal(whole, deskKey()), nil); !errors.Is(err, rights.ErrCertificate) {
		t.Errorf("without a key: %v", err)
	}
}

func TestNothingCertifiesNothing(t *testing.T) {
	t.Parallel()
	var none *rights.Certificate
	if none.Complete() || new(rights.Certificate).Complete() {
		t.Error("complete")
	}
}

// Whatever stores do, complete means that every one is empty, and was looked through.
func TestCompleteMeansEmpty(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	outcomes := []rights.Outcome{"", rights.Erased, rights.Shredded, rights.Retained, rights.Unsupported, rights.Failed, "gone"}
	complete := 0
	for range 3000 {
		names := []string{"a", "b", "c", "d"}[:1+r.IntN(4)]
		subject, shelves := person(names...)
		d, blind, told := &desk{}, false, false
		for _, s := range shelves {
			if r.IntN(3) == 0 {
				s.outcome = outcomes[r.IntN(len(outcomes))]
			}
			if r.IntN(8) == 0 {
				s.keep = true
			}
			if r.IntN(10) == 0 {
				s.fail = errors.New("failed")
			}
			if r.IntN(10) == 0 {
				s.blind, blind = errors.New("blind"), true
			}
			if r.IntN(15) == 0 {
				s.panics = true
			}
			told = told || s.panics || s.fail != nil || s.outcome == rights.Unsupported || s.outcome == rights.Failed || s.outcome == "gone"
		}
		if r.IntN(5) == 0 {
			d.holds = []rights.Hold{{Customer: subject.Customers[r.IntN(2)]}}
		}
		c, _ := eraser(d, shelves...).Erase(t.Context(), order(subject))
		left := 0
		for _, s := range shelves {
			for _, words := range s.words {
				left += len(words)
			}
		}
		if c.Complete() && (left > 0 || blind || told) {
			t.Fatalf("complete with %d records left: %+v", left, c.Lines())
		}
		if !c.Complete() && left == 0 && !blind && !told && len(d.holds) == 0 {
			retained := false
			for _, l := range c.Lines() {
				retained = retained || l.Outcome == rights.Retained
			}
			if !retained {
				t.Fatalf("incomplete with nothing left: %+v", c.Lines())
			}
		}
		if got, err := rights.Verify(c.Bytes(), publicKey()); err != nil || got.Complete() != c.Complete() {
			t.Fatalf("read back: %v", err)
		}
		if c.Complete() {
			complete++
		}
	}
	if complete < 100 || complete > 2900 {
		t.Errorf("%d of 3000 are complete: nothing was tried", complete)
	}
}

func TestThePageOfACertificateSaysTheSame(t *testing.T) {
	t.Parallel()
	whole, partly := certificate(t, nil), certificate(t, func(s *shelf) { s.outcome, s.reason, s.keep = rights.Retained, "legal_hold", true })
	for _, x := range []struct {
		c              *rights.Certificate
		language, want string
		not            string
	}{
		{whole, "en", "Everything that was kept about the person has been destroyed.", "Not everything"},
		{partly, "en", "Not everything has been destroyed.", "Everything that was kept"},
		{partly, "en", "a legal hold", "legal_hold"},
		{partly, "de", "Nicht alles ist vernichtet.", "Alles, was über"},
		{partly, "fr", "Tout n’a pas été détruit.", "Tout ce qui"},
		{partly, "es", "No se ha destruido todo.", "Todo lo que"},
		{partly, "it", "Non tutto è stato distrutto.", "Tutto ciò che"},
		{partly, "ar", "لم يُتلف كل شيء.", "أُتلف كل ما"},
		{partly, "xx", "Harbour &amp; Pine", "<script"},
	} {
		var out strings.Builder
		if err := x.c.Page(&out, x.language, nil); err != nil {
			t.Fatal(err)
		}
		if page := out.String(); !strings.Contains(page, x.want) || strings.Contains(page, x.not) {
			t.Errorf("%s: no %q, or %q, in %s", x.language, x.want, x.not, page)
		}
	}
	if err := whole.Page(&full{100}, "en", nil); err == nil {
		t.Error("a full disk is no page")
	}
}

func TestACertificateTellsNothingOfThePerson(t *testing.T) {
	t.Parallel()
	subject, shelves := person("message")
	c, err := eraser(&desk{}, shelves...).Erase(t.Context(), order(subject))
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range subject.Customers {
		if bytes.Contains(c.Bytes(), []byte(id)) {
			t.Errorf("it names %s", id)
		}
	}
}

func FuzzVerifyTakesOnlyWhatWasSigned(f *testing.F) {
	whole := seal(`{"format":"candor-erasure","version":1}`, deskKey())
	f.Add(whole)
	f.Add([]byte(`{"certificate":null,"signature":""}`))
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		if c, err := rights.Verify(text, publicKey()); err == nil {
			t.Errorf("taken: %+v", c.Lines())
		}
	})
}

func ExampleVerify() {
	subject, shelves := person("message", "backup")
	shelves[1].outcome, shelves[1].keep = rights.Unsupported, true
	c, err := eraser(&desk{}, shelves...).Erase(context.Background(), rights.Order{Request: candor.NewRequestID(), Subject: subject})
	if err != nil {
		fmt.Println(err)
		return
	}
	read, err := rights.Verify(c.Bytes(), publicKey())
	fmt.Println(read.Complete(), err)
	// Output: false <nil>
}
