package privacy_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"candor/privacy"
)

// shared opens a file of the shared data. Without the data a test is skipped and says so; where CI is
// set it fails.
func shared(t *testing.T, name string) []string {
	t.Helper()
	root := os.Getenv("CANDOR_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	file, err := os.Open(filepath.Join(root, "data", name))
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("shared data is missing: %s (set CANDOR_SHARED to its folder)", name)
		}
		t.Skipf("shared data is not here: %s (set CANDOR_SHARED to its folder)", name)
	}
	defer file.Close()
	var in io.Reader = file
	if strings.HasSuffix(name, ".gz") {
		if in, err = gzip.NewReader(file); err != nil {
			t.Fatal(err)
		}
	}
	var lines []string
	scanner := bufio.NewScanner(in)
	scanner.Buffer(nil, 1<<24)
	for scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// tally counts what was expected and what was found, by place.
type tally struct{ right, extra, missed, chars, leaked int }

func (c *tally) add(expected, found [][2]int, covered func(int) bool) {
	left := slices.Clone(found)
	for _, e := range expected {
		at := slices.IndexFunc(left, func(f [2]int) bool { return overlap(e, f) >= 0.5 })
		if at >= 0 {
			c.right++
			left = slices.Delete(left, at, at+1)
		} else {
			c.missed++
		}
		for i := e[0]; i < e[1]; i++ {
			c.chars++
			if !covered(i) {
				c.leaked++
			}
		}
	}
	c.extra += len(left)
}

func (c *tally) precision() float64 { return share(c.right, c.right+c.extra) }
func (c *tally) recall() float64    { return share(c.right, c.right+c.missed) }
func (c *tally) leak() float64      { return share(c.leaked, c.chars) }

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// overlap is the share of two places that both cover.
func overlap(a, b [2]int) float64 {
	both := min(a[1], b[1]) - max(a[0], b[0])
	if both <= 0 {
		return 0
	}
	return float64(both) / float64(max(a[1], b[1])-min(a[0], b[0]))
}

// canonical gives the name under which a type is counted.
func canonical(t privacy.Type) string {
	switch t {
	case "TR_PHONE_NUMBER", "PH_MOBILE_NUMBER":
		return "PHONE_NUMBER"
	case "ADDRESS":
		return "STREET_ADDRESS"
	case "GPE":
		return "LOCATION"
	case "DOMAIN_NAME":
		return "URL"
	}
	return string(t)
}

// points turns spans into places in code points, by type.
func points(text string, spans []privacy.Span) (byType map[string][][2]int, covered func(int) bool) {
	at := make([]int, len(text)+1)
	n := 0
	for i := range text {
		at[i] = n
		n++
	}
	at[len(text)] = n
	cover := make([]bool, n+1)
	byType = map[string][][2]int{}
	for _, s := range spans {
		place := [2]int{at[s.Start], at[s.End]}
		if kind := canonical(s.Type); !slices.Contains(byType[kind], place) {
			byType[kind] = append(byType[kind], place)
		}
		for i := place[0]; i < place[1]; i++ {
			cover[i] = true
		}
	}
	return byType, func(i int) bool { return i < len(cover) && cover[i] }
}

func TestFiguresOfEntities(t *testing.T) {
	t.Parallel()
	d := privacy.New()
	lines := shared(t, "presidio-cases/cases.jsonl")
	for _, hints := range []bool{true, false} {
		var all tally
		for _, line := range lines {
			var c struct {
				Kind, Entity, Text, Language, Country string
				Regions                               []string
				Expected                              [][2]int
				Config                                map[string]any
			}
			if err := json.Unmarshal([]byte(line), &c); err != nil {
				t.Fatal(err)
			}
			if c.Kind == "ner" || c.Kind == "redos" || len(c.Config) > 0 {
				continue
			}
			h := privacy.Hints{Language: c.Language, Country: c.Country, Regions: c.Regions}
			if !hints {
				h = privacy.Hints{}
			}
			found, _ := d.Readings(c.Text, h)
			byType, covered := points(c.Text, found)
			all.add(c.Expected, byType[canonical(privacy.Type(c.Entity))], covered)
		}
		t.Logf("cases by entity, hints %v: precision %.3f, recall %.3f, leaked %.3f", hints, all.precision(), all.recall(), all.leak())
		if all.precision() < 0.98 || all.recall() < 0.97 {
			t.Errorf("hints %v: precision %.3f, recall %.3f; at least 0.98 and 0.97", hints, all.precision(), all.recall())
		}
	}
}

// structured are the types whose leaks are counted: what a build tells.
func structured() []string {
	return strings.Fields("EMAIL_ADDRESS PHONE_NUMBER CREDIT_CARD IBAN_CODE US_SSN IP_ADDRESS DATE_OF_BIRTH PASSWORD")
}

func TestFiguresOfMessages(t *testing.T) {
	t.Parallel()
	d := privacy.New()
	for _, name := range []string{"pii-chat/messages.jsonl.gz", "presidio-synth/samples.jsonl.gz"} {
		counts := map[string]*tally{}
		var all tally
		decoys, hit := 0, 0
		for _, line := range shared(t, name) {
			var m struct {
				Text  string
				Spans []struct {
					Type       privacy.Type
					Start, End int
					PII        *bool
				}
			}
			if err := json.Unmarshal([]byte(line), &m); err != nil {
				t.Fatal(err)
			}
			found, _ := d.Readings(m.Text, privacy.Hints{})
			byType, covered := points(m.Text, found)
			expected := map[string][][2]int{}
			for _, s := range m.Spans {
				if s.PII != nil && !*s.PII {
					decoys++
					for i := s.Start; i < s.End; i++ {
						if covered(i) {
							hit++
							break
						}
					}
					continue
				}
				expected[canonical(s.Type)] = append(expected[canonical(s.Type)], [2]int{s.Start, s.End})
			}
			for _, kind := range structured() {
				if counts[kind] == nil {
					counts[kind] = &tally{}
				}
				counts[kind].add(expected[kind], byType[kind], covered)
				all.add(expected[kind], byType[kind], covered)
			}
		}
		for _, kind := range structured() {
			if c := counts[kind]; c.chars > 0 {
				t.Logf("%-20s %4d: precision %.3f, recall %.3f, leaked %.4f", kind, c.right+c.missed, c.precision(), c.recall(), c.leak())
			}
		}
		t.Logf("%s: precision %.3f, recall %.3f, leaked %.4f; decoys covered %d of %d", name, all.precision(), all.recall(), all.leak(), hit, decoys)
		if all.precision() < 0.97 || all.recall() < 0.97 || all.leak() > 0.02 || share(hit, decoys+1) > 0.02 {
			t.Errorf("%s: a figure is below its floor", name)
		}
	}
}
