package app

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"candor"
	"candor/fairness/finding"
	"candor/fairness/monitor"
	"candor/internal/store"
)

// lookForGaps is how often what is told is looked at. A look that was missed is made up for by the next.
const lookForGaps = time.Hour

// monitoring watches whether people are treated alike while the desk works.
type monitoring struct{ a *App }

func newMonitoring(a *App) *monitoring { return &monitoring{a} }

// groupsOf gives what customers of a desk may state.
func groupsOf(stated map[string][]string) monitor.Groups {
	return monitor.DefaultGroups().With(monitor.Groups(stated))
}

// listed names the groups that are shown and watched whether there is anybody or not.
func (m *monitoring) listed(p monitor.Part) []string {
	switch p {
	case monitor.ByLanguage:
		return m.a.o.Config.Desk.Languages
	case monitor.ByChannel:
		var out []string
		for _, c := range candor.Channels() {
			out = append(out, string(c))
		}
		return out
	case monitor.ByHour:
		return monitor.Hours()
	}
	if axis, ok := p.Axis(); ok {
		return m.a.base.store.Groups()[axis]
	}
	return nil
}

// watched is what alarms are raised over. Hours are shown and not watched: that nobody is there at night is told everywhere.
func (m *monitoring) watched() monitor.Watched {
	out := monitor.Watched{
		monitor.ByLanguage: append(slices.Clone(m.listed(monitor.ByLanguage)), monitor.Other), monitor.ByChannel: m.listed(monitor.ByChannel),
	}
	for axis, list := range m.a.base.store.Groups() {
		out[monitor.Stated(axis)] = list
	}
	return out
}

// run looks every hour until ctx ends.
func (m *monitoring) run(ctx context.Context) {
	tick := time.NewTicker(lookForGaps)
	defer tick.Stop()
	for {
		if err := m.look(ctx); err != nil && ctx.Err() == nil {
			m.a.o.Log.ErrorContext(ctx, "monitor: a look for gaps between groups failed; the next one makes up for it", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// look counts whose week is over, looks at what is told since the last look, keeps that, and tells of new alarms. Of several nodes
// the one that was first has looked for all.
func (m *monitoring) look(ctx context.Context) error {
	s, now := m.a.base.store, m.a.o.Now()
	if _, err := s.SettleEnded(ctx, now); err != nil {
		return err
	}
	watch, version, _, err := s.Watch(ctx)
	if err != nil {
		return err
	}
	told, err := s.GroupsTold(ctx, time.Time{}, "")
	if err != nil {
		return err
	}
	evidence := watch.Look(told, m.watched(), now)
	raised, err := monitor.Raise(evidence)
	if err != nil {
		return err
	}
	fresh, err := s.SaveLook(ctx, version, store.Looked{At: now, Watch: watch, Evidence: evidence, Raised: raised})
	if errors.Is(err, candor.ErrMoved) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(m.tell(ctx, fresh), m.findings(ctx))
}

// tell writes to owners and privacy officers about alarms. The letter names groups and shares, and nobody.
func (m *monitoring) tell(ctx context.Context, alarms []monitor.Alarm) error {
	if len(alarms) == 0 {
		return nil
	}
	agents, err := m.a.base.store.Agents(ctx)
	if err != nil {
		return fmt.Errorf("monitor: read who is told: %w", err)
	}
	var errs []error
	for _, a := range agents {
		if a.Disabled || !a.Has(candor.RoleOfficer) {
			continue
		}
		once := fmt.Sprintf("gap %s %d", a.ID, alarms[0].Number)
		args := map[string]string{"count": strconv.Itoa(len(alarms)), "url": m.a.URL() + "/console/fairness/live"}
		errs = append(errs, m.a.notify.send(ctx, a, "console.notice.gap", once, args))
	}
	return errors.Join(errs...)
}

// leastToClose is of how many people of the group a finding is closed at least.
const leastToClose = 200

// findings opens a finding for each alarm that stands, and closes those that fresh counts show to be mended.
func (m *monitoring) findings(ctx context.Context) error {
	alarms, err := m.a.base.store.Alarms(ctx, alarmsShown)
	if err != nil {
		return err
	}
	for _, x := range alarms {
		if !x.Ended.IsZero() {
			continue
		}
		if err := m.a.findingOfAlarm(ctx, findingAlarm(x)); err != nil {
			return err
		}
	}
	open, err := m.a.findingsOpen(ctx)
	if err != nil {
		return err
	}
	var counts []finding.Watched
	for _, f := range open {
		if f.Test.Kind != finding.Live || f.CountFrom().IsZero() {
			continue
		}
		w, ok, err := m.since(ctx, f)
		if err != nil {
			return err
		}
		if ok {
			counts = append(counts, w)
		}
	}
	if len(counts) == 0 {
		return nil
	}
	_, err = m.a.findingsWatched(ctx, counts)
	return err
}

func findingAlarm(a monitor.Alarm) finding.Alarm {
	row := monitor.RowOf(monitor.Table{Groups: map[string]map[string]monitor.Count{
		"it": {"-": {N: a.N, K: [monitor.Slots]int64{a.K}}}, "others": {"-": {N: a.RestN, K: [monitor.Slots]int64{a.RestK}}},
	}}, "it", monitor.Fact{})
	return finding.Alarm{
		Dimension: string(a.By), Group: a.Group, Outcome: string(a.Outcome), Margin: monitor.Margin, Least: leastToClose, Raised: a.Since,
		Rate: row.Rate, Others: row.Rest, N: int(a.N), E: math.Exp(min(a.LogE, 700)),
	}
}

// since counts anew what a finding is about, of people who are told from the day after its change on.
func (m *monitoring) since(ctx context.Context, f finding.Finding) (finding.Watched, bool, error) {
	now := m.a.o.Now()
	from := f.CountFrom().UTC().Truncate(24 * time.Hour).Add(24 * time.Hour)
	fact, ok := monitor.FactOf(monitor.Outcome(f.Test.Outcome))
	if !ok || !from.Before(now) {
		return finding.Watched{}, false, nil
	}
	told, err := m.a.base.store.GroupsTold(ctx, from, monitor.Part(f.Test.Axis))
	if err != nil {
		return finding.Watched{}, false, err
	}
	w := finding.Watched{Dimension: f.Test.Axis, Group: f.Test.Group, Outcome: f.Test.Outcome, From: from, Until: now}
	for _, t := range monitor.Tables(told) {
		if t.Family != fact.Family || string(t.Part) != f.Test.Axis {
			continue
		}
		mine, rest := t.Of(f.Test.Group), t.Rest(f.Test.Group)
		gap, interval, ok := monitor.Sure(mine.K[fact.Slot], mine.N, rest.K[fact.Slot], rest.N)
		if fact.Good { // worse is to have it less often
			gap, interval.Low, interval.High = -gap, -interval.High, -interval.Low
		}
		w.N, w.Gap, w.Interval = int(mine.N), gap, interval
		return w, ok, nil
	}
	return w, false, nil
}
