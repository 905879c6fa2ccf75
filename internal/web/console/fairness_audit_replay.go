package console

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"candor"
	"candor/fairness/audit"
)

// replayView is one probe beside its control, each asked again.
type replayView struct {
	frameView
	ID, Wrong   string // what was typed, and why it was not taken
	Sides       []replaySide
	Same        bool // the desk did the same with both
	Differences []string
}

// replaySide is a question and what the desk does with it now.
type replaySide struct {
	Title, ID, Text, Language, Dir string
	Did, Reply, Sources            string
	Rows                           []replayRow
}

type replayRow struct{ Name, Value string }

// ReplayProbe answers GET /console/audits/replay: nothing is asked without a probe, and nothing is kept of what is.
func (c *Console) ReplayProbe(w http.ResponseWriter, r *http.Request) {
	v := replayView{ID: strings.TrimSpace(r.URL.Query().Get("probe"))}
	err := c.auditsOn()
	if err == nil {
		v.frameView, err = c.auditsFrame(r)
	}
	status := http.StatusOK
	if err == nil && v.ID != "" {
		var seen Replay
		seen, err = c.o.Audits.Replay(r.Context(), v.ID)
		switch {
		case candor.CodeOf(err) == candor.CodeNotFound:
			v.Wrong, status, err = c.text("console.audits.no_probe"), http.StatusNotFound, nil
		case err == nil:
			c.replayed(&v, seen)
		}
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.auditPage(w, r, status, "console_replay", c.text("console.audits.replay_title"), v)
}

func (c *Console) replayed(v *replayView, seen Replay) {
	probe, control := c.replaySide(seen.Probe, seen.Observed), c.replaySide(seen.Control, seen.ControlObserved)
	probe.Title, control.Title = c.text("console.audits.side_probe"), c.text("console.audits.side_control")
	v.Sides = []replaySide{probe, control}
	if probe.Did != control.Did {
		v.Differences = append(v.Differences, c.text("console.audits.did"))
	}
	if probe.Sources != control.Sources {
		v.Differences = append(v.Differences, c.text("console.audits.sources"))
	}
	for i := range probe.Rows {
		if probe.Rows[i] != control.Rows[i] {
			v.Differences = append(v.Differences, probe.Rows[i].Name)
		}
	}
	v.Same = len(v.Differences) == 0
}

func (c *Console) replaySide(p audit.Probe, o audit.Observed) replaySide {
	sources := slices.Clone(o.Sources)
	slices.Sort(sources)
	text := c.o.Respond.Text
	s := replaySide{
		ID: p.ID(), Text: p.Text, Language: p.Language, Dir: text.Direction(p.Language), Did: c.known("console.audits.decision.", string(o.Decision)), Reply: o.Reply,
		Sources: strings.Join(sources, ", "),
	}
	priority := c.text("console.policy.place." + placeOf(candor.Priority(o.Priority)))
	wait := c.text("console.audits.no_wait")
	if o.Wait > 0 {
		wait = c.textWith("console.audits.wait_minutes", map[string]string{"minutes": strconv.Itoa(o.Wait)})
	}
	s.Rows = []replayRow{
		{c.text("console.audits.row_reason"), c.reason(o.Reason)}, {c.text("console.audits.row_place"), priority}, {c.text("console.audits.row_wait"), wait},
		{c.text("console.audits.row_tools"), orNone(strings.Join(o.Tools, ", "), c.text("console.audits.none"))},
	}
	return s
}

func orNone(words, none string) string {
	if words == "" {
		return none
	}
	return words
}
