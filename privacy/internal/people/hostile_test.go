package people_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"candor/privacy/internal/people"
)

// check says what is wrong with the findings of a text, or "".
func check(text string, all []people.Finding) string {
	end, valid := 0, utf8.ValidString(text)
	for _, x := range all {
		switch {
		case x.Start < end || x.End <= x.Start || x.End > len(text):
			return "out of order, empty or outside"
		case valid && (!utf8.RuneStart(text[x.Start]) || x.End < len(text) && !utf8.RuneStart(text[x.End])):
			return "cuts a character"
		case x.Score <= 0 || x.Score > 1:
			return "no score"
		}
		switch x.Type {
		case people.Person, people.Street, people.Location, people.Postcode:
		default:
			return "unknown type " + x.Type
		}
		end = x.End
	}
	return ""
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"My name is Anna O'Leary-Berg, 12 High Street\nLeeds LS1 4AB", "im niko d'a", "J.-P. de la Cruz y Mc", "C/ Mayor 4, 3º B", "@a@b.c", "ul. 1/2/3",
		"我叫王小明", "김민수입니다", "اسمي محمد", "Apt. #12-4B, \n\n, NY", "PSC 1, Box 2\nAPO AE 12345", "the corner of A St. and B Rd", "\xff\xfeDear \xc3", "İ ſ ﬁ",
	} {
		f.Add(s, "en")
	}
	finder := people.New()
	f.Fuzz(func(t *testing.T, text, language string) {
		if bad := check(text, finder.Find(text, language, "US")); bad != "" {
			t.Errorf("%s in %q: %v", bad, text, finder.Find(text, language, "US"))
		}
	})
}

// Within one piece of a long text anything quadratic shows most, so both lengths are below a piece.
const (
	shortHostile = 5 << 10
	longHostile  = 4 * shortHostile
	pieces       = 256 << 10
)

// fastest gives the shortest of some times that Find took: a busy machine is not a slow finder.
func fastest(f *people.Finder, text string) time.Duration {
	best := time.Hour
	for range 5 {
		start := time.Now()
		f.Find(text, "", "")
		best = min(best, time.Since(start))
	}
	return best
}

func TestHostileTextTakesLinearTime(t *testing.T) {
	f := people.New()
	for _, s := range []string{
		".", "a.", "a-", "A-", "A ", "a", "A", "Anna ", "Anna-", "O'", "4", "1234 ", "12-", "@", "a@", "\n", ",\n", "12 Main ", "12 Main Street, ", "Apt 4, ", "St. ", "van ", "Mr. ",
		"my name is ", "regards,\n", "I'm A", "de la ", "我叫王", "王", "김민수 ", "محمد ", "e\u0301", "\xff", "Berlin, ", "12 / 3 ", "New York ", "# 1 ", "Name: ", "Smith, Jones and ",
	} {
		t.Run(fmt.Sprintf("%q", s), func(t *testing.T) {
			long := strings.Repeat(s, longHostile/len(s))
			for try := 1; ; try++ {
				once, more := fastest(f, strings.Repeat(s, shortHostile/len(s))), fastest(f, long)
				if more < 10*max(once, 50*time.Microsecond) {
					break
				}
				if try == 3 {
					t.Fatalf("%v for %d bytes, %v for four times as many", once, shortHostile, more)
				}
			}
			for _, text := range []string{long, strings.Repeat(s, pieces/len(s))} {
				if bad := check(text, f.Find(text, "", "")); bad != "" {
					t.Error(bad)
				}
			}
		})
	}
}
