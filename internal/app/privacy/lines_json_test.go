package privacy_test

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"candor/internal/app/privacy"
	detector "candor/privacy"
)

// FuzzLinesAreReadAsByTheLibrary holds the quick way of reading to what encoding/json reads.
func FuzzLinesAreReadAsByTheLibrary(f *testing.F) {
	for _, line := range []string{
		`{"id":7,"text":"a\n\"b\" \u00fc \ud83d\ude42","language":"de","country":"DE","regions":["AT","CH"]}`, `{}`, `{"text":""}`, ` { "id" : "x" , "text" : "y" } `,
		`{"id":-1.5e3,"text":null}`, `{"id":{"a": 1},"text":"\ud83d"}`, `{"ID":1,"text":"x","more":[1]}`, `{"id":01}`, `{"text":"x"}}`, `{"text":"x","text":"y"}`, `{"regions":[]}`, `{"id":7`,
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if !utf8.ValidString(line) {
			return // told before
		}
		var got, want privacy.Line
		if !got.ReadJSON([]byte(line)) {
			return
		}
		if err := json.Unmarshal([]byte(line), &want); err != nil {
			t.Fatalf("%q is read, but is bad: %v", line, err)
		}
		if len(got.Regions) == 0 && len(want.Regions) == 0 {
			got.Regions, want.Regions = nil, nil
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", line, diff)
		}
	})
}

func TestUsualLinesAreReadTheQuickWay(t *testing.T) {
	t.Parallel()
	var l privacy.Line
	if !l.ReadJSON([]byte(`{"id": "a7", "text": "x\ty \u00e9", "language": "en", "country": "GB", "regions": ["US", "CA"]}`)) || *l.Text != "x\ty é" {
		t.Errorf("read %+v", l)
	}
}

func TestFoundIsWrittenAsByTheLibrary(t *testing.T) {
	t.Parallel()
	for _, found := range []privacy.Found{
		{Spans: []privacy.Span{}},
		{ID: json.RawMessage(`{"a": [1, 2]}`), Spans: []privacy.Span{{Type: detector.Type("CVV"), Start: 1, End: 4, Score: 0.85}, {Type: "OTP", End: 3, Score: 1}}},
		{ID: json.RawMessage(`"x y"`), Spans: []privacy.Span{{Type: "URL", Start: 100000, End: 100001, Score: 0.125}}},
	} {
		want, err := json.Marshal(found)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(found.AppendJSON(nil))); diff != "" {
			t.Error(diff)
		}
	}
}
