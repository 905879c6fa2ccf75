package rights

import (
	"context"
	"errors"
	"fmt"
	"time"

	"candor"
)

// redacted is what values that tell of a person print as.
const redacted = "[redacted]"

// Links keeps links until they are used or too old.
type Links interface {
	// Keep stores a new link.
	Keep(ctx context.Context, l Link) error

	// Find gives the link with the hash. ErrLinkUnknown when there is none.
	Find(ctx context.Context, hash [32]byte) (Link, error)

	// Use marks the link as used, in one step: of two callers at one time, one gets ErrLinkUsed.
	Use(ctx context.Context, hash [32]byte, at time.Time) error
}

// Post hands a mail to the queue. It returns at once, and alike for every address.
type Post interface {
	SendLink(ctx context.Context, m LinkMail) error
}

// LinkMail is a mail with a link in it.
type LinkMail struct {
	To       string
	Text     string // of the link
	Purpose  string
	Language string
	Request  candor.RequestID
	Expires  time.Time
}

// String keeps address and link out of logs and errors.
func (LinkMail) String() string { return redacted }

// MarshalText does so for JSON. It also keeps a link out of any table: it goes into the mail and nowhere else.
func (LinkMail) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// Tagger gives the keyed tag of a value: the same for the same kind and value, and telling nothing of
// it to whoever lacks the key.
type Tagger interface {
	Tag(kind, folded string) string
}

// Door is where a person proves that an e-mail address is theirs.
type Door struct {
	Links Links
	Post  Post
	Tags  Tagger
	Now   func() time.Time
}

// LinkAsk asks for a link.
type LinkAsk struct {
	Email    string
	Purpose  string
	Nonce    []byte // of the browser session, 16 bytes or more; none for OpensIdentity
	Language string
	Request  candor.RequestID // that it proves; needed for OpensIdentity, else it may be empty
}

// String keeps the address out of logs and errors.
func (LinkAsk) String() string { return redacted }

// MarshalText does so for JSON.
func (LinkAsk) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// Ask sends a link to the address, whoever's it is. It never looks whether the address is known, so
// neither the answer nor the time it takes can tell: who has the mailbox learns it by following the link.
// The caller limits how often one address and one sender can ask.
//
// ErrEmail: it is no address.
func (d Door) Ask(ctx context.Context, a LinkAsk) error {
	folded, err := FoldEmail(a.Email)
	if err != nil {
		return err
	}
	bound := len(a.Nonce) >= minNonce
	if a.Purpose == OpensIdentity {
		bound = a.Request != ""
	}
	if !bound || a.Purpose == "" {
		return candor.Fail(candor.CodeInternal, "error.internal", errors.New("rights: ask for a link: no purpose or no browser nonce"))
	}
	text, link := NewLink(d.Tags.Tag("email", folded), a.Purpose, a.Nonce, a.Request, d.Now())
	if err := d.Links.Keep(ctx, link); err != nil {
		return fmt.Errorf("rights: keep a link: %w", err)
	}
	err = d.Post.SendLink(ctx, LinkMail{
		To: folded, Text: text, Purpose: a.Purpose, Language: a.Language, Request: a.Request, Expires: link.Expires,
	})
	if err != nil {
		return fmt.Errorf("rights: send a link: %w", err)
	}
	return nil
}

// Redeem takes the text of a link and gives the link, once. What the person may now see is everything
// that is tied to the link's Contact, which may be nothing. A link that fails the check for its browser
// is not used up: a mail scanner that follows it does no harm.
//
// ErrLinkUnknown, ErrLinkElsewhere, ErrLinkUsed, ErrLinkExpired.
func (d Door) Redeem(ctx context.Context, text, purpose string, nonce []byte) (Link, error) {
	hash, err := LinkHash(text)
	if err != nil {
		return Link{}, err
	}
	link, err := d.Links.Find(ctx, hash)
	if err != nil {
		return Link{}, fmt.Errorf("rights: find a link: %w", err)
	}
	now := d.Now()
	if err := link.Check(text, purpose, nonce, now); err != nil {
		return Link{}, err
	}
	if err := d.Links.Use(ctx, hash, now); err != nil {
		return Link{}, fmt.Errorf("rights: use a link: %w", err)
	}
	link.Used = now
	return link, nil
}
