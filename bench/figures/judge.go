package main

import (
	"fmt"

	"candor/bench/meter"
	"candor/bench/report"
)

// goal is a figure and what is wanted of it.
type goal struct {
	name              string
	mode, of, value   string // where it is measured: row and value
	against           string // another row's mode whose same value it is divided by; empty: none
	limit             float64
	atLeast, onlyTold bool // otherwise at most; told without a goal
	unit              string
}

// goals are what the desk is held to on a machine with two cores.
func goals() []goal {
	return []goal{
		{name: "messages taken, 16 customers, of the yardstick", mode: "ingest", of: "c=16", value: "rate", against: "floor ingest", limit: 0.5, atLeast: true, unit: "×"},
		{name: "messages taken, 64 customers, of the yardstick", mode: "ingest", of: "c=64", value: "rate", against: "floor ingest", limit: 0.5, atLeast: true, unit: "×"},
		{name: "messages taken, 1 customer", mode: "ingest", of: "c=1", value: "rate", onlyTold: true, unit: "/s"},
		{name: "messages taken, 16 customers", mode: "ingest", of: "c=16", value: "rate", limit: 2000, atLeast: true, unit: "/s"},
		{name: "messages taken, 64 customers", mode: "ingest", of: "c=64", value: "rate", limit: 2000, atLeast: true, unit: "/s"},
		{name: "message acknowledged, 16 customers, p50", mode: "ingest", of: "c=16", value: "p50", onlyTold: true, unit: "ms"},
		{name: "message acknowledged, 16 customers, p99", mode: "ingest", of: "c=16", value: "p99", limit: 20, unit: "ms"},
		{name: "processor time for a message, 16 customers", mode: "ingest", of: "c=16", value: "server cpu", limit: 0.5, unit: "ms"},
		{name: "processor time for a message, 64 customers", mode: "ingest", of: "c=64", value: "server cpu", limit: 0.5, unit: "ms"},
		{name: "conversations begun, 16 customers", mode: "open", of: "c=16", value: "rate", onlyTold: true, unit: "/s"},
		{name: "conversation begun, 16 customers, p99", mode: "open", of: "c=16", value: "p99", onlyTold: true, unit: "ms"},
		{name: "customer's message to agent's screen, p50", mode: "deliver", of: "50 a second, 4 screens", value: "from sending p50", limit: 2, unit: "ms"},
		{name: "customer's message to agent's screen, p99", mode: "deliver", of: "50 a second, 4 screens", value: "from sending p99", limit: 5, unit: "ms"},
		{name: "the same at 200 messages a second, p50", mode: "deliver", of: "200 a second, 4 screens", value: "from sending p50", onlyTold: true, unit: "ms"},
		{name: "the same at 200 messages a second, p99", mode: "deliver", of: "200 a second, 4 screens", value: "from sending p99", onlyTold: true, unit: "ms"},
		{name: "messages lost on the way to the screen", mode: "deliver", value: "lost", limit: 0},
		{name: "cited answer from 5,000 articles, p50", mode: "answer", of: "1 at once", value: "cited p50", onlyTold: true, unit: "ms"},
		{name: "cited answer from 5,000 articles, p95", mode: "answer", of: "1 at once", value: "cited p95", limit: 20, unit: "ms"},
		{name: "cited answer, 8 ask at once, p95", mode: "answer", of: "8 at once", value: "cited p95", onlyTold: true, unit: "ms"},
		{name: "memory for a customer held live", mode: "visitors", value: "rss per customer", limit: 23, unit: "KiB"},
		{name: "of that, for the connection", mode: "visitors", value: "rss per connection", onlyTold: true, unit: "KiB"},
		{name: "processor time while they are held, in cores", mode: "visitors", value: "held cpu", onlyTold: true},
		{name: "customers held live who missed their message", mode: "visitors", value: "lost", limit: 0},
		{name: "customers held live who lost their connection", mode: "visitors", value: "disconnected", limit: 0},
		{name: "10,000 messages of one person, to take along", mode: "rights", value: "export", limit: 60, unit: "s"},
		{name: "10,000 messages of one person, erased and proven", mode: "rights", value: "erase", onlyTold: true, unit: "s"},
		{name: "ready to serve", mode: "idle", value: "ready p50", limit: 300, unit: "ms"},
		{name: "ready to serve, 5,000 articles", mode: "large idle", value: "ready p50", onlyTold: true, unit: "ms"},
		{name: "memory at rest", mode: "idle", value: "rss at rest", limit: 60, unit: "MiB"},
		{name: "memory at rest, 5,000 articles", mode: "large idle", value: "rss at rest", onlyTold: true, unit: "MiB"},
		{name: "stripped binary", mode: "idle", value: "binary", limit: 40, unit: "MiB"},
	}
}

// figure is a goal with what was measured.
type figure struct {
	Name      string  `json:"name"`
	Goal      string  `json:"goal"` // in words; empty: none
	Measured  float64 `json:"measured"`
	Unit      string  `json:"unit,omitempty"`
	Runs      int     `json:"runs"`
	Met       bool    `json:"met"`                 // true too where there is no goal
	Disturbed bool    `json:"disturbed,omitempty"` // measured on a busy machine
}

// judge gives a figure for each goal of which something was measured: the median of the runs that
// nobody disturbed, or of all when there are none.
func judge(rows []report.Row) []figure {
	var all []figure
	for _, g := range goals() {
		values, disturbed := collect(rows, g.mode, g.of, g.value)
		if len(values) == 0 {
			continue
		}
		f := figure{Name: g.name, Measured: meter.Median(values), Unit: g.unit, Runs: len(values), Disturbed: disturbed, Met: true}
		if g.against != "" {
			base, baseDisturbed := collect(rows, g.against, g.of, g.value)
			if len(base) == 0 || meter.Median(base) == 0 {
				continue
			}
			f.Measured /= meter.Median(base)
			f.Disturbed = disturbed || baseDisturbed
		}
		if !g.onlyTold {
			f.Goal, f.Met = g.words(), f.Measured <= g.limit
			if g.atLeast {
				f.Met = f.Measured >= g.limit
			}
		}
		all = append(all, f)
	}
	return all
}

func (g goal) words() string {
	word := "at most"
	if g.atLeast {
		word = "at least"
	}
	if g.limit == 0 {
		return "none"
	}
	return fmt.Sprintf("%s %v %s", word, g.limit, g.unit)
}

func collect(rows []report.Row, mode, of, value string) (values []float64, disturbed bool) {
	var clean, dirty []float64
	for _, r := range rows {
		v, ok := r.Value(value)
		switch {
		case !ok || r.Mode != mode || of != "" && r.Case != of:
		case r.Dirty:
			dirty = append(dirty, v)
		default:
			clean = append(clean, v)
		}
	}
	if len(clean) > 0 {
		return clean, false
	}
	return dirty, len(dirty) > 0
}
