package evaluate_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/internal/app/evaluate"
	"candor/knowledge"
)

const corpus = `{"doc_id":"refunds","title":"When will I get my refund?","text":"We refund you within 5 working days of receiving the parcel."}
{"doc_id":"lamps","title":"Return a lamp","text":"You can return an unused lamp within 30 days."}
{"doc_id":"hours","title":"Opening hours","text":"The shop is open from Monday to Friday."}
{"doc_id":"gifts","title":"Gift wrapping","text":"We wrap presents for a small fee in paper of your choice."}
{"doc_id":"staff","title":"Internal: goodwill","text":"Agents may grant a voucher."}`

func articles(t *testing.T) []knowledge.Article {
	t.Helper()
	list, problems := knowledge.Import("corpus.jsonl", strings.NewReader(corpus))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return list
}

func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	data := []byte(text)
	if strings.HasSuffix(name, ".gz") {
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		io.WriteString(z, text)
		z.Close()
		data = packed.Bytes()
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestQuestionsAreReadInEveryForm(t *testing.T) {
	t.Parallel()
	want := []evaluate.Question{
		{Text: "when is my refund due", Language: "en", Gold: []string{"refunds"}},
		{Text: "a lamp, broken", Gold: []string{"lamps", "refunds"}},
		{Text: "is there life on mars"},
	}
	for name, text := range map[string]string{
		"a.jsonl": `{"query":"when is my refund due","lang":"en","gold":["refunds"]}` + "\n\n" +
			`{"question":" a lamp, broken ","gold":"lamps|refunds","other":1}` + "\n" + `{"text":"is there life on mars","gold":[]}`,
		"b.csv":    "\ufeffquery,gold,lang\nwhen is my refund due,refunds,en\n\"a lamp, broken\",lamps|refunds,\nis there life on mars,,\n",
		"c.csv":    "id;Question;Gold;Language\n1;when is my refund due;refunds;en\n2;a lamp, broken;lamps | refunds;\n3;is there life on mars\n",
		"d.tsv.gz": "gold\tquery\tlang\nrefunds\twhen is my refund due\ten\nlamps|refunds\ta lamp, broken\t\n\tis there life on mars\t\n",
	} {
		got, bad, err := evaluate.ReadQuestions(file(t, name, text))
		if err != nil || len(bad) > 0 {
			t.Errorf("%s: %v, %v", name, bad, err)
		}
		for i := range got {
			got[i].Line = 0
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestBadFilesSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"a.pdf", "x", "Save them as JSON lines"},
		{"a.jsonl", "", "there is no question"},
		{"a.jsonl", "not json\n", "Line 1, for example: it is not a JSON object"},
		{"a.jsonl", `{"query":"x","gold":3}`, `"gold" a name or a list of names`},
		{"a.jsonl", `{"gold":"refunds"}`, "it has no query"},
		{"a.csv", "question,answer\nwhen,now\n", `one "query" and one "gold"`},
		{"a.csv", "query,gold\n\xff\xfe,x\n", "not valid UTF-8"},
		{"a.jsonl.gz.csv", "", "there is no question"},
	} {
		_, _, err := evaluate.ReadQuestions(file(t, c.name, c.text))
		var known *candor.Error
		if !errors.As(err, &known) || known.Code != candor.CodeInvalid || !strings.Contains(fmt.Sprint(known.Err), c.want) {
			t.Errorf("%s %q: got %v, want %q", c.name, c.text, err, c.want)
		}
	}
	unpacked := filepath.Join(t.TempDir(), "q.jsonl.gz")
	if err := os.WriteFile(unpacked, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{unpacked: "not a gzip file", filepath.Join(t.TempDir(), "none.csv"): "there is no file"} {
		var known *candor.Error
		if _, _, err := evaluate.ReadQuestions(path); !errors.As(err, &known) || !strings.Contains(fmt.Sprint(known.Err), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func run(t *testing.T, questions ...evaluate.Question) evaluate.Report {
	t.Helper()
	for i := range questions {
		questions[i].Line = i + 1
	}
	r, err := evaluate.Run(context.Background(), evaluate.Input{Articles: articles(t), Questions: questions, File: "q.jsonl"})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestReportCountsWhatItShould(t *testing.T) {
	t.Parallel()
	r := run(t,
		evaluate.Question{Text: "when will I get my refund", Language: "en", Gold: []string{"refunds"}},
		evaluate.Question{Text: "can I return a lamp", Language: "en", Gold: []string{"return-a-lamp"}}, // by its slug
		evaluate.Question{Text: "opening hours", Language: "en", Gold: []string{"gifts"}},               // the wrong article on purpose
		evaluate.Question{Text: "do you repair bicycles", Language: "en"},
		evaluate.Question{Text: "voucher", Language: "en", Gold: []string{"staff"}},   // not for customers
		evaluate.Question{Text: "anything", Language: "en", Gold: []string{"nobody"}}, // not there
	)
	if r.Articles != 4 || r.Questions != 3 || r.Unanswerable != 1 || r.Far < 80 {
		t.Errorf("counted %d articles, %d questions, %d without an article, %d far", r.Articles, r.Questions, r.Unanswerable, r.Far)
	}
	if math.Abs(r.Hit1.Value-2.0/3) > 1e-9 || r.Hit1.Low >= r.Hit1.Value || r.Hit1.High <= r.Hit1.Value {
		t.Errorf("hit@1 %+v, want two thirds within its interval", r.Hit1)
	}
	if r.NearAUROC.Value < 0.5 || r.FarAUROC.Value < 0.8 {
		t.Errorf("near %v, far %v", r.NearAUROC, r.FarAUROC)
	}
	var lines []int
	for _, b := range r.Bad {
		lines = append(lines, b.Line)
	}
	if diff := cmp.Diff([]int{5, 6}, lines); diff != "" {
		t.Error(diff)
	}
	if last := r.Curve[len(r.Curve)-1]; last.Coverage != 1 || last.Answered != 4 || last.Risk != 0.5 {
		t.Errorf("the curve ends at %+v", last)
	}
}

func TestSameFilesGiveTheSameReport(t *testing.T) {
	t.Parallel()
	q := []evaluate.Question{
		{Text: "when will I get my refund", Gold: []string{"refunds"}}, {Text: "is my refund here", Gold: []string{"refunds"}},
		{Text: "lamp", Gold: []string{"lamps"}}, {Text: "open on friday", Gold: []string{"hours"}},
	}
	a, _ := json.Marshal(run(t, q...))
	b, _ := json.Marshal(run(t, q...))
	if !bytes.Equal(a, b) {
		t.Error("two runs differ")
	}
	if bytes.Contains(a, []byte("NaN")) || !bytes.Contains(a, []byte(`"auroc_unanswerable":{"value":null`)) {
		t.Errorf("what cannot be known is not null: %s", a)
	}
}

func TestNoRightArticleAnywhereIsAnError(t *testing.T) {
	t.Parallel()
	for _, q := range []evaluate.Question{{Line: 1, Text: "x", Gold: []string{"nobody"}}, {Line: 1, Text: "x"}} {
		_, err := evaluate.Run(context.Background(), evaluate.Input{Articles: articles(t), Questions: []evaluate.Question{q}})
		if candor.CodeOf(err) != candor.CodeInvalid {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

func TestPictureIsWellFormedAndToldInWords(t *testing.T) {
	t.Parallel()
	r := run(t, evaluate.Question{Text: "when will I get my refund", Gold: []string{"refunds"}}, evaluate.Question{Text: "paper", Gold: []string{"hours"}})
	for name, r := range map[string]evaluate.Report{"two questions": r, "nothing": {}} {
		var out bytes.Buffer
		if err := r.WriteSVG(&out); err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(bytes.NewReader(out.Bytes()))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if strings.Contains(out.String(), "NaN") || strings.Contains(out.String(), "Inf") {
			t.Errorf("%s: a place is not a number", name)
		}
	}
	var text, svg bytes.Buffer
	r.WriteSVG(&svg)
	if !strings.Contains(svg.String(), "With 100 % answered, 50 % of the answers are wrong.") {
		t.Errorf("the curve is not told in words: %s", svg.String())
	}
	if err := r.WriteText(&text); err != nil || !strings.Contains(text.String(), "right article first (hit@1)                       0.500   ") {
		t.Errorf("%v\n%s", err, text.String())
	}
}

func FuzzReadQuestions(f *testing.F) {
	f.Add("q.jsonl", `{"query":"a","gold":["b"]}`)
	f.Add("q.csv", "query,gold\n\"a\n,b")
	f.Fuzz(func(t *testing.T, name, text string) {
		name = filepath.Base(filepath.Clean("/" + name))
		path := filepath.Join(t.TempDir(), "q"+filepath.Ext(name))
		if strings.ContainsRune(path, 0) || os.WriteFile(path, []byte(text), 0o600) != nil {
			return
		}
		questions, _, err := evaluate.ReadQuestions(path)
		if err == nil && len(questions) == 0 {
			t.Error("no question and no error")
		}
		for _, q := range questions {
			if q.Text == "" || q.Line < 1 {
				t.Errorf("a question without words or place: %+v", q)
			}
		}
	})
}

func ExampleRun() {
	articles, _ := knowledge.Import("corpus.jsonl", strings.NewReader(corpus))
	r, err := evaluate.Run(context.Background(), evaluate.Input{Articles: articles, Questions: []evaluate.Question{
		{Text: "When do I get my money back, my refund?", Gold: []string{"refunds"}},
		{Text: "Which hours are you open?", Gold: []string{"hours"}},
	}})
	fmt.Printf("%d of %d first, between %.2f and %.2f\n", int(r.Hit1.Value*2), r.Questions, r.Hit1.Low, r.Hit1.High)
	fmt.Println(err)
	// Output:
	// 2 of 2 first, between 0.34 and 1.00
	// <nil>
}

// A question without a word can have no confidence, whatever article somebody had in mind: it counts as asked and not
// found, and how well confidence separates the others is told besides.
func TestQuestionsWithoutAWordAreToldApart(t *testing.T) {
	t.Parallel()
	questions := []evaluate.Question{
		{Text: "When will I get my refund?", Gold: []string{"refunds"}}, {Text: "How do I return a lamp?", Gold: []string{"lamps"}},
		{Text: "*", Gold: []string{"lamps"}}, {Text: "Is the shop open on Monday?", Gold: []string{"hours"}},
	}
	r, err := evaluate.Run(t.Context(), evaluate.Input{Articles: articles(t), Questions: questions})
	if err != nil || r.Wordless != 1 || r.Questions != 4 {
		t.Fatalf("%d of %d have no word, %v", r.Wordless, r.Questions, err)
	}
	if r.Hit1.Value != 0.75 {
		t.Errorf("hit@1 %v: the question without a word was found, or not counted", r.Hit1.Value)
	}
	if !(r.FarAsked.Value > r.FarAUROC.Value) || !(r.NearAsked.Value > r.NearAUROC.Value) {
		t.Errorf("far %v, of those that have a word %v; near %v, %v", r.FarAUROC.Value, r.FarAsked.Value, r.NearAUROC.Value, r.NearAsked.Value)
	}
	var text bytes.Buffer
	if err := r.WriteText(&text); err != nil || !strings.Contains(text.String(), "without the 1 question of no word") {
		t.Errorf("%v, %s", err, text.String())
	}
}

// The trial of word vectors is on the articles that are measured, and what it came to is told.
func TestTheTrialOfVectorsIsTold(t *testing.T) {
	t.Parallel()
	r, err := evaluate.Run(t.Context(), evaluate.Input{Articles: articles(t), Questions: []evaluate.Question{{Text: "When will I get my refund?", Gold: []string{"refunds"}}}})
	if err != nil || r.Vectors.Trial.Asked == 0 || r.Vectors.Used != r.Vectors.Trial.Helps() {
		t.Fatalf("%+v, %v", r.Vectors, err)
	}
	var text bytes.Buffer
	if err := r.WriteText(&text); err != nil || !strings.Contains(text.String(), "Word vectors: ") {
		t.Errorf("%v, %s", err, text.String())
	}
}
