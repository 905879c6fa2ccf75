package rights_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/ledger"
	"candor/privacy/rights"
)

func TestNothingIsDoneBeforeThePersonIsProven(t *testing.T) {
	t.Parallel()
	table := rights.Transitions()
	type place struct {
		state  rights.State
		proven bool
	}
	seen := map[place]bool{}
	queue := []place{{rights.NoState, false}}
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		if seen[p] {
			continue
		}
		seen[p] = true
		for act, step := range table[p.state] {
			if (act == rights.Finish || act == rights.FinishPartly) && !p.proven {
				t.Errorf("%s leads out of %s without a proof", act, p.state)
			}
			for _, to := range []rights.State{step.To, step.AfterExtension} {
				if to != rights.NoState {
					queue = append(queue, place{to, p.proven || act == rights.ProveIdentity})
				}
			}
		}
	}
	for _, s := range rights.States() {
		if !seen[place{s, false}] && !seen[place{s, true}] {
			t.Errorf("nothing leads to %s", s)
		}
	}
	for _, s := range []rights.State{rights.Open, rights.Extended, rights.Done, rights.Partly} {
		if seen[place{s, false}] {
			t.Errorf("%s is reached without a proof", s)
		}
	}
}

func TestEveryOpenRequestCanBeTakenBackAndClosedOnesStayClosed(t *testing.T) {
	t.Parallel()
	for _, s := range rights.States() {
		_, back := rights.Transitions()[s][rights.Withdraw]
		if back == s.Closed() {
			t.Errorf("%s: closed %v, can be taken back %v", s, s.Closed(), back)
		}
		_, again := rights.Transitions()[s][rights.AskIdentity]
		if again && s != rights.Received {
			t.Errorf("%s: identity can be asked for again", s)
		}
	}
}

// take does one act with arguments that fit.
func take(r rights.Request, act rights.Act, when time.Time) (rights.Request, rights.Trace, error) {
	because := rights.Answer{Reason: rights.Excessive, Words: "This is the ninth request this week."}
	switch act {
	case rights.Acknowledge:
		return r.Acknowledge("desk", when)
	case rights.AskIdentity:
		return r.AskIdentity("desk", when)
	case rights.ProveIdentity:
		return r.ProveIdentity(rights.ByLink, nil, "customer", when)
	case rights.Extend:
		return r.Extend(rights.Calendar{}, rights.Extension{Reason: rights.Many, Words: "Four requests at once."}, "agent:x", when)
	case rights.Finish:
		return r.Finish("agent:x", when)
	case rights.FinishPartly:
		return r.FinishPartly(because, "agent:x", when)
	case rights.Refuse:
		return r.Refuse(because, "agent:x", when)
	case rights.Withdraw:
		return r.Withdraw("customer", when)
	case rights.Complete:
		return r.Complete("desk", when)
	}
	return rights.New(rights.Asking{Kind: r.Kind, Contact: "tag", Via: "page", Actor: "customer"}, when)
}

func TestMethodsDoWhatTheTableSays(t *testing.T) {
	t.Parallel()
	start := at(t, "2026-03-05", time.UTC)
	queue := []rights.Request{received(t, rights.ToErase, rights.GDPR, start)}
	seen := map[string]bool{}
	for len(queue) > 0 {
		r := queue[0]
		queue = queue[1:]
		key := string(r.State)
		if !r.Extension.At.IsZero() {
			key += " extended"
		}
		if seen[key] {
			continue
		}
		seen[key] = true
		for _, act := range rights.Acts()[1:] {
			step, listed := rights.Transitions()[r.State][act]
			next, trace, err := take(r, act, start.AddDate(0, 0, 1))
			if act == rights.Extend && !r.Extension.At.IsZero() {
				if !errors.Is(err, rights.ErrNoExtension) {
					t.Errorf("%s: extended twice: %v", key, err)
				}
				continue
			}
			if !listed {
				if !errors.Is(err, rights.ErrNoStep) || next.State != r.State || next.Version != r.Version {
					t.Errorf("%s: %s is not listed, but gives %s, %v", key, act, next.State, err)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s: %s: %v", key, act, err)
				continue
			}
			want := step.To
			if step.AfterExtension != "" && !r.Extension.At.IsZero() {
				want = step.AfterExtension
			}
			if next.State != want || next.Version != r.Version+1 || next.State.Closed() == next.Closed.IsZero() {
				t.Errorf("%s: %s gives %s (version %d, closed %s), want %s", key, act, next.State, next.Version, next.Closed, want)
			}
			if trace.Facts["act"] != string(act) || trace.Facts["from"] != string(r.State) || trace.Facts["to"] != string(want) {
				t.Errorf("%s: %s is traced as %v", key, act, trace.Facts)
			}
			queue = append(queue, next)
		}
	}
	if len(seen) < 10 {
		t.Errorf("only %d situations were tried: %v", len(seen), slices.Sorted(maps.Keys(seen)))
	}
}

func TestTheLedgerTakesEveryTraceAndFindsNobodyInIt(t *testing.T) {
	t.Parallel()
	start := at(t, "2026-03-05", time.UTC)
	customer := candor.NewCustomerID()
	for _, regime := range rights.Regimes() {
		for _, kind := range rights.Kinds() {
			r, trace, err := rights.New(rights.Asking{Kind: kind, Regime: regime, Via: "widget", Customers: []candor.CustomerID{customer}, Contact: "tag", Actor: "customer"}, start)
			if err != nil {
				t.Fatal(err)
			}
			traces := []rights.Trace{trace}
			for _, act := range []rights.Act{rights.Acknowledge, rights.AskIdentity, rights.ProveIdentity, rights.Refuse} {
				r, trace, err = take(r, act, start.Add(time.Hour))
				if err != nil {
					t.Fatal(err)
				}
				traces = append(traces, trace)
			}
			for _, trace := range traces {
				record, err := ledger.Entry{At: trace.At, Kind: ledger.Kind(trace.Kind), Actor: trace.Actor, Facts: trace.Facts}.Record()
				if err != nil {
					t.Errorf("%v: %v", trace.Facts, err)
				}
				for _, secret := range []string{string(customer), "tag", "ninth", "This"} {
					if strings.Contains(string(record), secret) {
						t.Errorf("%s tells %q", record, secret)
					}
				}
			}
		}
	}
}

func TestARefusalNeedsAReasonOfTheLawAndWords(t *testing.T) {
	t.Parallel()
	start := at(t, "2026-03-05", time.UTC)
	for _, x := range []struct {
		name   string
		kind   rights.Kind
		proven bool
		answer rights.Answer
		ok     bool
	}{
		{"a duty to keep", rights.ToErase, true, rights.Answer{Reason: rights.DutyToKeep, Words: "Invoices stay for ten years."}, true},
		{"no words", rights.ToErase, true, rights.Answer{Reason: rights.DutyToKeep}, false},
		{"words that say nothing", rights.ToErase, true, rights.Answer{Reason: rights.DutyToKeep, Words: " … "}, false},
		{"words without end", rights.ToErase, true, rights.Answer{Reason: rights.DutyToKeep, Words: candor.Text(strings.Repeat("a", 2001))}, false},
		{"no reason", rights.ToErase, true, rights.Answer{Words: "No."}, false},
		{"a reason of one's own", rights.ToErase, true, rights.Answer{Reason: "we_like_it", Words: "It helps us."}, false},
		{"a reason of another right", rights.ToSee, true, rights.Answer{Reason: rights.DutyToKeep, Words: "Invoices stay."}, false},
		{"before the proof: who are you", rights.ToSee, false, rights.Answer{Reason: rights.IdentityUnproven, Words: "You did not follow the link."}, true},
		{"before the proof: what is kept", rights.ToSee, false, rights.Answer{Reason: rights.NothingHeld, Words: "We keep nothing."}, false},
		{"before the proof: that something is kept", rights.ToErase, false, rights.Answer{Reason: rights.LegalClaims, Words: "There is a claim."}, false},
	} {
		r := received(t, x.kind, rights.UK, start)
		if x.proven {
			r, _, _ = r.ProveIdentity(rights.BySession, nil, "customer", start)
		}
		got, _, err := r.Refuse(x.answer, "agent:x", start)
		if x.ok != (err == nil) || !x.ok && !errors.Is(err, rights.ErrReason) {
			t.Errorf("%s: %v", x.name, err)
		}
		if x.ok && got.Answer.Complain != rights.UK.Authority() {
			t.Errorf("%s: it does not say where to complain", x.name)
		}
		if !x.ok && got.State != r.State {
			t.Errorf("%s: refused all the same", x.name)
		}
	}
}

func TestEveryKindHasReasonsAndEveryRegimeAnAuthority(t *testing.T) {
	t.Parallel()
	for _, k := range rights.Kinds() {
		if len(rights.RefusalsFor(k)) < 4 {
			t.Errorf("%s: %v", k, rights.RefusalsFor(k))
		}
	}
	for _, r := range rights.Regimes() {
		if a := r.Authority(); a.Name == "" || !strings.HasPrefix(a.URL, "https://") {
			t.Errorf("%s: %+v", r, a)
		}
	}
}

func TestMoreTimeIsTakenOnceInTimeAndWithAReason(t *testing.T) {
	t.Parallel()
	start := at(t, "2026-03-05", time.UTC)
	good := rights.Extension{Reason: rights.Complex, Words: "It is spread over years."}
	for _, x := range []struct {
		name   string
		kind   rights.Kind
		regime rights.Regime
		ext    rights.Extension
		on     string
		want   error
	}{
		{"in time", rights.ToSee, rights.GDPR, good, "2026-04-05", nil},
		{"a day late", rights.ToSee, rights.GDPR, good, "2026-04-06", rights.ErrTooLate},
		{"no words", rights.ToSee, rights.GDPR, rights.Extension{Reason: rights.Complex}, "2026-03-06", rights.ErrReason},
		{"another reason", rights.ToSee, rights.GDPR, rights.Extension{Reason: "busy", Words: "We are busy."}, "2026-03-06", rights.ErrReason},
		{"California, last day", rights.ToSee, rights.CCPA, good, "2026-04-19", nil},
		{"California, opting out", rights.ToObject, rights.CCPA, good, "2026-03-06", rights.ErrNoExtension},
		{"Switzerland, without a date", rights.ToSee, rights.Swiss, good, "2026-03-06", rights.ErrReason},
		{"Switzerland, with one", rights.ToSee, rights.Swiss, rights.Extension{Reason: rights.Many, Words: "Five requests.", Until: at(t, "2026-05-01", time.UTC)}, "2026-03-06", nil},
	} {
		r := received(t, x.kind, x.regime, start)
		got, _, err := r.Extend(rights.Calendar{}, x.ext, "agent:x", at(t, x.on, time.UTC))
		if !errors.Is(err, x.want) || (x.want == nil) != (err == nil) {
			t.Errorf("%s: %v, want %v", x.name, err, x.want)
		}
		if x.regime == rights.Swiss && err == nil {
			if due := got.Clock(rights.Calendar{}, start).Due.Day.Format(time.DateOnly); due != "2026-05-01" {
				t.Errorf("%s: due %s", x.name, due)
			}
		}
	}
}

func TestARequestNeedsSomebodyToAnswerTo(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-03-05", time.UTC)
	for _, a := range []rights.Asking{
		{Kind: rights.ToSee}, {Kind: "sell", Contact: "tag"}, {Kind: rights.ToSee, Regime: "mars", Contact: "tag"}, {Contact: "tag"},
	} {
		if _, _, err := rights.New(a, now); !errors.Is(err, rights.ErrRequest) {
			t.Errorf("%+v: %v", a, err)
		}
	}
	r, _, err := rights.New(rights.Asking{Kind: rights.ToSee, Contact: "tag"}, now)
	if err != nil || r.Regime != rights.GDPR || !r.ID.Valid() {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestAProofTiesCustomersOnce(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-03-05", time.UTC)
	r := received(t, rights.ToSee, rights.GDPR, now)
	own, other := r.Customers[0], candor.NewCustomerID()
	proven, _, err := r.ProveIdentity(rights.ByLink, []candor.CustomerID{other, own, other}, "customer", now)
	if err != nil || !slices.Equal(proven.Customers, []candor.CustomerID{own, other}) || len(r.Customers) != 1 {
		t.Errorf("%v, %v; before %v", proven.Customers, err, r.Customers)
	}
	if _, _, err := r.ProveIdentity("handsome", nil, "customer", now); !errors.Is(err, rights.ErrProof) {
		t.Errorf("an unknown method: %v", err)
	}
}
