package privacy_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/privacy"
)

func (m maskers) maskJSON(t testing.TB, document string) string {
	t.Helper()
	x, err := m.MaskJSON(t.Context(), vendor, conversation, document, privacy.Hints{})
	if err != nil {
		t.Fatalf("%s: %v", document, err)
	}
	return x.Text()
}

// Lesson 20: the arguments of tools are masked, and are turned back.
func TestJSONComesBackAsItWas(t *testing.T) {
	t.Parallel()
	for _, document := range []string{
		`{"to":"maya@example.org","name":"Maya Lindqvist"}`,
		` { "a" : [ "Tom Becker" , null , true , 12.5e3 , { "b" : "x\n\"Tom Becker\"\t\\" } ] } `,
		`"Maya Lindqvist"`, `["Maya Lindqvist","Maya Lindqvist"]`, `{"maya@example.org":1}`,
		`{"a":"\u004daya Lindqvist \ud83d\ude42"}`, `{"a":"no one","b":12}`, `12`, `[]`, `{"a":{},"b":[[]]}`,
	} {
		m := newMasker(t, finds(byShape))
		masked := m.maskJSON(t, document)
		if !json.Valid([]byte(masked)) || strings.Contains(masked, "Maya") || strings.Contains(masked, "Becker") || strings.Contains(masked, "example.org") {
			t.Errorf("%s is masked as %s", document, masked)
		}
		var want, got any
		restored := m.restorer(t).Restore(masked, privacy.JSON)
		if err := json.Unmarshal([]byte(restored), &got); err != nil {
			t.Fatalf("%s comes back as %s: %v", document, restored, err)
		}
		if err := json.Unmarshal([]byte(document), &want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s comes back changed (-want +got):\n%s", document, diff)
		}
	}
}

func TestWhatHoldsNothingStaysByteForByte(t *testing.T) {
	t.Parallel()
	m := newMasker(t, finds(byShape))
	const document = "{ \"a\\u0062\" : \"caf\\u00e9 \\/ <b>\",\n\t\"n\": 1.50, \"to\": \"Tom Becker\" , \"z\":[ ] }"
	masked := m.maskJSON(t, document)
	if got := token.ReplaceAllString(masked, "Tom Becker"); got != document {
		t.Errorf("%s\nbecame\n%s", document, got)
	}
}

func TestALongNumberIsMaskedAndComesBackAsText(t *testing.T) {
	t.Parallel()
	m := newMasker(t, finds(byShape))
	masked := m.maskJSON(t, `{"card": 4242424242424242, "items": [3, 12345678901], "n": 1234, "x": -5}`)
	if strings.Contains(masked, "4242") || strings.Contains(masked, "12345678901") {
		t.Fatalf("masked as %s", masked)
	}
	want := `{"card": "4242424242424242", "items": [3, "12345678901"], "n": 1234, "x": -5}`
	if got := m.restorer(t).Restore(masked, privacy.JSON); got != want {
		t.Errorf("comes back as %s", got)
	}
}

// A code says nothing without the name it stands under.
func TestAValueIsLookedAtWithItsName(t *testing.T) {
	t.Parallel()
	m := newMasker(t, finds(byShape))
	masked := m.maskJSON(t, `{"cvv":"123","other":"456","list":{"cvv":["789"]},"after":"222"}`)
	if strings.Contains(masked, `"123"`) || strings.Contains(masked, `"789"`) || !strings.Contains(masked, `"456"`) || !strings.Contains(masked, `"222"`) {
		t.Errorf("masked as %s", masked)
	}
	if got := m.restorer(t).Restore(masked, privacy.JSON); got != `{"cvv":"123","other":"456","list":{"cvv":["789"]},"after":"222"}` {
		t.Errorf("comes back as %s", got)
	}
}

func FuzzJSONComesBackAsItWas(f *testing.F) {
	for _, s := range []string{`{"a":"Maya Lindqvist"}`, `["a@b.cd",{"x":[1234567890,"UQ7X"]}]`, `"\u0055Q7XE4M0Z9KD2T8"`, `{"a":"\\\"Tom Becker"}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, document string) {
		if !json.Valid([]byte(document)) || len(document) > 2000 || strings.ContainsRune(document, '\uFFFD') || strings.Contains(document, `\u`) || document != strings.ToValidUTF8(document, "") {
			return
		}
		m := newMasker(t, quotedOnly{})
		masked := m.maskJSON(t, document)
		restored := m.restorer(t).Restore(masked, privacy.JSON)
		var want, got any
		if err := json.Unmarshal([]byte(document), &want); err != nil {
			return // a number too large to be read
		}
		if err := json.Unmarshal([]byte(restored), &got); err != nil {
			t.Fatalf("%s masked as %s comes back as %s: %v", document, masked, restored, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s masked as %s comes back changed (-want +got):\n%s", document, masked, diff)
		}
	})
}

// quotedOnly leaves numbers alone, which would come back as text.
type quotedOnly struct{}

func (quotedOnly) Detect(text string, h privacy.Hints) ([]privacy.Span, []privacy.Flag) {
	if strings.Trim(text[strings.LastIndex(text, " ")+1:], "+-.eE0123456789") == "" {
		return nil, nil
	}
	return someWords{}.Detect(text, h)
}
