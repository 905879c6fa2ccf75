package fairness_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"candor/internal/app/fairness"
	"candor/internal/app/jsonl"
)

type vector struct {
	ID       string          `json:"id"`
	Kind     string          `json:"kind"`
	Input    json.RawMessage `json:"input"`
	Expected any             `json:"expected"`
	Tol      struct{ Rel, Abs float64 }
}

func readVectors(t *testing.T) []vector {
	t.Helper()
	shared := os.Getenv("CANDOR_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "..", "shared")
	}
	f, err := os.Open(filepath.Join(shared, "data", "fairness-vectors", "vectors.jsonl"))
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("the shared vectors are not here:", err)
	}
	defer f.Close()
	var all []vector
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 8<<20)
	for lines.Scan() {
		var v vector
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}

func TestEveryReferenceVectorIsReproduced(t *testing.T) {
	t.Parallel()
	all := readVectors(t)
	var in, out bytes.Buffer
	encoder := json.NewEncoder(&in)
	for _, v := range all {
		if err := encoder.Encode(map[string]any{"id": v.ID, "kind": v.Kind, "input": v.Input}); err != nil {
			t.Fatal(err)
		}
	}
	if err := fairness.Lines(context.Background(), &in, &out, func(b jsonl.Bad) { t.Errorf("line %d: %s", b.Number, b.Why) }); err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(&out)
	seen := map[string]bool{}
	for _, v := range all {
		var got struct {
			ID, Kind string
			Output   any
		}
		if err := decoder.Decode(&got); err != nil || got.ID != v.ID || got.Kind != v.Kind {
			t.Fatalf("want the answer to %s, got that to %s: %v", v.ID, got.ID, err)
		}
		seen[v.Kind] = true
		same(t, v.ID, v.Expected, got.Output, v.Tol.Rel, v.Tol.Abs)
	}
	if want := fairness.Kinds(); len(all) > 0 && len(seen) != len(want) {
		t.Errorf("vectors for %d kinds, want for all of %v", len(seen), want)
	}
}

// same compares as the vectors' README says: numbers within the tolerance, all else exactly.
func same(t *testing.T, at string, want, got any, rel, abs float64) {
	t.Helper()
	switch w := want.(type) {
	case float64:
		if g, ok := got.(float64); !ok || !(math.Abs(g-w) <= math.Max(abs, rel*math.Max(math.Abs(g), math.Abs(w)))) {
			t.Errorf("%s: want %.17g, got %v", at, w, got)
		}
	case map[string]any:
		g, ok := got.(map[string]any)
		if a, b := slices.Sorted(maps.Keys(w)), slices.Sorted(maps.Keys(g)); !ok || !slices.Equal(a, b) {
			t.Errorf("%s: want members %v, got %v", at, a, b)
			return
		}
		for name := range w {
			same(t, at+"."+name, w[name], g[name], rel, abs)
		}
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			t.Errorf("%s: want %v, got %v", at, want, got)
			return
		}
		for i := range w {
			same(t, fmt.Sprintf("%s[%d]", at, i), w[i], g[i], rel, abs)
		}
	default:
		if want != got {
			t.Errorf("%s: want %v, got %v", at, want, got)
		}
	}
}
