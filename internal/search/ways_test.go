package search_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"candor/internal/search"
	"candor/knowledge"

	"github.com/google/go-cmp/cmp"
)

var asked = []string{
	`{"doc_id":"track","lang":"en","title":"Track a delivery","text":"The link in our message shows each step until the courier rings.","questions":["Where is my stuff?","Has my package shipped yet?"]}`,
	`{"doc_id":"voucher","lang":"en","title":"Voucher codes","text":"Enter the code in the basket before you pay.","questions":["My promo coupon is refused"]}`,
	`{"doc_id":"hours","lang":"en","title":"Opening hours","text":"We are open from Monday to Friday."}`,
	`{"doc_id":"return","lang":"en","title":"Return an item","text":"Most items can come back within 60 days."}`,
	`{"doc_id":"staff","lang":"en","internal":true,"title":"Goodwill","text":"Waive the fee once a year.","questions":["angry caller wants a freebie"]}`,
}

func look(t *testing.T, x *search.Index, text string) knowledge.Found {
	t.Helper()
	found, err := x.Search(context.Background(), knowledge.Query{Text: text, Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestArticlesAreFoundByTheirQuestions(t *testing.T) {
	t.Parallel()
	s := shelf(t, asked...)
	x := index(t, s)
	for text, want := range map[string]string{
		"where's my stuff?":  "track",
		"packages shipped":   "track", // other endings
		"pakcage shipp":      "track", // letter groups
		"coupon":             "voucher",
		"open monday":        "hours",
		"send the item back": "return",
	} {
		got := find(t, x, s, knowledge.Query{Text: text, Language: "en"})
		if len(got) == 0 || got[0] != want {
			t.Errorf("%q finds %v, want %q", text, got, want)
		}
	}
	if got := find(t, x, s, knowledge.Query{Text: "freebie", Language: "en"}); len(got) > 0 {
		t.Errorf("a customer finds %v by a question of an internal article", got)
	}
	if got := find(t, x, s, knowledge.Query{Text: "freebie for an angry caller", Language: "en", Staff: true}); len(got) == 0 || got[0] != "staff" {
		t.Errorf("staff find %v", got)
	}
}

func TestConfidenceFollowsTheQuestion(t *testing.T) {
	t.Parallel()
	x := index(t, shelf(t, asked...))
	bare := index(t, shelf(t, strings.NewReplacer(`,"questions":["Where is my stuff?","Has my package shipped yet?"]`, "").Replace(asked[0]), asked[1], asked[2], asked[3]))
	with, without := look(t, x, "has my package shipped yet").Signals, look(t, bare, "has my package shipped yet").Signals
	if with.TitleMatched != 1 || with.Coverage != 1 || with.Unknown != 0 || with.Order != 1 {
		t.Errorf("asked word for word: %+v", with)
	}
	if without.TitleMatched >= with.TitleMatched || without.Coverage >= with.Coverage || without.Strength >= with.Strength || without.LetterStrength >= with.LetterStrength {
		t.Errorf("without the question %+v, with it %+v", without, with)
	}
	if far := look(t, x, "package holiday to rome").Signals; far.TitleMatched >= with.TitleMatched || far.Coverage >= 0.5 {
		t.Errorf("another matter: %+v", far)
	}
}

func TestLongListsOfQuestionsDoNotWin(t *testing.T) {
	t.Parallel()
	var many []string
	for i := range 40 {
		many = append(many, fmt.Sprintf("%q", fmt.Sprintf("what about parcel number %d", i)))
	}
	s := shelf(t,
		`{"doc_id":"many","lang":"en","title":"Sending","text":"All of it stands here.","questions":[`+strings.Join(many, ",")+`]}`,
		`{"doc_id":"one","lang":"en","title":"Lost goods","text":"All of it stands there.","questions":["my parcel vanished"]}`,
		shop[0], shop[1])
	if got := find(t, index(t, s), s, knowledge.Query{Text: "parcel vanished", Language: "en"}); got[0] != "one" {
		t.Errorf("found %v", got)
	}
	few := shelf(t,
		`{"doc_id":"many","lang":"en","title":"Sending","text":"All of it stands here.","questions":["parcel one","parcel two","parcel three","parcel four"]}`,
		`{"doc_id":"one","lang":"en","title":"Sending","text":"All of it stands here.","questions":["parcel one"]}`, shop[0], shop[1])
	hits := look(t, index(t, few), "parcel").Hits
	if len(hits) < 2 || hits[0].Score != hits[1].Score {
		t.Errorf("four questions with a word weigh more than one: %+v", hits)
	}
}

func TestQuestionsOfOthersChangeNothing(t *testing.T) {
	t.Parallel()
	rows := []string{shop[0], shop[1], shop[2]}
	other := `{"doc_id":"x","lang":"en","title":"Zzzz","text":"Qqqq wwww."%s}`
	without := look(t, index(t, shelf(t, append(rows, fmt.Sprintf(other, ""))...)), "delivery of most items on sundays")
	with := look(t, index(t, shelf(t, append(rows, fmt.Sprintf(other, `,"questions":["vvvv jjjj","kkkk"]`))...)), "delivery of most items on sundays")
	if diff := cmp.Diff(without, with); diff != "" {
		t.Error(diff)
	}
}

func TestQuestionsOfArticlesWithoutAnyWord(t *testing.T) {
	t.Parallel()
	s := shelf(t, `{"doc_id":"x","lang":"en","title":"!!!","text":"???","questions":["where is my stuff","…"]}`)
	if got := find(t, index(t, s), s, knowledge.Query{Text: "my stuff", Language: "en"}); len(got) != 1 {
		t.Errorf("found %v", got)
	}
}

func BenchmarkEightWordsIn10000ArticlesWithQuestions(b *testing.B) {
	docs := library(b, 10_000)
	for i := range docs {
		for k := range 5 {
			docs[i].Article.Questions = append(docs[i].Article.Questions, eightWords[(i+k)%len(eightWords)])
		}
	}
	var index search.Index
	if err := index.Replace(context.Background(), docs); err != nil {
		b.Fatal(err)
	}
	i := 0
	for b.Loop() {
		i++
		if _, err := index.Search(context.Background(), knowledge.Query{Text: eightWords[i%len(eightWords)], Language: "en"}); err != nil {
			b.Fatal(err)
		}
	}
}
