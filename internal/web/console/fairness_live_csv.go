package console

import (
	"encoding/csv"
	"math"
	"net/http"
	"strconv"

	"candor/fairness/monitor"
	"candor/fairness/stats"
)

// FairnessLiveCSV answers GET /console/fairness/live.csv: every outcome of every group, for whoever wants to calculate with
// them. What cannot be known is NaN and never 0; of fewer than ten people there is no line.
func (c *Console) FairnessLiveCSV(w http.ResponseWriter, r *http.Request) {
	days, _, err := c.liveOf(r)
	var live monitor.View
	if err == nil {
		live, err = c.o.Monitor.Live(r.Context(), days, "")
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="candor-fairness-live.csv"`)
	out := csv.NewWriter(w)
	_ = out.Write([]string{ // csv.Writer keeps the first failure for Error
		"outcome", "by", "group", "people", "missing", "had", "rate", "low", "high", "others", "others_had", "others_rate",
		"gap", "gap_low", "gap_high", "smallest_gap", "more_needed", "gap_within", "direction", "finding",
	})
	for _, s := range live.Sections {
		for _, row := range s.Rows {
			if row.N > 0 {
				_ = out.Write(csvRow(s, row))
			}
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		c.failed(r, err)
	}
}

func csvRow(s monitor.Section, r monitor.Row) []string {
	number := func(v stats.Value) string {
		x, known := v.Number()
		switch {
		case !known:
			return "NaN"
		case math.IsInf(x, 1):
			return "Infinity"
		}
		return strconv.FormatFloat(x, 'g', 6, 64)
	}
	count := func(n int64) string { return strconv.FormatInt(n, 10) }
	low, high := stats.Value{}, stats.Value{}
	if r.Gap.Defined() {
		low, high = stats.Known(r.Between.Low), stats.Known(r.Between.High)
	}
	return []string{
		string(s.Outcome), string(s.Part), r.Group, count(r.N), count(r.Missing), count(r.K), number(r.Rate),
		number(stats.Known(r.Interval.Low)), number(stats.Known(r.Interval.High)), count(r.RestN), count(r.RestK), number(r.Rest),
		number(r.Gap), number(low), number(high), number(r.Smallest), number(r.More), number(r.Within), string(r.Simpson), string(r.Finding),
	}
}
