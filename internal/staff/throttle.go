package staff

import (
	"crypto/sha256"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// limit says how many failures are free, after how many nothing is let through for a while, and
// the longest delay in between. Delays double from one second.
type limit struct {
	free, lock int
	longest    time.Duration
}

// Many people may share one address, so it may fail more often than one e-mail address.
var (
	emailLimit   = limit{free: 4, lock: 10, longest: 30 * time.Second}
	addressLimit = limit{free: 20, lock: 60, longest: 30 * time.Second}
)

const (
	lockFor      = 15 * time.Minute // from the failure that locked; tries meanwhile do not make it longer
	forgetAfter  = 30 * time.Minute // without a failure
	mostTracked  = 20_000           // keys held in memory; the stalest go first
	sweepAtLeast = time.Minute
)

// tries is what is remembered of one e-mail address or network address.
type tries struct {
	failed int
	last   time.Time
	until  time.Time // nothing before this
}

// throttle counts failed sign-ins. It holds digests only, in memory; a restart forgets them.
type throttle struct {
	mu    sync.Mutex
	kept  map[[16]byte]tries
	swept time.Time
}

func newThrottle() *throttle { return &throttle{kept: map[[16]byte]tries{}} }

// try asks whether a sign-in may be tried now. When it may, it is counted as failed at once, so that
// many tries at the same moment do not all count as the first; succeed takes it back. When not,
// wait is how long until one may.
func (t *throttle) try(email string, from netip.Addr, now time.Time) (wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sweep(now)
	e, a := t.recall(emailKey(email), now), t.recall(addressKey(from), now)
	if until := later(e.until, a.until); until.After(now) {
		return until.Sub(now)
	}
	t.kept[emailKey(email)] = e.fail(emailLimit, now)
	t.kept[addressKey(from)] = a.fail(addressLimit, now)
	return 0
}

// tryEmail is try for somebody who is signed in: their network address is not in question.
func (t *throttle) tryEmail(email string, now time.Time) (wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	e := t.recall(emailKey(email), now)
	if e.until.After(now) {
		return e.until.Sub(now)
	}
	t.kept[emailKey(email)] = e.fail(emailLimit, now)
	return 0
}

// forget drops the failures of an e-mail address.
func (t *throttle) forget(email string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.kept, emailKey(email))
}

// succeed forgets the failures of the e-mail address, and takes this one try back from the network
// address: somebody's own account does not buy tries at another's.
func (t *throttle) succeed(email string, from netip.Addr, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.kept, emailKey(email))
	a := t.recall(addressKey(from), now)
	if a.failed <= 1 {
		delete(t.kept, addressKey(from))
		return
	}
	a.failed--
	if a.failed < addressLimit.lock {
		a.until = now
	}
	t.kept[addressKey(from)] = a
}

func (t *throttle) recall(key [16]byte, now time.Time) tries {
	k := t.kept[key]
	if now.Sub(k.last) > forgetAfter {
		return tries{}
	}
	return k
}

func (k tries) fail(l limit, now time.Time) tries {
	if k.failed >= l.lock {
		k.failed = l.free // the lock is over: slow again from the start of the delays
	}
	k.failed++
	k.last = now
	switch {
	case k.failed >= l.lock:
		k.until = now.Add(lockFor)
	case k.failed > l.free:
		k.until = now.Add(min(l.longest, time.Second<<min(k.failed-l.free-1, 10)))
	}
	return k
}

// sweep drops what is forgotten, and the stalest half when too much is held.
func (t *throttle) sweep(now time.Time) {
	if len(t.kept) < mostTracked && now.Sub(t.swept) < sweepAtLeast {
		return
	}
	t.swept = now
	old := now.Add(-forgetAfter)
	for len(t.kept) > 0 {
		for key, k := range t.kept {
			if k.last.Before(old) {
				delete(t.kept, key)
			}
		}
		if len(t.kept) < mostTracked {
			return
		}
		old = old.Add(now.Sub(old)/2 + time.Millisecond)
	}
}

func emailKey(email string) [16]byte { return key("e", foldEmail(email)) }

// addressKey takes an IPv6 network of 64 bits as one address: a household or a rented machine has
// all of it.
func addressKey(from netip.Addr) [16]byte {
	from = from.Unmap().WithZone("")
	if from.Is6() {
		if p, err := from.Prefix(64); err == nil {
			from = p.Addr()
		}
	}
	return key("a", from.String())
}

func key(kind, s string) [16]byte {
	sum := sha256.Sum256([]byte(kind + "\x00" + s))
	return [16]byte(sum[:16])
}

func foldEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
