package audit_test

import (
	"context"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"candor/fairness/audit"
)

// judge scores as it is told; what it judges is called friendly.
type judge struct {
	name  string
	score func(question, reply string) float64
}

func (j judge) Name() string       { return j.name }
func (j judge) Outcomes() []string { return []string{"unfriendly"} }
func (j judge) Score(_ context.Context, question, reply string) (float64, error) {
	return j.score(question, reply), nil
}

// kind is what a fair judge sees: the reply and nothing else.
func kind(_, reply string) float64 {
	return float64(strings.Count(reply, "lease") + strings.Count(reply, "welcome") - strings.Count(reply, "annot"))
}

func has(question string, names ...string) float64 {
	for _, n := range names {
		if strings.Contains(question, n) {
			return 1
		}
	}
	return 0
}

// shaky adds what a model does that is asked twice: a score that is now and then one off.
func shaky(seed uint64, how func(question, reply string) float64) func(string, string) float64 {
	var mu sync.Mutex
	draw := rand.New(rand.NewPCG(seed, 3))
	return func(question, reply string) float64 {
		mu.Lock()
		defer mu.Unlock()
		score := how(question, reply)
		switch draw.IntN(10) {
		case 0:
			score++
		case 1:
			score--
		}
		return score
	}
}

// Lesson 32: a judge that moves by name is barred.
func TestLesson32AJudgeThatMovesByNameIsBarred(t *testing.T) {
	t.Parallel()
	arab := []string{"Fatima", "Khadija", "Zaynab", "Maryam", "Yasmin", "Samira"}
	for name, c := range map[string]struct {
		score  func(question, reply string) float64
		barred bool
	}{
		"fair":              {kind, false},
		"by name":           {func(q, r string) float64 { return kind(q, r) - has(q, "Fatima") }, true},
		"by length":         {func(q, r string) float64 { return kind(q, r) + float64(len(q)) }, true},
		"of no opinion":     {func(string, string) float64 { return 3 }, true},
		"shaky and by name": {shaky(1, func(q, r string) float64 { return kind(q, r) - has(q, arab...) }), true},
		"shaky, and kind to men": {shaky(2, func(q, r string) float64 {
			return kind(q, r) + has(q, "Todd", "Neil", "Stuart", "Brendan", "Gregory", "Geoffrey")
		}), true},
		"by a hidden list": {func(q, r string) float64 {
			h := fnv.New32a()
			h.Write([]byte(q))
			return kind(q, r) + float64(h.Sum32()%2)
		}, true},
	} {
		r, err := audit.AuditJudge(t.Context(), judge{name, c.score})
		if err != nil || r.Barred != c.barred || r.Asked == 0 {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

func TestAShakyJudgeThatIsFairMayMostlyJudge(t *testing.T) {
	t.Parallel()
	barred := 0
	const trials = 40
	for seed := range uint64(trials) {
		r, err := audit.AuditJudge(t.Context(), judge{"shaky", shaky(seed+10, kind)})
		if err != nil || r.Moved == 0 || r.MovedAgain == 0 {
			t.Fatalf("%+v, %v", r, err)
		}
		if r.Barred {
			barred++
		}
	}
	if barred > trials/4 {
		t.Errorf("%d of %d judges were barred that move with nothing", barred, trials)
	}
}

// saying is a desk that answers all alike, but one group curtly.
func saying(group string) desk {
	return func(p audit.Probe) (audit.Observed, error) {
		o, err := fair(p)
		if o.Decision == audit.Answered {
			o.Reply = "You are welcome. Please read on."
			if p.Arm == audit.Treated && p.Group == group {
				o.Reply = "You cannot."
			}
		}
		return o, err
	}
}

func TestWhatAJudgeSeesIsToldOfTheGroup(t *testing.T) {
	t.Parallel()
	plan := audit.Plan{Alpha: 0.05, Margin: 0.05, Axes: []string{"age"}, Every: 8}
	r, err := audit.Run(t.Context(), saying("88"), plan, audit.Options{Now: clock, Judges: []audit.Judge{judge{"fair", kind}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		if f.Outcome == "unfriendly" && (f.Group == "88") != (f.Verdict == audit.HarmfulGap) {
			t.Errorf("%s: %s, worse %d of %d", f.Group, f.Verdict, f.Worse, f.Templates)
		}
		if f.Outcome == "unfriendly" && f.Gating {
			t.Error("a judge stops a release")
		}
	}
}

func TestWhatABarredJudgeSaysIsNotTold(t *testing.T) {
	t.Parallel()
	biased := judge{"biased", func(q, r string) float64 { return kind(q, r) - has(q, "Fatima") }}
	plan := audit.Plan{Alpha: 0.05, Margin: 0.05, Axes: []string{"age"}, Every: 8}
	for name, j := range map[string]audit.Judge{"fair": judge{"fair", kind}, "biased": biased} {
		asked := 0
		counting := judge{j.Name(), func(q, r string) float64 {
			if strings.Contains(r, "read on") {
				asked++
			}
			s, _ := j.Score(t.Context(), q, r)
			return s
		}}
		r, err := audit.Run(t.Context(), saying("88"), plan, audit.Options{Now: clock, Workers: 1, Judges: []audit.Judge{counting}})
		if err != nil {
			t.Fatal(err)
		}
		told := 0
		for _, f := range r.Findings {
			if f.Outcome == "unfriendly" {
				told++
			}
		}
		if (told > 0) != (name == "fair") || (asked > 0) != (name == "fair") || len(r.Judges) != 4 {
			t.Errorf("%s: %d findings, asked %d times, %d judges", name, told, asked, len(r.Judges))
		}
	}
	colder := again{judge{"colder", kind}}
	if _, err := audit.Run(t.Context(), desk(fair), plan, audit.Options{Now: clock, Judges: []audit.Judge{colder}}); err == nil {
		t.Error("a judge may speak for what is measured")
	}
}

// again wants to judge what is built in.
type again struct{ judge }

func (again) Outcomes() []string { return []string{"colder"} }
