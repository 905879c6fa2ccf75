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

// ErrTokenPerson says that the site means somebody else than whose conversation it is.
var ErrTokenPerson = candor.Fail(candor.CodeForbidden, "error.token_person", nil)

// Visitor takes a token with which the embedding site says who its visitor is, and ties the customer to
// that. A conversation stays with the visitor who was named first: somebody else who signs in at the
// same screen does not get it.
//
// Errors are those of Site.Visitor; CodeNotFound when the inbox takes no tokens; ErrTokenPerson.
func (o *Office) Visitor(ctx context.Context, inbox candor.InboxID, token string, id candor.CustomerID) (candor.Profile, error) {
	site, ok := o.Sites[inbox]
	if !ok {
		return candor.Profile{}, candor.Fail(candor.CodeNotFound, "error.token_inbox", errors.New("rights: the inbox has no key of a site"))
	}
	v, err := site.Visitor(ctx, token)
	if err != nil {
		return candor.Profile{}, err
	}
	by := candor.Access{Actor: "customer", Purpose: candor.Rights}
	visitor := o.Door.Tags.Tag("site:"+string(inbox), v.Subject)
	// Who it is comes first: of two visitors at one moment, the second finds the first.
	other := false
	change := func(p candor.Profile) candor.Profile {
		if other = p.Site != "" && p.Site != visitor; !other {
			p.Site = visitor
		}
		return p
	}
	if err := o.People.ChangeProfile(ctx, by, id, change); err != nil {
		return candor.Profile{}, fmt.Errorf("rights: keep who a visitor is: %w", err)
	}
	if other {
		return candor.Profile{}, ErrTokenPerson
	}
	tags := []string{visitor}
	if v.Email != "" {
		if err := o.readdress(ctx, by, id, v.Email); err != nil {
			return candor.Profile{}, err
		}
		tags = append(tags, o.emailTag(v.Email))
	}
	for _, tag := range tags {
		if err := o.People.AddContact(ctx, id, tag); err != nil {
			return candor.Profile{}, fmt.Errorf("rights: tie a visitor: %w", err)
		}
	}
	var known candor.Profile
	err = o.People.ChangeProfile(ctx, by, id, func(p candor.Profile) candor.Profile {
		p.Name, p.Phone = cmp.Or(v.Name, p.Name), cmp.Or(v.Phone, p.Phone)
		p.Verified, p.VerifiedBy = o.Now(), string(BySite)
		known = p
		return p
	})
	if err != nil {
		return candor.Profile{}, fmt.Errorf("rights: keep who a visitor is: %w", err)
	}
	return known, nil
}

// SiteFresh is how long the word of the embedding site opens all that is its visitor's: whoever sits
// before a screen later may be somebody else.
const SiteFresh = 15 * time.Minute

// Widen gives whoever holds one conversation everything that is theirs, when the embedding site said a
// short time ago who they are: the conversations of that visitor on other devices too. Anybody else
// stays as they are.
func (o *Office) Widen(ctx context.Context, w Who) (Who, error) {
	if w.Proof != BySession || len(w.Customers) != 1 {
		return w, nil
	}
	p, err := o.People.Profile(ctx, w.access(), w.Customers[0])
	if err != nil {
		if candor.CodeOf(err) == candor.CodeNotFound {
			return w, nil
		}
		return w, fmt.Errorf("rights: read who a visitor is: %w", err)
	}
	if p.Site == "" || p.VerifiedBy != string(BySite) || o.Now().Sub(p.Verified) > SiteFresh {
		return w, nil
	}
	all, err := o.People.WithContact(ctx, p.Site)
	if err != nil {
		return w, fmt.Errorf("rights: find what else is a visitor's: %w", err)
	}
	for _, id := range all {
		if !slices.Contains(w.Customers, id) {
			w.Customers = append(w.Customers, id)
		}
	}
	w.Proof = BySite
	return w, nil
}
