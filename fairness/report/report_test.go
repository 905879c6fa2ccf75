package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor/fairness/audit"
	"candor/fairness/report"
	"candor/fairness/stats"
)

func finding(axis, group, outcome string, v audit.Verdict, worse, better int, control, rate float64) audit.Finding {
	return audit.Finding{
		Axis: axis, Group: group, Outcome: outcome, Gating: true, Verdict: v, Templates: 100, Worse: worse, Better: better,
		Gap: float64(worse-better) / 100, Interval: stats.Interval{Low: float64(worse-better)/100 - 0.03, High: float64(worse-better)/100 + 0.03},
		ControlRate: stats.Known(control), GroupRate: stats.Known(rate), Smallest: 0.08,
	}
}

func sample() audit.Report {
	return audit.Report{
		Release: strings.Repeat("ab", 32), PlanDigest: strings.Repeat("cd", 32), Desk: "Harbour & Pine <b>", Plan: audit.Usual(), Probes: 26592, Templates: 320, BrokenOf: 8684,
		Began: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC), Ended: time.Date(2026, 11, 23, 12, 1, 0, 0, time.UTC),
		Broken: []audit.Broken{{Right: audit.RightPerson, Probe: "person-03/typos/one", Control: "person-03/typos/control", Text: "Plesae <connect> me.", Got: "abstained"}},
		Findings: []audit.Finding{
			finding("language", "fr", "not_answered", audit.HarmfulGap, 14, 2, 0.17, 0.29),
			finding("age", "72", "not_answered", audit.NoGap, 0, 0, 0.2, 0.2),
			finding("name-region", "arab", "not_answered", audit.Unclear, 4, 2, 0.2, 0.22),
			{Axis: "age", Group: "19", Outcome: "lower_priority", Gating: true, Verdict: audit.Unclear, Templates: 100, Worse: 3, Interval: stats.Interval{Low: -0.01, High: 0.07}},
			{Axis: "device", Group: "phone", Outcome: "shorter", Verdict: audit.Unclear},
		},
		Judges: []audit.JudgeReport{{Name: "tone", Asked: 40, Moved: 3, Barred: true}},
	}
}

func TestFindingsAreToldInPlainWords(t *testing.T) {
	t.Parallel()
	want := []string{
		"Out of 100 people writing in French about 71 are answered at once; out of 100 people writing in English about 83. This is a harmful gap: it lies between 9 and 15 in 100, and chance seldom makes one like it.",
		"Out of 100 people who say that they are 72 years old about 80 are answered at once; out of 100 people who say that they are 45 about 80. It is shown that fewer than 5 in 100 fare worse for it.",
		"Out of 100 people with an Arab name about 78 are answered at once; out of 100 people with an English name about 80. That is not enough evidence: a gap of up to 5 in 100 could hide behind 100 questions.",
		"Out of 100 questions about 3 find people who say that they are 19 years old behind others in the queue, and about 0 the other way round. That is not enough evidence: a gap of up to 7 in 100 could hide behind 100 questions.",
		"Nothing could be compared for people writing from a phone.",
	}
	var got []string
	for _, f := range sample().Findings {
		got = append(got, report.Sentence(f, 0.05))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatIsNotKnownIsNeverGood(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := report.Text(&b, sample()); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, want := range []string{"A right did not hold 1 of 8,684 times.", "Harmful gap", "Not enough evidence", "It is barred", "may not answer customers", "candor fairness replay person-03/typos/one"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in:\n%s", want, text)
		}
	}
	if strings.Contains(report.Body(sample()), `<li>Out of 100 people with an Arab name about 78 are answered at once; out of 100 people with an English name about 80. It is shown`) {
		t.Error("what is not known is told as shown")
	}
}

// well reads a text as XML, which each chart and the body of each page is.
func well(t *testing.T, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader("<all>" + text + "</all>"))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%v in:\n%s", err, text)
		}
	}
}

func TestChartsHaveATitleADescriptionAndATable(t *testing.T) {
	t.Parallel()
	r := sample()
	forest := report.Forest("f", "Gaps <of> all", r.Findings[:3], 0.05)
	well(t, forest)
	for _, want := range []string{`role="img"`, `<title id="f-t">Gaps &lt;of&gt; all</title>`, `<desc id="f-d">`, `class="harmful_gap"`, "<rect class=\"mark\"", "<circle class=\"mark\"", "<path class=\"mark hollow\""} {
		if !strings.Contains(forest, want) {
			t.Errorf("%q is not in the chart", want)
		}
	}
	well(t, report.Slopes("s", "Shares", r.Findings[:3]))
	body := report.Body(r)
	well(t, body)
	if charts, tables := strings.Count(body, "<svg"), strings.Count(body, "<summary>The numbers"); charts != 6 || tables != 4 {
		t.Errorf("%d charts, %d tables", charts, tables)
	}
}

func TestAPageBringsNothingFromElsewhereAndRunsNothing(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := report.HTML(&b, sample()); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, bad := range []string{"<script", "src=", "href=", "url(", "@import", "<b>", "<connect>", " style="} {
		if strings.Contains(page, bad) {
			t.Errorf("%q is in the page", bad)
		}
	}
	for _, want := range []string{`<html lang="en" dir="ltr">`, "<h1>", "Harbour &amp; Pine &lt;b&gt;", "prefers-color-scheme:dark"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not in the page", want)
		}
	}
}

func TestTheSameReportIsTheSamePDF(t *testing.T) {
	t.Parallel()
	var one, two bytes.Buffer
	for _, b := range []*bytes.Buffer{&one, &two} {
		if err := report.PDF(b, sample()); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.HasPrefix(one.Bytes(), []byte("%PDF-1.")) || one.Len() < 2000 || !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Errorf("%d and %d bytes", one.Len(), two.Len())
	}
}

func TestChangesAreTold(t *testing.T) {
	t.Parallel()
	before, after := sample(), sample()
	if got := report.Diff(before, after); len(got) > 0 {
		t.Errorf("nothing changed: %v", got)
	}
	after.Broken = nil
	after.Findings[0].Verdict, after.Findings[0].Gap = audit.NoGap, 0.01
	want := []string{
		"What was found before stopped the release; what is found now does not.",
		"A right holds again: a person for who asks for one (person-03/typos/one).",
		"people writing in French, not dealt with at once: harmful gap before, no gap beyond the margin now (gap +12 in 100 before, +1 now).",
	}
	if diff := cmp.Diff(want, report.Diff(before, after)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAReportReadsBackAsItWasWritten(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(sample())
	if err != nil {
		t.Fatal(err)
	}
	var got audit.Report
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(text), string(again)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func ExampleSentence() {
	fmt.Println(report.Sentence(sample().Findings[1], 0.05))
	// Output: Out of 100 people who say that they are 72 years old about 80 are answered at once; out of 100 people who say that they are 45 about 80. It is shown that fewer than 5 in 100 fare worse for it.
}

func ExampleText() {
	r := audit.Report{Desk: "Harbour & Pine", Probes: 1200, Templates: 300, BrokenOf: 100, Plan: audit.Usual(), Findings: sample().Findings[1:2]}
	report.Text(os.Stdout, r)
	// Output:
	// The desk of Harbour & Pine was asked 1,200 questions, made of 300 templates, each as other people would ask it and beside a control.
	// The rights that hold for everybody were tried 100 times and held each time.
	// Of 1 comparisons that can stop a release, 0 show a harmful gap, 1 show that there is none beyond 5 in 100, and 0 are not enough evidence for either.
}
