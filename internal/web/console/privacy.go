package console

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"candor"
	"candor/internal/web/respond"
	"candor/privacy/rights"
)

// mostClosed is how many answered requests are listed.
const mostClosed = 200

// by names an agent as the ledger does.
func by(a candor.Agent) string { return "agent:" + string(a.ID) }

// forRights is the access of a member of staff who answers a request about somebody's own data.
func forRights(a candor.Agent) candor.Access {
	return candor.Access{Actor: by(a), Purpose: candor.Rights}
}

// privacyFrame is what stands around each page of the privacy area.
type privacyFrame struct {
	frameView
	Places []placeView
}

// placeView is one page of the area.
type placeView struct {
	Label, URL string
	Current    bool
}

var privacyPlaces = []struct{ key, url string }{
	{"open", "/console/privacy"}, {"closed", "/console/privacy?tab=closed"}, {"new", "/console/privacy/new"},
	{"holds", "/console/privacy/holds"}, {"retention", "/console/privacy/retention"},
}

func (c *Console) privacyFrame(r *http.Request, place string) (privacyFrame, error) {
	frame, err := c.beside(r, "privacy")
	v := privacyFrame{frameView: frame}
	if done := r.URL.Query().Get("done"); slices.Contains(privacyDone, done) {
		v.Done = c.text("console.privacy.done." + done)
	}
	for _, p := range privacyPlaces {
		v.Places = append(v.Places, placeView{c.text("console.privacy.place." + p.key), p.url, p.key == place})
	}
	return v, err
}

// privacyDone are the words in addresses that say what was done just now.
var privacyDone = []string{
	"acknowledge", "ask_identity", "prove_identity", "extend", "finish", "finish_partly", "refuse", "withdraw", "untold",
	"written", "held", "lifted",
}

// privacyView is the list of requests.
type privacyView struct {
	privacyFrame
	Closed bool
	Kinds  []optionView
	Rows   []requestRow
	Empty  string
	Note   string
}

// requestRow is a request in the list. It holds nobody's words.
type requestRow struct {
	URL, Kind, Reference, Regime string
	Received, State              string
	Clock                        clockView
}

// Privacy answers GET /console/privacy: the requests that wait, the most pressing first, or those that
// were answered; kind narrows the list.
func (c *Console) Privacy(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	v := privacyView{Closed: q.Get("tab") == "closed"}
	place, most := "open", 0
	rows, err := c.o.Office.Queue(r.Context(), by(actor(r)))
	if v.Closed {
		place, most = "closed", mostClosed
		rows, err = c.o.Office.Closed(r.Context(), by(actor(r)), mostClosed)
	}
	if err == nil {
		v.privacyFrame, err = c.privacyFrame(r, place)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	if most > 0 && len(rows) == most {
		v.Note = c.textWith("console.privacy.newest", map[string]string{"count": strconv.Itoa(most)})
	}
	kind := rights.Kind(q.Get("kind"))
	for _, k := range rights.Kinds() {
		v.Kinds = append(v.Kinds, optionView{string(k), c.text("console.privacy.kind." + string(k)), k == kind})
	}
	for _, row := range rows {
		if slices.Contains(rights.Kinds(), kind) && row.Kind != kind {
			continue
		}
		v.Rows = append(v.Rows, c.requestRow(row))
	}
	if len(v.Rows) == 0 {
		v.Empty = c.text("console.privacy.empty." + place)
	}
	c.page(w, r, http.StatusOK, "console_privacy", c.text("console.privacy.title"), v)
}

func (c *Console) requestRow(row rights.Row) requestRow {
	return requestRow{
		URL: requestURL(row.ID), Kind: c.text("console.privacy.kind." + string(row.Kind)), Reference: ending(string(row.ID)),
		Regime: c.text("console.privacy.regime." + string(row.Regime)), Received: c.day(row.Received),
		State: c.text("console.privacy.state." + string(row.State)), Clock: c.clock(row),
	}
}

func requestURL(id candor.RequestID) string { return "/console/privacy/" + string(id) }

// countFor is how long a count of overdue requests is good for: nothing becomes overdue within it but
// at midnight.
const countFor = time.Minute

// late remembers how many requests are overdue, for every page shows it.
type late struct {
	mu    sync.Mutex
	at    time.Time
	count int
}

func (l *late) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.at = time.Time{}
}

// overdue gives the number of requests whose time is over, in words; empty when there is none or it is
// not known.
func (c *Console) overdue(ctx context.Context, a candor.Agent) string {
	c.late.mu.Lock()
	defer c.late.mu.Unlock()
	now := c.o.Now()
	if age := now.Sub(c.late.at); age < 0 || age >= countFor {
		rows, err := c.o.Office.Queue(ctx, by(a))
		if err != nil {
			c.o.Respond.Log.Error("console: count overdue requests", slog.String("request", respond.RequestID(ctx)), slog.Any("error", err))
			return ""
		}
		c.late.at, c.late.count = now, 0
		for _, row := range rows {
			if row.Clock.Overdue || row.Clock.AcknowledgeOverdue && row.Acknowledged.IsZero() {
				c.late.count++
			}
		}
	}
	if c.late.count == 0 {
		return ""
	}
	return c.textWith("console.privacy.overdue_count", map[string]string{"count": strconv.Itoa(c.late.count)})
}
