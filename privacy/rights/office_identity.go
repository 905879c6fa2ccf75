package rights

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"candor"
)

// What links open.
const (
	OpensRights = "rights" // the pages about one's own data
	OpensEmail  = "email"  // the word that an address is one's own

	// OpensIdentity is what staff send to ask whose a request is. It proves that request and opens the
	// pages. No browser asked for it, so the mailbox alone is the proof: it works once, for IdentityLife.
	OpensIdentity = "identity"
)

// AskLink sends a link to an address, known or not; nobody can tell which from the answer. ErrEmail.
func (o *Office) AskLink(ctx context.Context, email, language string, nonce []byte) error {
	return o.Door.Ask(ctx, LinkAsk{Email: email, Purpose: OpensRights, Nonce: nonce, Language: language})
}

// Redeem takes a link and gives everything that is tied to its address, which may be nothing: a
// person without customers proved an address that the desk knows nothing of. Requests of that person
// which waited for this proof have it now.
//
// ErrLinkUnknown, ErrLinkElsewhere, ErrLinkUsed, ErrLinkExpired.
func (o *Office) Redeem(ctx context.Context, text, language string, nonce []byte) (Who, error) {
	return o.redeem(ctx, text, OpensRights, language, nonce)
}

// Identify takes the link that an officer's question who somebody is went with, in whatever browser. It
// gives what Redeem gives, and the request has its proof.
//
// ErrLinkUnknown, ErrLinkUsed, ErrLinkExpired.
func (o *Office) Identify(ctx context.Context, text, language string) (Who, error) {
	return o.redeem(ctx, text, OpensIdentity, language, nil)
}

func (o *Office) redeem(ctx context.Context, text, purpose, language string, nonce []byte) (Who, error) {
	link, err := o.Door.Redeem(ctx, text, purpose, nonce)
	if err != nil {
		return Who{}, err
	}
	customers, err := o.People.WithContact(ctx, link.Contact)
	if err != nil {
		return Who{}, fmt.Errorf("rights: find whose an address is: %w", err)
	}
	w := Who{Customers: customers, Proof: ByLink, Actor: "customer", Language: language, Via: "page"}
	return w, o.proveAll(ctx, w, link)
}

// proveAll gives the proof of a link to every request that waits for it: those that came under its
// address, and those about customers who are all tied to that address. The link's own request is one of
// them, for it went to that request's address.
func (o *Office) proveAll(ctx context.Context, w Who, link Link) error {
	waiting, err := o.Requests.Unproven(ctx, w.access(), link.Contact, w.Customers)
	if err != nil {
		return fmt.Errorf("rights: find requests that wait for a proof: %w", err)
	}
	for _, r := range waiting {
		// Kept without its words it would lose them.
		if r, err = o.Requests.Request(ctx, w.access(), r.ID); err != nil {
			return fmt.Errorf("rights: read a request: %w", err)
		}
		others := slices.ContainsFunc(r.Customers, func(c candor.CustomerID) bool { return !slices.Contains(w.Customers, c) })
		if r.State != Identity || others || len(r.Customers) == 0 && r.Contact != link.Contact {
			continue
		}
		next, trace, err := r.ProveIdentity(w.Proof, w.Customers, w.Actor, o.Now())
		if err == nil {
			err = o.Requests.SaveRequest(ctx, r.Version, next, trace)
		}
		if err != nil && !errors.Is(err, candor.ErrMoved) { // an officer was first
			return fmt.Errorf("rights: note a proof: %w", err)
		}
	}
	return nil
}

// GiveEmail keeps a customer's address, and sends a link with which they show that it is theirs. Until
// then it opens nothing, and neither does the address that it replaces. ErrSubject, ErrEmail.
func (o *Office) GiveEmail(ctx context.Context, w Who, email string, nonce []byte) error {
	folded, err := FoldEmail(email)
	if err != nil {
		return err
	}
	if err := w.check(); err != nil {
		return err
	}
	for _, id := range w.Customers {
		if err := o.readdress(ctx, w.access(), id, folded); err != nil {
			return err
		}
	}
	return o.Door.Ask(ctx, LinkAsk{Email: folded, Purpose: OpensEmail, Nonce: nonce, Language: w.Language})
}

// readdress puts an address in place of another. What was proven was the other one, so that one is
// forgotten first: nobody opens anything with an address that the profile does not show.
func (o *Office) readdress(ctx context.Context, by candor.Access, id candor.CustomerID, folded string) error {
	p, err := o.People.Profile(ctx, by, id)
	if err != nil {
		return fmt.Errorf("rights: read a profile: %w", err)
	}
	if sameEmail(p.Email, folded) {
		return nil
	}
	if old := o.emailTag(p.Email); old != "" {
		if err := o.People.DropContact(ctx, id, old); err != nil {
			return fmt.Errorf("rights: forget an address: %w", err)
		}
	}
	err = o.People.ChangeProfile(ctx, by, id, func(p candor.Profile) candor.Profile {
		p.Email, p.Verified, p.VerifiedBy = folded, time.Time{}, ""
		return p
	})
	if err != nil {
		return fmt.Errorf("rights: keep an address: %w", err)
	}
	return nil
}

// ProveEmail takes the link that GiveEmail sent, in the browser that asked for it, and ties the
// customers to the address. ErrSubject; ErrLinkElsewhere also when the link is for another address than
// theirs.
func (o *Office) ProveEmail(ctx context.Context, w Who, text string, nonce []byte) error {
	if err := w.check(); err != nil {
		return err
	}
	link, err := o.Door.Redeem(ctx, text, OpensEmail, nonce)
	if err != nil {
		return err
	}
	tied := 0
	for _, id := range w.Customers {
		did, err := o.tie(ctx, w.access(), id, link.Contact)
		if err != nil {
			return err
		}
		if did {
			tied++
		}
	}
	if tied == 0 {
		return ErrLinkElsewhere
	}
	return nil
}

// tie ties a customer to a proven address, if it is the one that their profile has, and goes on having.
func (o *Office) tie(ctx context.Context, by candor.Access, id candor.CustomerID, contact string) (bool, error) {
	p, err := o.People.Profile(ctx, by, id)
	if candor.CodeOf(err) == candor.CodeNotFound {
		return false, nil // erased meanwhile
	}
	if err != nil {
		return false, fmt.Errorf("rights: read a profile: %w", err)
	}
	if o.emailTag(p.Email) != contact {
		return false, nil
	}
	if err := o.People.AddContact(ctx, id, contact); err != nil {
		return false, fmt.Errorf("rights: tie an address: %w", err)
	}
	proven := false
	err = o.People.ChangeProfile(ctx, by, id, func(p candor.Profile) candor.Profile {
		if proven = o.emailTag(p.Email) == contact; proven {
			p.Verified, p.VerifiedBy = o.Now(), string(ByLink)
		}
		return p
	})
	if err == nil && !proven { // another address came in between
		err = o.People.DropContact(ctx, id, contact)
	}
	if err != nil {
		return false, fmt.Errorf("rights: keep a proven address: %w", err)
	}
	return proven, nil
}

// emailTag gives the tag of an address however it is written, and "" for what is none.
func (o *Office) emailTag(address string) string {
	folded, err := FoldEmail(address)
	if err != nil {
		return ""
	}
	return o.Door.Tags.Tag("email", folded)
}

func sameEmail(address, folded string) bool {
	got, err := FoldEmail(address)
	return err == nil && got == folded
}
