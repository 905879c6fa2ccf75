package ground_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/answer/ground"
	"candor/knowledge"
	"candor/policy"
)

func check(t testing.TB, v ground.Verifier, given []knowledge.Passage, claims ...ground.Claim) ground.Report {
	t.Helper()
	r, err := v.Check(context.Background(), ground.Question{Text: "What does a sofa cost?", Language: "en"}, given, claims)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func says(text string, ids ...candor.PassageID) ground.Claim {
	return ground.Claim{Text: text, Passages: ids, Kind: ground.Answers}
}

func texts(r ground.Report) []string {
	var out []string
	for _, s := range r.Sentences() {
		out = append(out, s.Text)
	}
	return out
}

func TestZeroValuesSayNothing(t *testing.T) {
	t.Parallel()
	var report ground.Report
	var ruling ground.Ruling
	if report.Fallback != ground.Abstain || ruling.Outcome != ground.Dropped {
		t.Errorf("%v, %v", report.Fallback, ruling.Outcome)
	}
	if got := check(t, ground.Verifier{}, nil); got.Fallback != ground.Abstain || len(got.Sentences()) != 0 {
		t.Errorf("an empty draft: %+v", got)
	}
	if got := check(t, ground.Verifier{}, nil, ground.Claim{}); got.Rulings[0].Rule != ground.RuleKind {
		t.Errorf("a zero claim: %+v", got)
	}
}

func TestLesson15CitationsAreChecked(t *testing.T) {
	t.Parallel()
	given := passages(t, returns)
	words := "Returning a parcel is free."
	id := cite(t, given, words)
	at := slices.IndexFunc(given, func(p knowledge.Passage) bool { return p.ID == id })
	with := func(change func(p *knowledge.Passage)) []knowledge.Passage {
		out := slices.Clone(given)
		change(&out[at])
		return out
	}
	for name, c := range map[string]struct {
		given []knowledge.Passage
		claim ground.Claim
		want  ground.Rule
	}{
		"internal":           {with(func(p *knowledge.Passage) { p.Audience = knowledge.Internal }), says(words, id), ground.RuleNotPublic},
		"no audience":        {with(func(p *knowledge.Passage) { p.Audience = "" }), says(words, id), ground.RuleNotPublic},
		"steering":           {with(func(p *knowledge.Passage) { p.Steering = true }), says(words, id), ground.RuleSteering},
		"never given":        {slices.Delete(slices.Clone(given), at, at+1), says(words, id), ground.RuleUnknown},
		"nothing given":      {nil, says(words, id), ground.RuleUnknown},
		"internal beside it": {with(func(p *knowledge.Passage) { p.Audience = knowledge.Internal }), says(words, given[0].ID, id), ground.RuleNotPublic},
	} {
		r := check(t, ground.Verifier{}, c.given, c.claim)
		if r.Rulings[0].Rule != c.want || len(r.Sentences()) != 0 {
			t.Errorf("%s: %s by %q: %v", name, r.Rulings[0].Outcome, r.Rulings[0].Rule, texts(r))
		}
	}
}

// stored is a store in which something has changed since the passages were given.
type stored map[candor.PassageID]knowledge.Passage

var errGone = candor.Fail(candor.CodeNotFound, "error.no_passage", nil)

func (s stored) Passage(_ context.Context, id candor.PassageID) (knowledge.Passage, error) {
	p, ok := s[id]
	if !ok {
		return p, errGone
	}
	return p, nil
}

type broken struct{ err error }

func (b broken) Passage(context.Context, candor.PassageID) (knowledge.Passage, error) {
	return knowledge.Passage{}, b.err
}

func TestWhatHasChangedSinceIsNotSaid(t *testing.T) {
	t.Parallel()
	given := passages(t, returns)
	words := "Returning a parcel is free."
	id := cite(t, given, words)
	for name, change := range map[string]func(stored){
		"gone":       func(s stored) { delete(s, id) },
		"withdrawn":  func(s stored) { p := s[id]; p.Audience = knowledge.Internal; s[id] = p },
		"newer":      func(s stored) { p := s[id]; p.Version++; s[id] = p },
		"other text": func(s stored) { p := s[id]; p.Text = "Returning a parcel costs £5."; s[id] = p },
	} {
		now := stored{}
		for _, p := range given {
			now[p.ID] = p
		}
		if r := check(t, ground.Verifier{Now: now}, given, says(words, id)); r.Rulings[0].Outcome != ground.Said {
			t.Fatalf("an unchanged passage: %+v", r.Rulings[0])
		}
		change(now)
		r := check(t, ground.Verifier{Now: now}, given, says(words, id))
		if r.Rulings[0].Rule != ground.RuleOutdated || len(r.Sentences()) != 0 {
			t.Errorf("%s: %+v", name, r.Rulings[0])
		}
		if r := check(t, ground.Verifier{Now: now}, given, says(words)); len(r.Sentences()) != 0 {
			t.Errorf("%s, without a citation: %v", name, texts(r))
		}
	}
	disk := errors.New("disk gone")
	r, err := ground.Verifier{Now: broken{disk}}.Check(context.Background(), ground.Question{}, given, []ground.Claim{says(words, id)})
	if !errors.Is(err, disk) || len(r.Rulings) != 0 {
		t.Errorf("a store that fails: %v, %v", r, err)
	}
}

type second struct {
	refuses bool
	err     error
	asked   *[]string
}

func (s second) Refuses(_ context.Context, sentence, quote string) (bool, error) {
	*s.asked = append(*s.asked, sentence+" | "+quote)
	return s.refuses, s.err
}

func TestSecondOpinionOnlyTakesAway(t *testing.T) {
	t.Parallel()
	given := passages(t, returns)
	id := cite(t, given, "60 days")
	own, wrong := "You can return most items within 60 days of the delivery, for any reason.", "You can return most items within 90 days of delivery, for any reason."
	for name, c := range map[string]struct {
		second second
		claim  ground.Claim
		want   ground.Outcome
		rule   ground.Rule
		asked  int
	}{
		"agrees":             {second{}, says(own, id), ground.Said, "", 1},
		"refuses":            {second{refuses: true}, says(own, id), ground.Quoted, ground.RuleSecond, 1},
		"cannot be asked":    {second{err: errors.New("down")}, says(own, id), ground.Quoted, ground.RuleSecond, 1},
		"agrees with a lie":  {second{}, says(wrong, id), ground.Quoted, ground.RuleDuration, 0},
		"is not asked twice": {second{refuses: true}, says("You can return most items within 60 days of delivery, for any reason.", id), ground.Said, "", 0},
	} {
		var asked []string
		c.second.asked = &asked
		r := check(t, ground.Verifier{Second: c.second}, given, c.claim).Rulings[0]
		if r.Outcome != c.want || r.Rule != c.rule || len(asked) != c.asked {
			t.Errorf("%s: %s by %q, asked %q (%.2f %v)", name, r.Outcome, r.Rule, asked, r.Score, r.Signals)
		}
	}
}

func TestLimitsGoWithTheQuote(t *testing.T) {
	t.Parallel()
	given := passages(t, returns)
	costs := cite(t, given, "£35")
	r := check(t, ground.Verifier{}, given, says("Collecting a sofa costs £35 in the UK and €39 elsewhere.", costs), says("However, it is free if the sofa is faulty.", costs))
	want := []string{"Collecting a sofa costs £35 in the UK and €39 elsewhere. However, it is free if the sofa is faulty."}
	if diff := cmp.Diff(want, texts(r)); diff != "" || r.Rulings[0].Rule != ground.RuleCondition || r.Rulings[1].Rule != ground.RuleRepeated || r.Fallback != ground.Enough {
		t.Errorf("%s %+v", diff, r)
	}
	alone := check(t, ground.Verifier{}, given, says("However, it is free if the sofa is faulty.", costs))
	if diff := cmp.Diff(want, texts(alone)); diff != "" || alone.Rulings[0].Rule != ground.RuleLeans {
		t.Errorf("%s %+v", diff, alone.Rulings[0])
	}
}

func TestItemsAndDenyingHeadingsNeedTheirHeading(t *testing.T) {
	t.Parallel()
	given := passages(t, "# Parcels\n\n## What we cannot send\n\n- Batteries over 2 kg.\n- Plants and soil.\n\n## Times\n\nParcels come within 3 days.")
	id := cite(t, given, "Plants")
	r := check(t, ground.Verifier{}, given, says("Plants and soil.", id)).Rulings[0]
	if r.Outcome != ground.Said || !r.UnderHeading || r.Sentences[0].Citation.Heading != "What we cannot send" {
		t.Errorf("%+v", r)
	}
	for _, lie := range []string{"We can send plants and soil.", "You can send plants and soil in parcels."} {
		if r := check(t, ground.Verifier{}, given, says(lie, id)).Rulings[0]; r.Outcome == ground.Said || r.Rule == "" {
			t.Errorf("%s: %s by %q", lie, r.Outcome, r.Rule)
		}
	}
	if r := check(t, ground.Verifier{}, given, says("Parcels come within 3 days.", cite(t, given, "3 days"))).Rulings[0]; r.UnderHeading {
		t.Error("a whole sentence needs no heading")
	}
}

func TestOnlyTheOwnersHostsMayBeLinkedTo(t *testing.T) {
	t.Parallel()
	given := passages(t, returns)
	id := cite(t, given, "Start at")
	v := ground.Verifier{Links: []string{"www.help.shop.example"}}
	for link, want := range map[string]bool{
		"shop.example/returns": true, "https://shop.example/returns": true, "https://www.shop.example/returns/": true,
		"help.shop.example/start": true, "https://help.shop.example": true,
		"https://help.shop.example/x?d=secret": false, "https://help.shop.example:8443/x": false, "https://help.shop.example/x#d": false,
		"https://a@help.shop.example/": false, "https://evil.example/help.shop.example": false, "https://help.shop.example.evil.test": false,
		"ftp://help.shop.example/x": false, "shop.example/other": false, "xhelp.shop.example": false,
	} {
		r := check(t, v, given, says("Start at "+link+" or write to help@shop.example.", id)).Rulings[0]
		if dropped := r.Rule == ground.RuleLink; dropped == want {
			t.Errorf("%s: %s by %q", link, r.Outcome, r.Rule)
		}
	}
}

func TestOffersAreActsNotWords(t *testing.T) {
	t.Parallel()
	r := check(t, ground.Verifier{}, passages(t, returns), ground.Claim{Text: "I am transferring you to a colleague.", Kind: ground.Offers})
	if !r.Offer || len(r.Sentences()) != 0 || r.Fallback != ground.Extractive {
		t.Errorf("%+v", r)
	}
}

func TestLostFactsAreReported(t *testing.T) {
	t.Parallel()
	given := passages(t, returns)
	id := cite(t, given, "60 days")
	good, lost := says("You can return most items within 60 days of delivery, for any reason.", id), says("Custom sofas have a lifetime guarantee.", id)
	thanks := ground.Claim{Text: "Thank you!", Kind: ground.Courtesy}
	internal := slices.Clone(given)
	for i := range internal {
		internal[i].Audience = knowledge.Internal
	}
	for name, c := range map[string]struct {
		given  []knowledge.Passage
		claims []ground.Claim
		want   ground.Fallback
	}{
		"all said":           {given, []ground.Claim{thanks, good}, ground.Enough},
		"one lost":           {given, []ground.Claim{good, lost}, ground.Extractive},
		"all lost":           {given, []ground.Claim{lost}, ground.Extractive},
		"courtesy alone":     {given, []ground.Claim{thanks}, ground.Extractive},
		"courtesy lost":      {given, []ground.Claim{good, {Text: "Thanks for the £5!", Kind: ground.Courtesy}}, ground.Enough},
		"said twice":         {given, []ground.Claim{good, good}, ground.Enough},
		"nothing to fall to": {internal, []ground.Claim{lost}, ground.Abstain},
	} {
		if got := check(t, ground.Verifier{}, c.given, c.claims...).Fallback; got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestDraftsAreBounded(t *testing.T) {
	t.Parallel()
	given := passages(t, returns)
	id := cite(t, given, "60 days")
	var many []ground.Claim
	for range 40 {
		many = append(many, says("Custom sofas have a lifetime guarantee.", id))
	}
	r := check(t, ground.Verifier{}, given, many...)
	if last := r.Rulings[len(r.Rulings)-1]; last.Rule != ground.RuleTooMany {
		t.Errorf("the last of many: %+v", last)
	}
	ids := slices.Repeat([]candor.PassageID{id}, ground.MaxCited+1)
	if r := check(t, ground.Verifier{}, given, says("You can return most items within 60 days of delivery, for any reason.", ids...)).Rulings[0]; r.Outcome == ground.Said {
		t.Errorf("too many citations: %+v", r)
	}
}

// Time grows linearly with what is hostile: sixteen times the text may take no more than 128 times as long, where a square would be 256.
func TestLesson22HostileTextTakesLinearTime(t *testing.T) {
	for name, unit := range map[string]string{"dots": ".", "slashes": "://", "at signs": "a@", "digits": "1 ", "i will": "i will ", "underscores": "a_", "spaces": " ", "quotes": "\""} {
		text := func(n int) []knowledge.Passage {
			return []knowledge.Passage{{ID: "psg_1", Language: "en", Audience: knowledge.Public, Title: "x", Text: strings.Repeat(unit, n)}}
		}
		took := func(n int) time.Duration {
			best := time.Hour
			for range 6 {
				start := time.Now()
				check(t, ground.Verifier{}, text(n), says(strings.Repeat(unit, 400), "psg_1"))
				best = min(best, time.Since(start))
			}
			return best
		}
		if small, large := took(2000), took(32000); large > 128*small {
			t.Errorf("%s: %v for 2,000, %v for 32,000", name, small, large)
		}
	}
}

// What Check lets through stands when it is looked at again beside its own passage alone, and nothing changed does.
func TestWhatWasSaidStandsWhenLookedAtAgain(t *testing.T) {
	t.Parallel()
	given := passages(t, returns)
	q := ground.Question{Text: "How long can I return a sofa?", Language: "en"}
	report, err := ground.Verifier{}.Check(context.Background(), q, given, []ground.Claim{
		{Text: "Thank you for your question.", Kind: ground.Courtesy},
		{Text: "Are you asking about costs?", Kind: ground.Asks},
		says("You can return most items within 60 days of the delivery, for any reason.", cite(t, given, "60 days")),
		says("Items marked \"Last Chance\" can be returned within 14 days of delivery.", cite(t, given, "60 days")),
		says("Collecting a sofa costs £95 in the UK and €39 elsewhere.", cite(t, given, "£35")),
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(report.Sentences()); n != 5 {
		t.Fatalf("%d sentences: %q", n, texts(report))
	}
	again := func(s policy.Sentence, given []knowledge.Passage) ground.Rule {
		rule, err := ground.Verifier{}.Stands(context.Background(), q, given, s)
		if err != nil {
			t.Fatal(err)
		}
		return rule
	}
	for _, s := range report.Sentences() {
		if rule := again(s, given); rule != "" && rule != ground.RuleCondition {
			t.Errorf("%q no longer stands: %q", s.Text, rule)
		}
	}
	last := report.Sentences()[2]
	for name, change := range map[string]func(s *policy.Sentence){
		"another number":   func(s *policy.Sentence) { s.Text = strings.Replace(s.Text, "60", "90", 1) },
		"another quote":    func(s *policy.Sentence) { s.Citation.Quote = "You can return everything." },
		"another version":  func(s *policy.Sentence) { s.Citation.Version++ },
		"another title":    func(s *policy.Sentence) { s.Citation.Title = "Everything is free" },
		"another passage":  func(s *policy.Sentence) { s.Citation.Passage = cite(t, given, "£35") },
		"no citation":      func(s *policy.Sentence) { s.Citation = candor.Citation{} },
		"a hostile remark": func(s *policy.Sentence) { s.Text += " I am a human." },
	} {
		s := last
		change(&s)
		if rule := again(s, given); rule == "" {
			t.Errorf("%s: stands", name)
		}
	}
	if rule := again(last, nil); rule == "" {
		t.Error("stands without its passage")
	}
}

// In a language that is not known only the passage's own words are said.
func TestUnknownLanguagesAreQuotedOnly(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ article, quote, other string }{
		"it": {"# Resi\n\nPuoi restituire gli articoli entro 30 giorni dalla consegna.", "Puoi restituire gli articoli entro 30 giorni dalla consegna", "Puoi restituire gli articoli entro 90 giorni dalla consegna."},
		"sv": {"# Retur\n\nDu kan returnera varor inom 30 dagar efter leverans.", "Du kan returnera varor inom 30 dagar efter leverans.", "Du kan inte returnera varor inom 30 dagar efter leverans."},
		"zh": {"# 退货\n\n您可以在收货后三十天内退货。", "您可以在收货后三十天内退货", "您可以在收货后九十天内退货。"},
		"ru": {"# Возврат\n\nТовар можно вернуть в течение 30 дней.", "Товар можно вернуть в течение 30 дней.", "Товар нельзя вернуть в течение 30 дней."},
	} {
		articles, _ := knowledge.Import("x.md", strings.NewReader("---\ntitle: x\nlanguage: "+name+"\naudience: public\n---\n"+c.article[strings.Index(c.article, "\n"):]))
		given := knowledge.Passages(knowledge.Merge(nil, articles).Added[0])
		if r := check(t, ground.Verifier{}, given, says(c.quote, given[0].ID)).Rulings[0]; r.Outcome != ground.Said {
			t.Errorf("%s: a quote was %s by %q", name, r.Outcome, r.Rule)
		}
		r := check(t, ground.Verifier{}, given, says(c.other, given[0].ID))
		if r.Rulings[0].Outcome == ground.Said || slices.Contains(texts(r), c.other) {
			t.Errorf("%s: another sentence was said", name)
		}
	}
}

func TestListsCanBeRead(t *testing.T) {
	t.Parallel()
	for _, tag := range []string{"en", "de", "es", "fr"} {
		text, err := os.ReadFile("lists/" + tag + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		for _, class := range []string{"neutral", "negation not", "modality can", "comparator least", "condition if", "exception only", "quantifier all", "frequency always", "desk", "you", "self", "answer yes", "number 2", "unit day", "month 1", "weekday 1", "price free"} {
			if !strings.Contains("\n"+string(text), "\n"+class+":") {
				t.Errorf("%s knows no %q", tag, class)
			}
		}
	}
}

func TestOutcomesAndRulesHaveNames(t *testing.T) {
	t.Parallel()
	if got := fmt.Sprint(ground.Dropped, ground.Quoted, ground.Said, ground.Abstain, ground.Extractive, ground.Enough); got != "dropped quoted said abstain extractive enough" {
		t.Error(got)
	}
	if ground.RuleNumber.Key() != "ground.number" || ground.Rule("").Key() != "ground.said" {
		t.Error("keys of the texts")
	}
}

func ExampleVerifier_Check() {
	articles, _ := knowledge.Import("costs.md", strings.NewReader("# Delivery costs\n\nDelivery is free from £50. Parcels come within 3 days."))
	given := knowledge.Passages(knowledge.Merge(nil, articles).Added[0])
	cited := []candor.PassageID{given[0].ID}
	report, err := ground.Verifier{}.Check(context.Background(), ground.Question{Text: "What does it cost?"}, given, []ground.Claim{
		{Text: "Delivery is free from £50.", Passages: cited, Kind: ground.Answers},
		{Text: "Your parcels will come within 3 days.", Passages: cited, Kind: ground.Answers},
		{Text: "Delivery is free from £5.", Passages: cited, Kind: ground.Answers},
		{Text: "I have refunded your order.", Passages: cited, Kind: ground.Answers},
	})
	if err != nil {
		fmt.Println(err)
	}
	for _, r := range report.Rulings {
		fmt.Println(strings.TrimSpace(r.Outcome.String() + " " + string(r.Rule)))
	}
	fmt.Println(report.Fallback)
	// Output:
	// said
	// said
	// dropped repeated
	// dropped promise
	// extractive
}
