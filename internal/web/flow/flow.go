package flow

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"candor"
)

// ErrCrowded says that a sender, or an inbox, had its share for now.
var ErrCrowded = candor.Fail(candor.CodeTooMany, "error.crowded", nil)

// mostCounted bounds how many senders are told apart at a time. More are not counted: the shares of inboxes still hold.
const mostCounted = 50_000

// share is how much may come at once, and after how long one more.
type share struct {
	burst float64
	each  time.Duration
}

func beginsOfSender() share { return share{60, 30 * time.Second} }         // 120 an hour
func wordsOfSender() share  { return share{300, 2 * time.Second} }         // 1,800 an hour
func beginsOfInbox() share  { return share{3000, 200 * time.Millisecond} } // 18,000 an hour

// Options are what New needs; all may be zero.
type Options struct {
	Address func(*http.Request) netip.Addr // of whoever asks; nil: the connection's own
	Ours    []netip.Prefix                 // networks that are not counted besides those of one's own house
	// Through reports whether words get through whatever came before: a request for a person, and whatever a person must
	// handle. Nil: all do.
	Through func(words candor.Text, language string) bool
	Now     func() time.Time
}

// Gate counts. Safe for concurrent use; nil lets everything through.
type Gate struct {
	o Options

	mu      sync.Mutex
	day     int64
	key     [32]byte
	senders map[[16]byte]*sender
	inboxes map[candor.InboxID]*bucket
}

type sender struct{ begins, words bucket }

// New makes a gate that has counted nothing.
func New(o Options) *Gate {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Address == nil {
		o.Address = connection
	}
	return &Gate{o: o, inboxes: map[candor.InboxID]*bucket{}}
}

// Begin counts a new conversation. One with a person always begins. ErrCrowded.
func (g *Gate) Begin(r *http.Request, inbox candor.InboxID, with candor.Act) error {
	if g == nil || with != candor.CustomerPicksAssistant {
		return nil
	}
	network, counted := g.network(r)
	if !counted {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.o.Now()
	if s := g.sender(network, now); s != nil && !s.begins.take(beginsOfSender(), now) {
		return ErrCrowded
	}
	b, ok := g.inboxes[inbox]
	if !ok {
		b = &bucket{}
		g.inboxes[inbox] = b
	}
	if !b.take(beginsOfInbox(), now) {
		return ErrCrowded
	}
	return nil
}

// Words counts a message. Beyond the sender's share it is taken where people have the conversation, or where the words
// get through. conversation is asked only then. ErrCrowded, and what conversation fails with.
func (g *Gate) Words(r *http.Request, words candor.Text, conversation func(context.Context) (candor.Conversation, error)) error {
	if g == nil || g.within(r) {
		return nil
	}
	c, err := conversation(r.Context())
	if err != nil {
		return err
	}
	if !c.AssistantMaySpeak() || g.o.Through == nil || g.o.Through(words, c.Language) {
		return nil
	}
	return ErrCrowded
}

func (g *Gate) within(r *http.Request) bool {
	network, counted := g.network(r)
	if !counted {
		return true
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.o.Now()
	s := g.sender(network, now)
	return s == nil || s.words.take(wordsOfSender(), now)
}

// sender finds who sends from a network; nil where there are too many to tell them apart. The caller holds the lock.
func (g *Gate) sender(network netip.Prefix, now time.Time) *sender {
	if day := now.Unix() / (24 * 60 * 60); g.senders == nil || day != g.day {
		g.day, g.senders = day, map[[16]byte]*sender{}
		_, _ = rand.Read(g.key[:]) // never fails
	}
	mac := hmac.New(sha256.New, g.key[:])
	mac.Write([]byte(network.String()))
	name := [16]byte(mac.Sum(nil)[:16])
	s, known := g.senders[name]
	if known {
		return s
	}
	if len(g.senders) >= mostCounted {
		for name, one := range g.senders {
			if one.begins.full(beginsOfSender(), now) && one.words.full(wordsOfSender(), now) {
				delete(g.senders, name)
			}
		}
		if len(g.senders) >= mostCounted {
			return nil
		}
	}
	s = &sender{}
	g.senders[name] = s
	return s
}

// network is under what whoever asks is counted: those who have a whole range of IPv6 are one. False: not at all.
func (g *Gate) network(r *http.Request) (netip.Prefix, bool) {
	a := g.o.Address(r).Unmap()
	if !a.IsValid() || a.IsUnspecified() || a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast() {
		return netip.Prefix{}, false
	}
	for _, p := range g.o.Ours {
		if p.Contains(a) {
			return netip.Prefix{}, false
		}
	}
	bits := a.BitLen()
	if a.Is6() {
		bits = 64
	}
	p, err := a.WithZone("").Prefix(bits)
	return p, err == nil
}

func connection(r *http.Request) netip.Addr {
	if at, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
		return at.Addr()
	}
	return netip.Addr{}
}

// bucket holds what was used of a share and has not come back yet. The zero value is unused.
type bucket struct {
	used float64
	at   time.Time
}

func (b *bucket) settle(s share, now time.Time) {
	if now.After(b.at) {
		b.used = max(0, b.used-float64(now.Sub(b.at))/float64(s.each))
		b.at = now
	}
}

func (b *bucket) take(s share, now time.Time) bool {
	if b.settle(s, now); b.used+1 > s.burst {
		return false
	}
	b.used++
	return true
}

func (b *bucket) full(s share, now time.Time) bool {
	b.settle(s, now)
	return b.used == 0
}
