package wording_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/answer"
	"candor/answer/ground"
	"candor/internal/app/wording"
	"candor/internal/llm/llmtest"
	"candor/internal/search"
	"candor/knowledge"
	"candor/privacy"
	"candor/vendors"
)

// house is the help centre of the demo, to be asked, with questions that its quotes answer.
type house struct {
	drafter  answer.Drafter
	passages map[candor.PassageID]knowledge.Passage
	asks     []string
}

// Passage implements answer.Passages.
func (h *house) Passage(_ context.Context, id candor.PassageID) (knowledge.Passage, error) {
	p, ok := h.passages[id]
	if !ok {
		return p, candor.Fail(candor.CodeNotFound, "error.no_passage", nil)
	}
	return p, nil
}

func openHouse(t testing.TB) *house {
	t.Helper()
	articles, problems := knowledge.ImportFS(os.DirFS(filepath.Join("..", "..", "demo", "company")), "articles")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	shelf := knowledge.NewShelf(knowledge.Merge(nil, articles).Added)
	h := &house{passages: map[candor.PassageID]knowledge.Passage{}}
	var documents []search.Document
	var titles []string
	for i := range shelf.Len() {
		a, passages := shelf.At(i)
		documents = append(documents, search.Document{Article: a, Passages: passages})
		for _, p := range passages {
			h.passages[p.ID] = p
		}
		if a.Language == "en" {
			titles = append(titles, a.Title)
		}
	}
	index := &search.Index{}
	if err := index.Replace(context.Background(), documents); err != nil {
		t.Fatal(err)
	}
	h.drafter = answer.Drafter{Search: index, Passages: h}
	for _, title := range titles {
		a, err := h.drafter.Answer(context.Background(), answer.Question{Text: title, Expects: "en"})
		if err == nil && len(a.Sentences) > 0 {
			h.asks = append(h.asks, title)
		}
	}
	if len(h.asks) < 5 {
		t.Fatalf("%d questions", len(h.asks))
	}
	return h
}

// told is what an honest model writes: the sentences that answer, each with its passage.
func told(a answer.Answer) string {
	type one struct {
		Sentence  string             `json:"sentence"`
		Citations []candor.PassageID `json:"citations"`
		Kind      string             `json:"kind"`
	}
	var out struct {
		Sentences []one `json:"sentences"`
	}
	for _, s := range a.Sentences {
		out.Sentences = append(out.Sentences, one{s.Text, []candor.PassageID{s.Citation.Passage}, "answer"})
	}
	b, _ := json.Marshal(out)
	return string(b)
}

// moments are when something was there, since the question.
type moments struct{ local, first, whole, desk time.Duration }

// timeOne asks a question on the whole way: search, quotes, masking, leave, the model's stream, turning back, checking.
func (h *house) timeOne(t testing.TB, s *scene, question string, pace llmtest.Fault) moments {
	t.Helper()
	var m moments
	began := time.Now()
	a, err := h.drafter.Answer(t.Context(), answer.Question{Text: question, Expects: "en"})
	if err != nil {
		t.Fatal(err)
	}
	m.local = time.Since(began)
	s.c.Message.Body, s.c.History = candor.Text(question), nil
	p := answer.Prompt{Question: answer.Question{Text: question}, Language: "en"}
	for _, one := range a.Sentences {
		passage := h.passages[one.Citation.Passage]
		if !slices.ContainsFunc(p.Passages, func(x knowledge.Passage) bool { return x.ID == passage.ID }) {
			p.Passages = append(p.Passages, passage)
		}
	}
	arrived := make(chan time.Duration, 1)
	s.server.Answer(func(llmtest.Asked) llmtest.Script {
		arrived <- time.Since(began)
		return llmtest.Script{Text: told(a), Faults: []llmtest.Fault{pace}}
	})
	stream := ground.Verifier{}.Stream(ground.Question{Text: question, Language: "en"}, p.Passages)
	err = s.asker.Propose(t.Context(), s.c, p, func(piece []byte) error {
		at := time.Now()
		rulings, err := stream.Write(t.Context(), piece)
		m.desk += time.Since(at)
		if m.first == 0 && slices.ContainsFunc(rulings, func(r ground.Ruling) bool { return r.Outcome != ground.Dropped }) {
			m.first = time.Since(began)
		}
		return err
	})
	report := stream.Close()
	m.whole = time.Since(began)
	select {
	case at := <-arrived:
		m.desk += at
	default:
		t.Fatalf("%q: nobody was asked: %v", question, err)
	}
	if err != nil || report.Fallback != ground.Enough || m.first == 0 {
		t.Fatalf("%q: %v %+v", question, err, report)
	}
	return m
}

// takesAll lets the vendor have what touches on health and the like, as one of one's own may: some titles do.
func takesAll(e *vendors.Entry) { e.Classes = append(e.Classes, vendors.Special) }

// paces are how fast models write: a vendor's, and an engine of one's own on a small machine. An event of the server is up to seven
// bytes, about two tokens: 25 ms each are about 75 tokens a second, 110 ms about 17.
var paces = []struct {
	name        string
	first, each time.Duration
}{{"hosted", 500 * time.Millisecond, 25 * time.Millisecond}, {"own", 1500 * time.Millisecond, 110 * time.Millisecond}}

// BenchmarkFirstVerifiedSentence tells when the first sentence of a model's answer was checked and could be said, when all of
// it was, which part of that is the desk's, and when the quotes alone were there.
func BenchmarkFirstVerifiedSentence(b *testing.B) {
	h := openHouse(b)
	for _, p := range paces {
		b.Run(p.name, func(b *testing.B) {
			s := openWith(b, privacy.New(), func(o *wording.Options) { o.Patience = time.Minute }, takesAll)
			var all []moments
			for b.Loop() {
				all = append(all, h.timeOne(b, s, h.asks[len(all)%len(h.asks)], llmtest.Pace(p.first, p.each)))
			}
			for name, of := range map[string]func(moments) time.Duration{
				"local": func(m moments) time.Duration { return m.local }, "first": func(m moments) time.Duration { return m.first },
				"whole": func(m moments) time.Duration { return m.whole }, "desk": func(m moments) time.Duration { return m.desk },
			} {
				took := make([]time.Duration, len(all))
				for i, m := range all {
					took[i] = of(m)
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)/2].Microseconds())/1e3, name+"-p50-ms")
				b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1e3, name+"-p95-ms")
			}
		})
	}
}

func TestTheFirstSentenceIsCheckedWhileTheRestIsStillWritten(t *testing.T) {
	t.Parallel()
	h, s := openHouse(t), open(t, privacy.New(), takesAll)
	for _, question := range h.asks {
		a, err := h.drafter.Answer(t.Context(), answer.Question{Text: question, Expects: "en"})
		if err != nil || len(a.Sentences) < 2 || strings.Contains(told(a), `\n`) {
			continue
		}
		m := h.timeOne(t, s, question, llmtest.Pace(5*time.Millisecond, 2*time.Millisecond))
		if m.first >= m.whole || m.local >= m.first {
			t.Errorf("%q: %+v", question, m)
		}
		return
	}
	t.Error("no question has an answer of two sentences")
}
