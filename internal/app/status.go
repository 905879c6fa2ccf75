package app

import (
	"context"
	"sync"
	"time"

	"candor"
	"candor/internal/bus"
	"candor/policy"
	"candor/service"
	"candor/turn"
)

// pickUp is how soon a person is promised within hours when nobody has the console open: the
// alert needs time to reach somebody.
const pickUp = 30 * time.Minute

// waitsKept is how long measured waits are looked at before they are read anew.
const waitsKept = 15 * time.Second

// waits is what the expected wait needs of the store.
type waits interface {
	RecentWaits(ctx context.Context, inbox candor.InboxID, since time.Time, limit int) ([]turn.Wait, error)
	Waiting(ctx context.Context, inbox candor.InboxID) (int, error)
	Stopped(ctx context.Context) (bool, error)
}

// status tells what the desk can promise now.
type status struct {
	store    waits
	presence *bus.Presence
	hours    func(candor.InboxID) service.Hours

	mu     sync.Mutex
	recent map[candor.InboxID]recentWaits
}

type recentWaits struct {
	read  time.Time
	waits []time.Duration
}

// Status promises minutes when somebody has the console open, else a date: soon within hours,
// or when people are next on duty.
func (s *status) Status(ctx context.Context, inbox candor.InboxID, now time.Time) (policy.Service, error) {
	waiting, err := s.store.Waiting(ctx, inbox)
	if err != nil {
		return policy.Service{}, err
	}
	p := policy.Service{Staffed: len(s.presence.Online()) > 0, Waiting: waiting}
	if !p.Staffed {
		p.NextOpen = s.next(s.hours(inbox), now)
		return p, nil
	}
	recent, err := s.waits(ctx, inbox, now)
	if err != nil {
		return policy.Service{}, err
	}
	p.Wait, p.Measured = service.Expect(recent, waiting, len(s.presence.Online())), service.Basis(len(recent))
	return p, nil
}

// Expected gives the wait of somebody with so many ahead of them, zero when nobody is at the desk.
func (s *status) Expected(ctx context.Context, inbox candor.InboxID, ahead int, now time.Time) (time.Duration, error) {
	recent, err := s.waits(ctx, inbox, now)
	if err != nil {
		return 0, err
	}
	return service.Expect(recent, ahead, len(s.presence.Online())), nil
}

// next is when a person is promised: within hours a little later, so that the promise can be kept.
func (s *status) next(hours service.Hours, now time.Time) time.Time {
	opens := hours.Next(now)
	if !opens.Equal(now) {
		return opens
	}
	soon := now.Add(pickUp + 5*time.Minute - 1).Truncate(5 * time.Minute)
	if hours.Open(soon) {
		return soon
	}
	return hours.Next(soon)
}

func (s *status) waits(ctx context.Context, inbox candor.InboxID, now time.Time) ([]time.Duration, error) {
	s.mu.Lock()
	known, ok := s.recent[inbox]
	s.mu.Unlock()
	if ok && now.Sub(known.read).Abs() < waitsKept {
		return known.waits, nil
	}
	rows, err := s.store.RecentWaits(ctx, inbox, now.Add(-24*time.Hour), 20)
	if err != nil {
		return nil, err
	}
	known = recentWaits{read: now}
	for _, w := range rows {
		known.waits = append(known.waits, w.For)
	}
	s.mu.Lock()
	s.recent[inbox] = known
	s.mu.Unlock()
	return known.waits, nil
}

// Stopped reports the stop switch.
func (s *status) Stopped(ctx context.Context) (bool, error) { return s.store.Stopped(ctx) }
