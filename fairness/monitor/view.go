package monitor

import (
	"fmt"
	"slices"
	"time"
)

// View is what may be shown of some time.
type View struct {
	From, Until time.Time
	Parts       []Part // by which people can be told apart
	Sections    []Section
	Alarms      []Alarm // those that stand first
	Looked      time.Time
}

// Section is one outcome by one part.
type Section struct {
	Fact
	Part Part
	All  Count // everybody who is told
	Rows []Row
}

// Alarm is a gap that the watch found.
type Alarm struct {
	Number       int64
	Outcome      Outcome
	By           Part
	Group        string
	Since        time.Time
	LogE         float64 // natural logarithm of the evidence
	N, K         int64   // of the group, when it was raised
	RestN, RestK int64
	Ended        time.Time // zero: it stands
	EndedBy      string    // who looked into it
}

// Name says what the alarm is about.
func (a Alarm) Name() string { return string(a.Outcome) + "/" + string(a.By) + "/" + a.Group }

// Build tells every outcome by each of the parts. Listed names the groups of a part that are listed even when nobody of them is
// told, which says nothing about whether there is anybody; all other groups show once they are told.
func Build(told []Told, parts []Part, listed func(Part) []string, alarms []Alarm) []Section {
	var out []Section
	tables := Tables(told)
	for _, f := range facts {
		for _, part := range parts {
			t := Table{f.Family, part, map[string]map[string]Count{}}
			if i := slices.IndexFunc(tables, func(x Table) bool { return x.Family == f.Family && x.Part == part }); i >= 0 {
				t = tables[i]
			}
			out = append(out, section(f, t, listed(part), alarms))
		}
	}
	return out
}

func section(f Fact, t Table, listed []string, alarms []Alarm) Section {
	s := Section{Fact: f, Part: t.Part, All: t.All()}
	groups := slices.Clone(listed)
	var more []string
	for g := range t.Groups {
		if !slices.Contains(groups, g) {
			more = append(more, g)
		}
	}
	slices.Sort(more)
	for _, g := range append(groups, more...) {
		r := RowOf(t, g, f)
		for _, a := range alarms {
			if a.Outcome == f.Outcome && a.By == t.Part && a.Group == g && a.Ended.IsZero() {
				r.Finding = Alarmed
			}
		}
		s.Rows = append(s.Rows, r)
	}
	return s
}

// Parts lists by what people can be told apart: language, channel, hour, then what they are asked, in the order of the axes.
func Parts(asked Groups) []Part {
	all := []Part{ByLanguage, ByChannel, ByHour}
	for _, axis := range asked.Asked() {
		all = append(all, Stated(axis))
	}
	return all
}

// Hours are the hours of a day, as groups.
func Hours() []string {
	out := make([]string, 24)
	for h := range out {
		out[h] = fmt.Sprintf("%02d", h)
	}
	return out
}
