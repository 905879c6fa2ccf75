package egress

import (
	"errors"
	"sync"
	"time"

	"github.com/sony/gobreaker/v2"
)

// breakers leave a model of a vendor in peace after it failed too often, or when the vendor asked for a
// pause. Safe for concurrent use.
type breakers struct {
	trip int
	rest time.Duration
	most time.Duration
	now  func() time.Time

	mu    *sync.Mutex
	known map[[2]string]*breaker
}

type breaker struct {
	*gobreaker.TwoStepCircuitBreaker[struct{}]
	until time.Time // of a pause that the vendor asked for
}

// longestPause is how long a vendor may ask to be left in peace.
const longestPause = 10 * time.Minute

// errFailed counts as a failure of the vendor, errNeither as neither that nor a success.
var (
	errFailed  = errors.New("egress: the vendor failed")
	errNeither = errors.New("egress: nothing can be said about the vendor")
)

func newBreakers(o Options) breakers {
	return breakers{trip: o.Trip, rest: o.Rest, most: longestPause, now: o.Now, mu: &sync.Mutex{}, known: map[[2]string]*breaker{}}
}

func (b *breakers) of(vendor, model string) *breaker {
	b.mu.Lock()
	defer b.mu.Unlock()
	key := [2]string{vendor, model}
	if b.known[key] == nil {
		b.known[key] = &breaker{TwoStepCircuitBreaker: gobreaker.NewTwoStepCircuitBreaker[struct{}](gobreaker.Settings{
			Timeout:     b.rest,
			ReadyToTrip: func(c gobreaker.Counts) bool { return int(c.ConsecutiveFailures) >= b.trip },
			IsExcluded:  func(err error) bool { return errors.Is(err, errNeither) },
		})}
	}
	return b.known[key]
}

// ready reports whether a request could go now.
func (b *breakers) ready(vendor, model string) bool {
	one := b.of(vendor, model)
	return one.State() != gobreaker.StateOpen && !b.paused(one)
}

// allow lets one request go and gives what is to be called with how it ended: nil, errFailed or errNeither.
// After a rest one request goes to see whether the vendor is back.
func (b *breakers) allow(vendor, model string) (done func(error), ok bool) {
	one := b.of(vendor, model)
	if b.paused(one) {
		return nil, false
	}
	done, err := one.Allow()
	return done, err == nil
}

func (b *breakers) paused(one *breaker) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now().Before(one.until)
}

// pause leaves a model in peace for as long as its vendor asked.
func (b *breakers) pause(vendor, model string, d time.Duration) {
	one := b.of(vendor, model)
	b.mu.Lock()
	defer b.mu.Unlock()
	if until := b.now().Add(min(d, b.most)); until.After(one.until) {
		one.until = until
	}
}
