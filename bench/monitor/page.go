package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite"

	"candor/bench/host"
	"candor/bench/meter"
	"candor/bench/report"
)

const (
	email    = "bench@example.com"
	password = "a pass phrase that only this measurement has"
	looks    = 200
	days     = 365
)

// page measures the page over few and over many conversations.
func (b *bench) page(ctx context.Context) error {
	if err := b.build(ctx); err != nil {
		return err
	}
	for _, people := range []int64{10_000, 10_000_000} {
		if err := b.pageOver(ctx, people); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) pageOver(ctx context.Context, people int64) (err error) {
	dir := filepath.Join(b.dir, fmt.Sprint(people))
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	h, err := host.New(ctx, b.binary, dir)
	if err != nil {
		return err
	}
	if err := h.AddAgent(ctx, email, "Bench", password); err != nil {
		return err
	}
	rows, err := fill(ctx, filepath.Join(dir, "candor-data", "candor.db"), people)
	if err != nil {
		return fmt.Errorf("fill the counters: %w", err)
	}
	server, err := h.Serve(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Stop()) }()
	cookie, err := signIn(ctx, h.Base())
	if err != nil {
		return err
	}
	for _, window := range []int{7, days} {
		address := fmt.Sprintf("%s/console/fairness/live?days=%d", h.Base(), window)
		if _, err := m().Quiet(ctx, server.PID(), 20*time.Second); err != nil {
			return err
		}
		w, err := m().Open(server.PID())
		if err != nil {
			return err
		}
		var took []time.Duration
		for range looks {
			began := time.Now()
			if err := get(ctx, address, cookie); err != nil {
				return err
			}
			took = append(took, time.Since(began))
		}
		used, err := w.Close()
		if err != nil {
			return err
		}
		s := meter.Summarize(took)
		name := fmt.Sprintf("the page over %d conversations, last %d days: ", people, window)
		goal := report.Goal{}
		if people == 10_000_000 {
			goal = report.AtMost(50)
		}
		half := report.Measure(name+fmt.Sprintf("half of %d looks within", looks), milliseconds(s.P50), "ms", goal)
		most := report.Measure(name+"95 of 100 within", milliseconds(s.P95), "ms", goal)
		half.Disturbed, most.Disturbed = used.Dirty(), used.Dirty()
		spent := report.Measure(name+"processor time of a look, everything that the desk does meanwhile in it", milliseconds(used.Server/looks), "ms", goal)
		b.tell(half, most, spent, report.Measure(name+"memory of the whole desk", report.Mebibytes(used.Resident), "MiB", report.Goal{}))
	}
	b.tell(report.Measure(fmt.Sprintf("rows of counters after %d conversations in a year", people), float64(rows), "", report.Goal{}))
	return nil
}

func m() meter.Machine { return meter.Machine{} }

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func signIn(ctx context.Context, base string) (*http.Cookie, error) {
	form := url.Values{"email": {email}, "password": {password}}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, base+"/console/sign-in", strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	for _, c := range res.Cookies() {
		if res.StatusCode == http.StatusSeeOther {
			return c, nil
		}
	}
	return nil, fmt.Errorf("sign in: %s", res.Status)
}

func get(ctx context.Context, address string, cookie *http.Cookie) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	r.AddCookie(cookie)
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err == nil && (res.StatusCode != http.StatusOK || !strings.Contains(string(text), "dealt with at once")) {
		err = fmt.Errorf("the page came as %s, %d bytes", res.Status, len(text))
	}
	return err
}

// fill writes the counters that so many conversations in a year leave, evenly spread, and gives how many rows they are.
func fill(ctx context.Context, file string, people int64) (rows int64, err error) {
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=busy_timeout(10000)&_pragma=synchronous(0)")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	const cell = `INSERT INTO monitor_cell (family, part, cell, begun, n, k0, k1, k2) VALUES ($1, $2, $3, $4, $4, $5, $6, 0)`
	// What was told by the end of each day, in whole tens; days on which nothing was told have no row.
	const day = `
		WITH RECURSIVE days (d) AS (SELECT 1 UNION ALL SELECT d + 1 FROM days WHERE d < $5)
		INSERT INTO monitor_day (family, part, cell, day, begun, n, k0, k1, k2, k3)
		SELECT $1, $2, $3, $6 - $5 + d, $4 * d / $5 / 10 * 10, $4 * d / $5 / 10 * 10, $4 * d / $5 / 10 * 7, $4 * d / $5 / 10, 0, 0
		FROM days WHERE $4 * d / $5 / 10 > $4 * (d - 1) / $5 / 10`
	today := time.Now().Unix() / 86400
	for family, share := range map[string]float64{"first": 0.9, "ended": 1, "person": 0.2, "wait": 0.3, "solved": 0.1} {
		for part, cells := range partition() {
			for name, of := range cells {
				n := int64(float64(people) * share * of)
				if _, err := tx.ExecContext(ctx, cell, family, part, name, n/10*10, n/10*7, n/10); err != nil {
					return 0, err
				}
				done, err := tx.ExecContext(ctx, day, family, part, name, n, days, today)
				if err != nil {
					return 0, err
				}
				more, err := done.RowsAffected()
				if err != nil {
					return 0, err
				}
				rows += more + 1
			}
		}
	}
	return rows, tx.Commit()
}

// partition gives every cell of every part, with its share of all people.
func partition() map[string]map[string]float64 {
	tongues := map[string]float64{"en": 0.4, "es": 0.2, "de": 0.15, "fr": 0.1, "ar": 0.05, "it": 0.05, "pt": 0.03, "pl": 0.02}
	out := map[string]map[string]float64{"way": {}, "hour": {}}
	for tongue, share := range tongues {
		for channel, of := range map[string]float64{"widget": 0.6, "page": 0.25, "api": 0.1, "-": 0.05} {
			out["way"][tongue+"\t"+channel] = share * of
		}
		for hour := range 24 {
			out["hour"][fmt.Sprintf("%02d\t%s", hour, tongue)] = share / 24
		}
		for axis, groups := range map[string][]string{
			"disability": {"yes", "no"}, "age": {"under_25", "25_39", "40_64", "65_79", "80_up"}, "gender": {"woman", "man", "other"}, "tongue": {"here", "elsewhere"},
		} {
			part := "stated:" + axis
			if out[part] == nil {
				out[part] = map[string]float64{}
			}
			for _, g := range groups {
				out[part][g+"\t"+tongue] = 0.2 * share / float64(len(groups))
			}
		}
	}
	return out
}
