package arch_test

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// lessons are the bugs of other desks that this one is tested against, by number. A test names its
// lesson in its name (TestLesson12…) or in a comment ("lesson 12", "lessons 3, 5 and 9").
func lessons() map[int]string {
	return map[int]string{
		1:  "a human replies while an answer is in flight",
		2:  "handed over, resolved, reopened: no loop, no assistant unasked",
		3:  "a person is asked for before any message",
		4:  "a promise that nothing keeps",
		5:  "a silent hand-over",
		6:  "the vendor or the search fails",
		7:  "no agent online",
		8:  "a setting that removes the human",
		9:  "a person first, in one click",
		10: "the assistant mute for ever after it was picked again",
		11: "three short messages, one answer",
		12: "no is not a new question",
		13: "closed by time alone",
		14: "a weak match reaches the answer",
		15: "a citation that is wrong or leaks",
		16: "instructions inside an article",
		17: "an invented policy or refund",
		18: "two people share a token, or numbering starts anew",
		19: "a token cut in two by streaming",
		20: "the masker fails and the text goes out anyway",
		21: "a checksum vetoes a match and the value leaks",
		22: "time that grows with the square of hostile text",
		23: "an erased customer is still somewhere",
		24: "erasure breaks reports",
		25: "an untouched widget stores and sends nothing",
		26: "nothing goes by rule, or without a dry run",
		27: "a refusal that is not recorded as one",
		28: "old consent applies to a changed notice",
		29: "a share of nobody is told as a number",
		30: "two single answers compared, without a control",
		31: "small groups vanish, or tell of somebody",
		32: "name lists with ordinary words, a biased judge",
		33: "security behind a paywall",
		34: "memory without bounds, deliveries dropped",
	}
}

// mention finds the numbers after the word: "lesson 8", "Lesson12", "lessons 3, 5 and 9-11".
var mention = regexp.MustCompile(`[Ll]essons?[ _]?((?:[0-9]+(?:, | and | to |-|–)?)+)`)

// mentioned gives the lessons that a text names. A range names all between its ends.
func mentioned(text string) []int {
	var found []int
	for _, match := range mention.FindAllStringSubmatch(text, -1) {
		list := strings.NewReplacer(" and ", ",", ", ", ",", " to ", "-", "–", "-").Replace(match[1])
		for part := range strings.SplitSeq(strings.Trim(list, ",-"), ",") {
			from, to, isRange := strings.Cut(part, "-")
			first, err := strconv.Atoi(from)
			if err != nil {
				continue
			}
			last := first
			if n, err := strconv.Atoi(to); isRange && err == nil {
				last = n
			}
			for n := first; n <= last && n-first < 100; n++ {
				found = append(found, n)
			}
		}
	}
	return found
}

func isTest(name string) bool {
	return !strings.HasPrefix(name, "internal/arch/") &&
		(strings.HasSuffix(name, "_test.go") || path.Ext(name) == ".txtar")
}

func TestEveryLessonHasATest(t *testing.T) {
	t.Parallel()
	tested := map[int]bool{}
	for name, text := range house(t).Files {
		if isTest(name) {
			for _, n := range mentioned(string(text)) {
				tested[n] = true
			}
		}
	}
	all := lessons()
	for _, n := range slices.Sorted(maps.Keys(all)) {
		if !tested[n] {
			t.Errorf("no test names lesson %d (%s): each was a real desk's bug; write the test, or name the lesson in the one that is there", n, all[n])
		}
	}
}

func TestLessonsAreFoundByNumber(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want []int
	}{
		{"func TestLesson12NoIsNotAQuestion(t *testing.T)", []int{12}},
		{"// Lesson 8: a setting", []int{8}},
		{"# lessons 3, 5 and 9-11.", []int{3, 5, 9, 10, 11}},
		{"lesson 1, 14 percent", []int{1, 14}},
		{"a lesson learnt in 2024", nil},
		{"lesson 1 is not lesson 17", []int{1, 17}},
	}
	for _, test := range tests {
		if got := mentioned(test.text); !slices.Equal(got, test.want) {
			t.Errorf("%q names %v, want %v", test.text, got, test.want)
		}
	}
}
