package search_test

import (
	"testing"

	"candor/knowledge"
)

func TestWordsOfTheSameMeaningFind(t *testing.T) {
	t.Parallel()
	s := shelf(t,
		`{"doc_id":"end","lang":"en","title":"Cancelling your plan","text":"You may do so at any time in your account."}`,
		`{"doc_id":"wipe","lang":"en","title":"Deleting a picture","text":"Open the gallery and choose the one that you mean."}`,
		`{"doc_id":"hours","lang":"en","title":"Opening hours","text":"We are there from Monday to Friday."}`,
		`{"doc_id":"de-end","lang":"de","title":"Vertrag kündigen","text":"Das geht jederzeit im Konto."}`,
		`{"doc_id":"de-open","lang":"de","title":"Öffnungszeiten","text":"Montag bis Freitag."}`,
	)
	x := index(t, s)
	for _, c := range []struct{ text, lang, want string }{
		{"terminate my subscription plan", "en", "end"},
		{"remove an image, a picture", "en", "wipe"},
		{"vertrag widerrufen", "de", "de-end"},
	} {
		if got := find(t, x, s, knowledge.Query{Text: c.text, Language: c.lang}); len(got) == 0 || got[0] != c.want {
			t.Errorf("%q finds %v, want %q", c.text, got, c.want)
		}
	}
}

func TestWordsOfTheSameMeaningNeverPassForWhatWasSaid(t *testing.T) {
	t.Parallel()
	x := index(t, shelf(t, shop[0], shop[1], shop[2], `{"doc_id":"x","lang":"en","title":"Cancelling a plan","text":"At any time."}`))
	said, meant := look(t, x, "cancelling a plan").Signals, look(t, x, "terminate a plan").Signals
	if meant.TitleMatched >= said.TitleMatched || meant.Coverage >= said.Coverage || meant.Meant <= meant.Coverage {
		t.Errorf("meant %+v, said %+v", meant, said)
	}
}
