package console

import (
	"context"
	"encoding/csv"
	"math"
	"net/http"
	"slices"
	"strconv"
	"time"

	"candor"
	"candor/assist"
	"candor/service"
)

// Reports are sums. No customer and no member of staff stands in them, so nobody can be made out, compared or
// ranked by them.
type Reports interface {
	// Paces gives what happened between two moments.
	Paces(ctx context.Context, from, until time.Time) ([]service.Pace, error)
	// Outcomes gives what became of the conversations that began between two moments.
	Outcomes(ctx context.Context, at, first, last time.Time) ([]service.Ended, error)
	// HelpUse gives how much help was used since a day.
	HelpUse(ctx context.Context, since time.Time) ([]assist.Use, error)
}

// reportDays are the periods that can be chosen.
func reportDays() []int { return []int{7, 30, 90, 365} }

type reportsView struct {
	frameView
	Days              int
	Periods           []placeView
	Inbox, Language   string
	Inboxes, Tongues  []string
	Channels          []optionView
	CSV               string
	Totals            []totalView
	Numbers           []totalView
	NumbersNote       string
	Charts            []chartView
	Tables            []reportTable
	Help              []helpRow
	Nothing, Rounding string
}

type totalView struct{ Name, Value, Means string }

// reportTable is a table of slices.
type reportTable struct {
	Title, First string
	Rows         []reportRow
}

type reportRow struct {
	Name                                       string
	Begun                                      int64
	Reply, ReplyMost, Wait, WaitMost           string
	Handled, HandledMost                       string
	Replies, Waits, HandledCount               int64
	replySeconds, waitSeconds, waitMostSeconds float64
}

type helpRow struct {
	Kind, Half    string
	Offered, Sent int64
}

// Reports answers GET /console/reports.
func (c *Console) Reports(w http.ResponseWriter, r *http.Request) {
	days, choice, report, err := c.report(r)
	var frame frameView
	if err == nil {
		frame, err = c.beside(r, "reports")
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v := reportsView{frameView: frame, Days: days, Inbox: string(choice.Inbox), Language: choice.Language, Tongues: report.LanguageOf}
	for _, x := range report.ChannelOf {
		v.Channels = append(v.Channels, optionView{string(x), c.channelName(string(x)), x == choice.Channel})
	}
	for _, id := range report.InboxIDs {
		v.Inboxes = append(v.Inboxes, string(id))
	}
	for _, d := range reportDays() {
		v.Periods = append(v.Periods, placeView{c.textWith("console.reports.days", map[string]string{"count": strconv.Itoa(d)}), reportURL("/console/reports", d, choice), d == days})
	}
	v.CSV = reportURL("/console/reports.csv", days, choice)
	c.fillReport(&v, report)
	if err := c.fillNumbers(r.Context(), &v, report, choice); err != nil {
		c.fail(w, r, err)
		return
	}
	c.page(w, r, http.StatusOK, "console_reports", c.text("console.reports.title"), v)
}

// report reads what the address asks for.
func (c *Console) report(r *http.Request) (int, service.Choice, service.Report, error) {
	q := r.URL.Query()
	days, _ := strconv.Atoi(q.Get("days"))
	if !slices.Contains(reportDays(), days) {
		days = 30
	}
	choice := service.Choice{Inbox: candor.InboxID(q.Get("inbox")), Language: q.Get("language"), Channel: candor.Via(q.Get("channel")).Channel()}
	if c.o.Reports == nil {
		return 0, choice, service.Report{}, candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	until := c.o.Now().Truncate(time.Hour).Add(time.Hour)
	local := c.o.Now().In(c.o.Zone)
	from := time.Date(local.Year(), local.Month(), local.Day()-days+1, 0, 0, 0, 0, c.o.Zone)
	paces, err := c.o.Reports.Paces(r.Context(), from, until)
	return days, choice, service.Reported(paces, choice, from, until, c.o.Zone), err
}

func reportURL(path string, days int, choice service.Choice) string {
	return address(path, "days", strconv.Itoa(days), "inbox", string(choice.Inbox), "language", choice.Language, "channel", string(choice.Channel))
}

func (c *Console) fillReport(v *reportsView, report service.Report) {
	total := func(key string, value string) {
		v.Totals = append(v.Totals, totalView{c.text("console.reports.total." + key), value, c.text("console.reports.means." + key)})
	}
	all := row("", report.All)
	total("begun", strconv.FormatInt(all.Begun, 10))
	total("reply", all.Reply)
	total("wait", all.Wait)
	total("wait_most", all.WaitMost)
	total("handled", all.Handled)
	if all.Begun+all.Waits+all.Replies+all.HandledCount == 0 {
		v.Nothing = c.text("console.reports.nothing")
		return
	}
	v.Rounding = c.text("console.reports.rounding")
	var labels []string
	var begun, half, most []float64
	table := reportTable{Title: c.text("console.reports.by_day"), First: c.text("console.reports.day")}
	for _, s := range report.Days {
		x := row(s.Key, s)
		table.Rows = append(table.Rows, x)
		labels = append(labels, s.Key[5:])
		begun, half, most = append(begun, float64(s.Begun)), append(half, x.waitSeconds), append(most, x.waitMostSeconds)
	}
	count := func(x float64) string { return strconv.Itoa(int(math.Round(x))) }
	seconds := func(x float64) string { return roughly(time.Duration(x * float64(time.Second))) }
	v.Charts = append(v.Charts,
		drawBars("volume", c.text("console.reports.chart.volume"), c.textWith("console.reports.chart.volume_says", map[string]string{"count": strconv.FormatInt(all.Begun, 10)}), labels, begun, count),
		drawLines("wait", c.text("console.reports.chart.wait"), c.textWith("console.reports.chart.wait_says", map[string]string{"half": all.Wait, "most": all.WaitMost}), labels,
			[]series{{c.text("console.reports.half"), half}, {c.text("console.reports.most"), most}}, seconds))
	v.Tables = append(v.Tables, table)
	var hours []string
	var byHour []float64
	hourly := reportTable{Title: c.text("console.reports.by_hour"), First: c.text("console.reports.hour")}
	for _, s := range report.Hours {
		hours, byHour = append(hours, s.Key), append(byHour, float64(s.Begun))
		hourly.Rows = append(hourly.Rows, row(s.Key+":00", s))
	}
	v.Charts = append(v.Charts, drawBars("hours", c.text("console.reports.chart.hours"), c.textWith("console.reports.chart.hours_says", map[string]string{"zone": c.o.Zone.String()}), hours, byHour, count))
	v.Tables = append(v.Tables, hourly)
	same := func(s string) string { return s }
	v.Tables = append(v.Tables, c.partTable("by_inbox", report.Inboxes, same), c.partTable("by_language", report.Languages, languageName), c.partTable("by_channel", report.Channels, c.channelName))
}

// channelName says where conversations began.
func (c *Console) channelName(channel string) string {
	if channel == "" {
		return c.text("console.reports.channel_unknown")
	}
	return c.text("console.reports.channel_" + channel)
}

func (c *Console) partTable(key string, list []service.Slice, name func(string) string) reportTable {
	t := reportTable{Title: c.text("console.reports." + key), First: c.text("console.reports." + key[3:])}
	for _, s := range list {
		t.Rows = append(t.Rows, row(name(s.Key), s))
	}
	return t
}

// row tells one slice in words.
func row(name string, s service.Slice) reportRow {
	x := reportRow{Name: name, Begun: s.Begun, Replies: s.FirstReply.Count, Waits: s.Waited.Count, HandledCount: s.Held.Count}
	tell := func(of *service.Spread, share float64) (string, float64) {
		d, ok := of.Quantile(share)
		if !ok {
			return "–", math.NaN()
		}
		return roughly(d), d.Seconds()
	}
	x.Reply, x.replySeconds = tell(&s.FirstReply, 0.5)
	x.ReplyMost, _ = tell(&s.FirstReply, 0.95)
	x.Wait, x.waitSeconds = tell(&s.Waited, 0.5)
	x.WaitMost, x.waitMostSeconds = tell(&s.Waited, 0.95)
	x.Handled, _ = tell(&s.Held, 0.5)
	x.HandledMost, _ = tell(&s.Held, 0.95)
	return x
}

// fillNumbers adds the five honest numbers and what help was worth.
func (c *Console) fillNumbers(ctx context.Context, v *reportsView, report service.Report, choice service.Choice) error {
	ended, err := c.o.Reports.Outcomes(ctx, c.o.Now(), report.From, report.Until)
	if err != nil {
		return err
	}
	var n service.Numbers
	for _, e := range ended {
		if choice.Inbox == "" || e.Inbox == choice.Inbox {
			n.Add(e)
		}
	}
	for _, o := range service.Outcomes() {
		value := "–"
		if share, ok := n.Share(o); ok {
			value = c.textWith("console.reports.of_hundred", map[string]string{"count": strconv.Itoa(share)})
		}
		v.Numbers = append(v.Numbers, totalView{c.text("console.reports.outcome." + string(o)), value, c.text("console.reports.outcome_means." + string(o))})
	}
	v.NumbersNote = c.textWith("console.reports.numbers_note", map[string]string{"settled": strconv.FormatInt(n.Settled, 10), "pending": strconv.FormatInt(n.Pending, 10)})
	use, err := c.o.Reports.HelpUse(ctx, report.From)
	if err != nil {
		return err
	}
	sums := map[assist.Kind]*assist.Use{}
	for _, u := range use {
		s, ok := sums[u.Kind]
		if !ok {
			s = &assist.Use{Kind: u.Kind}
			sums[u.Kind] = s
		}
		s.Offered, s.Sent = s.Offered+u.Offered, s.Sent+u.Sent
		for i := range s.Kept {
			s.Kept[i] += u.Kept[i]
		}
	}
	for _, k := range assist.Kinds() {
		if s, ok := sums[k]; ok {
			h := helpRow{Kind: c.text("console.reports.help.kind_" + string(k)), Offered: s.Offered, Sent: s.Sent, Half: "–"}
			if half, ok := s.Half(); ok {
				h.Half = strconv.Itoa(int(half*100+0.5)) + " %"
			}
			v.Help = append(v.Help, h)
		}
	}
	return nil
}

// ReportsCSV answers GET /console/reports.csv: every day, hour, inbox, language and channel with its counts and durations, for whoever
// wants to calculate with them.
func (c *Console) ReportsCSV(w http.ResponseWriter, r *http.Request) {
	_, _, report, err := c.report(r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="candor-report.csv"`)
	out := csv.NewWriter(w)
	write := func(kind string, list []service.Slice) {
		for _, s := range list {
			line := []string{kind, s.Key, strconv.FormatInt(s.Begun, 10)}
			for _, spread := range []*service.Spread{&s.FirstReply, &s.Waited, &s.Held} {
				line = append(line, strconv.FormatInt(spread.Count, 10), seconds(spread, 0.5), seconds(spread, 0.95))
			}
			_ = out.Write(line) // csv.Writer keeps the first failure for Error
		}
	}
	_ = out.Write([]string{
		"part", "key", "begun", "first_replies", "first_reply_p50_s", "first_reply_p95_s",
		"waits", "wait_p50_s", "wait_p95_s", "handled", "handled_p50_s", "handled_p95_s",
	})
	write("all", []service.Slice{report.All})
	write("day", report.Days)
	write("hour", report.Hours)
	write("inbox", report.Inboxes)
	write("language", report.Languages)
	write("channel", report.Channels)
	out.Flush()
	if err := out.Error(); err != nil {
		c.failed(r, err)
	}
}

// seconds gives a quantile in whole seconds; empty where nothing was measured.
func seconds(s *service.Spread, share float64) string {
	d, ok := s.Quantile(share)
	if !ok {
		return ""
	}
	return strconv.Itoa(int(d.Seconds() + 0.5))
}
