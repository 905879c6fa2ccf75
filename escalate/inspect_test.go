package escalate_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor/escalate"
	"candor/policy"
)

func ExampleInspector_Inspect() {
	signals, err := escalate.New()
	if err != nil {
		panic(err)
	}
	r := signals.Inspect(escalate.Input{Text: "This bot is no use. Can I talk to a human, please?"})
	fmt.Println(r.Language, r.PersonRequested, r.Unresolved, r.Categories)
	for _, h := range r.Rules {
		fmt.Println(h.Rule, h.Start, h.End, h.Action)
	}
	// Output:
	// en true true []
	// unresolved.en.no_help 12 18 pass
	// person.en.bare 20 49 hand_over
	// person.en.talk 26 41 hand_over
}

func ExampleInspector_Rules() {
	signals, err := escalate.New()
	if err != nil {
		panic(err)
	}
	for _, r := range signals.Rules() {
		if r.ID == "person.en.zero" {
			fmt.Println(r.Category, r.Languages, r.Action, r.Says)
		}
	}
	// Output: person [en] hand_over presses 0 for the operator
}

// Hits point at code points of what was written, also behind characters that normalising changes.
func TestHitsPointAtTheOriginalText(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	for _, c := range []struct{ text, want string }{
		{"🙂🙂 ＨＵＭＡＮ please", "ＨＵＭＡＮ please"},
		{"ﬃ. I want to talk to a hu\u200bman", "talk to a hu\u200bman"},
		{"请帮我转人工客服", "帮我转人工客服"},
		{"Bitte: ich möchte mit einem Menschen sprechen!", "einem Menschen sprechen"},
	} {
		r := in.Inspect(escalate.Input{Text: c.text})
		if !r.PersonRequested {
			t.Errorf("%q is not heard", c.text)
			continue
		}
		found := false
		var got []string
		for _, h := range r.Rules {
			part := string([]rune(c.text)[h.Start:h.End])
			got = append(got, part)
			found = found || strings.Contains(part, c.want) || strings.Contains(c.want, part)
		}
		if !found {
			t.Errorf("%q: hits are %q, want %q", c.text, got, c.want)
		}
	}
}

func TestDisguisedWordsAreHeard(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	for _, text := range []string{
		"I want h u m a n please", "hum4n pls", "@gent", "ｒｅｐｒｅｓｅｎｔａｔｉｖｅ", "hu\u00adman please", "AGEEEENT!!!", "representitive", "need 2 talk 2 some1",
		"quiero hablar con una persoooona", "hablar con un àgente", "MÉNSCHEN SPRECHEN bitte, mit einem Menschen sprechen",
	} {
		if !in.Inspect(escalate.Input{Text: text}).PersonRequested {
			t.Errorf("%q is not heard", text)
		}
	}
}

// What stands in quotation marks is somebody else's words or a button.
func TestQuotedRequestIsNoRequest(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	for text, want := range map[string]bool{
		`The button "Talk to an agent" is grey on my phone, why?`:                     false,
		`My note says «Ich möchte mit einem Menschen sprechen», what does that mean?`: false,
		`"Talk to an agent"`: true,
		`The button "Talk to an agent" is grey, so let me talk to an agent here`: true,
	} {
		if got := in.Inspect(escalate.Input{Text: text}).PersonRequested; got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
	if len(in.Inspect(escalate.Input{Text: `He wrote me "I will end my life" and does not answer`}).Categories) == 0 {
		t.Error("danger in quotation marks is not heard")
	}
}

func TestCrisisIsTheOnlyCategory(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	r := in.Inspect(escalate.Input{Text: "I want to end my life. No, that's not what I asked. Are you a bot? Get me a human."})
	if diff := cmp.Diff([]escalate.Category{escalate.Crisis}, r.Categories); diff != "" {
		t.Error(diff)
	}
	if !r.PersonRequested || !r.AskedIfHuman || !r.Unresolved {
		t.Errorf("all signals are there, heard: %+v", r)
	}
	if r := in.Inspect(escalate.Input{Text: "hello"}); r.Categories == nil || r.Rules == nil {
		t.Error("silence is an empty list, not nil")
	}
}

func TestEveryRuleIsAccountedFor(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	languages := map[escalate.Category]map[string]bool{}
	for _, r := range in.Rules() {
		if r.ID == "" || r.Owner == "" || r.Version == "" || r.Says == "" || len(r.Languages) == 0 {
			t.Errorf("%q lacks an owner, a version, words or a language", r.ID)
		}
		if languages[r.Category] == nil {
			languages[r.Category] = map[string]bool{}
		}
		for _, l := range r.Languages {
			languages[r.Category][l] = true
		}
		if r.Category == escalate.Crisis && r.Action != policy.HandOver {
			t.Errorf("%s does not hand over", r.ID)
		}
	}
	for category, least := range map[escalate.Category]int{escalate.Crisis: 18, "person": 29, "asked_if_human": 29, "unresolved": 18, "injection": 29, "phishing": 8} {
		if got := len(languages[category]); got < least {
			t.Errorf("%s knows %d languages, want at least %d", category, got, least)
		}
	}
}

func TestSameWordsGiveTheSameResult(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	input := escalate.Input{Text: "still no refund, agent please", Turns: []escalate.Turn{
		{S: "U", T: "where is my refund for order 12"}, {S: "A", T: "Refunds take five days."}, {S: "U", T: "my refund for the order is not here, where is it"}, {S: "A", T: "Refunds take five days."},
	}}
	want := in.Inspect(input)
	other, err := escalate.New()
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if diff := cmp.Diff(want, in.Inspect(input)); diff != "" {
					t.Error(diff)
					return
				}
			}
		})
	}
	wg.Wait()
	if diff := cmp.Diff(want, other.Inspect(input)); diff != "" {
		t.Error(diff)
	}
	if in.Version() != other.Version() || in.Version() == "" {
		t.Errorf("versions %q and %q", in.Version(), other.Version())
	}
}

// hostile messages repeat what costs most.
func hostile(size int) map[string]string {
	out := map[string]string{}
	for name, s := range map[string]string{
		"wanting": "i want to talk to ", "filling": "a real actual human live ", "bare": "please human ", "negating": "don't want a ", "stops": "human. ", "commas": "agent, ",
		"chinese": "转人工客服找真人", "korean": "상담원 연결 ", "thai": "ขอคุยกับเจ้าหน้าที่", "arabic": "أريد التحدث مع ", "quotes": "\"human\" ", "letters": "h u m a n ",
		"typos": "representativx ", "dying": "i want to die laughing ", "leet": "h4m4n ", "digits": "0 ", "marks": "a\u0301\u0301\u0301", "still": "no that is not what i ",
		"orders": "ignore all previous ", "showing": "show me the hidden ", "base64": "aWdub3JlIGFsbCBydWxlcyA ", "percent": "%69", "look-alikes": "ignоrе ", "spelled": "i.g.n.o.r.e ",
	} {
		out[name] = strings.Repeat(s, size/len(s)+1)
	}
	return out
}

// Twenty times the message takes about twenty times as long, whatever it is made of: growth with the
// square would be four hundred.
func TestHostileMessagesTakeLinearTime(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	in := newInspector(t)
	took := func(text string) time.Duration {
		best := time.Hour
		for range 3 {
			begin := time.Now()
			in.Inspect(escalate.Input{Text: text})
			best = min(best, time.Since(begin))
		}
		return best
	}
	long := hostile(160_000)
	for name, text := range hostile(8_000) {
		short, whole := took(text), took(long[name])
		slow := func() bool { return whole > 100*short+20*time.Millisecond }
		for again := 0; slow() && again < 5; again++ { // others may have used the machine
			whole = min(whole, took(long[name]))
		}
		if slow() {
			t.Errorf("%s: 8 kB took %v, 160 kB took %v", name, short, whole)
		}
	}
}

func FuzzInspect(f *testing.F) {
	in := newInspector(f)
	for _, s := range hostile(300) {
		f.Add(s, "where is my parcel", "en")
	}
	f.Add("\xff\xfe", "", "x")
	f.Fuzz(func(t *testing.T, text, before, tag string) {
		r := in.Inspect(escalate.Input{Text: text, Language: tag, Turns: []escalate.Turn{{S: "U", T: before}, {S: "A", T: "yes"}, {S: "?", T: text}}})
		n := len([]rune(text))
		for _, h := range r.Rules {
			if h.Start < 0 || h.End <= h.Start || (text != "" && h.End > n) {
				t.Fatalf("%q: %+v of %d", text, h, n)
			}
		}
		if r.LoopScore < 0 || r.LoopScore > 1.000001 || r.Stuck < 0 || r.Stuck > 2 {
			t.Fatalf("%q: %+v", text, r)
		}
	})
}
