package monitor_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/fairness/monitor"
)

func TestWhatIsCounted(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	at := func(c candor.Conversation, act candor.Act, after time.Duration) candor.Conversation {
		t.Helper()
		next, err := c.After(act, start.Add(after))
		if err != nil {
			t.Fatal(err)
		}
		next.Version++
		return next
	}
	said := func(key string) []candor.Message {
		return []candor.Message{{Author: candor.ByAssistant, Kind: candor.Said, Key: key, Number: 2}}
	}
	var none candor.Conversation
	assisted, waiting := at(none, candor.CustomerPicksAssistant, 0), at(none, candor.CustomerAsksPerson, 0)
	wrote := at(assisted, candor.CustomerWrites, time.Minute)
	wrote.LastCustomer = 1
	answered := wrote
	answered.LastAnswered = 1
	urgent := at(wrote, candor.DeskHandsOver, time.Minute)
	urgent.Priority = candor.Urgent
	promised := waiting
	promised.PromisedBy = start.Add(time.Hour)
	known := func(f monitor.Family, h ...bool) monitor.Event {
		e := monitor.Event{Family: f}
		copy(e.Happened[:], h)
		return e
	}
	begins := func(f monitor.Family) monitor.Event { return monitor.Event{Family: f, Begins: true} }
	hours := 2 * time.Hour
	for name, x := range map[string]struct {
		step monitor.Step
		want []monitor.Event
	}{
		"begun with the assistant":   {monitor.Step{After: assisted}, []monitor.Event{begins(monitor.Ended), begins(monitor.First)}},
		"begun with a person":        {monitor.Step{After: waiting}, []monitor.Event{begins(monitor.Ended), begins(monitor.Person)}},
		"wrote, and waits":           {monitor.Step{Before: assisted, After: wrote}, nil},
		"answered":                   {monitor.Step{Before: wrote, After: answered, Said: said("")}, []monitor.Event{known(monitor.First, true)}},
		"asked back":                 {monitor.Step{Before: wrote, After: answered, Said: said("assistant.which")}, []monitor.Event{known(monitor.First, true)}},
		"not known":                  {monitor.Step{Before: wrote, After: answered, Said: said("assistant.abstain_closed")}, []monitor.Event{known(monitor.First, false, true)}},
		"answered a second time":     {monitor.Step{Before: answered, After: answered, Said: said("")}, nil},
		"only a reminder":            {monitor.Step{Before: wrote, After: wrote, Said: said("assistant.reminder")}, nil},
		"brought to a person":        {monitor.Step{Before: wrote, After: at(wrote, candor.DeskHandsOver, time.Minute)}, []monitor.Event{known(monitor.First, false, false, true)}},
		"brought ahead of others":    {monitor.Step{Before: wrote, After: urgent}, []monitor.Event{known(monitor.First, true, false, true)}},
		"chose a person instead":     {monitor.Step{Before: wrote, After: at(wrote, candor.CustomerAsksPerson, time.Minute)}, []monitor.Event{begins(monitor.Person)}},
		"a person came":              {monitor.Step{Before: waiting, After: at(waiting, candor.AgentTakes, hours), Waited: &hours}, []monitor.Event{known(monitor.Person), begins(monitor.Wait), known(monitor.Wait, true, true)}},
		"a person came late":         {monitor.Step{Before: promised, After: at(promised, candor.AgentTakes, hours)}, []monitor.Event{known(monitor.Person, true)}},
		"gave up waiting":            {monitor.Step{Before: waiting, After: at(waiting, candor.CustomerConfirms, hours)}, []monitor.Event{known(monitor.Person, true), begins(monitor.Solved)}},
		"says it is solved":          {monitor.Step{Before: answered, After: answered, Solved: "yes"}, []monitor.Event{known(monitor.Solved, true)}},
		"says it is solved in parts": {monitor.Step{Before: answered, After: answered, Solved: "partly"}, []monitor.Event{known(monitor.Solved)}},
		"says it is not":             {monitor.Step{Before: answered, After: answered, Solved: "no"}, []monitor.Event{known(monitor.Solved, false, true)}},
	} {
		if diff := cmp.Diff(x.want, x.step.Events()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestEachOutcomeHasAPlaceOfItsOwn(t *testing.T) {
	t.Parallel()
	type place struct {
		f    monitor.Family
		slot int
	}
	seen := map[place]monitor.Outcome{}
	for _, f := range monitor.Facts() {
		p := place{f.Family, f.Slot}
		if seen[p] != "" || f.Slot < 0 || f.Slot >= monitor.Slots {
			t.Errorf("%s and %s share slot %d of %s", f.Outcome, seen[p], f.Slot, f.Family)
		}
		seen[p] = f.Outcome
	}
}

func TestACellIsReadAsItIsWritten(t *testing.T) {
	t.Parallel()
	created := time.Date(2026, 11, 2, 23, 30, 0, 0, time.UTC)
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	keys := monitor.Keys(candor.Conversation{Language: "pt-BR", Created: created}, berlin)
	keys = append(keys, monitor.StatedKeys(map[string]string{monitor.Age: "80_up", monitor.Ethnicity: "two words", "shoe": "43"}, "Quillon")...)
	want := []monitor.Key{
		{Part: "way", Group: "pt", Beside: "-"}, {Part: monitor.ByHour, Group: "00", Beside: "pt"},
		{Part: "stated:age", Group: "80_up", Beside: "-"}, {Part: "stated:ethnicity", Group: "two words", Beside: "-"},
	}
	if diff := cmp.Diff(want, keys); diff != "" {
		t.Error(diff)
	}
	for _, k := range keys {
		if got, err := monitor.KeyOf(k.Part, k.Cell()); err != nil || got != k {
			t.Errorf("%+v is read as %+v, %v", k, got, err)
		}
	}
	if _, err := monitor.KeyOf("way", "fr"); err == nil {
		t.Error("half a cell was read")
	}
}

func TestListsThatCannotBeAskedAreRefused(t *testing.T) {
	t.Parallel()
	for _, list := range monitor.DefaultGroups() {
		if !monitor.Valid(list) {
			t.Errorf("%v", list)
		}
	}
	for _, list := range [][]string{{"one"}, {"a", "A"}, {"a", ""}, {"a", " b"}, {"a", "b\tc"}, {"a", "-"}, make([]string, 30)} {
		if monitor.Valid(list) {
			t.Errorf("%q was taken", list)
		}
	}
	g := monitor.DefaultGroups().With(monitor.Groups{monitor.Ethnicity: {"a", "b"}, monitor.Gender: nil})
	if diff := cmp.Diff([]string{monitor.Disability, monitor.Age, monitor.Tongue, monitor.Ethnicity}, g.Asked()); diff != "" {
		t.Error(diff)
	}
}
