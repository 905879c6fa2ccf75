package rights

import (
	"context"
	"fmt"
	"time"

	"candor"
	"candor/policy"
)

// Requests keeps requests. internal/store implements it.
type Requests interface {
	// SaveRequest keeps a request as it now is, with what was done as ledger entries. Was is the version
	// that the change was made on, 0 for a new one. candor.ErrMoved: somebody else was first.
	SaveRequest(ctx context.Context, was int64, r Request, traces ...Trace) error
	// Request gives one request with its words, on the record. candor.CodeNotFound when there is none.
	Request(ctx context.Context, by candor.Access, id candor.RequestID) (Request, error)
	// OpenRequests and ClosedRequests give requests without their words, at most limit.
	OpenRequests(ctx context.Context, by candor.Access, limit int) ([]Request, error)
	ClosedRequests(ctx context.Context, by candor.Access, limit int) ([]Request, error)
	// Unproven gives the requests that wait for a proof of identity and came under the tag of a contact
	// or are about any of the customers, without their words.
	Unproven(ctx context.Context, by candor.Access, contact string, customers []candor.CustomerID) ([]Request, error)
}

// People keeps who customers are. internal/store implements it.
type People interface {
	// Profile gives what is known, on the record. candor.CodeNotFound: there is no such customer.
	Profile(ctx context.Context, by candor.Access, id candor.CustomerID) (candor.Profile, error)
	// ChangeProfile changes what is known on what stands at that moment; change may be called again.
	ChangeProfile(ctx context.Context, by candor.Access, id candor.CustomerID, change func(candor.Profile) candor.Profile) error
	// AddContact notes that a customer proved to have a contact, by its tag; DropContact forgets it.
	AddContact(ctx context.Context, id candor.CustomerID, tag string) error
	DropContact(ctx context.Context, id candor.CustomerID, tag string) error
	// WithContact gives everybody who proved to have the contact.
	WithContact(ctx context.Context, tag string) ([]candor.CustomerID, error)
	// Restrict lets data only be kept, or be used again.
	Restrict(ctx context.Context, id candor.CustomerID, restricted bool) error
}

// Objections stops every use of AI on what is a customer's.
type Objections interface {
	// WithdrawEverything takes back whatever the customer allowed, at once, also for drafts in flight.
	WithdrawEverything(ctx context.Context, id candor.CustomerID) error
}

// Letters tells people what became of their request. It returns at once: a letter is written now and sent
// later.
type Letters interface {
	// SendAnswer tells of one act. One that people need not be told of is none.
	SendAnswer(ctx context.Context, to candor.Profile, customer candor.CustomerID, r Request, act Act) error
}

// Screen takes out of a text what must never be kept, such as a card's security code.
type Screen interface {
	Screen(ctx context.Context, text candor.Text, language string) (clean candor.Text, hidden []string, err error)
}

// Office takes requests, answers them and keeps their time: the one door for widget, page, API,
// console and command. What can be done at once is done at once; what needs a person's judgement goes
// into the queue. Every field is needed.
type Office struct {
	Requests   Requests
	People     People
	Objections Objections
	Letters    Letters
	Screen     Screen
	Exporter   Exporter
	Eraser     Eraser
	Door       Door
	Sites      map[candor.InboxID]Site
	Calendar   Calendar
	Regime     Regime    // under which requests of this desk are answered when nothing else is said
	Complain   Authority // where people can complain; the regime's own when empty
	Phrases    policy.Phrases
	Desk       string
	Now        func() time.Time
}

// Who is a person as far as they proved who they are.
type Who struct {
	Customers []candor.CustomerID
	Proof     Method
	Actor     string // "customer", or the member of staff or the command that acts for them
	Language  string // BCP 47
	Via       string // "widget", "page", "api", "console" or "command"
}

// check refuses who did not prove who they are. ErrSubject, ErrProof.
func (w Who) check() error {
	if err := checkSubject(w.subject()); err != nil {
		return err
	}
	if !w.Proof.known() {
		return ErrProof
	}
	return nil
}

func (w Who) access() candor.Access { return candor.Access{Actor: w.Actor, Purpose: candor.Rights} }

func (w Who) subject() Subject { return Subject{Customers: w.Customers, Access: w.access()} }

// begin writes a request down, confirms it and notes the proof, in one step.
func (o *Office) begin(ctx context.Context, w Who, kind Kind, words candor.Text) (Request, error) {
	if err := w.check(); err != nil {
		return Request{}, err
	}
	words, err := o.screened(ctx, words, w.Language)
	if err != nil {
		return Request{}, err
	}
	at := o.Now()
	r, first, err := New(Asking{
		Kind: kind, Regime: o.Regime, Language: w.Language, Via: w.Via, Customers: w.Customers, Actor: w.Actor, Words: words,
	}, at)
	if err != nil {
		return Request{}, err
	}
	r, second, err := r.Acknowledge("desk", at)
	if err != nil {
		return Request{}, err
	}
	r, third, err := r.ProveIdentity(w.Proof, w.Customers, w.Actor, at)
	if err != nil {
		return Request{}, err
	}
	if err := o.Requests.SaveRequest(ctx, 0, r, first, second, third); err != nil {
		return Request{}, fmt.Errorf("rights: keep a request: %w", err)
	}
	return r, nil
}

// screened gives words as they may be kept. Without a look through them they are not kept at all: the
// person still has them and can send them again.
func (o *Office) screened(ctx context.Context, words candor.Text, language string) (candor.Text, error) {
	if words == "" {
		return "", nil
	}
	clean, _, err := o.Screen.Screen(ctx, words, language)
	if err != nil {
		return "", candor.Fail(candor.CodeUnavailable, "error.not_screened", fmt.Errorf("rights: look through words: %w", err))
	}
	return clean, nil
}

// finish closes a request that was carried out, also when whoever asked has gone meanwhile.
func (o *Office) finish(ctx context.Context, r Request, actor string) (Request, error) {
	return o.close(ctx, r, func(at time.Time) (Request, Trace, error) { return r.Finish(actor, at) })
}

// close keeps the last act on a request. On an error the request is given as it was.
func (o *Office) close(ctx context.Context, r Request, act func(time.Time) (Request, Trace, error)) (Request, error) {
	next, trace, err := act(o.Now())
	if err != nil {
		return r, err
	}
	if err := o.Requests.SaveRequest(context.WithoutCancel(ctx), r.Version, next, trace); err != nil {
		return r, fmt.Errorf("rights: close a request: %w", err)
	}
	return next, nil
}

// words gives a fixed text for an answer that no person wrote.
func (o *Office) words(language, key string) candor.Text {
	for _, l := range []string{language, "en"} {
		if text, ok := o.Phrases.Phrase(l, key, nil); ok {
			return candor.Text(text)
		}
	}
	return candor.Text(key)
}
