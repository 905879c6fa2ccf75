package report_test

import (
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor/fairness/audit"
	"candor/fairness/report"
	"candor/fairness/stats"
)

var update = flag.Bool("update", false, "write the pictures anew")

func evidence() []report.Evidence {
	at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	all := []report.Evidence{{Name: "people writing in French, <handed> over"}, {Name: "people writing in German, handed over"}, {Name: "nothing seen yet"}}
	for i := range 8 {
		all[0].Points = append(all[0].Points, report.Point{At: at.AddDate(0, 0, i), E: math.Pow(2, float64(i))})
		all[1].Points = append(all[1].Points, report.Point{At: at.AddDate(0, 0, i), E: math.Pow(0.9, float64(i))})
	}
	return all
}

// pictures gives one of each chart.
func pictures() map[string]string {
	all := sample().Findings[:3]
	return map[string]string{
		"forest":  report.Forest("forest", "Gaps <of> all", all, 0.05),
		"slopes":  report.Slopes("slopes", "Shares", all),
		"evalues": report.EValues("evalues", "Evidence", evidence(), 20),
	}
}

func TestPicturesAreAsTheyWere(t *testing.T) {
	t.Parallel()
	for name, got := range pictures() {
		path := filepath.Join("testdata", name+".svg")
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s\nlook at it, then: go test ./fairness/report -run Pictures -update", name, diff)
		}
	}
}

// element is one element of a page or a picture.
type element struct {
	name string
	attr map[string]string
	text string // of its own
	in   []string
}

// elements reads a text as XML, which every chart and the body of every page is.
func elements(t *testing.T, text string) (all []element) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader("<all>" + text + "</all>"))
	var path []int
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("%v in:\n%s", err, text)
		}
		switch x := token.(type) {
		case xml.StartElement:
			e := element{name: x.Name.Local, attr: map[string]string{}}
			for _, a := range x.Attr {
				e.attr[a.Name.Local] = a.Value
			}
			for _, i := range path {
				e.in = append(e.in, all[i].name)
			}
			path, all = append(path, len(all)), append(all, e)
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			all[path[len(path)-1]].text += string(x)
		}
	}
}

// accessible reports what a screen reader, a keyboard or an eye that sees no colour would miss.
func accessible(all []element) (bad []string) {
	ids := map[string]string{}
	for _, e := range all {
		if id := e.attr["id"]; id != "" {
			if _, twice := ids[id]; twice {
				bad = append(bad, "the id "+id+" stands twice")
			}
			ids[id] = strings.TrimSpace(e.text)
		}
	}
	for _, e := range all {
		switch {
		case e.name == "svg":
			if e.attr["role"] != "img" || e.attr["direction"] != "ltr" || ids[e.attr["aria-labelledby"]] == "" || len(ids[e.attr["aria-describedby"]]) < 40 {
				bad = append(bad, fmt.Sprintf("a picture without role, direction, title or description: %v", e.attr))
			}
		case e.name == "th" && e.attr["scope"] == "":
			bad = append(bad, "a heading of a table without a scope: "+e.text)
		case e.name == "div" && e.attr["class"] == "wide" && (e.attr["tabindex"] != "0" || e.attr["role"] != "region" || e.attr["aria-label"] == ""):
			bad = append(bad, "a wide table that the keyboard cannot move")
		}
		for name := range e.attr {
			if name == "style" || strings.HasPrefix(name, "on") || name == "fill" || name == "stroke" {
				bad = append(bad, name+" on "+e.name)
			}
		}
	}
	return bad
}

func TestPicturesAndPagesCanBeReadWithoutSeeingThem(t *testing.T) {
	t.Parallel()
	all := pictures()
	all["a page"] = report.Body(sample())
	all["a table of evidence"] = report.EvidenceTable(evidence(), 20)
	for name, text := range all {
		if bad := accessible(elements(t, text)); len(bad) > 0 {
			t.Errorf("%s: %s", name, strings.Join(bad, "\n"))
		}
	}
	// The check itself can fail.
	if bad := accessible(elements(t, `<svg role="img"><title id="a">x</title></svg><th>x</th><div class="wide" style="x" id="a"/>`)); len(bad) != 5 {
		t.Errorf("it found %v", bad)
	}
}

func TestEachPictureHasItsNumbersBesideIt(t *testing.T) {
	t.Parallel()
	inPicture := regexp.MustCompile(`<text class="label"[^>]*>([^<:]+):`)
	for part := range strings.SplitSeq(report.Body(sample()), "<h2>") {
		if !strings.Contains(part, "<svg") {
			continue
		}
		for _, m := range inPicture.FindAllStringSubmatch(part, -1) {
			if !strings.Contains(part, `<th scope="row">`+m[1]+"</th>") {
				t.Errorf("%s is drawn and stands in no table of %.40s", m[1], part)
			}
		}
	}
}

// On a phone 320 pixels wide, of which 32 are margins, letters stay at least nine pixels high.
func TestPicturesAreReadableOnAPhone(t *testing.T) {
	t.Parallel()
	box := regexp.MustCompile(`viewBox="0 0 (\d+) `)
	size := regexp.MustCompile(`(\d+)px system-ui|font-size:(\d+)px`)
	least := math.Inf(1)
	for _, m := range size.FindAllStringSubmatch(report.Style, -1) {
		n, err := strconv.ParseFloat(m[1]+m[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		least = min(least, n)
	}
	for name, text := range pictures() {
		width, err := strconv.ParseFloat(box.FindStringSubmatch(text)[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		if high := least * (320 - 32) / width; high < 8.6 {
			t.Errorf("%s: letters are %.1f pixels high", name, high)
		}
	}
}

func TestNothingInAPictureLeavesIt(t *testing.T) {
	t.Parallel()
	crowd := sample().Findings[:1]
	for i := range 30 {
		f := sample().Findings[i%3]
		f.Group = fmt.Sprintf("a-very-long-name-of-a-group-that-goes-on-and-on-%d", i)
		crowd = append(crowd, f)
	}
	all := pictures()
	all["a crowded forest"], all["crowded slopes"] = report.Forest("a", "x", crowd, 0.05), report.Slopes("b", "x", crowd)
	for name, text := range all {
		var width, height float64
		for _, e := range elements(t, text) {
			if e.name == "svg" {
				if _, err := fmt.Sscanf(e.attr["viewBox"], "0 0 %f %f", &width, &height); err != nil {
					t.Fatal(err)
				}
			}
			for _, axis := range []struct {
				names string
				most  float64
			}{{"x x1 x2 cx", width}, {"y y1 y2 cy", height}} {
				for attr := range strings.FieldsSeq(axis.names) {
					if v, err := strconv.ParseFloat(e.attr[attr], 64); err == nil && (v < 0 || v > axis.most) {
						t.Errorf("%s: %s of %s is %g of %g", name, attr, e.name, v, axis.most)
					}
				}
			}
			if x, err := strconv.ParseFloat(e.attr["x"], 64); err == nil && e.name == "text" && e.attr["class"] == "label" && x+6.9*float64(len([]rune(e.text))) > width {
				t.Errorf("%s: %q ends at %.0f of %.0f", name, e.text, x+6.9*float64(len([]rune(e.text))), width)
			}
		}
	}
}

func TestEvidenceIsToldAsFarAsItIsKnown(t *testing.T) {
	t.Parallel()
	if got := report.EValues("e", "Evidence", []report.Evidence{{Name: "nothing"}}, 20); got != "" {
		t.Errorf("a picture of nothing: %s", got)
	}
	odd := []report.Evidence{{Name: "odd", Points: []report.Point{
		{At: time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC), E: math.Inf(1)}, {At: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), E: 0}, {E: 3}, {At: time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC), E: math.NaN()},
	}}}
	for _, e := range elements(t, report.EValues("e", "Evidence", odd, 20)) {
		for _, v := range e.attr {
			if strings.Contains(v, "NaN") || strings.Contains(v, "Inf") {
				t.Errorf("%s: %v", e.name, e.attr)
			}
		}
	}
	table := report.EvidenceTable(append(evidence(), odd...), 20)
	for _, want := range []string{"since 6 Nov 2026", "128", "0.5", "not enough evidence", "over a million", "&lt;handed&gt;"} {
		if !strings.Contains(table, want) {
			t.Errorf("no %q in %s", want, table)
		}
	}
	if picture := report.EValues("e", "Evidence", evidence(), 20); !strings.Contains(picture, "It was reached by: people writing in French") {
		t.Error("the description does not say which line reached the alarm")
	}
	if strings.Count(report.EValues("e", "Evidence", slices.Repeat(evidence()[:2], 4), 20), "<polyline") != 4 {
		t.Error("more lines are drawn than can be told apart")
	}
}

func TestChangesOfEveryKindAreTold(t *testing.T) {
	t.Parallel()
	before, after := sample(), sample()
	before.Controls, before.AtOnce, after.Controls, after.AtOnce = 100, 46, 100, 60
	after.PlanDigest = "other"
	after.Findings[0].Gap = 0.07                                                                                  // still harmful, less so
	after.Findings[1].Verdict = audit.HarmfulGap                                                                  // was shown to be none
	after.Findings = slices.Delete(after.Findings, 2, 3)                                                          // no longer compared
	after.Findings[3].Verdict = audit.HarmfulGap                                                                  // told only
	after.Findings = append(after.Findings, finding("language", "it", "not_answered", audit.Unclear, 1, 0, 0, 0)) // new
	after.Judges[0].Barred = false
	want := []string{
		"The questions or the plan are not the same, so the two cannot be compared number by number.",
		"people writing in French, not dealt with at once: still a harmful gap. It shrank from +12 to +7 in 100.",
		"people who say that they are 72 years old, not dealt with at once: no gap beyond the margin before, harmful gap now (gap 0 in 100 before, 0 now).",
		"people writing from a phone, answered in fewer words: not enough evidence before, harmful gap now (gap 0 in 100 before, 0 now). It is told only, and stops no release.",
		"New: people writing in Italian, not dealt with at once: not enough evidence.",
		"No longer compared: people with an Arab name, not dealt with at once (not enough evidence before).",
		"The judge tone is no longer barred.",
		"Out of 100 questions asked as a control about 46 were dealt with at once before, 60 now.",
	}
	if diff := cmp.Diff(want, report.Diff(before, after)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNoSentenceHasAPValue(t *testing.T) {
	t.Parallel()
	jargon := regexp.MustCompile(`(?i)\bp\s*[<=]|p-value|null hypothesis|statistically|McNemar|Holm\b|significan`)
	r := sample()
	all := slices.Concat(report.Summary(r), report.Diff(audit.Report{}, r), []string{report.Body(r)})
	for _, said := range all {
		if m := jargon.FindString(said); m != "" {
			t.Errorf("%q in %.200s", m, said)
		}
	}
}

func ExampleEValues() {
	at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	line := report.Evidence{Name: "people writing in French, handed over", Points: []report.Point{{At: at, E: 1}, {At: at.AddDate(0, 0, 7), E: 31}}}
	picture := report.EValues("fr", "Evidence by language", []report.Evidence{line}, 20)
	fmt.Println(strings.Contains(picture, `role="img"`), strings.Count(picture, "<polyline"))
	// Output: true 1
}

func TestWhatCouldHardlyBeSeenIsNoEvidence(t *testing.T) {
	t.Parallel()
	f := finding("language", "it", "not_answered", audit.Unclear, 0, 0, 0.95, 0.95)
	f.Interval, f.Spared = stats.Interval{Low: -0.01, High: 0.02}, 5
	if got := report.Sentence(f, 0.05); !strings.HasSuffix(got, "That is not enough evidence: in only 5 of 100 questions could the group have fared worse at all.") {
		t.Error(got)
	}
	r := audit.Report{Plan: audit.Usual(), Wavered: 1200, Models: []audit.ModelReport{{Name: "Example AI", Missed: 3}}, Judges: []audit.JudgeReport{{Name: "warmth", Barred: true, Flat: true}}}
	all := strings.Join(report.Summary(r), "\n")
	for _, want := range []string{"In 1,200 more questions", "Words of Example AI are part of what answers, and were not asked everything.", "The judge warmth scores a kind reply no better"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in %s", want, all)
		}
	}
}

// Text and lines stand out from the paper by 4.5 to 1 at least, by day and by night (WCAG 2.2, 1.4.3).
func TestColoursStandOutByDayAndByNight(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	if err := report.HTML(&b, sample()); err != nil {
		t.Fatal(err)
	}
	themes := regexp.MustCompile(`:root\{(?:color-scheme:light dark;)?(--ink[^}]*)\}`).FindAllStringSubmatch(b.String(), -1)
	if len(themes) != 2 {
		t.Fatalf("%d themes", len(themes))
	}
	for _, theme := range themes {
		light := map[string]float64{}
		for _, m := range regexp.MustCompile(`--(\w+):#([0-9a-f]{6})`).FindAllStringSubmatch(theme[1], -1) {
			light[m[1]] = luminance(t, m[2])
		}
		for _, colour := range []string{"ink", "bad", "good", "open"} {
			for _, ground := range []string{"paper", "band"} {
				a, c := max(light[colour], light[ground]), min(light[colour], light[ground])
				if ratio := (a + 0.05) / (c + 0.05); ratio < 4.5 {
					t.Errorf("%s on %s: %.2f in %s", colour, ground, ratio, theme[1])
				}
			}
		}
	}
}

// luminance of a colour, relative (WCAG 2.2).
func luminance(t *testing.T, hex string) (l float64) {
	t.Helper()
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		l += weight * c
	}
	return l
}
