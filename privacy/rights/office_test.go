package rights_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/ledger"
	"candor/privacy/rights"
)

// letter is one that the office wrote.
type letter struct {
	To  string
	Act rights.Act
}

// counter is everything around an office, in memory, that can be made to misbehave.
type counter struct {
	mu       sync.Mutex
	requests map[candor.RequestID]rights.Request
	profiles map[candor.CustomerID]candor.Profile
	contacts map[string][]candor.CustomerID
	narrowed map[candor.CustomerID]bool
	stopped  []candor.CustomerID
	letters  []letter
	entries  []ledger.Entry
	screened []candor.Text
	reads    int // of sealed words

	failing   map[string]error // by what was to be done
	onSave    func()           // before a request is kept, without the lock
	onContact func()           // after a contact is tied
}

func (c *counter) fails(what string) error { return c.failing[what] }

func (c *counter) SaveRequest(_ context.Context, was int64, r rights.Request, traces ...rights.Trace) error {
	if hook := c.onSave; hook != nil {
		c.onSave = nil
		hook()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.fails("save"); err != nil {
		return err
	}
	if c.requests[r.ID].Version != was {
		return candor.ErrMoved
	}
	for _, t := range traces {
		e := ledger.Entry{At: t.At, Kind: ledger.Kind(t.Kind), Actor: t.Actor, Facts: t.Facts}
		if _, err := e.Record(); err != nil {
			return err
		}
		c.entries = append(c.entries, e)
	}
	c.requests[r.ID] = r
	return nil
}

func (c *counter) Request(_ context.Context, by candor.Access, id candor.RequestID) (rights.Request, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r, ok := c.requests[id]
	if !ok {
		return r, candor.Fail(candor.CodeNotFound, "error.no_request", nil)
	}
	if by.Actor == "" || by.Purpose != candor.Rights {
		return rights.Request{}, candor.ErrNoBasis
	}
	c.reads++
	return r, c.fails("request")
}

func (c *counter) list(limit int, closed bool) ([]rights.Request, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []rights.Request
	for _, id := range slices.Sorted(maps.Keys(c.requests)) {
		if r := c.requests[id]; r.State.Closed() == closed && len(out) < limit {
			r.Words = ""
			out = append(out, r)
		}
	}
	return out, c.fails("list")
}

func (c *counter) OpenRequests(_ context.Context, _ candor.Access, limit int) ([]rights.Request, error) {
	return c.list(limit, false)
}

func (c *counter) ClosedRequests(_ context.Context, _ candor.Access, limit int) ([]rights.Request, error) {
	return c.list(limit, true)
}

func (c *counter) Unproven(_ context.Context, by candor.Access, contact string, customers []candor.CustomerID) ([]rights.Request, error) {
	all, err := c.list(len(c.requests), false)
	return slices.DeleteFunc(all, func(r rights.Request) bool {
		about := slices.ContainsFunc(r.Customers, func(id candor.CustomerID) bool { return slices.Contains(customers, id) })
		return by.Purpose != candor.Rights || r.State != rights.Identity || r.Contact != contact && !about
	}), err
}

func (c *counter) Profile(_ context.Context, _ candor.Access, id candor.CustomerID) (candor.Profile, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p, ok := c.profiles[id]
	if !ok {
		return p, candor.ErrNoCustomer
	}
	return p, c.fails("profile")
}

func (c *counter) ChangeProfile(_ context.Context, _ candor.Access, id candor.CustomerID, change func(candor.Profile) candor.Profile) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	p, ok := c.profiles[id]
	if !ok {
		return candor.ErrNoCustomer
	}
	change(candor.Profile{Name: "as it stood before somebody else was first"})
	c.profiles[id] = change(p)
	return nil
}

func (c *counter) AddContact(_ context.Context, id candor.CustomerID, tag string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.fails("contact"); err != nil {
		return err
	}
	if !slices.Contains(c.contacts[tag], id) {
		c.contacts[tag] = append(c.contacts[tag], id)
	}
	if c.onContact != nil {
		c.onContact()
	}
	return nil
}

func (c *counter) DropContact(_ context.Context, id candor.CustomerID, tag string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.contacts[tag] = slices.DeleteFunc(c.contacts[tag], func(x candor.CustomerID) bool { return x == id })
	return nil
}

func (c *counter) WithContact(_ context.Context, tag string) ([]candor.CustomerID, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.contacts[tag]), c.fails("with contact")
}

func (c *counter) Restrict(ctx context.Context, id candor.CustomerID, on bool) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := errors.Join(ctx.Err(), c.fails("restrict")); err != nil {
		return err
	}
	c.narrowed[id] = on
	return nil
}

func (c *counter) WithdrawEverything(ctx context.Context, id candor.CustomerID) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := errors.Join(ctx.Err(), c.fails("withdraw "+string(id))); err != nil {
		return err
	}
	c.stopped = append(c.stopped, id)
	return nil
}

func (c *counter) SendAnswer(_ context.Context, to candor.Profile, _ candor.CustomerID, _ rights.Request, act rights.Act) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.fails("letter"); err != nil {
		return err
	}
	c.letters = append(c.letters, letter{to.Email, act})
	return nil
}

func (c *counter) Screen(_ context.Context, text candor.Text, _ string) (candor.Text, []string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.screened = append(c.screened, text)
	return "screened: " + text, nil, c.fails("screen")
}

func (c *counter) Phrase(_, key string, _ map[string]string) (string, bool) {
	return "the words of " + key, key != "reason.unknown"
}

// tally is everything that an act may have changed.
type tally struct{ requests, entries, stopped, narrowed, letters, contacts int }

func (c *counter) tally() tally {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := 0
	for _, all := range c.contacts {
		n += len(all)
	}
	return tally{len(c.requests), len(c.entries), len(c.stopped), len(c.narrowed), len(c.letters), n}
}

// bureau is an office that is whole, with what stands around it.
type bureau struct {
	*rights.Office
	c       *counter
	d       *desk
	mails   *box
	shelves []*shelf
	now     time.Time
}

// openOffice opens an office with stores of these names that keep something about everybody who comes.
func openOffice(names ...string) *bureau {
	c := &counter{
		requests: map[candor.RequestID]rights.Request{}, profiles: map[candor.CustomerID]candor.Profile{},
		contacts: map[string][]candor.CustomerID{}, narrowed: map[candor.CustomerID]bool{}, failing: map[string]error{},
	}
	x := &bureau{c: c, d: &desk{}, mails: &box{}, now: noon()}
	clock := func() time.Time { return x.now }
	for _, name := range names {
		x.shelves = append(x.shelves, &shelf{name: name, words: map[candor.CustomerID][]string{}})
	}
	e, out := eraser(x.d, x.shelves...), exporter(x.d, x.shelves...)
	out.Turnstile, e.Now, out.Now = e.Turnstile, clock, clock
	token := site()
	token.Now = clock
	x.Office = &rights.Office{
		Requests: c, People: c, Objections: c, Letters: c, Screen: c, Exporter: out, Eraser: e,
		Door:     rights.Door{Links: &links{}, Post: x.mails, Tags: tags{}, Now: clock},
		Sites:    map[candor.InboxID]rights.Site{"main": token},
		Calendar: rights.Calendar{Zone: time.UTC}, Regime: rights.GDPR, Phrases: c, Desk: "Harbour & Pine", Now: clock,
	}
	return x
}

// person adds somebody known as n customers, with something in every store, who proved who they are.
func (x *bureau) person(n int) rights.Who {
	w := rights.Who{Proof: rights.ByLink, Actor: "customer", Language: "en", Via: "page"}
	for range n {
		id := candor.NewCustomerID()
		x.c.profiles[id] = candor.Profile{Name: "Zoë"}
		for _, s := range x.shelves {
			s.words[id] = []string{"a", "b"}
		}
		w.Customers = append(w.Customers, id)
	}
	return w
}

// proven gives the person an address that they proved.
func (x *bureau) proven(w rights.Who, email string) {
	for _, id := range w.Customers {
		x.c.profiles[id] = candor.Profile{Name: "Zoë", Email: email}
		tag := tags{}.Tag("email", email)
		x.c.contacts[tag] = append(x.c.contacts[tag], id)
	}
}

// stored gives the request as it is kept.
func (x *bureau) stored(t testing.TB, id candor.RequestID) rights.Request {
	t.Helper()
	x.c.mu.Lock()
	defer x.c.mu.Unlock()
	r, ok := x.c.requests[id]
	if !ok {
		t.Fatal("the request was not kept")
	}
	return r
}

// lastLink gives the text of the link that was sent last.
func (x *bureau) lastLink(t testing.TB) string {
	t.Helper()
	if len(x.mails.mails) == 0 {
		t.Fatal("no link was sent")
	}
	return x.mails.mails[len(x.mails.mails)-1].Text
}

func (x *bureau) opensWith(email string) []candor.CustomerID {
	return x.c.contacts[tags{}.Tag("email", email)]
}

var errBroken = errors.New("the disk is full")
