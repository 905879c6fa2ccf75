package rights_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/ledger"
	"candor/privacy/rights"

	"github.com/google/go-cmp/cmp"
)

// shelf is a store of one kind, in memory, that can be made to misbehave.
type shelf struct {
	name    string
	words   map[candor.CustomerID][]string
	outcome rights.Outcome // what Erase says in place of Erased
	reason  string
	keep    bool  // Erase destroys nothing, whatever it says
	fail    error // of Erase
	blind   error // of Prove
	panics  bool
	silent  bool // Erase says nothing
	calls   *[]string
	onErase func()
}

func (s *shelf) Name() string { return s.name }

func (s *shelf) note(what string) {
	if s.calls != nil {
		*s.calls = append(*s.calls, what+" "+s.name)
	}
}

func (s *shelf) Export(_ context.Context, who rights.Subject, to rights.Sink) error {
	if s.fail != nil {
		return s.fail
	}
	for _, c := range who.Customers {
		for _, w := range s.words[c] {
			if err := to.Put(rights.Profile{Customer: c, Name: w}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *shelf) Correct(_ context.Context, who rights.Subject, c rights.Correction) error {
	if c.Field != rights.Field(s.name) {
		return rights.ErrNotCorrected
	}
	for _, id := range who.Customers {
		s.words[id] = []string{string(c.New)}
	}
	return s.fail
}

func (s *shelf) Erase(_ context.Context, who rights.Subject) (rights.Result, error) {
	s.note("erase")
	if s.onErase != nil {
		s.onErase()
	}
	if s.panics {
		panic("shelf fell over")
	}
	if s.fail != nil {
		return rights.Result{}, s.fail
	}
	r := rights.Result{Outcome: rights.Erased, Reason: s.reason}
	if s.outcome != "" || s.silent {
		r.Outcome = s.outcome
	}
	for _, c := range who.Customers {
		if !s.keep {
			r.Count += int64(len(s.words[c]))
			delete(s.words, c)
		}
		r.Left += int64(len(s.words[c]))
	}
	return r, nil
}

func (s *shelf) Prove(_ context.Context, who rights.Subject) (rights.Result, error) {
	s.note("prove")
	if s.blind != nil {
		return rights.Result{}, s.blind
	}
	r := rights.Result{Outcome: rights.Erased}
	for _, c := range who.Customers {
		r.Left += int64(len(s.words[c]))
	}
	if r.Left > 0 {
		r.Outcome = rights.Retained
	}
	return r, nil
}

// desk is everything around the shelves.
type desk struct {
	holds   []rights.Hold
	counts  map[string]int64
	begun   bool
	ended   bool
	entries []ledger.Entry
	calls   []string
	closing error

	order    rights.Order
	contacts []string           // of whoever is erased
	open     []candor.RequestID // theirs
	kept     *rights.Certificate
}

func (d *desk) Held(_ context.Context, customers []candor.CustomerID) ([]rights.Hold, error) {
	var out []rights.Hold
	for _, h := range d.holds {
		if slices.Contains(customers, h.Customer) {
			out = append(out, h)
		}
	}
	return out, nil
}

func (d *desk) CloseForErasure(_ context.Context, s rights.Subject) error {
	d.calls = append(d.calls, fmt.Sprintf("close %d", len(s.Customers)))
	return d.closing
}

func (d *desk) Begin(_ context.Context, o rights.Order) (rights.Begun, error) {
	d.begun, d.ended, d.order = true, false, o
	return rights.Begun{Counts: maps.Clone(d.counts), Contacts: d.contacts, Open: d.open}, nil
}

func (d *desk) Note(_ context.Context, _ candor.RequestID, store string, count int64) error {
	if d.counts == nil {
		d.counts = map[string]int64{}
	}
	d.counts[store] = count
	return nil
}

func (d *desk) End(_ context.Context, c *rights.Certificate) error {
	d.ended, d.kept = true, c
	return nil
}

func (d *desk) Unfinished(_ context.Context, before time.Time) ([]rights.Order, error) {
	if !d.begun || d.kept.Complete() || len(d.holds) > 0 || !d.order.Began.Before(before) {
		return nil, nil
	}
	return []rights.Order{d.order}, nil
}

func (d *desk) Certificate(_ context.Context, request candor.RequestID) ([]byte, error) {
	if d.kept == nil || d.kept.Request() != request {
		return nil, candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	return d.kept.Bytes(), nil
}

func (d *desk) Erasing(context.Context, []candor.CustomerID) (bool, error) {
	return d.begun && !d.ended, nil
}

func (d *desk) Living(_ context.Context, customers []candor.CustomerID) ([]candor.CustomerID, error) {
	return customers, nil
}

func (d *desk) Record(_ context.Context, t rights.Trace) (rights.Checkpoint, error) {
	e := ledger.Entry{At: t.At, Kind: ledger.Kind(t.Kind), Actor: t.Actor, Facts: t.Facts}
	if _, err := e.Record(); err != nil {
		return rights.Checkpoint{}, err
	}
	d.entries = append(d.entries, e)
	return rights.Checkpoint{Size: int64(len(d.entries)), Note: "candor ledger\n1\n"}, nil
}

func eraser(d *desk, shelves ...*shelf) rights.Eraser {
	e := rights.Eraser{
		Holds: d, Conversations: d, Journal: d, Ledger: d, Turnstile: &rights.Turnstile{}, Key: deskKey(), Desk: "Harbour & Pine", Now: noon,
	}
	for _, s := range shelves {
		s.calls = &d.calls
		e.Handlers = append(e.Handlers, s)
	}
	return e
}

// person is one subject known as two customers, and shelves that hold words about both.
func person(names ...string) (rights.Subject, []*shelf) {
	s := rights.Subject{
		Customers: []candor.CustomerID{candor.NewCustomerID(), candor.NewCustomerID()},
		Access:    candor.Access{Actor: "customer", Purpose: candor.Rights},
	}
	shelves := make([]*shelf, len(names))
	for i, name := range names {
		shelves[i] = &shelf{name: name, words: map[candor.CustomerID][]string{s.Customers[0]: {"a", "b"}, s.Customers[1]: {"c"}}}
	}
	return s, shelves
}

func order(s rights.Subject) rights.Order {
	return rights.Order{Request: candor.NewRequestID(), Subject: s}
}

func TestErasureClosesErasesEverythingAndThenLooksAgain(t *testing.T) {
	t.Parallel()
	subject, shelves := person("message", "profile", "key")
	shelves[2].outcome = rights.Shredded
	d := &desk{}
	c, err := eraser(d, shelves...).Erase(t.Context(), order(subject))
	if err != nil || !c.Complete() {
		t.Fatalf("complete %v, %v", c.Complete(), err)
	}
	want := []string{"close 2", "erase message", "erase profile", "erase key", "prove message", "prove profile", "prove key"}
	if diff := cmp.Diff(want, d.calls); diff != "" {
		t.Error(diff)
	}
	lines := []rights.Line{
		{Store: "message", Outcome: rights.Erased, Count: 3, Proven: true},
		{Store: "profile", Outcome: rights.Erased, Count: 3, Proven: true},
		{Store: "key", Outcome: rights.Shredded, Count: 3, Proven: true},
	}
	if diff := cmp.Diff(lines, c.Lines()); diff != "" {
		t.Error(diff)
	}
	if !d.ended || len(d.entries) != 1 || d.entries[0].Facts["outcome"] != "complete" || c.Checkpoint().Size != 1 {
		t.Errorf("ended %v, ledger %v", d.ended, d.entries)
	}
	for _, s := range shelves {
		if len(s.words) > 0 {
			t.Errorf("%s still has %v", s.name, s.words)
		}
	}
}

func TestWhatIsNotWholeIsNeverCalledComplete(t *testing.T) {
	t.Parallel()
	broken := errors.New("disk on fire")
	for _, x := range []struct {
		name    string
		spoil   func(*shelf)
		outcome rights.Outcome
		err     bool
		ended   bool
	}{
		{"a store cannot erase", func(s *shelf) { s.outcome, s.keep = rights.Unsupported, true }, rights.Unsupported, false, true},
		{"a store that cannot erase has nothing", func(s *shelf) { s.outcome = rights.Unsupported }, rights.Unsupported, false, true},
		{"a store keeps on purpose", func(s *shelf) { s.outcome, s.reason, s.keep = rights.Retained, "tax_records", true }, rights.Retained, false, true},
		{"a store fails", func(s *shelf) { s.fail = broken }, rights.Failed, true, false},
		{"a store panics", func(s *shelf) { s.panics = true }, rights.Failed, true, false},
		{"a store says nothing", func(s *shelf) { s.silent = true }, rights.Failed, false, false},
		{"a store says something of its own", func(s *shelf) { s.outcome = "gone" }, rights.Failed, false, false},
		{"a store says that it failed", func(s *shelf) { s.outcome = rights.Failed }, rights.Failed, false, false},
		{"a store says erased and is not", func(s *shelf) { s.keep = true }, rights.Failed, false, false},
		{"a store says shredded and is not", func(s *shelf) { s.outcome, s.keep = rights.Shredded, true }, rights.Failed, false, false},
		{"nobody could look", func(s *shelf) { s.blind = broken }, rights.Erased, true, false},
	} {
		subject, shelves := person("message", "profile", "key")
		x.spoil(shelves[1])
		d := &desk{}
		c, err := eraser(d, shelves...).Erase(t.Context(), order(subject))
		if c == nil || (err != nil) != x.err {
			t.Errorf("%s: certificate %v, %v", x.name, c != nil, err)
			continue
		}
		if c.Complete() || d.entries[0].Facts["outcome"] != "incomplete" || strings.Contains(string(c.Bytes()), `"complete":true`) {
			t.Errorf("%s: called complete", x.name)
		}
		if got := c.Lines()[1].Outcome; got != x.outcome || d.ended != x.ended {
			t.Errorf("%s: %q, ended %v; want %q, %v", x.name, got, d.ended, x.outcome, x.ended)
		}
		if c.Lines()[0].Outcome != rights.Erased || c.Lines()[2].Outcome != rights.Erased {
			t.Errorf("%s: the other stores were not erased: %v", x.name, c.Lines())
		}
		if strings.Contains(string(c.Bytes()), "fire") {
			t.Errorf("%s: the certificate tells the cause", x.name)
		}
	}
}

func TestAHoldWins(t *testing.T) {
	t.Parallel()
	until := noon().AddDate(1, 0, 0)
	for _, x := range []struct {
		name     string
		held     []int
		want     rights.Line
		complete bool
		left     int
	}{
		{"over one customer", []int{0}, rights.Line{Store: "message", Outcome: rights.Retained, Count: 1, Left: 2, Proven: true, Reason: "claim", Until: until}, false, 1},
		{"over all", []int{0, 1}, rights.Line{Store: "message", Outcome: rights.Retained, Left: 3, Proven: true, Reason: "claim", Until: until}, false, 2},
	} {
		subject, shelves := person("message")
		d := &desk{}
		for _, i := range x.held {
			d.holds = append(d.holds, rights.Hold{Customer: subject.Customers[i], Reason: "claim", Until: until})
		}
		c, err := eraser(d, shelves...).Erase(t.Context(), order(subject))
		if err != nil || c.Complete() != x.complete {
			t.Fatalf("%s: complete %v, %v", x.name, c.Complete(), err)
		}
		if diff := cmp.Diff([]rights.Line{x.want}, c.Lines()); diff != "" {
			t.Errorf("%s: %s", x.name, diff)
		}
		if len(shelves[0].words) != x.left {
			t.Errorf("%s: left %v", x.name, shelves[0].words)
		}
		if len(x.held) == 2 && slices.ContainsFunc(d.calls, func(s string) bool { return strings.HasPrefix(s, "close") || strings.HasPrefix(s, "erase") }) {
			t.Errorf("%s: %v", x.name, d.calls)
		}
	}
}

// forgetful destroys nothing, says that it did, and tells the truth when it is looked through.
type forgetful struct{ *shelf }

func (f forgetful) Prove(ctx context.Context, who rights.Subject) (rights.Result, error) {
	r, err := f.shelf.Prove(ctx, who)
	if r.Left > 0 {
		r.Outcome = rights.Failed
	}
	return r, err
}

func TestAHoldOnOneCustomerExcusesNothingAboutAnother(t *testing.T) {
	t.Parallel()
	subject, shelves := person("message")
	shelves[0].keep = true
	d := &desk{holds: []rights.Hold{{Customer: subject.Customers[0], Reason: "claim"}}}
	e := eraser(d)
	e.Handlers = []rights.Handler{forgetful{shelves[0]}}
	c, err := e.Erase(t.Context(), order(subject))
	if err != nil || c.Complete() || d.ended {
		t.Fatalf("complete %v, ended %v, %v", c.Complete(), d.ended, err)
	}
	want := []rights.Line{{Store: "message", Outcome: rights.Failed, Left: 3, Proven: true, Reason: "still_there"}}
	if diff := cmp.Diff(want, c.Lines()); diff != "" {
		t.Error(diff)
	}
}

func TestAHoldPlacedWhileErasingSavesTheRest(t *testing.T) {
	t.Parallel()
	subject, shelves := person("message", "profile")
	d := &desk{}
	shelves[0].onErase = func() {
		for _, c := range subject.Customers {
			d.holds = append(d.holds, rights.Hold{Customer: c})
		}
	}
	c, err := eraser(d, shelves...).Erase(t.Context(), order(subject))
	if err != nil || c.Complete() {
		t.Fatalf("complete %v, %v", c.Complete(), err)
	}
	want := []rights.Line{
		{Store: "message", Outcome: rights.Erased, Count: 3, Proven: true},
		{Store: "profile", Outcome: rights.Retained, Left: 3, Proven: true, Reason: "legal_hold"},
	}
	if diff := cmp.Diff(want, c.Lines()); diff != "" {
		t.Error(diff)
	}
}

func TestAHoldOnAnErasedPersonKeepsNothing(t *testing.T) {
	t.Parallel()
	subject, shelves := person("message")
	d := &desk{}
	e, o := eraser(d, shelves...), order(subject)
	if _, err := e.Erase(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	for _, c := range subject.Customers {
		d.holds = append(d.holds, rights.Hold{Customer: c, Reason: "claim"})
	}
	c, err := e.Erase(t.Context(), o)
	if err != nil || !c.Complete() || c.Lines()[0].Outcome != rights.Erased {
		t.Errorf("%+v, %v", c.Lines(), err)
	}
}

func TestErasureGoesOnAfterACrash(t *testing.T) {
	t.Parallel()
	subject, shelves := person("message", "profile", "key")
	d := &desk{}
	e, o := eraser(d, shelves...), order(subject)
	ctx, crash := context.WithCancel(t.Context())
	shelves[1].onErase = crash
	if c, err := e.Erase(ctx, o); c != nil || !errors.Is(err, context.Canceled) {
		t.Fatalf("%v, %v", c, err)
	}
	if d.ended || !d.begun {
		t.Fatal("the journal lost it")
	}
	_, err := exporter(d, shelves...).Export(t.Context(), subject, options("en"), io.Discard)
	if !errors.Is(err, rights.ErrBusy) {
		t.Errorf("an export in between: %v", err)
	}
	shelves[1].onErase = nil
	c, err := e.Erase(t.Context(), o)
	if err != nil || !c.Complete() || !d.ended {
		t.Fatalf("complete %v, ended %v, %v", c.Complete(), d.ended, err)
	}
	for _, l := range c.Lines() {
		if l.Count != 3 {
			t.Errorf("%s: %d records, though there were 3", l.Store, l.Count)
		}
	}
	again, err := e.Erase(t.Context(), o)
	if err != nil || !again.Complete() {
		t.Errorf("a third time: %v, %v", again.Complete(), err)
	}
}

func TestNothingIsDestroyedBeforeConversationsAreClosed(t *testing.T) {
	t.Parallel()
	subject, shelves := person("message")
	d := &desk{closing: errors.New("the store is locked")}
	if c, err := eraser(d, shelves...).Erase(t.Context(), order(subject)); c != nil || err == nil || len(shelves[0].words) != 2 {
		t.Errorf("certificate %v, %v, left %v", c, err, shelves[0].words)
	}
}

func TestErasureIsRefusedWithoutReasonOrStores(t *testing.T) {
	t.Parallel()
	subject, shelves := person("message", "message")
	d := &desk{}
	one := eraser(d, shelves[0])
	for _, x := range []struct {
		name  string
		e     rights.Eraser
		s     rights.Subject
		wants error
	}{
		{"nobody", one, rights.Subject{Access: subject.Access}, rights.ErrSubject},
		{"another purpose", one, rights.Subject{Customers: subject.Customers, Access: candor.Access{Actor: "desk", Purpose: candor.Serve}}, rights.ErrSubject},
		{"nobody asks", one, rights.Subject{Customers: subject.Customers, Access: candor.Access{Purpose: candor.Rights}}, rights.ErrSubject},
		{"no stores", eraser(d), subject, rights.ErrHandlers},
		{"two stores of one name", eraser(d, shelves...), subject, rights.ErrHandlers},
		{"a store without a name", eraser(d, &shelf{}), subject, rights.ErrHandlers},
	} {
		if c, err := x.e.Erase(t.Context(), order(x.s)); c != nil || !errors.Is(err, x.wants) {
			t.Errorf("%s: %v", x.name, err)
		}
	}
	one.Key = nil
	if c, err := one.Erase(t.Context(), order(subject)); c != nil || err == nil {
		t.Errorf("without a key: %v", err)
	}
	if len(shelves[0].words) != 2 {
		t.Error("something was erased")
	}
}

func TestAFailureTellsItsStoreAndKeepsItsCause(t *testing.T) {
	t.Parallel()
	subject, shelves := person("message", "profile")
	cause := errors.New("disk on fire")
	shelves[0].fail, shelves[1].blind = cause, cause
	_, err := eraser(&desk{}, shelves...).Erase(t.Context(), order(subject))
	if !errors.Is(err, cause) || !strings.Contains(err.Error(), "store message") || !strings.Contains(err.Error(), "store profile") {
		t.Error(err)
	}
}

func TestAReasonIsAKeyAndNoWords(t *testing.T) {
	t.Parallel()
	for reason, want := range map[string]string{
		"tax_records": "tax_records", "Zoë complained": "other", "zoe@example.org": "other", strings.Repeat("a", 65): "other",
	} {
		c := certificate(t, func(s *shelf) { s.outcome, s.reason, s.keep = rights.Retained, reason, true })
		if got := c.Lines()[1].Reason; got != want {
			t.Errorf("%q became %q", reason, got)
		}
	}
}

func ExampleEraser_Erase() {
	subject, shelves := person("message", "profile", "key")
	certificate, err := eraser(&desk{}, shelves...).Erase(context.Background(), rights.Order{Request: candor.NewRequestID(), Subject: subject})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range certificate.Lines() {
		fmt.Println(l.Store, l.Outcome, l.Count, l.Left)
	}
	again, err := rights.Verify(certificate.Bytes(), deskKey().Public().(ed25519.PublicKey))
	fmt.Println(again.Complete(), err)
	// Output:
	// message erased 3 0
	// profile erased 3 0
	// key erased 3 0
	// true <nil>
}

func exporter(d *desk, shelves ...*shelf) rights.Exporter {
	e := rights.Exporter{Journal: d, Ledger: d, Turnstile: &rights.Turnstile{}, Now: noon}
	for _, s := range shelves {
		e.Handlers = append(e.Handlers, s)
	}
	return e
}

func TestAnExportHoldsEveryStoreAndIsRecorded(t *testing.T) {
	t.Parallel()
	subject, shelves := person("message", "profile")
	d, o := &desk{}, options("en")
	o.Customers, o.Created = nil, time.Time{}
	var out bytes.Buffer
	sum, err := exporter(d, shelves...).Export(t.Context(), subject, o, &out)
	if err != nil || sum.Counts["profiles"] != 6 {
		t.Fatalf("%+v, %v", sum, err)
	}
	if in := read(t, out.Bytes()); !slices.Equal(in.Header.Customers, subject.Customers) || !in.Header.Created.Equal(noon()) {
		t.Errorf("of %v at %s", in.Header.Customers, in.Header.Created)
	}
	if len(d.entries) != 1 || d.entries[0].Kind != ledger.KindExport || d.entries[0].Facts["digest"] != sum.Digest {
		t.Errorf("ledger: %+v", d.entries)
	}
}

func TestHalfAnExportIsNone(t *testing.T) {
	t.Parallel()
	subject, shelves := person("message", "profile")
	shelves[1].fail = errors.New("disk on fire")
	d := &desk{}
	var out bytes.Buffer
	_, err := exporter(d, shelves...).Export(t.Context(), subject, options("en"), &out)
	if err == nil || len(d.entries) > 0 || open(out.Bytes(), rights.ReadOptions{}) == nil {
		t.Errorf("%v, ledger %v", err, d.entries)
	}
	subject.Access.Purpose = candor.Improve
	if _, err := exporter(d, shelves[0]).Export(t.Context(), subject, options("en"), &out); !errors.Is(err, rights.ErrSubject) {
		t.Errorf("for another purpose: %v", err)
	}
}

func TestExportAndErasureNeverMeet(t *testing.T) {
	t.Parallel()
	var gate rights.Turnstile
	subject, _ := person()
	one := rights.Subject{Customers: subject.Customers[:1]}
	twice := rights.Subject{Customers: []candor.CustomerID{subject.Customers[0], subject.Customers[0]}}
	other := rights.Subject{Customers: []candor.CustomerID{candor.NewCustomerID()}}
	enter := func(what string, f func(rights.Subject) (func(), error), s rights.Subject, want error) func() {
		leave, err := f(s)
		if !errors.Is(err, want) || (want == nil) != (err == nil) {
			t.Errorf("%s: %v, want %v", what, err, want)
		}
		return leave
	}
	a := enter("an export", gate.Export, subject, nil)
	b := enter("another export", gate.Export, twice, nil)
	enter("an erasure beside exports", gate.Erase, one, rights.ErrBusy)
	enter("an erasure of somebody else", gate.Erase, other, nil)()
	a()
	a() // leaving twice is leaving once
	enter("an erasure beside the other export", gate.Erase, one, rights.ErrBusy)
	b()
	c := enter("an erasure", gate.Erase, twice, nil)
	enter("an export beside it", gate.Export, subject, rights.ErrBusy)
	enter("an erasure beside it", gate.Erase, subject, rights.ErrBusy)
	c()
	enter("an export after it", gate.Export, subject, nil)()
}

func TestACorrectionReachesEveryStoreThatKeepsTheField(t *testing.T) {
	t.Parallel()
	message := candor.NewMessageID()
	for _, x := range []struct {
		name string
		c    rights.Correction
		n    int
		want error
	}{
		{"a name", rights.Correction{Field: rights.FieldName, New: "Zoë"}, 1, nil},
		{"a name taken away", rights.Correction{Field: rights.FieldName}, 1, nil},
		{"an address", rights.Correction{Field: rights.FieldEmail, New: "zoe@example.org"}, 1, nil},
		{"no address", rights.Correction{Field: rights.FieldEmail, New: "zoe"}, 0, rights.ErrEmail},
		{"a field nobody keeps", rights.Correction{Field: rights.FieldPhone, New: "1"}, 0, rights.ErrNotCorrected},
		{"a field nobody knows", rights.Correction{Field: "shoe_size", New: "44"}, 0, rights.ErrRequest},
		{"a name without end", rights.Correction{Field: rights.FieldName, New: candor.Text(strings.Repeat("a", 201))}, 0, rights.ErrRequest},
		{"a statement beside nothing", rights.Correction{Field: rights.FieldStatement, New: "I meant A-2."}, 0, rights.ErrRequest},
		{"a statement", rights.Correction{Field: rights.FieldStatement, New: "I meant A-2.", Message: message}, 1, nil},
	} {
		subject, shelves := person("name", "email", "statement")
		handlers := []rights.Handler{shelves[0], shelves[1], shelves[2]}
		n, err := rights.Correct(t.Context(), subject, handlers, x.c)
		if n != x.n || !errors.Is(err, x.want) || (x.want == nil) != (err == nil) {
			t.Errorf("%s: %d stores, %v; want %d, %v", x.name, n, err, x.n, x.want)
		}
	}
}
