package fairness

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"candor/fairness/audit"
)

// Replayed is one question that was asked again, and what came of it.
type Replayed struct {
	Probe    audit.Probe
	Observed audit.Observed
}

// WriteReplay writes it as JSON, with what was said.
func WriteReplay(w io.Writer, r Replayed) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	out := map[string]any{"probe": r.Probe.ID(), "text": r.Probe.Text, "language": r.Probe.Language, "observed": r.Observed}
	if r.Probe.Model != "" {
		out["model"] = r.Probe.Model
	}
	if r.Observed.Reply != "" {
		out["said"] = r.Observed.Reply
	}
	if err := encoder.Encode(out); err != nil {
		return fmt.Errorf("fairness: write what was asked again: %w", err)
	}
	return nil
}

// Filled gives a probe as this desk is asked it: with a number of an order in its own form.
func (d Dry) Filled(p audit.Probe) audit.Probe {
	p.Text = strings.NewReplacer(audit.Order, d.Order, strings.ToUpper(audit.Order), d.Order).Replace(p.Text)
	return p
}
