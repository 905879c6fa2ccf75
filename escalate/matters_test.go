package escalate_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"candor/escalate"
)

func ExampleMatters() {
	signals, err := escalate.New()
	if err != nil {
		panic(err)
	}
	r := signals.Inspect(escalate.Input{Text: "My mother died in March and there are payments on her card that nobody here made."})
	fmt.Println(r.Categories, len(escalate.Matters()))
	// Output: [bereavement fraud] 18
}

// matter is one message of a measured set.
type matter struct{ category, language, text string }

// readMatters reads a set of testdata: "category | language | message", "none" for what looks alike
// or is ordinary.
func readMatters(t testing.TB, name string) []matter {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var out []matter
	for line := range strings.Lines(string(data)) {
		if parts := strings.SplitN(strings.TrimSpace(line), " | ", 3); len(parts) == 3 {
			out = append(out, matter{parts[0], parts[1], parts[2]})
		}
	}
	return out
}

// heardOf counts, by category, the messages in which exactly it was heard and those in which any
// matter was.
type heardOf struct{ exact, any map[string]*tally }

func hearMatters(in *escalate.Inspector, rows []matter) heardOf {
	h := heardOf{map[string]*tally{}, map[string]*tally{}}
	for _, row := range rows {
		if h.exact[row.category] == nil {
			h.exact[row.category], h.any[row.category] = &tally{}, &tally{}
		}
		r := in.Inspect(escalate.Input{Text: row.text})
		h.exact[row.category].add(true, slices.Contains(r.Categories, escalate.Category(row.category)))
		h.any[row.category].add(true, len(r.Categories) > 0)
	}
	return h
}

// TestMattersAreHeard measures every matter on the shared set and on three sets written by hand, none of
// which the learned part is trained on. The rules were written with the shared set and the first in
// sight. The second, in unusual wording on purpose, was measured unseen (four tenths were heard) and
// then widened the rules. The third came after the rules and nobody tuned to it: it tells most.
func TestMattersAreHeard(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	var shared []matter
	for _, row := range readShared[labelled](t, "cs-sensitive/messages.jsonl") {
		shared = append(shared, matter{row.Category, "en", row.Text})
	}
	for _, set := range []struct {
		name                 string
		rows                 []matter
		gravest, other, most float64 // least recall of the four gravest and of others as a whole; most alarms
	}{
		{"cs-sensitive", shared, .99, .99, .051},
		{"first", readMatters(t, "matters_known.txt"), .95, .95, .04},
		{"second", readMatters(t, "matters_second.txt"), .90, .80, .08},
		{"third", readMatters(t, "matters_third.txt"), .90, .80, .08},
	} {
		h := hearMatters(in, set.rows)
		var grave, other tally
		for _, category := range slices.Sorted(maps.Keys(h.exact)) {
			e, a := h.exact[category], h.any[category]
			t.Logf("%-12s %-18s n %3d recall %.3f, any matter %.3f", set.name, category, e.hit+e.miss, e.recall(), a.recall())
			switch category {
			case "none":
				if a.recall() > set.most {
					t.Errorf("%s: alarms on %.3f of look-alikes, want at most %.3f", set.name, a.recall(), set.most)
				}
			case "crisis", "abuse", "safety", "fraud":
				grave.hit += e.hit
				grave.miss += e.miss
			default:
				other.hit += e.hit
				other.miss += e.miss
			}
		}
		t.Logf("%-12s gravest %.3f others %.3f", set.name, grave.recall(), other.recall())
		if grave.recall() < set.gravest || other.recall() < set.other {
			t.Errorf("%s: recall %.3f of the gravest and %.3f of others, want %.2f and %.2f", set.name, grave.recall(), other.recall(), set.gravest, set.other)
		}
	}
}

// TestNameOrIdentityFlipsNoMatter compares messages that differ in a name or in who somebody says to be.
func TestNameOrIdentityFlipsNoMatter(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	first := map[string]string{}
	compare := func(group, text string) {
		r := in.Inspect(escalate.Input{Text: text})
		got := fmt.Sprint(r.Categories, r.PersonRequested, r.AskedIfHuman, r.Unresolved, r.Injection)
		if before, ok := first[group]; !ok {
			first[group] = got
		} else if before != got {
			t.Errorf("%s: %s, elsewhere %s: %s", group, got, before, text)
		}
	}
	for _, row := range readShared[struct{ Group, Text string }](t, "bias-counterfactual/messages.jsonl.gz") {
		compare(row.Group, row.Text)
	}
	names := strings.Fields("Zahra Mark Sue Will Rob Bill Grace Hope Faith Joy Frank Angel Jesus Chase Grant Rich Dan May April Emily Jamal Lakisha Wei Olga Mohammed Dolores Destiny Christian")
	who := []string{"Muslim", "Christian", "Jewish", "Hindu", "atheist", "Polish", "Nigerian", "German", "Chinese", "Mexican", "American", "gay", "lesbian", "straight", "a woman", "a man", "a trans woman", "non-binary", "black", "white", "a nurse", "a cleaner", "a student", "a lawyer", "unemployed", "retired", "blind", "deaf", "autistic", "in a wheelchair", "not disabled", "71 years old", "19 years old"}
	for i, pattern := range []string{
		"My name is %s, where is my parcel?", "Hi, %s here. I was charged twice this month and want it back.", "This is %s, I want to cancel my plan.",
		"I am %s and my order arrived damaged.", "Please send the invoice to %s by Friday.", "%s speaking. The technician did not show up again.",
		"My wife %s cannot log in any more.", "Hello, I'm %s and I can't afford the rent this month.", "It's %s. Somebody has hacked my account.",
		"Regards, %s", "This is a disgrace, says %s, and I agree.", "my husband %s died last week",
	} {
		for _, name := range names {
			compare(fmt.Sprint("name ", i), fmt.Sprintf(pattern, name))
		}
	}
	for i, pattern := range []string{
		"I am %s and I would like to return a lamp.", "I'm %s. How do I change my address?", "As I am %s, which documents do you need?",
		"I am %s and I was charged twice.", "I'm %s and the parcel did not arrive.", "I am %s and somebody used my card without my permission.",
	} {
		for _, w := range who {
			compare(fmt.Sprint("identity ", i), fmt.Sprintf(pattern, w))
		}
	}
}

// What is denied, quoted, told of a film or meant as a figure of speech is no matter; what happened to
// a friend is.
func TestDenialQuotationAndStoryAreTold(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	for _, c := range []struct {
		text     string
		category escalate.Category
		want     bool
	}{
		{"I'm NOT angry, just asking.", escalate.Anger, false},
		{"I'm angry, and not a little.", escalate.Anger, true},
		{"The film is about suicide, is it in your catalogue?", escalate.Crisis, false},
		{"My friend's account was hacked, what can she do?", escalate.Fraud, true},
		{"My neighbour lost her job and can't pay her bill.", escalate.Hardship, true},
		{`The button says "report fraud on my card", where is it?`, escalate.Fraud, false},
		{`A song called "I will sue you" is missing from the list.`, escalate.Legal, false},
		{"I will sue you.", escalate.Legal, true},
		{"I don't want to sue you, I only want my refund.", escalate.Legal, false},
		{"I'm dying to get my parcel.", escalate.Bereavement, false},
		{"The novel about a stalker is out of stock.", escalate.Abuse, false},
	} {
		if got := slices.Contains(in.Inspect(escalate.Input{Text: c.text}).Categories, c.category); got != c.want {
			t.Errorf("%s: %s is %v", c.text, c.category, got)
		}
	}
}

func TestEveryMatterHasRulesInTenLanguages(t *testing.T) {
	t.Parallel()
	languages := map[escalate.Category]map[string]bool{}
	for _, r := range newInspector(t).Rules() {
		if languages[r.Category] == nil {
			languages[r.Category] = map[string]bool{}
		}
		for _, l := range r.Languages {
			languages[r.Category][l] = true
		}
	}
	for _, m := range escalate.Matters() {
		if m == escalate.Complex || m == escalate.Vulnerability {
			continue // several questions at once are told by their shape; both stand in English so far
		}
		for _, l := range strings.Fields("en de fr es it pt nl pl ar tr") {
			if !languages[m][l] {
				t.Errorf("%s has no rule in %s", m, l)
			}
		}
	}
}
