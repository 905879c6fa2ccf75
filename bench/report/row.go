package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"candor/bench/meter"
)

// Row is what one run found.
type Row struct {
	Mode    string   `json:"mode"`            // what was done, such as "ingest"
	Case    string   `json:"case,omitempty"`  // with which setting, such as "16 clients"
	Values  []Value  `json:"values"`          // in the order in which they read best
	Errors  int64    `json:"errors"`          // requests that failed
	First   string   `json:"first,omitempty"` // the first failure; never a customer's words
	Foreign float64  `json:"foreign"`         // cores that others used meanwhile
	Dirty   bool     `json:"dirty,omitempty"` // others disturbed the run
	Remarks []string `json:"remarks,omitempty"`
}

// Value is one figure.
type Value struct {
	Name   string  `json:"name"`
	Number float64 `json:"number"`
	Unit   string  `json:"unit,omitempty"`
}

// Add appends a figure.
func (r *Row) Add(name string, number float64, unit string) {
	r.Values = append(r.Values, Value{name, number, unit})
}

// AddTimes appends p50, p95, p99 and max in milliseconds, each with a prefix that may be empty.
func (r *Row) AddTimes(prefix string, s meter.Summary) {
	for _, x := range []struct {
		name string
		time time.Duration
	}{{"p50", s.P50}, {"p95", s.P95}, {"p99", s.P99}, {"max", s.Max}} {
		r.Add(prefix+x.name, float64(x.time.Microseconds())/1000, "ms")
	}
}

// Used notes what the run cost the server, per operation, and whether others disturbed it.
func (r *Row) Used(u meter.Usage, operations int) {
	if u.Server > 0 && operations > 0 {
		r.Add("server cpu", u.Server.Seconds()*1000/float64(operations), "ms each")
	}
	if u.Resident > 0 {
		r.Add("server rss", Mebibytes(u.Resident), "MiB")
	}
	r.Foreign, r.Dirty = u.Foreign, u.Dirty()
}

// Mebibytes gives bytes as MiB.
func Mebibytes(bytes int64) float64 { return float64(bytes) / (1 << 20) }

// Value gives a figure by name.
func (r Row) Value(name string) (float64, bool) {
	for _, v := range r.Values {
		if v.Name == name {
			return v.Number, true
		}
	}
	return 0, false
}

// String is the line for people.
func (r Row) String() string {
	var b strings.Builder
	b.WriteString(r.Mode)
	if r.Case != "" {
		b.WriteString(" " + r.Case)
	}
	b.WriteString(":")
	for i, v := range r.Values {
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, " %s %s", v.Name, Number(v.Number))
		if v.Unit != "" {
			b.WriteString(" " + v.Unit)
		}
	}
	if r.Errors > 0 {
		fmt.Fprintf(&b, "; %d ERRORS, first: %s", r.Errors, r.First)
	}
	if r.Dirty {
		fmt.Fprintf(&b, "; DIRTY: others used %.2f cores", r.Foreign)
	}
	for _, s := range r.Remarks {
		b.WriteString("; " + s)
	}
	return b.String()
}

// Number writes a figure with three digits or, above a hundred, as a whole number.
func Number(n float64) string {
	switch {
	case n >= 100 || n <= -100:
		return strconv.FormatFloat(n, 'f', 0, 64)
	case n >= 10 || n <= -10:
		return strconv.FormatFloat(n, 'f', 1, 64)
	}
	return strconv.FormatFloat(n, 'f', 2, 64)
}

// Write writes a row as a line: for programs as JSON, else for people.
func (r Row) Write(w io.Writer, asJSON bool) error {
	if !asJSON {
		_, err := fmt.Fprintln(w, r)
		return err
	}
	return json.NewEncoder(w).Encode(r)
}

// Read reads the rows that Write wrote as JSON.
func Read(r io.Reader) ([]Row, error) {
	var rows []Row
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var row Row
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return rows, fmt.Errorf("report: line %d: %w", len(rows)+1, err)
		}
		rows = append(rows, row)
	}
	return rows, lines.Err()
}
