package egress_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"candor/internal/egress"
	"candor/vendors"
)

// Many ask at the same time, and each request takes long enough to be under way with the others: what
// arrives never costs more than the budget, at most.
func TestManyAtOnceDoNotOverspend(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(20 * time.Millisecond):
		case <-r.Context().Done():
		}
		answering("hello")(w, r)
	})
	a := d.ask(t)
	one := int64(len(body(a))) + 1024 + 200
	const fit, callers = 7, 40
	e := entry(s.URL)
	e.Budget = vendors.Budget{Day: eur(fit*one + one - 1)}
	g := gate(t, d.options(t, e))
	var wg sync.WaitGroup
	var mu sync.Mutex
	went, stopped := 0, 0
	for range callers {
		wg.Go(func() {
			_, _, err := post(t, g, a, s.chat())
			mu.Lock()
			defer mu.Unlock()
			var r *egress.Refusal
			switch {
			case err == nil:
				went++
			case errors.As(err, &r) && r.Reason == vendors.OverDay:
				stopped++
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if went != fit || stopped != callers-fit || s.hits.Load() != fit {
		t.Errorf("%d went, %d were stopped, %d arrived; want %d to go", went, stopped, s.hits.Load(), fit)
	}
	figures, err := d.EgressFigures(t.Context(), d.now, d.now)
	must(t, err)
	total := int64(0)
	for _, f := range figures {
		total += f.Micros
	}
	if total > e.Budget.Day.Micros {
		t.Errorf("%d of %d spent", total, e.Budget.Day.Micros)
	}
}

func TestARetryIsPaidForToo(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t), serve(t, inTurn(hangUp(""), answering("hello")))
	e := entry(s.URL)
	a := d.ask(t)
	e.Budget = vendors.Budget{Conversation: eur(int64(len(body(a))) + 1024 + 200)}
	_, _, err := post(t, gate(t, d.options(t, e)), a, s.chat())
	refused(t, err, vendors.OverTalk)
	if got := d.outcomes(t); s.hits.Load() != 1 || len(got) != 2 || got[0] != vendors.Refused && got[1] != vendors.Refused {
		t.Errorf("%d hits, on record %v", s.hits.Load(), got)
	}
}

func TestUnknownPricesStopUnderABudgetAndAreShownWithoutOne(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t), serve(t, answering("hello"))
	e := entry(s.URL)
	e.Prices = nil
	_, _, err := post(t, gate(t, d.options(t, e)), d.ask(t), s.chat())
	refused(t, err, vendors.PriceUnknown)
	e.Free = true
	if _, _, err := post(t, gate(t, d.options(t, e)), d.ask(t), s.chat()); err != nil {
		t.Errorf("free: %v", err)
	}
	e.Free, e.Budget = false, vendors.Budget{}
	if _, _, err := post(t, gate(t, d.options(t, e)), d.ask(t), s.chat()); err != nil {
		t.Errorf("without a budget: %v", err)
	}
	costs := map[string]bool{}
	for _, k := range d.kept(t) {
		costs[k.Cost.String()] = true
	}
	if !costs["unknown"] || !costs["at most 0.00 EUR"] {
		t.Errorf("on record: %v", costs)
	}
}

// faulty is the real store but for one call that does not work.
type faulty struct {
	egress.Records
	begin, end, refuse bool
}

var errDisk = errors.New("the disk is full")

func (f faulty) BeginSending(ctx context.Context, s vendors.Sending, b vendors.Budget) error {
	if f.begin {
		return errDisk
	}
	return f.Records.BeginSending(ctx, s, b)
}

func (f faulty) EndSending(ctx context.Context, s vendors.Sending) error {
	if f.end {
		return errDisk
	}
	return f.Records.EndSending(ctx, s)
}

func (f faulty) RefuseSending(ctx context.Context, s vendors.Sending) error {
	if f.refuse {
		return errDisk
	}
	return f.Records.RefuseSending(ctx, s)
}

func TestWhatCannotBeWrittenDownDoesNotLeave(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t), serve(t, answering("hello"))
	o := d.options(t, entry(s.URL))
	o.Records = faulty{Records: d.Store, begin: true}
	_, _, err := post(t, gate(t, o), d.ask(t), s.chat())
	refused(t, err, vendors.NoRecord)
	if !errors.Is(err, errDisk) || s.hits.Load() != 0 {
		t.Errorf("%v, %d left", err, s.hits.Load())
	}
	o.Records = faulty{Records: d.Store, end: true}
	_, said, err := post(t, gate(t, o), d.ask(t), s.chat())
	if !errors.Is(err, errDisk) {
		t.Errorf("an answer whose end is not on record: %q, %v", said, err)
	}
	kept := d.kept(t)
	if last := kept[len(kept)-1]; len(kept) != 2 || last.Outcome != vendors.Sent && kept[0].Outcome != vendors.Sent {
		t.Errorf("on record: %+v", kept)
	}
	o.Records = faulty{Records: d.Store, refuse: true}
	a := d.ask(t)
	a.Model = "large-1"
	_, _, err = post(t, gate(t, o), a, s.chat())
	refused(t, err, vendors.ModelNotAllowed)
	if !strings.Contains(d.log.String(), "a refusal could not be written down") {
		t.Error("the log says nothing")
	}
}

func TestAGateNeedsRecordsAndSecrets(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for name, change := range map[string]func(*egress.Options){
		"records": func(o *egress.Options) { o.Records = nil }, "secrets": func(o *egress.Options) { o.Secrets = nil },
	} {
		o := d.options(t, entry("http://127.0.0.1:1"))
		change(&o)
		if g, err := egress.New(o); err == nil || g != nil {
			t.Errorf("made without %s", name)
		}
	}
}
