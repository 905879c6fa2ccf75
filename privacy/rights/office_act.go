package rights

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"candor"
)

// ErrUntold says that an act was done, and that the letter about it could not be written: the person has
// to be told in another way.
var ErrUntold = errors.New("rights: it is done, but the person could not be told")

// Details are what an act of an officer needs beside the act.
type Details struct {
	Delay     Delay               // Extend
	Until     time.Time           // Extend, where the law leaves the date to the desk
	Reason    Refusal             // FinishPartly, Refuse
	Words     candor.Text         // Extend, FinishPartly, Refuse: what the person is told
	Customers []candor.CustomerID // ProveIdentity: whose data it is
	Off       bool                // Finish of ToRestrict: lift the restriction
}

// Do is an officer's act on a request, made on the version that they saw. Finishing a request to erase
// erases, one to restrict restricts, and one to object stops all use that rests on consent; the
// certificate of an erasure comes with it. Then the person is told, where they proved an address.
//
// candor.ErrMoved: somebody else was first; nothing was done. ErrUntold: it was done, and the row tells
// how the request stands. Errors of the act change nothing but for an erasure that failed in a store:
// then the certificate says how far it came, and the request stays open.
func (o *Office) Do(ctx context.Context, id candor.RequestID, version int64, actor string, act Act, d Details) (Row, *Certificate, error) {
	r, err := o.Requests.Request(ctx, candor.Access{Actor: actor, Purpose: candor.Rights}, id)
	if err != nil {
		return Row{}, nil, err
	}
	if r.Version != version {
		return Row{}, nil, candor.ErrMoved
	}
	if d.Words, err = o.screened(ctx, d.Words, r.Language); err != nil {
		return Row{}, nil, err
	}
	to, unreached := o.reach(ctx, r, actor) // before an erasure takes the address
	next, certificate, err := o.carryOut(ctx, r, actor, act, d)
	if err != nil {
		return Row{}, certificate, err
	}
	if next.State == Partly {
		act = FinishPartly // what was to be finished could not be finished whole
	}
	if unreached == nil {
		unreached = o.tell(context.WithoutCancel(ctx), to, next, act)
	}
	if unreached != nil {
		err = fmt.Errorf("%w: %w", ErrUntold, unreached)
	}
	return o.rows([]Request{next})[0], certificate, err
}

// errNoAddress: a question that nobody gets is none.
var errNoAddress = errors.New("no address is known to ask who they are")

// tell writes the letter about an act. The question who somebody is comes with a link that answers it;
// it alone goes to an address that nobody proved, the one that was given with the request.
func (o *Office) tell(ctx context.Context, to addressee, r Request, act Act) error {
	if act == AskIdentity {
		email := cmp.Or(to.profile.Email, string(r.Reply))
		if email == "" {
			return errNoAddress
		}
		return o.Door.Ask(ctx, LinkAsk{Email: email, Purpose: OpensIdentity, Language: cmp.Or(to.profile.Language, r.Language), Request: r.ID})
	}
	if to.profile.Email == "" {
		return nil
	}
	return o.Letters.SendAnswer(ctx, to.profile, to.customer, r, act)
}

// carryOut does what the act stands for, and then the act.
func (o *Office) carryOut(ctx context.Context, r Request, actor string, act Act, d Details) (Request, *Certificate, error) {
	if act == Finish && (r.State == Open || r.State == Extended) && len(r.Customers) > 0 {
		who := Who{Customers: r.Customers, Proof: r.Proof.Method, Actor: actor, Language: r.Language, Via: "console"}
		var err error
		switch r.Kind {
		case ToErase:
			if r, err = o.claim(ctx, r, actor); err != nil {
				return r, nil, err
			}
			return o.erase(ctx, r, who)
		case ToRestrict:
			if r, err = o.claim(ctx, r, actor); err == nil {
				err = o.restrict(ctx, r.Customers, !d.Off)
			}
		case ToObject:
			err = o.stop(ctx, r.Customers)
		}
		if err != nil {
			return r, nil, err
		}
	}
	next, err := o.close(ctx, r, func(at time.Time) (Request, Trace, error) { return o.act(r, actor, act, d, at) })
	return next, nil, err
}

// claim moves a request on by one version before something is done that cannot be taken back: of two
// officers who decide at one moment, one finds that it moved, and nothing is done twice or against the
// other's decision. Confirming receipt again is the step that changes nothing else.
func (o *Office) claim(ctx context.Context, r Request, actor string) (Request, error) {
	next, trace, err := r.Acknowledge(actor, o.Now())
	if err != nil {
		return r, err
	}
	if err := o.Requests.SaveRequest(ctx, r.Version, next, trace); err != nil {
		return r, fmt.Errorf("rights: claim a request: %w", err)
	}
	return next, nil
}

func (o *Office) act(r Request, actor string, act Act, d Details, at time.Time) (Request, Trace, error) {
	answer := Answer{Reason: d.Reason, Words: d.Words, Complain: o.Complain}
	switch act {
	case Acknowledge:
		return r.Acknowledge(actor, at)
	case AskIdentity:
		return r.AskIdentity(actor, at)
	case ProveIdentity:
		return r.ProveIdentity(ByStaff, d.Customers, actor, at)
	case Extend:
		return r.Extend(o.Calendar, Extension{Reason: d.Delay, Words: d.Words, Until: d.Until}, actor, at)
	case Finish:
		return r.Finish(actor, at)
	case FinishPartly:
		return r.FinishPartly(answer, actor, at)
	case Refuse:
		return r.Refuse(answer, actor, at)
	case Withdraw:
		return r.Withdraw(actor, at)
	}
	return r, Trace{}, fmt.Errorf("rights: %q: %w", act, ErrNoStep)
}

// addressee is whom a letter goes to.
type addressee struct {
	customer candor.CustomerID
	profile  candor.Profile
}

// reach gives the first customer of a request who proved an address, or else the address that came with
// the request once a link proved it. To an address that nobody
// proved no letter goes: it may be a stranger's.
func (o *Office) reach(ctx context.Context, r Request, actor string) (addressee, error) {
	for _, id := range r.Customers {
		p, err := o.People.Profile(ctx, candor.Access{Actor: actor, Purpose: candor.Rights}, id)
		if candor.CodeOf(err) == candor.CodeNotFound {
			continue // erased meanwhile
		}
		if err != nil {
			return addressee{}, fmt.Errorf("read a profile: %w", err)
		}
		tag := o.emailTag(p.Email)
		if tag == "" {
			continue
		}
		proven, err := o.People.WithContact(ctx, tag)
		if err != nil {
			return addressee{}, fmt.Errorf("find whose an address is: %w", err)
		}
		if slices.Contains(proven, id) {
			p.Language = cmp.Or(p.Language, r.Language)
			return addressee{id, p}, nil
		}
	}
	if r.Reply != "" && r.Proof.Method == ByLink {
		return addressee{profile: candor.Profile{Email: string(r.Reply), Language: r.Language}}, nil
	}
	return addressee{}, nil
}
