package mine

import (
	"net/netip"
	"sync"
	"time"

	"candor"
)

// window is over which is counted, and mostCounted how many names at one time.
const (
	window      = time.Hour
	mostCounted = 50_000
)

// errTooOften says that something was asked for more often than it can be of use.
var errTooOften = candor.Fail(candor.CodeTooMany, "error.too_often", nil)

// limit counts how often something was done under a name in this hour and the one before. It holds no
// more names than it can, and says no to new ones then: what it protects is other people's mailboxes.
type limit struct {
	now func() time.Time

	mu            sync.Mutex
	hour          int64
	before, since map[string]int
}

func newLimit(now func() time.Time) *limit { return &limit{now: now, since: map[string]int{}} }

// allow counts once more unless the name has had its share.
func (l *limit) allow(name string, most int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if hour := l.now().Unix() / int64(window/time.Second); hour != l.hour {
		l.before = nil
		if hour == l.hour+1 {
			l.before = l.since
		}
		l.hour, l.since = hour, map[string]int{}
	}
	if l.before[name]+l.since[name] >= most {
		return false
	}
	if _, known := l.since[name]; !known && len(l.since) >= mostCounted {
		return false
	}
	l.since[name]++
	return true
}

// network is under which name senders count: those who have a whole range of IPv6 are one.
func network(a netip.Addr) string {
	a = a.Unmap()
	bits := a.BitLen()
	if a.Is6() {
		bits = 64
	}
	if p, err := a.Prefix(bits); err == nil {
		return p.String()
	}
	return "unknown"
}
