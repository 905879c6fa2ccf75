//go:build kill

package kill_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"candor/bench/client"
	"candor/bench/host"
)

const (
	visitors  = 12
	workers   = 3
	listeners = 24
	hurried   = 24 // customers who ask the assistant in the moment before a kill
	password  = "a long pass phrase for tests"
	owedFor   = 10 * time.Second // how long after the last restart an answer may be owed
)

func TestWhatWasAcknowledgedSurvivesAnyKill(t *testing.T) {
	rounds, seed := number(t, "CANDOR_KILL_ROUNDS", 20), number(t, "CANDOR_KILL_SEED", int(time.Now().UnixNano()&0xffffff))
	t.Logf("seed %d", seed)
	k := start(t, uint64(seed))
	for round := range rounds {
		k.round(fmt.Sprintf("round %d of %d", round+1, rounds))
	}
	k.end()
}

// killing is one run of the test.
type killing struct {
	t        *testing.T
	host     *host.Host
	desk     *client.Desk
	r        *rand.Rand
	w        *world
	visitors []*visitor
	crowd    []*visitor // who asked in the moment before the last kill
	workers  []*worker
	ears     []*listener
	hearing  context.Context
	deaf     context.CancelFunc
	ended    sync.WaitGroup
}

func start(t *testing.T, seed uint64) *killing {
	t.Helper()
	ctx := t.Context()
	binary := os.Getenv("CANDOR_BINARY")
	if binary == "" {
		binary = filepath.Join(t.TempDir(), "candor")
		must(t, host.Build(ctx, binary))
	}
	h, err := host.New(ctx, binary, t.TempDir())
	must(t, err)
	articles, err := filepath.Abs("../../internal/demo/company/articles/en")
	must(t, err)
	must(t, h.AddAgent(ctx, "maya@example.com", "Maya Bench", "long-enough-for-a-test"))
	if _, err := h.Run(ctx, "", "knowledge", "add", "--approved-by", "maya@example.com", articles); err != nil {
		t.Fatal(err)
	}
	must(t, h.Release(ctx))
	desk, err := client.New(client.Options{Base: h.Base(), Connections: 2 * (visitors + workers)})
	must(t, err)
	k := &killing{t: t, host: h, desk: desk, r: rand.New(rand.NewPCG(seed, 1)), w: &world{byID: map[string]*talk{}}}
	k.hearing, k.deaf = context.WithCancel(context.WithoutCancel(ctx))
	t.Cleanup(func() {
		k.deaf()
		k.ended.Wait()
	})
	for i := range workers {
		must(t, h.AddAgent(ctx, email(i), fmt.Sprintf("Agent%d Test", i), password))
	}
	k.staff(ctx)
	return k
}

// staff signs everybody in once; their sessions have to survive every kill too.
func (k *killing) staff(ctx context.Context) {
	s, err := k.host.Serve(ctx)
	must(k.t, err)
	defer s.Kill()
	card, err := k.desk.Card(ctx)
	must(k.t, err)
	k.w.notice = card.Notice.Digest
	for i := range workers {
		a, err := k.desk.SignIn(ctx, email(i), password)
		must(k.t, err)
		k.workers = append(k.workers, &worker{w: k.w, name: email(i), at: a, r: k.chance()})
	}
	for range visitors {
		k.visitors = append(k.visitors, &visitor{w: k.w, desk: k.desk, r: k.chance()})
	}
}

// round starts the desk, checks what it kept, lets people use it, and kills it.
func (k *killing) round(name string) {
	began := time.Now()
	s, err := k.host.Serve(k.t.Context())
	must(k.t, err)
	ready := time.Since(began)
	ok := false
	defer func() {
		if log := s.Kill(); !ok || strings.Contains(log, "panic") {
			k.t.Errorf("the desk's log of %s:\n%s", name, last(log, 4000))
		}
	}()
	entries := k.verify()
	k.inspect(false)
	long := time.Second + time.Duration(k.r.IntN(3000))*time.Millisecond
	k.use(long, s)
	talks, taken, untaken := k.w.count()
	k.t.Logf("%s: ready in %v; %s; used for %v and killed; %d conversations, %d messages acknowledged, %d on their way",
		name, ready.Round(time.Millisecond), entries, long, talks, taken, untaken)
	ok = !k.t.Failed()
	if !ok {
		k.t.FailNow()
	}
}

// use lets everybody act until the server is killed under them.
func (k *killing) use(long time.Duration, s *host.Server) {
	ctx, stop := context.WithTimeout(k.t.Context(), long+5*time.Second)
	defer stop()
	var everybody sync.WaitGroup
	act := func(live func(context.Context) error) {
		everybody.Go(func() {
			if err := live(ctx); err != nil {
				k.t.Errorf("the desk refused what it should have taken: %v", err)
			}
		})
	}
	k.deliver(ctx, k.crowd)
	k.crowd = nil
	for _, v := range k.visitors {
		act(v.live)
	}
	for _, a := range k.workers {
		act(a.live)
	}
	k.listen()
	time.Sleep(long)
	k.rush(ctx)
	s.Kill()
	stop()
	everybody.Wait()
}

// rush lets some customers ask the assistant all at once and returns when half of the questions are
// acknowledged, so that the kill that follows finds answers in the making.
func (k *killing) rush(ctx context.Context) {
	var crowd []*visitor
	for range hurried {
		v := &visitor{w: k.w, desk: k.desk, r: k.chance()}
		if err := v.beginWith(ctx, true, ""); err != nil {
			k.t.Errorf("a conversation cannot be begun: %v", err)
			return
		}
		crowd = append(crowd, v)
	}
	k.crowd = crowd
	taken := make(chan error, hurried)
	for _, v := range crowd {
		t := v.mine[0]
		s := t.say(v.w.unique(questions[0]))
		go func() { taken <- v.post(ctx, t, s) }()
	}
	for range hurried / 2 {
		if err := <-taken; err != nil {
			k.t.Errorf("a question was not taken: %v", err)
		}
	}
}

// listen lets more listeners follow conversations that have begun.
func (k *killing) listen() {
	talks := k.w.all()
	for len(k.ears) < listeners && len(talks) > len(k.ears) {
		t := talks[k.r.IntN(len(talks))]
		t.mu.Lock()
		begun := t.customer != nil
		t.mu.Unlock()
		if !begun {
			return
		}
		l := &listener{talk: t}
		k.ears = append(k.ears, l)
		k.ended.Go(func() { l.live(k.hearing) })
	}
}

// verify asks the binary whether the ledger is whole, while the desk serves.
func (k *killing) verify() string {
	out, err := k.host.Run(k.t.Context(), "", "ledger", "verify")
	must(k.t, err)
	first, _, _ := strings.Cut(strings.TrimSpace(out), "\n")
	return first
}

// inspect checks every conversation; the notes of all when whole, else of some.
func (k *killing) inspect(whole bool) {
	talks := k.w.all()
	work := make(chan *talk)
	var checkers sync.WaitGroup
	for i := range 6 {
		checkers.Go(func() {
			for t := range work {
				if err := check(k.t.Context(), t); err != nil {
					k.t.Error(err)
				}
				if err := checkNotes(k.t.Context(), k.workers[i%workers].at, t); err != nil {
					k.t.Error(err)
				}
			}
		})
	}
	for i, t := range talks {
		// All in the end; in between the newest, which are the ones that were in use.
		if whole || len(talks)-i <= 80 || k.r.IntN(4) == 0 {
			work <- t
		}
	}
	close(work)
	checkers.Wait()
}

func (k *killing) chance() *rand.Rand { return rand.New(rand.NewPCG(k.r.Uint64(), k.r.Uint64())) }

func email(i int) string { return fmt.Sprintf("agent%d@example.com", i) }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func number(t *testing.T, variable string, otherwise int) int {
	t.Helper()
	given := os.Getenv(variable)
	if given == "" {
		return otherwise
	}
	n, err := strconv.Atoi(given)
	if err != nil || n < 1 {
		t.Fatalf("%s=%q: want a number from 1", variable, given)
	}
	return n
}

func last(s string, n int) string { return s[max(0, len(s)-n):] }
