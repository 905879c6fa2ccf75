package privacy_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/internal/app/jsonl"
	"candor/internal/app/privacy"
)

func look(t *testing.T, lines ...string) (found []privacy.Found, bad []jsonl.Bad, raw string) {
	t.Helper()
	var out bytes.Buffer
	err := privacy.New().Lines(context.Background(), strings.NewReader(strings.Join(lines, "\n")), &out, func(b jsonl.Bad) { bad = append(bad, b) })
	if err != nil {
		t.Fatal(err)
	}
	raw = out.String()
	for line := range strings.Lines(raw) {
		var f privacy.Found
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatal(err)
		}
		found = append(found, f)
	}
	return found, bad, raw
}

func TestPlacesAreCodePoints(t *testing.T) {
	t.Parallel()
	text := "🙂🙂 schreib an jörg@exämple.de, Jörg"
	found, _, _ := look(t, `{"id":7,"text":"`+text+`"}`)
	if len(found) != 1 || len(found[0].Spans) == 0 || string(found[0].ID) != "7" {
		t.Fatalf("found %+v", found)
	}
	s := found[0].Spans[0]
	if words := string([]rune(text)[s.Start:s.End]); s.Type != "EMAIL_ADDRESS" || words != "jörg@exämple.de" {
		t.Errorf("%+v at %q", s, words)
	}
}

func TestCountrySwitchesOnItsNumbers(t *testing.T) {
	t.Parallel()
	text := `"text":"Bitte 8001015009087 eintragen und weiterleiten"`
	found, _, _ := look(t, `{"id":1,`+text+`}`, `{"id":2,`+text+`,"country":"ZA"}`, `{"id":3,`+text+`,"regions":["US","za"]}`)
	for i, want := range []int{0, 1, 1} {
		n := 0
		for _, s := range found[i].Spans {
			if s.Type == "ZA_ID_NUMBER" {
				n++
			}
		}
		if n != want {
			t.Errorf("line %d: %d of them in %+v, want %d", i+1, n, found[i].Spans, want)
		}
	}
}

func TestTextWithNothingInItHasNoSpans(t *testing.T) {
	t.Parallel()
	_, bad, raw := look(t, `{"id":"a","text":""}`, `{"text":"Where is my parcel?"}`)
	if diff := cmp.Diff("{\"id\":\"a\",\"spans\":[]}\n{\"id\":null,\"spans\":[]}\n", raw); diff != "" || len(bad) > 0 {
		t.Errorf("bad %v\n%s", bad, diff)
	}
}

func TestBadLinesAreToldByNumber(t *testing.T) {
	t.Parallel()
	found, bad, _ := look(t, `{"id":"a"}`, `not JSON`, `{"id":"b","text":7}`, `{"id":"c","text":"x","regions":"DE"}`, `{"id":"d","text":"anna@example.org"}`)
	want := []jsonl.Bad{
		{Number: 1, Why: "it has no text"}, {Number: 2, Why: "it is not a JSON object"},
		{Number: 3, Why: `"text" is a number where something else belongs`}, {Number: 4, Why: `"regions" is a string where something else belongs`},
	}
	if diff := cmp.Diff(want, bad); diff != "" || len(found) != 1 {
		t.Errorf("found %d\n%s", len(found), diff)
	}
}

func TestReportHidesWhatItFinds(t *testing.T) {
	t.Parallel()
	r := privacy.New().Read("Grüße von anna@example.org und bernd@example.org, Karte 4111 1111 1111 1111.", privacy.Hints{Language: "de"})
	if diff := cmp.Diff("Grüße von [EMAIL_ADDRESS] und [EMAIL_ADDRESS], Karte [CREDIT_CARD].", r.Masked); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]privacy.Hidden{{Type: "EMAIL_ADDRESS", Count: 2}, {Type: "CREDIT_CARD", Count: 1}}, r.Hidden); diff != "" {
		t.Error(diff)
	}
	if first := r.Places[0]; first.Words != "anna@example.org" || first.Start != 10 {
		t.Errorf("first place %+v", first)
	}
}

func ExampleLooker_Lines() {
	in := strings.NewReader(`{"id":"a","text":"write to anna@example.org"}`)
	if err := privacy.New().Lines(context.Background(), in, os.Stdout, func(jsonl.Bad) {}); err != nil {
		panic(err)
	}
	// Output: {"id":"a","spans":[{"type":"EMAIL_ADDRESS","start":9,"end":25,"score":1}]}
}
