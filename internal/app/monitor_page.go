package app

import (
	"context"
	"errors"
	"time"

	"candor"
	"candor/fairness/monitor"
	"candor/internal/store"
	"candor/internal/web/port"
)

// alarmsShown is how many alarms the page lists, and how many of those that stand become findings.
const alarmsShown = 50

// Live implements console.Monitor: what may be shown of the last days, by one part or, for none, by all.
func (m *monitoring) Live(ctx context.Context, days int, by monitor.Part) (monitor.View, error) {
	s, now := m.a.base.store, m.a.o.Now()
	from := now.UTC().Truncate(24*time.Hour).AddDate(0, 0, 1-days)
	told, err := s.GroupsTold(ctx, from, by)
	if err != nil {
		return monitor.View{}, err
	}
	alarms, err := s.Alarms(ctx, alarmsShown)
	if err != nil {
		return monitor.View{}, err
	}
	v := monitor.View{From: from, Until: now, Alarms: alarms, Parts: monitor.Parts(s.Groups())}
	parts := v.Parts
	if by != "" {
		parts = []monitor.Part{by}
	}
	v.Sections = monitor.Build(told, parts, m.listed, alarms)
	_, _, v.Looked, err = s.Watch(ctx)
	return v, err
}

// Parts implements console.Monitor.
func (m *monitoring) Parts() []monitor.Part { return monitor.Parts(m.a.base.store.Groups()) }

// Comparisons implements console.Monitor.
func (m *monitoring) Comparisons() int {
	n := 0
	for _, f := range monitor.Facts() {
		if !f.Watched {
			continue
		}
		for _, groups := range m.watched() {
			n += len(groups)
		}
	}
	return n
}

// Lines implements console.Monitor: the evidence over time of what spoke most for a gap, at most so many.
func (m *monitoring) Lines(ctx context.Context, from time.Time, most int) ([]port.EvidenceLine, error) {
	lines, err := m.a.base.store.Lines(ctx, from)
	if err != nil {
		return nil, err
	}
	return strongest(lines, most), nil
}

// LookedInto implements console.Monitor: an alarm ends once somebody has looked into it, and its watch begins anew.
func (m *monitoring) LookedInto(ctx context.Context, number int64, by candor.AgentID) error {
	s := m.a.base.store
	alarms, err := s.Alarms(ctx, alarmsShown)
	if err != nil {
		return err
	}
	for _, x := range alarms {
		if x.Number != number || !x.Ended.IsZero() {
			continue
		}
		return insist(ctx, func() error {
			watch, version, _, err := s.Watch(ctx)
			if err != nil {
				return err
			}
			watch.Restart(x.Outcome, x.By, x.Group)
			return s.EndAlarm(ctx, x, by, version, watch)
		})
	}
	return candor.Fail(candor.CodeNotFound, "error.not_found", errors.New("monitor: no such alarm stands"))
}

// strongest keeps the comparisons whose evidence was greatest.
func strongest(lines []store.Line, most int) []port.EvidenceLine {
	var all []port.EvidenceLine
	for _, l := range lines {
		if n := len(all); n == 0 || all[n-1].Outcome != l.Outcome || all[n-1].By != l.By || all[n-1].Group != l.Group {
			all = append(all, port.EvidenceLine{Outcome: l.Outcome, By: l.By, Group: l.Group})
		}
		last := &all[len(all)-1]
		last.Points = append(last.Points, port.EvidencePoint{Day: l.Day, LogE: l.LogE})
		last.Most = max(last.Most, l.LogE)
	}
	return port.Strongest(all, most)
}

// Stating is what customers may say of themselves, on their own pages. It implements mine.Stating.
func (m *monitoring) Groups() monitor.Groups { return m.a.base.store.Groups() }

// Stated gives what a customer stated, to themselves.
func (m *monitoring) Stated(ctx context.Context, id candor.CustomerID) (map[string]string, error) {
	stated, err := m.a.base.store.Stated(ctx, candor.CustomerReads(), id)
	return stated.Groups, err
}

// State keeps what a customer states. ErrConsentNeeded.
func (m *monitoring) State(ctx context.Context, id candor.CustomerID, groups map[string]string) error {
	return m.a.base.store.State(ctx, id, groups)
}
