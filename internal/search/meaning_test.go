package search_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"candor/internal/search"
	"candor/knowledge"
)

var hotel = []string{
	`{"doc_id":"physician","lang":"en","title":"Seeing a physician","text":"The physician comes to the house on weekdays."}`,
	`{"doc_id":"pool","lang":"en","title":"Swimming pool","text":"The pool is heated and open until nine."}`,
	`{"doc_id":"breakfast","lang":"en","title":"Breakfast","text":"Breakfast is served in the garden."}`,
	`{"doc_id":"de","lang":"de","title":"Frühstück","text":"Das Frühstück gibt es im Garten."}`,
}

// No article has a word of these questions, nor one like them in letters or in the list of kin.
func TestVectorsFindWhatNoWordFinds(t *testing.T) {
	t.Parallel()
	s := shelf(t, hotel...)
	for question, want := range map[string]string{"doctor": "physician", "lunch?": "breakfast"} {
		q := knowledge.Query{Text: question, Language: "en"}
		x := index(t, s)
		if got := find(t, x, s, q); slices.Contains(got, want) {
			t.Fatalf("the premise: %q finds %v by its words", question, got)
		}
		x.UseVectors(true)
		if got := find(t, x, s, q); len(got) == 0 || got[0] != want {
			t.Errorf("%q finds %v, want %s first", question, got, want)
		}
		found, err := x.Search(context.Background(), q)
		if err != nil || found.Signals.Coverage > 0 || found.Signals.Unknown == 0 {
			t.Errorf("%q: a word that only keeps company counts as said: %+v, %v", question, found.Signals, err)
		}
	}
	var unasked search.Index
	if unasked.UsesVectors() {
		t.Error("vectors are used unasked")
	}
}

func TestVectorsChangeNothingInOtherLanguages(t *testing.T) {
	t.Parallel()
	s := shelf(t, hotel...)
	x := index(t, s)
	q := knowledge.Query{Text: "Wann ist das Frühstück im Garten", Language: "de"}
	before, err := x.Search(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	x.UseVectors(true)
	after, err := x.Search(context.Background(), q)
	if err != nil || len(after.Hits) == 0 || after.Signals != before.Signals || after.Hits[0].Score != before.Hits[0].Score {
		t.Errorf("%+v, %+v, %v", before, after, err)
	}
}

func TestQuestionWithoutAWordFindsNothing(t *testing.T) {
	t.Parallel()
	s := shelf(t, hotel...)
	for _, vectors := range []bool{false, true} {
		x := index(t, s)
		x.UseVectors(vectors)
		for _, q := range []string{"", "*", "???", " — … !", "🙂"} {
			if got := find(t, x, s, knowledge.Query{Text: q, Language: "en"}); len(got) != 0 {
				t.Errorf("%q finds %v", q, got)
			}
		}
	}
}

// Codes are what machines call things: whoever writes one means just that.
func TestCodeOutweighsWhatStandsAroundIt(t *testing.T) {
	t.Parallel()
	var rows []string
	for code := range 40 {
		rows = append(rows, fmt.Sprintf(`{"doc_id":"%d","lang":"en","title":"Error E%d","text":"E%d means that a part of the printer has to be seen to. Call us."}`, code, 4700+code, 4700+code))
	}
	rows = append(rows, `{"doc_id":"install","lang":"en","title":"Installing the driver","text":"Restart the computer after installing. If the driver cannot be installed, download it again."}`)
	s := shelf(t, rows...)
	got := find(t, index(t, s), s, knowledge.Query{Text: "after installing: E4712", Language: "en"})
	if len(got) == 0 || got[0] != "12" {
		t.Errorf("found %v", got)
	}
}

// In the first help centre a title says the same as its text in other words; in the second, words that keep
// each other's company mean opposite things, and who takes one for the other is wrong.
func TestTrySwitchesVectorsOnOnlyWhereTheyHelp(t *testing.T) {
	t.Parallel()
	var same, opposite []string
	for i, w := range [][2]string{
		{"doctor", "physician"}, {"sofa", "couch"}, {"lawyer", "attorney"}, {"film", "movie"}, {"car", "automobile"}, {"autumn", "summer"},
		{"lunch", "breakfast"}, {"soldier", "troops"}, {"lake", "river"}, {"novel", "book"}, {"violin", "piano"}, {"shirt", "jacket"},
	} {
		same = append(same, fmt.Sprintf(`{"doc_id":"s%d","lang":"en","title":"Our %s and more","text":"Thank you. Everything about the %s stands here for guests."}`, i, w[0], w[1]))
	}
	for i, w := range [][2]string{
		{"summer", "winter"}, {"monday", "tuesday"}, {"mother", "father"}, {"northern", "southern"}, {"red", "blue"}, {"coffee", "tea"}, {"dog", "cat"}, {"january", "february"},
	} {
		opposite = append(opposite,
			fmt.Sprintf(`{"doc_id":"a%d","lang":"en","title":"Our %s room%d","text":"Thank you. This is room%d."}`, i, w[0], i, i),
			fmt.Sprintf(`{"doc_id":"b%d","lang":"en","title":"Other","text":"Thank you. It is not the room%d that people of the %s mean when they ask for more of it."}`, i, i, w[1]))
	}
	for name, c := range map[string]struct {
		rows []string
		want bool
	}{"the same in other words": {same, true}, "opposites": {opposite, false}} {
		docs := search.Documents(shelf(t, c.rows...))
		got, err := search.Try(t.Context(), docs)
		if err != nil || got.Helps() != c.want || got.Asked == 0 || got.Gained+got.Lost == 0 {
			t.Errorf("%s: helps %v, %+v, %v", name, got.Helps(), got, err)
		}
		if !c.want && got.With >= got.Without {
			t.Errorf("%s: the premise is that they hurt: %+v", name, got)
		}
		slices.Reverse(docs)
		if again, err := search.Try(t.Context(), docs); err != nil || again != got {
			t.Errorf("%s: the same articles in another order came to %+v, %+v, %v", name, got, again, err)
		}
	}
}

func TestTryAsksNothingWhereThereIsNothingToAsk(t *testing.T) {
	t.Parallel()
	staff := search.Documents(shelf(t, hotel...))
	for i := range staff {
		staff[i].Article.Audience = "staff"
	}
	german := search.Documents(shelf(t, `{"doc_id":"de","lang":"de","title":"Frühstück im Garten","text":"Das Frühstück gibt es im Garten. Es kostet nichts."}`))
	for name, docs := range map[string][]search.Document{"none": nil, "not for customers": staff, "another language": german} {
		if got, err := search.Try(t.Context(), docs); err != nil || got != (search.Trial{}) || got.Helps() {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := search.Try(ctx, search.Documents(shelf(t, hotel...))); !errors.Is(err, context.Canceled) {
		t.Errorf("an ended context: %v", err)
	}
}

// Looking for the company of a word goes through all words of the articles, so a message of nothing but strange words
// gets it for the first eight.
func TestOnlyTheFirstStrangeWordsAreLookedUp(t *testing.T) {
	t.Parallel()
	s := shelf(t, hotel...)
	x := index(t, s)
	x.UseVectors(true)
	for strange, want := range map[int]bool{7: true, 8: false} {
		text := ""
		for i := range strange {
			text += fmt.Sprintf("zq%cxv ", 'a'+rune(i))
		}
		if got := find(t, x, s, knowledge.Query{Text: text + "doctor", Language: "en"}); slices.Contains(got, "physician") != want {
			t.Errorf("after %d strange words: found %v", strange, got)
		}
	}
}

func TestAViewSearchesOneWayWhateverTheIndexDoes(t *testing.T) {
	t.Parallel()
	s := shelf(t, hotel...)
	x := index(t, s)
	q := knowledge.Query{Text: "doctor", Language: "en"}
	for _, on := range []bool{true, false} {
		x.UseVectors(!on)
		found, err := x.With(on).Search(t.Context(), q)
		if err != nil || (len(found.Hits) > 0) != on {
			t.Errorf("with vectors %v: %v, %v", on, found.Hits, err)
		}
		without, err := x.With(on).SearchWithout(t.Context(), q, "art_nowhere")
		if err != nil || (len(without.Hits) > 0) != on {
			t.Errorf("with vectors %v, without an article: %v, %v", on, without.Hits, err)
		}
	}
}
