package consult_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/answer"
	"candor/answer/calibrate"
	"candor/internal/app/consult"
	"candor/internal/app/jsonl"
	"candor/knowledge"
)

const corpus = `{"doc_id":"refunds","title":"When will I get my refund?","text":"We refund you within 5 working days of receiving the parcel. The money goes back to the card that you paid with."}
{"doc_id":"lamps","title":"Return a lamp","text":"You can return an unused lamp within 30 days. Bulbs that were switched on cannot be returned."}
{"doc_id":"secret","title":"Internal: goodwill limits","text":"Agents may grant a goodwill voucher of 500 euros when a customer threatens to leave."}
`

func library(t *testing.T, text string) *consult.Library {
	t.Helper()
	articles, problems := knowledge.Import("corpus.jsonl", strings.NewReader(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	l, err := consult.FromArticles(context.Background(), articles, 0)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func ask(t *testing.T, l *consult.Library, query string) consult.Reply {
	t.Helper()
	r, err := l.Ask(context.Background(), consult.AskLine{ID: json.RawMessage(`"q"`), Query: query})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAnswersQuoteTheirArticle(t *testing.T) {
	t.Parallel()
	r := ask(t, library(t, corpus), "When will I get my refund back on my card?")
	if r.Decision != consult.DecideAnswer || r.Docs[0].Doc != "refunds" || r.Confidence < answer.Bar {
		t.Fatalf("%+v", r)
	}
	for _, c := range r.Citations {
		if c.Doc != "refunds" || !strings.Contains(corpus, c.Quote) || !strings.Contains(r.Answer, c.Quote) {
			t.Errorf("citation %+v", c)
		}
	}
	if len(r.Citations) == 0 || len(r.Reasons) == 0 {
		t.Error("an answer without citations or reasons")
	}
}

// Lesson 14: a weak match does not reach the answer.
func TestUnknownMattersAreNotAnswered(t *testing.T) {
	t.Parallel()
	r := ask(t, library(t, corpus), "Do you sell insurance for electric bicycles in Norway?")
	if r.Decision != consult.DecideAbstain || r.Answer != "" || len(r.Citations) != 0 || r.Confidence >= answer.Bar {
		t.Errorf("%+v", r)
	}
}

func TestStaffArticlesAreNeverFound(t *testing.T) {
	t.Parallel()
	r := ask(t, library(t, corpus), "goodwill voucher of 500 euros when a customer threatens to leave")
	for _, d := range r.Docs {
		if d.Doc == "secret" {
			t.Errorf("an article for staff was found: %+v", r)
		}
	}
	if strings.Contains(r.Answer, "500") {
		t.Errorf("it was quoted: %q", r.Answer)
	}
}

func TestPersonIsDecidedWhateverTheArticlesSay(t *testing.T) {
	t.Parallel()
	r := ask(t, library(t, corpus), "Refund? No. Let me talk to a real person please.")
	if r.Decision != consult.DecidePerson || r.Rule == "" || r.Answer != "" || len(r.Citations) != 0 {
		t.Errorf("%+v", r)
	}
}

func TestLinesHaveTheirFields(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	var bad []jsonl.Bad
	in := `{"id":1,"query":"Can I return a lamp that I did not use?"}` + "\n" + `{"id":2}` + "\n" + `{"id":3,"query":"hello"}` + "\n"
	err := library(t, corpus).AskLines(context.Background(), strings.NewReader(in), &out, func(b jsonl.Bad) { bad = append(bad, b) })
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]jsonl.Bad{{Number: 2, Why: "it has no query"}}, bad); diff != "" {
		t.Error(diff)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines", len(lines))
	}
	for i, line := range lines {
		var fields map[string]json.RawMessage
		if err := json.Unmarshal([]byte(line), &fields); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"id", "decision", "confidence", "docs", "answer", "citations"} {
			if value, ok := fields[name]; !ok || string(value) == "null" {
				t.Errorf("line %d: %s is %s", i+1, name, value)
			}
			delete(fields, name)
		}
		if len(fields) > 0 {
			t.Errorf("line %d: fields that nobody asked for: %v", i+1, fields)
		}
	}
	if !strings.Contains(lines[1], `"decision":"abstain","confidence":0`) {
		t.Errorf("a greeting is no question: %s", lines[1])
	}
}

func TestAtMostTenDocumentsComeBack(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 30 {
		b.WriteString(`{"doc_id":"d` + string(rune('a'+i%26)) + string(rune('a'+i/26)) + `","title":"Lamp number ` + string(rune('a'+i%26)) + `","text":"A lamp of the kind ` + string(rune('a'+i%26)) + ` shines in room ` + string(rune('a'+i/26)) + `."}` + "\n")
	}
	r := ask(t, library(t, b.String()), "lamp shines in the room")
	if len(r.Docs) != 10 {
		t.Errorf("%d documents", len(r.Docs))
	}
	for i := 1; i < len(r.Docs); i++ {
		if r.Docs[i].Score > r.Docs[i-1].Score {
			t.Errorf("not best first: %v", r.Docs)
		}
	}
}

func TestLowerBarThanTheCalibratedIsRaised(t *testing.T) {
	t.Parallel()
	articles, _ := knowledge.Import("corpus.jsonl", strings.NewReader(corpus))
	for bar, want := range map[float64]float64{0: answer.Bar, -1: answer.Bar, 0.99: 0.99} {
		l, err := consult.FromArticles(context.Background(), articles, bar)
		if err != nil {
			t.Fatal(err)
		}
		if l.Bar() != want {
			t.Errorf("bar %v became %v, want %v", bar, l.Bar(), want)
		}
	}
}

func TestFilesAndFoldersAreRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"help/refunds.md": "# Refunds\n\nWe refund you within 5 days.\n", "help/photo.md": "\x89PNG\x00\x00", "faq.csv": "question,answer\nHow?,Like this.\n",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	articles, problems, err := consult.ReadArticles([]string{filepath.Join(dir, "help"), filepath.Join(dir, "faq.csv")})
	if err != nil || len(articles) != 2 || len(problems) != 1 || problems[0].Kind != knowledge.Binary {
		t.Errorf("%d articles, problems %v, %v", len(articles), problems, err)
	}
	if _, _, err := consult.ReadArticles([]string{filepath.Join(dir, "none")}); candor.CodeOf(err) != candor.CodeInvalid {
		t.Errorf("a path that is not there: %v", err)
	}
}

func ExampleLibrary_Ask() {
	articles, _ := knowledge.Import("corpus.jsonl", strings.NewReader(
		`{"doc_id":"refunds","title":"When will I get my refund?","text":"We refund you within 5 working days of receiving the parcel."}`))
	library, err := consult.FromArticles(context.Background(), articles, 0)
	if err != nil {
		panic(err)
	}
	reply, err := library.Ask(context.Background(), consult.AskLine{Query: "When do I get my refund?"})
	if err != nil {
		panic(err)
	}
	fmt.Println(reply.Decision, reply.Citations[0].Doc)
	fmt.Println(reply.Answer)
	// Output:
	// answer refunds
	// We refund you within 5 working days of receiving the parcel.
}

// sureFrom is a calibration that answers what is at least about half sure.
func sureFrom(t *testing.T) answer.Sureness {
	t.Helper()
	names := answer.FeatureNames()
	var labels []calibrate.Example
	for i := range 800 {
		v := float64(i%100) / 100
		features := make([]float64, len(names))
		for k := range features {
			features[k] = v
		}
		labels = append(labels, calibrate.Example{ID: fmt.Sprint(i), Features: features, Right: v > 0.3, Tier: calibrate.Information, Origin: calibrate.Real})
	}
	m, err := calibrate.Train(context.Background(), names, labels, calibrate.Options{Target: 0.1, Seed: 1, Knowledge: "k"})
	if err != nil || !m.Guarantee(calibrate.Information).Holds {
		t.Fatalf("the premise: %+v, %v", m.Guarantee(calibrate.Information), err)
	}
	return answer.Sureness{Model: m, Watch: calibrate.NewWatch(m, 0)}
}

func TestACalibratedLibraryAnswersFromItsOwnThreshold(t *testing.T) {
	t.Parallel()
	const question = "When will I get my refund back on my card?"
	plain := ask(t, library(t, corpus), question)
	if plain.Calibrated || plain.Needs != answer.Bar {
		t.Errorf("without a calibration: %v, %v", plain.Calibrated, plain.Needs)
	}
	l, sure := library(t, corpus), sureFrom(t)
	l.Calibrate(sure)
	got := ask(t, l, question)
	if !got.Calibrated || got.Needs != sure.Model.Guarantee(calibrate.Information).Threshold || got.Confidence == plain.Confidence {
		t.Errorf("%v from %v, %v", got.Confidence, got.Needs, got.Calibrated)
	}
	if got.Decision == consult.DecideAnswer != (got.Confidence >= got.Needs) {
		t.Errorf("%s at %v, from %v on", got.Decision, got.Confidence, got.Needs)
	}
	sure.Alarms = []calibrate.Alarm{{Tier: calibrate.Information, Cause: calibrate.ErrorsUp}}
	l.Calibrate(sure)
	if got := ask(t, l, question); got.Decision == consult.DecideAnswer {
		t.Error("it answers where an alarm closed the tier")
	}
}
