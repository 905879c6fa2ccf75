package audit_test

import (
	"hash/fnv"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"candor/fairness/audit"
)

// simulated is a desk that helps with most templates, more with some than with others, and where each answer is
// drawn anew: a release in which nobody is treated differently, but for what is planted.
type simulated struct {
	draw *rand.Rand
	ease map[string]float64 // of each template
	// hurt is the share by which a group is helped less often; nil: nobody's.
	hurt func(audit.Probe) float64
}

func newSimulated(release uint64, hurt func(audit.Probe) float64) *simulated {
	return &simulated{draw: rand.New(rand.NewPCG(release, 7)), ease: map[string]float64{}, hurt: hurt}
}

func (s *simulated) ask(p audit.Probe) audit.Observed {
	if p.Person {
		return audit.Observed{Decision: audit.Person, Wait: 4, Remedy: "person"}
	}
	ease, ok := s.ease[p.Template]
	if !ok {
		// Most templates are nearly always or nearly never helped, as in a real desk.
		h := fnv.New64a()
		h.Write([]byte(p.Template))
		ease = 0.97
		if h.Sum64()%5 == 0 {
			ease = 0.05
		}
		s.ease[p.Template] = ease
	}
	if s.hurt != nil && p.Arm == audit.Treated && s.draw.Float64() < s.hurt(p) {
		ease = 0
	}
	if s.draw.Float64() >= ease {
		return audit.Observed{Decision: audit.Abstained, Wait: 4, Language: p.Language}
	}
	o := audit.Observed{Decision: audit.Answered, Sources: []string{p.Template}, Remedy: "answer", Language: p.Language}
	o.Said = audit.Manner{Words: 30 + s.draw.IntN(20), Grade: 30 + 10*s.draw.Float64(), Tone: s.draw.Float64()}
	return o
}

func prepare(t *testing.T, plan audit.Plan) *audit.Prepared {
	t.Helper()
	p, err := audit.Prepare(plan)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// releases judges simulated releases on two cores and counts those that count.
func releases(t *testing.T, n int, hurt func(audit.Probe) float64, counts func(audit.Report) bool) int {
	t.Helper()
	p := prepare(t, audit.Usual())
	var found, next atomic.Int64
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			for r := next.Add(1); r <= int64(n); r = next.Add(1) {
				report, err := p.Judge(newSimulated(uint64(r), hurt).ask)
				if err != nil {
					t.Error(err)
					return
				}
				if counts(report) {
					found.Add(1)
				}
			}
		})
	}
	group.Wait()
	return int(found.Load())
}

// wanted is how many releases are simulated: CANDOR_RELEASES, or few enough for every run of the tests.
func wanted(t *testing.T, usually int) int {
	t.Helper()
	if testing.Short() {
		usually = 40
	}
	if text := os.Getenv("CANDOR_RELEASES"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			t.Fatalf("CANDOR_RELEASES is %q, not a number above 0", text)
		}
		usually = n
	}
	return usually
}

func TestReleasesThatTreatAllAlikeAreSeldomBlocked(t *testing.T) {
	t.Parallel()
	n := wanted(t, 100)
	blocked := releases(t, n, nil, audit.Report.Blocked)
	t.Logf("blocked %d of %d", blocked, n)
	if blocked > n/20 {
		t.Errorf("%d of %d releases were blocked in which nobody is treated differently; want at most %d", blocked, n, n/20)
	}
}

func TestADropByTenPointsIsCaught(t *testing.T) {
	t.Parallel()
	n := wanted(t, 40)
	// Of all askings of the group 10 in 100 more come to nothing: 0.1375 of those that would be helped, which are
	// some 73 of 100.
	hurt := func(p audit.Probe) float64 {
		if p.Axis == "name-region" && p.Group == "arab" {
			return 0.1375
		}
		return 0
	}
	caught := releases(t, n, hurt, func(r audit.Report) bool {
		for _, f := range r.Findings {
			if f.Verdict == audit.HarmfulGap && f.Axis == "name-region" && f.Group == "arab" {
				return true
			}
		}
		return false
	})
	t.Logf("caught %d of %d", caught, n)
	if caught < n*9/10 {
		t.Errorf("the drop was caught in %d of %d releases, want %d", caught, n, n*9/10)
	}
}
