package escalate

import (
	"strings"
	"testing"
	"testing/fstest"
)

// A wrong rule file must stop the program with the file and the line, not be half obeyed.
func TestWrongRuleFileIsRefused(t *testing.T) {
	t.Parallel()
	const head = "language en\ncategory person\nowner x\nversion 1\n"
	for _, c := range []struct{ name, text, want string }{
		{"no owner", "language en\ncategory person\nversion 1\nrule a\nmatch b\n", "needs language"},
		{"no rule", head, "needs language"},
		{"unknown keyword", head + "rule a\nwhen b\n", "line 6: unknown keyword"},
		{"keyword before a rule", head + "match b\n", "line 5: unknown keyword"},
		{"empty line of a keyword", head + "rule\n", "says nothing"},
		{"unknown action", head + "action dance\n", "unknown action"},
		{"word list without a name", head + "word small: a\n", "NAME in capitals"},
		{"unknown words", head + "rule a\nmatch NOBODY\n", "no words called NOBODY"},
		{"nothing to match", head + "rule a\nsays b\n", "matches nothing"},
		{"fits anything", head + "word A: a\nrule a\nmatch [A] ..3\n", "fits any message"},
		{"too long", head + "rule a\nmatch " + strings.Repeat("b ", 64) + "\n", "states"},
		{"two of a name", head + "rule a\nmatch b\nrule a\nmatch c\n", "two rules are called a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := compile(fstest.MapFS{"rules/person.en.txt": {Data: []byte(c.text)}})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error is %v, want %q", err, c.want)
			}
		})
	}
}

func TestPatternsMeanWhatTheNotationSays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ pattern, hears, ignores string }{
		{"A B", "aa bb | aa, bb", "bb aa | aa x bb | aa. bb"},
		{"A ..2 B", "aa bb | aa x bb | aa x y bb", "aa x y z bb | aa, bb | aa x, bb | aa. bb"},
		{"A ~2 B", "aa bb | aa, x bb | aa x, bb", "aa x y z bb | aa. bb"},
		{"A [C] B", "aa bb | aa cc bb", "aa cc cc bb"},
		{"A C* B", "aa bb | aa cc cc cc bb", "aa x bb"},
		{"A/C B", "aa bb | cc bb", "bb bb"},
		{"| A |", "aa | x, aa, x | x. aa", "x aa | aa x"},
		{"|| A ||", "aa | x. aa! x", "x, aa | aa, x"},
		{"^ A", "aa x", "x. aa"},
		{"A $", "x aa", "aa. x"},
		{"word A", "word aa", "words aa"},
		{"LONG B", "two words bb", "two bb"},
		{"BEGIN", "beginning | begins", "began"},
	} {
		in, err := compile(fstest.MapFS{"rules/person.en.txt": {Data: []byte(
			"language en\ncategory person\nowner x\nversion 1\nword A: aa\nword B: bb\nword C: cc\nword LONG: two words\nword BEGIN: begin*\nrule r\nmatch " + c.pattern + "\n")}})
		if err != nil {
			t.Fatalf("%s: %v", c.pattern, err)
		}
		for _, text := range strings.Split(c.hears, " | ") {
			if !in.Inspect(Input{Text: text}).PersonRequested {
				t.Errorf("%s does not hear %q", c.pattern, text)
			}
		}
		for _, text := range strings.Split(c.ignores, " | ") {
			if in.Inspect(Input{Text: text}).PersonRequested {
				t.Errorf("%s hears %q", c.pattern, text)
			}
		}
	}
}
