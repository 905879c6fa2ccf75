package escalate_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// readShared reads a file of JSON lines from the shared data, unpacking .gz. Without the data
// it fails in CI and skips elsewhere.
func readShared[T any](t testing.TB, name string) []T {
	t.Helper()
	root := os.Getenv("CANDOR_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	file, err := os.Open(filepath.Join(root, "data", filepath.FromSlash(name)))
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("the shared data is missing: %v", err)
		}
		t.Skipf("the shared data is missing: %v", err)
	}
	defer file.Close()
	var r io.Reader = file
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(file); err != nil {
			t.Fatal(err)
		}
	}
	var rows []T
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var row T
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

type labelled struct {
	Text         string `json:"text"`
	Lang         string `json:"lang"`
	HumanRequest *int   `json:"human_request"`
	Category     string `json:"category"`
	Intent       string `json:"intent"`
}

// tally counts decisions against labels.
type tally struct{ hit, miss, alarm, quiet int }

func (c *tally) add(want, got bool) {
	switch {
	case want && got:
		c.hit++
	case want:
		c.miss++
	case got:
		c.alarm++
	default:
		c.quiet++
	}
}

func (c tally) recall() float64    { return share(c.hit, c.hit+c.miss) }
func (c tally) precision() float64 { return share(c.hit, c.hit+c.alarm) }
func (c tally) alarms() float64    { return share(c.alarm, c.alarm+c.quiet) }

func share(part, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(part) / float64(all)
}
