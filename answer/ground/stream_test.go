package ground_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/answer/ground"
	"candor/knowledge"
)

const returns = `# Return an item

You can return most items within 60 days of delivery, for any reason. Items marked "Last Chance" can be returned within 14 days of delivery.

## Costs

Collecting a sofa costs £35 in the UK and €39 elsewhere. However, it is free if the sofa is faulty. Returning a parcel is free.

## Été

Start at shop.example/returns or write to help@shop.example. Prices in “Café Zürich” 🛋 stay the same.
`

// passages cuts one article.
func passages(t testing.TB, text string) []knowledge.Passage {
	t.Helper()
	articles, problems := knowledge.Import("returns.md", strings.NewReader(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return knowledge.Passages(knowledge.Merge(nil, articles).Added[0])
}

// cite finds the passage with the words.
func cite(t testing.TB, given []knowledge.Passage, words string) candor.PassageID {
	t.Helper()
	for _, p := range given {
		if strings.Contains(p.Text, words) {
			return p.ID
		}
	}
	t.Fatalf("no passage has %q", words)
	return ""
}

type written struct {
	Sentence  string   `json:"sentence"`
	Citations []string `json:"citations"`
	Kind      string   `json:"kind"`
}

func draftOf(t testing.TB, sentences ...written) string {
	t.Helper()
	b, err := json.Marshal(map[string][]written{"sentences": sentences})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func honest(t testing.TB, given []knowledge.Passage) string {
	return draftOf(t,
		written{"Thank you for your question.", []string{}, "courtesy"},
		written{"You can return most items within 60 days of delivery, for any reason.", []string{string(cite(t, given, "60 days"))}, "answer"},
		written{`Prices in “Café Zürich” 🛋 stay the same.`, []string{string(cite(t, given, "Café"))}, "answer"},
		written{"Collecting a sofa costs £95 in the UK and €39 elsewhere.", []string{string(cite(t, given, "£35"))}, "answer"},
	)
}

// play writes a draft in the pieces given and collects what was released on the way.
func play(t testing.TB, v ground.Verifier, given []knowledge.Passage, pieces ...string) ([]ground.Ruling, ground.Report) {
	t.Helper()
	s := v.Stream(ground.Question{Text: "How long can I return a sofa?", Language: "en"}, given)
	var out []ground.Ruling
	for _, p := range pieces {
		rulings, err := s.Write(context.Background(), []byte(p))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, rulings...)
	}
	return out, s.Close()
}

func TestEveryCutGivesTheSameRulings(t *testing.T) {
	t.Parallel()
	given := passages(t, returns)
	escaped := strings.NewReplacer("é", `\u00e9`, "🛋", `\ud83d\udecb`, "“", `\u201c`).Replace(honest(t, given))
	for name, draft := range map[string]string{"plain": honest(t, given), "escaped": escaped} {
		whole, report := play(t, ground.Verifier{}, given, draft)
		if len(whole) != 4 || report.Broken != "" || whole[1].Outcome != ground.Said || whole[2].Outcome != ground.Said || whole[3].Rule != ground.RuleNumber {
			t.Fatalf("%s: %+v broken %q", name, whole, report.Broken)
		}
		for cut := 1; cut < len(draft); cut++ {
			got, _ := play(t, ground.Verifier{}, given, draft[:cut], draft[cut:])
			if diff := cmp.Diff(whole, got); diff != "" {
				t.Fatalf("%s: cut at byte %d: %s", name, cut, diff)
			}
		}
		var bytes []string
		for i := range len(draft) {
			bytes = append(bytes, draft[i:i+1])
		}
		got, last := play(t, ground.Verifier{}, given, bytes...)
		if diff := cmp.Diff(whole, got); diff != "" || last.Broken != "" {
			t.Fatalf("%s: byte by byte: %s", name, diff)
		}
	}
}

func TestNothingIsReleasedBeforeItIsComplete(t *testing.T) {
	t.Parallel()
	given := passages(t, returns)
	draft := honest(t, given)
	end := strings.Index(draft, "}")
	got, report := play(t, ground.Verifier{}, given, draft[:end])
	if len(got) != 0 || report.Broken != ground.RuleCutOff || report.Fallback != ground.Abstain {
		t.Errorf("released %v, broken %q, then %v", got, report.Broken, report.Fallback)
	}
	got, _ = play(t, ground.Verifier{}, given, draft[:end+1])
	if len(got) != 1 || got[0].Outcome != ground.Said {
		t.Errorf("a complete sentence was not released: %v", got)
	}
}

func TestBrokenStreamsEndInAnAbstention(t *testing.T) {
	t.Parallel()
	given := passages(t, returns)
	good := `{"sentence":"Returning a parcel is free.","citations":["` + string(cite(t, given, "Returning")) + `"],"kind":"answer"}`
	for name, c := range map[string]struct {
		text string
		want ground.Rule
	}{
		"nothing":                     {"", ground.RuleCutOff},
		"plain words":                 {"You can return everything.", ground.RuleMalformed},
		"words before":                {"Sure! {\"sentences\":[]}", ground.RuleMalformed},
		"words after":                 {`{"sentences":[]} I hope this helps`, ground.RuleMalformed},
		"two drafts":                  {`{"sentences":[]}{"sentences":[]}`, ground.RuleMalformed},
		"an array":                    {`[` + good + `]`, ground.RuleMalformed},
		"a fence":                     {"```json\n{\"sentences\":[]}\n```", ground.RuleMalformed},
		"a byte order mark":           {"\ufeff{\"sentences\":[]}", ground.RuleMalformed},
		"cut off":                     {`{"sentences":[` + good[:20], ground.RuleCutOff},
		"not closed":                  {`{"sentences":[]`, ground.RuleCutOff},
		"other outer field":           {`{"tools":[]}`, ground.RuleField},
		"escaped outer field":         {`{"\u0073entences":[]}`, ground.RuleField},
		"second outer field":          {`{"sentences":[],"refund":true}`, ground.RuleField},
		"sentences twice":             {`{"sentences":[],"sentences":[` + good + `]}`, ground.RuleField},
		"a number for an object":      {`{"sentences":[1]}`, ground.RuleMalformed},
		"null for the list":           {`{"sentences":null}`, ground.RuleMalformed},
		"a comma at the end":          {`{"sentences":[` + good + `,]}`, ground.RuleMalformed},
		"no comma":                    {`{"sentences":[` + good + good + `]}`, ground.RuleMalformed},
		"unknown field":               {`{"sentences":[{"sentence":"x","citations":[],"kind":"answer","verified":true}]}`, ground.RuleField},
		"field in other case":         {`{"sentences":[{"Sentence":"x","citations":[],"kind":"answer"}]}`, ground.RuleField},
		"field twice":                 {`{"sentences":[{"sentence":"Returning a parcel is free.","sentence":"x","citations":[],"kind":"answer"}]}`, ground.RuleDuplicate},
		"field twice by escape":       {`{"sentences":[{"sentence":"x","citations":[],"kind":"answer","\u0073entence":"y"}]}`, ground.RuleDuplicate},
		"field missing":               {`{"sentences":[{"sentence":"x","kind":"answer"}]}`, ground.RuleMalformed},
		"sentence is a list":          {`{"sentences":[{"sentence":["x"],"citations":[],"kind":"answer"}]}`, ground.RuleMalformed},
		"citations are a string":      {`{"sentences":[{"sentence":"x","citations":"psg_1","kind":"answer"}]}`, ground.RuleMalformed},
		"citation is a number":        {`{"sentences":[{"sentence":"x","citations":[1],"kind":"answer"}]}`, ground.RuleMalformed},
		"citation is null":            {`{"sentences":[{"sentence":"x","citations":[null],"kind":"answer"}]}`, ground.RuleMalformed},
		"object in the object":        {`{"sentences":[{"sentence":{"text":"x"},"citations":[],"kind":"answer"}]}`, ground.RuleMalformed},
		"deeply nested":               {`{"sentences":[{"sentence":` + strings.Repeat("[", 500), ground.RuleMalformed},
		"half a surrogate":            {`{"sentences":[{"sentence":"x \ud83d y","citations":[],"kind":"answer"}]}`, ground.RuleMalformed},
		"invalid UTF-8":               {"{\"sentences\":[{\"sentence\":\"x \xff y\",\"citations\":[],\"kind\":\"answer\"}]}", ground.RuleMalformed},
		"a raw line break in it":      {"{\"sentences\":[{\"sentence\":\"x\ny\",\"citations\":[],\"kind\":\"answer\"}]}", ground.RuleMalformed},
		"an unknown escape":           {`{"sentences":[{"sentence":"x\q","citations":[],"kind":"answer"}]}`, ground.RuleMalformed},
		"an endless sentence":         {`{"sentences":[{"sentence":"` + strings.Repeat("a", 2*ground.MaxObject), ground.RuleTooLong},
		"endless citations":           {`{"sentences":[{"citations":[` + strings.Repeat(`"a",`, ground.MaxObject), ground.RuleTooLong},
		"endless space":               {`{"sentences":[` + strings.Repeat(" ", 2*ground.MaxStream), ground.RuleTooLong},
		"an endless key":              {`{"` + strings.Repeat("s", 100_000), ground.RuleField},
		"endless sentences":           {`{"sentences":[` + strings.Repeat(good+",", 2*ground.MaxStream/len(good)), ground.RuleTooLong},
		"a bracket too many in it":    {`{"sentences":[{"sentence":"x","citations":[]],"kind":"answer"}]}`, ground.RuleMalformed},
		"an object closed by a brace": {`{"sentences":[{"sentence":"x","citations":[},"kind":"answer"]]}`, ground.RuleMalformed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, report := play(t, ground.Verifier{}, given, c.text)
			if report.Broken != c.want || report.Fallback != ground.Abstain {
				t.Errorf("broken by %q, then %v; want %q and to abstain", report.Broken, report.Fallback, c.want)
			}
			for _, r := range got {
				for _, s := range r.Sentences {
					if s.Text != "Returning a parcel is free." {
						t.Errorf("released %q", s.Text)
					}
				}
			}
		})
	}
}

func TestNothingComesAfterAHostileSentence(t *testing.T) {
	t.Parallel()
	given := passages(t, returns)
	id := string(cite(t, given, "60 days"))
	true1 := written{"You can return most items within 60 days of delivery, for any reason.", []string{id}, "answer"}
	true2 := written{`Items marked "Last Chance" can be returned within 14 days of delivery.`, []string{id}, "answer"}
	bad := written{"I have refunded you.", []string{id}, "answer"}
	_, report := play(t, ground.Verifier{}, given, draftOf(t, true1, bad, true2))
	var got []string
	for _, r := range report.Rulings {
		got = append(got, r.Outcome.String()+" "+string(r.Rule))
	}
	if diff := cmp.Diff([]string{"said ", "dropped promise", "dropped after_hostile"}, got); diff != "" {
		t.Error(diff)
	}
	if !report.Hostile() || report.Fallback != ground.Extractive {
		t.Errorf("hostile %v, then %v", report.Hostile(), report.Fallback)
	}
}

func TestStreamAndCheckAgree(t *testing.T) {
	t.Parallel()
	given := passages(t, returns)
	draft := honest(t, given)
	var read struct{ Sentences []written }
	if err := json.Unmarshal([]byte(draft), &read); err != nil {
		t.Fatal(err)
	}
	var claims []ground.Claim
	for _, w := range read.Sentences {
		c := ground.Claim{Text: w.Sentence, Kind: ground.Kind(w.Kind)}
		for _, id := range w.Citations {
			c.Passages = append(c.Passages, candor.PassageID(id))
		}
		claims = append(claims, c)
	}
	want, err := ground.Verifier{}.Check(context.Background(), ground.Question{Text: "How long can I return a sofa?", Language: "en"}, given, claims)
	if err != nil {
		t.Fatal(err)
	}
	_, got := play(t, ground.Verifier{}, given, draft)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCancelledStreamSaysNothingMore(t *testing.T) {
	t.Parallel()
	given := passages(t, returns)
	ctx, cancel := context.WithCancel(context.Background())
	s := ground.Verifier{}.Stream(ground.Question{}, given)
	cancel()
	got, err := s.Write(ctx, []byte(honest(t, given)))
	if !errors.Is(err, context.Canceled) || len(got) != 0 {
		t.Errorf("got %v and %v", got, err)
	}
	if r := s.Close(); r.Fallback != ground.Abstain || len(r.Sentences()) != 0 {
		t.Errorf("after that: %v, %v", r.Fallback, r.Sentences())
	}
}

func TestSchemaIsJSONAndNamesWhatTheStreamReads(t *testing.T) {
	t.Parallel()
	if !json.Valid(ground.Schema()) {
		t.Fatal("not JSON")
	}
	for _, word := range []string{"sentences", "sentence", "citations", "kind", string(ground.Answers), string(ground.Asks), string(ground.Courtesy), string(ground.Offers)} {
		if !strings.Contains(string(ground.Schema()), `"`+word+`"`) {
			t.Errorf("%q is not in the schema", word)
		}
	}
}

func FuzzStreamSaysOnlyWhatThePassagesSay(f *testing.F) {
	given := passages(f, returns)
	f.Add(honest(f, given), 7)
	f.Add(`{"sentences":[{"sentence":"I am a human","citations":[],"kind":"answer"}]}`, 3)
	f.Add(`{"sentences":[{"sentence":"x","citations":["`+string(given[0].ID)+`"],"kind":"answer"}`, 1)
	f.Fuzz(func(t *testing.T, draft string, cut int) {
		if cut < 0 || cut > len(draft) {
			cut = 0
		}
		got, report := play(t, ground.Verifier{}, given, draft[:cut], draft[cut:])
		whole, _ := play(t, ground.Verifier{}, given, draft)
		if diff := cmp.Diff(whole, got); diff != "" {
			t.Errorf("the cut matters: %s", diff)
		}
		for _, r := range report.Rulings {
			if (len(r.Sentences) > 0) != (r.Outcome != ground.Dropped) {
				t.Errorf("%v with %d sentences", r.Outcome, len(r.Sentences))
			}
			for _, s := range r.Sentences {
				if !utf8.ValidString(s.Text) || s.Text == "" {
					t.Errorf("said %q", s.Text)
				}
			}
		}
	})
}

func ExampleVerifier_Stream() {
	articles, _ := knowledge.Import("costs.md", strings.NewReader("# Delivery costs\n\nDelivery is free from £50. Parcels come within 3 days."))
	given := knowledge.Passages(knowledge.Merge(nil, articles).Added[0])
	draft := `{"sentences":[{"sentence":"Parcels come within 3 days.","citations":["` + string(given[0].ID) + `"],"kind":"answer"},` +
		`{"sentence":"I have refunded you.","citations":[],"kind":"answer"}]}`
	s := ground.Verifier{}.Stream(ground.Question{Text: "When does it come?"}, given)
	for i := 0; i < len(draft); i += 20 { // as it comes over the wire
		rulings, err := s.Write(context.Background(), []byte(draft[i:min(i+20, len(draft))]))
		if err != nil {
			fmt.Println(err)
		}
		for _, r := range rulings {
			fmt.Println(strings.TrimSpace(r.Outcome.String() + " " + string(r.Rule)))
		}
	}
	fmt.Println(s.Close().Fallback)
	// Output:
	// said
	// dropped promise
	// extractive
}
