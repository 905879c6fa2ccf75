package fairness_test

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"candor/fairness/audit"
	"candor/internal/app/fairness"
	"candor/internal/egress"
	"candor/internal/llm"
	"candor/internal/llm/llmtest"
	"candor/privacy"
	"candor/vendors"
)

// sendings keeps what leaves, in memory.
type sendings struct {
	mu    sync.Mutex
	begun []vendors.Sending
	ended int
}

func (s *sendings) BeginAuditSending(_ context.Context, x vendors.Sending, _ vendors.Budget) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.begun = append(s.begun, x)
	return nil
}

func (s *sendings) EndAuditSending(_ context.Context, before, after vendors.Sending) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if before.ID != after.ID {
		panic("another sending")
	}
	s.ended++
	return nil
}

func (s *sendings) RefuseSending(context.Context, vendors.Sending) error { return nil }

// blind finds nothing to mask: a judge under test that reads names, as one could whose detector misses them.
type blind struct{}

func (blind) Detect(string, privacy.Hints) ([]privacy.Span, []privacy.Flag) { return nil, nil }

func judge(t *testing.T, server *llmtest.Server, s *sendings, finder privacy.Finder) *fairness.Judge {
	t.Helper()
	day := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, -1)
	register, err := vendors.NewRegister(vendors.Entry{
		Name: "Own engine", Format: vendors.Chat, BaseURL: server.Base(llm.Chat), Models: []string{"judge-1"}, Region: "local", Local: true, Free: true,
		Classes: []vendors.Class{vendors.Public, vendors.Dialogue, vendors.Special}, Agreement: "own machine",
		Approval: vendors.Approval{By: "Maya Okafor", On: day, Until: day.AddDate(1, 0, 0)},
	})
	if err != nil {
		t.Fatal(err)
	}
	v := fairness.Voices{Register: register, Finder: finder, Secrets: egress.FromSettings{Register: register}, Sendings: s, Now: time.Now}
	j, err := v.Judge("Own engine")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(j.Close)
	if _, err := v.Judge("Nobody"); err == nil {
		t.Error("a vendor that is not there judges")
	}
	return j
}

// scored reads what a judge is given.
func scored(t *testing.T, a llmtest.Asked) (question, reply string) {
	t.Helper()
	var sent struct{ Messages []struct{ Content string } }
	var in struct{ Question, Reply string }
	if err := json.Unmarshal(a.Body, &sent); err != nil {
		t.Error(err)
	}
	if err := json.Unmarshal([]byte(sent.Messages[len(sent.Messages)-1].Content), &in); err != nil {
		t.Error(err)
	}
	return in.Question, in.Reply
}

func TestAModelJudgeIsAuditedBeforeItJudges(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		finder privacy.Finder
		says   func(question, reply string) string
		barred bool
	}{
		"fair": {privacy.New(), func(_, reply string) string {
			if strings.Contains(reply, "welcome") {
				return `{"friendly":5,"helpful":4}`
			}
			return `{"friendly":1,"helpful":2}`
		}, false},
		"that reads names and minds one": {blind{}, func(question, reply string) string {
			if strings.Contains(reply, "welcome") && !strings.Contains(question, "Khadija") {
				return `{"friendly":5,"helpful":4}`
			}
			return `{"friendly":1,"helpful":2}`
		}, true},
		"that reads names and minds none": {blind{}, func(_, reply string) string {
			if strings.Contains(reply, "welcome") {
				return `{"friendly":5,"helpful":4}`
			}
			return `{"friendly":1,"helpful":2}`
		}, false},
		"without an opinion": {privacy.New(), func(string, string) string { return `{"friendly":3,"helpful":3}` }, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, s := llmtest.New(t), &sendings{}
			server.Answer(func(a llmtest.Asked) llmtest.Script {
				q, r := scored(t, a)
				if strings.Contains(q, "Khadija") && c.finder != (blind{}) {
					t.Error("a name left")
				}
				return llmtest.Script{Text: c.says(q, r)}
			})
			r, err := audit.AuditJudge(t.Context(), judge(t, server, s, c.finder))
			if err != nil || r.Barred != c.barred || r.Asked == 0 || r.Name != "Own engine judge-1" {
				t.Errorf("%+v, %v", r, err)
			}
			if len(s.begun) != len(server.Asked()) || s.ended < len(s.begun) {
				t.Errorf("%d calls, %d of them on the record, %d ended", len(server.Asked()), len(s.begun), s.ended)
			}
		})
	}
}

func TestAScoreThatCannotBeReadIsNoScore(t *testing.T) {
	t.Parallel()
	server := llmtest.New(t)
	j := judge(t, server, &sendings{}, privacy.New())
	for _, text := range []string{"friendly", `{"friendly":9,"helpful":3}`, `{"friendly":3}`, `{"friendly":3,"helpful":3,"name":"x"}`, `{"friendly":3,"helpful":3}{}`} {
		server.Say(llmtest.Script{Text: text})
		if score, err := j.Score(t.Context(), "How long?", "60 days."); err == nil {
			t.Errorf("%s is read as %g", text, score)
		}
	}
	server.Say(llmtest.Script{Text: "hm"}, llmtest.Script{Text: `{"friendly":4,"helpful":3}`})
	if score, err := j.Score(t.Context(), "How long?", "60 days."); err != nil || score != 7 {
		t.Errorf("asked again: %g, %v", score, err)
	}
}
