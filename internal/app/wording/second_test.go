package wording_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/answer/ground"
	"candor/internal/app/wording"
	"candor/internal/llm"
	"candor/internal/llm/llmtest"
	"candor/privacy"
	"candor/vendors"
)

// withSecond is a scene whose sentences another vendor's model reads as well.
func withSecond(t *testing.T, allows ...string) *scene {
	t.Helper()
	s := openWith(t, privacy.New(), func(o *wording.Options) { o.Verifier = "Spare engine" })
	allowed := s.c.Consents[candor.Vendor]
	allowed.Recipients = allows
	s.c.Consents[candor.Vendor] = allowed
	return s
}

// inOtherWords says what the passage says in other words.
const inOtherWords = `{"sentences":[{"sentence":"You can return an item within 30 days of the delivery.","citations":["psg_returns"],"kind":"answer"}]}`

// ruled asks for words and gives what the verifier made of them.
func (s *scene) ruled(t *testing.T) (ground.Report, error) {
	t.Helper()
	v := ground.Verifier{Second: s.asker.Second(s.c)}
	stream := v.Stream(ground.Question{Text: s.prompt.Question.Text, Language: "en"}, s.prompt.Passages)
	err := s.asker.Propose(t.Context(), s.c, s.prompt, func(piece []byte) error {
		_, err := stream.Write(t.Context(), piece)
		return err
	})
	return stream.Close(), err
}

func TestASecondModelMayOnlyTakeASentenceOut(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name   string
		says   llmtest.Script
		stands bool
	}{
		{"borne out", llmtest.Script{Text: `{"borne_out":true}`}, true},
		{"not borne out", llmtest.Script{Text: `{"borne_out":false}`}, false},
		{"words of its own", llmtest.Script{Text: `{"borne_out":true,"sentence":"You get 400 euros."}`}, false},
		{"something else", llmtest.Script{Text: `yes`}, false},
		{"nothing", llmtest.Script{Text: `{}`}, false},
		{"twice", llmtest.Script{Text: `{"borne_out":true}{"borne_out":true}`}, false},
		{"null", llmtest.Script{Text: `{"borne_out":null}`}, false},
		{"broken", llmtest.Script{Faults: []llmtest.Fault{llmtest.Status(500, "x", "broken")}}, false},
		{"a page", llmtest.Script{Faults: []llmtest.Fault{llmtest.Page(200, "text/html", "<h1>hello</h1>")}}, false},
		{"a call", llmtest.Script{Text: `{"borne_out":false}`, Calls: []llm.Call{{ID: "a", Name: "refund", Arguments: "{}"}}}, false},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			s := withSecond(t, maker, "Spare engine")
			s.server.Answer(func(a llmtest.Asked) llmtest.Script {
				if strings.Contains(string(a.Body), "borne_out") {
					return x.says
				}
				return llmtest.Script{Text: inOtherWords}
			})
			report, err := s.ruled(t)
			if err != nil || len(report.Rulings) != 1 {
				t.Fatalf("%+v, %v", report, err)
			}
			got := report.Rulings[0]
			if x.stands != (got.Outcome == ground.Said && got.Rule == "") || !x.stands && (got.Rule != ground.RuleSecond || got.Outcome == ground.Said) {
				t.Errorf("%s by %s", got.Outcome, got.Rule)
			}
			for _, one := range report.Sentences() {
				if strings.Contains(one.Text, "400") {
					t.Errorf("said %q", one.Text)
				}
			}
			if n := len(s.server.Asked()); n != 2 || len(s.book.all) != 2 {
				t.Fatalf("asked %d times, %d records", n, len(s.book.all))
			}
			if to := s.book.all[1]; to.Vendor != "Spare engine" || !slices.Equal(to.Fields, []string{"instructions", "sentence", "quote"}) {
				t.Errorf("%+v", to)
			}
		})
	}
}

func TestASecondModelReadsNoQuotesAndNothingPrivate(t *testing.T) {
	t.Parallel()
	s := withSecond(t, maker, "Spare engine")
	s.server.Say(llmtest.Script{Text: honest}) // the passage's own words
	if _, err := s.ruled(t); err != nil || len(s.server.Asked()) != 1 {
		t.Errorf("asked %d times, %v", len(s.server.Asked()), err)
	}
	second := s.asker.Second(s.c)
	s.server.Say(llmtest.Script{Text: `{"borne_out":true}`})
	if refused, err := second.Refuses(t.Context(), "Quillon Oxblood can return order HP 482913 within 30 days.", "You can return an item within 30 days."); refused || err != nil {
		t.Errorf("%v, %v", refused, err)
	}
	body := string(s.server.Asked()[1].Body)
	if strings.Contains(body, "Quillon") || strings.Contains(body, "482913") || !strings.Contains(body, "within 30 days") {
		t.Errorf("%s", body)
	}
}

func TestWithoutLeaveForTheSecondModelNoModelIsAsked(t *testing.T) {
	t.Parallel()
	s := withSecond(t, maker)
	if _, err := s.ruled(t); err == nil || len(s.server.Asked()) != 0 {
		t.Errorf("asked %d times, %v", len(s.server.Asked()), err)
	}
	if refused, err := s.asker.Second(s.c).Refuses(t.Context(), "a", "b"); !refused || err == nil {
		t.Errorf("%v, %v", refused, err)
	}
}

func TestASecondModelThatIsSlowCostsTheQuoteNothing(t *testing.T) {
	t.Parallel()
	s := withSecond(t, maker, "Spare engine")
	s.server.Say(llmtest.Script{Faults: []llmtest.Fault{llmtest.StallAtOnce()}})
	ctx, cancel := context.WithTimeout(t.Context(), 400*time.Millisecond)
	defer cancel()
	if refused, err := s.asker.Second(s.c).Refuses(ctx, "a", "b"); !refused || err == nil || ctx.Err() != nil {
		t.Errorf("%v, %v: it took all the time that there was: %v", refused, err, ctx.Err())
	}
}

func TestASecondModelOfNobodyIsRefusedAtTheStart(t *testing.T) {
	t.Parallel()
	register, err := vendors.NewRegister(entry(maker, "http://127.0.0.1:1"))
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, privacy.New())
	o := s.options
	o.Register, o.Verifier = register, "Nobody"
	if _, err := wording.New(o); err == nil {
		t.Error("it is taken")
	}
	if s.asker.Second(s.c) != nil {
		t.Error("a second model where none is named")
	}
}
