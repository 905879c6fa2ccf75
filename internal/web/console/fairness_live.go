package console

import (
	"context"
	"html/template"
	"math"
	"net/http"
	"slices"
	"strconv"
	"time"

	"candor"
	"candor/fairness/monitor"
	"candor/fairness/report"
	"candor/internal/staff"
	"candor/internal/web/port"
	"candor/internal/web/ui"
)

// Monitor tells whether groups of people are treated alike, in sums of ten people and more. Nobody can be made out by it.
type Monitor interface {
	// Live gives what may be shown of the last days, by one part or, for none, by all.
	Live(ctx context.Context, days int, by monitor.Part) (monitor.View, error)
	// Parts lists by what people can be told apart.
	Parts() []monitor.Part
	// Lines gives the evidence over time of the comparisons that spoke most for a gap, at most so many.
	Lines(ctx context.Context, from time.Time, most int) ([]port.EvidenceLine, error)
	// Comparisons is how many are watched at once.
	Comparisons() int
	// LookedInto ends an alarm that somebody has looked into. CodeNotFound: it does not stand.
	LookedInto(ctx context.Context, number int64, by candor.AgentID) error
}

type liveView struct {
	frameView
	Looked  string // when the watch last looked; empty: never
	Periods []placeView
	Parts   []placeView
	CSV     string
	Alarms  []alarmView
	Tables  []liveTable
	Chart   template.HTML
	MayEnd  bool
}

type alarmView struct {
	Number       string
	Words, Since string
	Ended        string // when and by whom; empty: it stands
}

// liveTable is one outcome by one part.
type liveTable struct {
	ID, Title, Means, First, Beside string
	Sentences                       []string
	Rows                            []liveRow
}

type liveRow struct {
	Name, People, Missing, Rate, Between, Others, Smallest, More, Within, Says string
	Alarm                                                                      bool
}

const linesShown = 4

func (c *Console) liveOn() error {
	if c.o.Monitor == nil {
		return candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	return nil
}

// seesLive reports whether the page is there for somebody.
func (c *Console) seesLive(a candor.Agent) bool {
	return c.o.Monitor != nil && staff.May(a, staff.SeeFairness)
}

// liveOf reads what the address asks for.
func (c *Console) liveOf(r *http.Request) (days int, part monitor.Part, err error) {
	if err = c.liveOn(); err != nil {
		return 0, "", err
	}
	days, _ = strconv.Atoi(r.URL.Query().Get("days"))
	if !slices.Contains(reportDays(), days) {
		days = 30
	}
	if part = monitor.Part(r.URL.Query().Get("by")); !slices.Contains(c.o.Monitor.Parts(), part) {
		part = monitor.ByLanguage
	}
	return days, part, nil
}

// FairnessLive answers GET /console/fairness/live.
func (c *Console) FairnessLive(w http.ResponseWriter, r *http.Request) {
	days, part, err := c.liveOf(r)
	var live monitor.View
	if err == nil {
		live, err = c.o.Monitor.Live(r.Context(), days, part)
	}
	var frame frameView
	if err == nil {
		frame, err = c.beside(r, "live")
	}
	v := liveView{frameView: frame}
	if err == nil {
		v.Chart, err = c.evidenceChart(r.Context(), live.From)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	if r.URL.Query().Get("done") == "looked_into" {
		v.Done = c.text("console.live.looked_into")
	}
	at := func(path string, days int, by monitor.Part) string {
		return address(path, "days", strconv.Itoa(days), "by", string(by))
	}
	for _, d := range reportDays() {
		v.Periods = append(v.Periods, placeView{c.textWith("console.reports.days", map[string]string{"count": strconv.Itoa(d)}), at("/console/fairness/live", d, part), d == days})
	}
	v.CSV = at("/console/fairness/live.csv", days, "")
	v.MayEnd = staff.May(actor(r), staff.WorkOnPrivacy)
	if !live.Looked.IsZero() {
		v.Looked = c.dayTime(live.Looked)
	}
	for _, p := range live.Parts {
		v.Parts = append(v.Parts, placeView{c.partWords(p), at("/console/fairness/live", days, p), p == part})
	}
	for _, s := range live.Sections {
		v.Tables = append(v.Tables, c.liveTable(s))
	}
	for _, a := range live.Alarms {
		v.Alarms = append(v.Alarms, c.alarmView(r.Context(), a))
	}
	c.o.Respond.PageIn(w, r, http.StatusOK, language, "console_fairness_live", ui.View{
		Title: c.text("console.live.title"), Area: "console", Styles: []string{"console.css", "report.css"}, Scripts: []string{"console.js"}, Page: v,
	})
}

// EndGapAlarm answers POST /console/fairness/live/end: somebody has looked into an alarm, and the watch of it begins anew.
func (c *Console) EndGapAlarm(w http.ResponseWriter, r *http.Request) {
	err := c.liveOn()
	var number int64
	if err == nil {
		if number, err = strconv.ParseInt(r.PostFormValue("alarm"), 10, 64); err != nil {
			err = candor.Fail(candor.CodeInvalid, "error.bad_request", err)
		}
	}
	if err == nil {
		err = c.o.Monitor.LookedInto(r.Context(), number, actor(r).ID)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	http.Redirect(w, r, address("/console/fairness/live", "done", "looked_into"), http.StatusSeeOther)
}

func (c *Console) alarmView(ctx context.Context, a monitor.Alarm) alarmView {
	fact, _ := monitor.FactOf(a.Outcome)
	v := alarmView{Number: strconv.FormatInt(a.Number, 10), Since: c.dayTime(a.Since)}
	v.Words = c.textWith("console.live.alarm", map[string]string{
		"who": c.groupWords(a.By, a.Group), "rate": hundred(float64(a.K) / float64(a.N)), "did": c.didWords(fact.Outcome),
		"rest": hundred(float64(a.RestK) / float64(a.RestN)), "count": strconv.FormatInt(a.N, 10),
	})
	if !a.Ended.IsZero() {
		v.Ended = c.textWith("console.live.alarm_ended", map[string]string{"who": c.whoIs(ctx, "agent:"+a.EndedBy), "when": c.dayTime(a.Ended)})
	}
	return v
}

// evidenceChart draws the evidence of what spoke most for a gap; nothing where nothing did.
func (c *Console) evidenceChart(ctx context.Context, from time.Time) (template.HTML, error) {
	lines, err := c.o.Monitor.Lines(ctx, from, linesShown)
	if err != nil || len(lines) == 0 {
		return "", err
	}
	var drawn []report.Evidence
	for _, l := range lines {
		e := report.Evidence{Name: c.textWith("console.live.line", map[string]string{"who": c.groupWords(l.By, l.Group), "did": c.didWords(l.Outcome)})}
		for _, p := range l.Points {
			e.Points = append(e.Points, report.Point{At: p.Day, E: math.Exp(min(p.LogE, 700))})
		}
		drawn = append(drawn, e)
	}
	bar := math.Exp(monitor.Bar(c.o.Monitor.Comparisons()))
	// Package report escapes every name that it draws.
	return template.HTML(report.EValues("evidence", c.text("console.live.chart"), drawn, bar) + report.EvidenceTable(drawn, bar)), nil
}
