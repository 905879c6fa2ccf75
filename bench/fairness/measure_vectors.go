package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"candor/bench/report"
)

// kind is how well the vectors of one kind are reproduced.
type kind struct {
	Kind    string
	Vectors int
	Same    int
	Numbers int
	Worst   float64 // the largest distance, in tolerances: above 1 it is missed
}

type vector struct {
	ID       string          `json:"id"`
	Kind     string          `json:"kind"`
	Input    json.RawMessage `json:"input"`
	Expected any             `json:"expected"`
	Tol      struct{ Rel, Abs float64 }
}

// vectors puts each reference vector to the command and compares as their README says.
func (b *bench) vectors(ctx context.Context) error {
	all, err := readVectors(filepath.Join(b.shared, "data", "fairness-vectors", "vectors.jsonl"))
	if errors.Is(err, fs.ErrNotExist) {
		b.tell(report.Absent("reference vectors", report.AtLeast(1), "", "the shared data is not here"))
		return nil
	}
	if err != nil {
		return err
	}
	var in bytes.Buffer
	encoder := json.NewEncoder(&in)
	for _, v := range all {
		if err := encoder.Encode(map[string]any{"id": v.ID, "kind": v.Kind, "input": v.Input}); err != nil {
			return err
		}
	}
	command := exec.CommandContext(ctx, b.binary, "fairness", "stats", "--jsonl")
	command.Stdin = &in
	out, err := command.Output()
	if err != nil {
		return fmt.Errorf("candor fairness stats: %w", err)
	}
	byKind, same, numbers := map[string]*kind{}, 0, 0
	answers := json.NewDecoder(bytes.NewReader(out))
	for _, v := range all {
		var got struct {
			ID     string `json:"id"`
			Output any    `json:"output"`
		}
		if err := answers.Decode(&got); err != nil || got.ID != v.ID {
			return fmt.Errorf("the answer to %s is that to %q: %w", v.ID, got.ID, err)
		}
		k := byKind[v.Kind]
		if k == nil {
			k = &kind{Kind: v.Kind}
			byKind[v.Kind] = k
		}
		worst, n := distance(v.Expected, got.Output, v.Tol.Rel, v.Tol.Abs)
		k.Vectors, k.Numbers, k.Worst = k.Vectors+1, k.Numbers+n, math.Max(k.Worst, worst)
		if numbers += n; worst <= 1 {
			k.Same++
			same++
		}
	}
	t := report.Table{Title: "Reference vectors", Head: []string{"kind", "vectors", "reproduced", "numbers", "worst distance, of the tolerance"}}
	for _, name := range slices.Sorted(maps.Keys(byKind)) {
		k := byKind[name]
		t.Rows = append(t.Rows, []string{k.Kind, fmt.Sprint(k.Vectors), fmt.Sprint(k.Same), fmt.Sprint(k.Numbers), fmt.Sprintf("%.2g", k.Worst)})
	}
	b.found.Tables = append(b.found.Tables, t)
	b.tell(report.Measure(fmt.Sprintf("reference vectors reproduced, of %d in %d kinds with %d numbers", len(all), len(byKind), numbers), float64(same), "", report.AtLeast(float64(len(all)))))
	return nil
}

func readVectors(path string) ([]vector, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []vector
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 8<<20)
	for lines.Scan() {
		var v vector
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			return nil, fmt.Errorf("read vector %d: %w", len(all)+1, err)
		}
		all = append(all, v)
	}
	return all, lines.Err()
}

// distance gives the largest distance of what was wanted and what came, in tolerances, and how many numbers were compared.
// What is not a number and differs is infinitely far.
func distance(want, got any, rel, abs float64) (worst float64, numbers int) {
	switch w := want.(type) {
	case float64:
		g, ok := got.(float64)
		if !ok {
			return math.Inf(1), 1
		}
		if g == w {
			return 0, 1
		}
		tolerance := math.Max(abs, rel*math.Max(math.Abs(g), math.Abs(w)))
		if tolerance == 0 {
			return math.Inf(1), 1
		}
		return math.Abs(g-w) / tolerance, 1
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok || len(g) != len(w) {
			return math.Inf(1), 0
		}
		for name := range w {
			d, n := distance(w[name], g[name], rel, abs)
			worst, numbers = math.Max(worst, d), numbers+n
		}
		return worst, numbers
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			return math.Inf(1), 0
		}
		for i := range w {
			d, n := distance(w[i], g[i], rel, abs)
			worst, numbers = math.Max(worst, d), numbers+n
		}
		return worst, numbers
	}
	if want != got {
		return math.Inf(1), 0
	}
	return 0, 0
}
