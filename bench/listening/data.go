package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"candor/bench/report"
)

// row is one labelled message of any set.
type row struct {
	Text         string `json:"text"`
	Query        string `json:"query"`
	Lang         string `json:"lang"`
	HumanRequest *int   `json:"human_request"`
	Category     string `json:"category"`
	Injection    int    `json:"injection"`
	Kind         string `json:"kind"`
	Source       string `json:"source"`
	Intent       string `json:"intent"`
	Type         string `json:"type"`
	Group        string `json:"group"`
	Axis         string `json:"axis"`
	Loop         int    `json:"loop"`
	Turns        []turn `json:"turns"`
}

func (r row) words() string { return r.Text + r.Query }

// shared reads a set that lies beside the repository. It is false, and told as absent, when it is not
// there.
func (b *bench) shared(name string) (rows []row, ok bool, err error) {
	rows, err = readRows(filepath.Join(b.settings.shared, filepath.FromSlash(name)))
	if errors.Is(err, fs.ErrNotExist) {
		b.tell(report.Absent(name, report.Goal{}, "", "the shared data is not here"))
		return nil, false, nil
	}
	return rows, err == nil, err
}

func readRows(name string) ([]row, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var r io.Reader = file
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(file); err != nil {
			return nil, err
		}
	}
	var rows []row
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 4<<20)
	for lines.Scan() {
		var one row
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(name), err)
		}
		rows = append(rows, one)
	}
	return rows, lines.Err()
}

// own is one message that was written for these tests.
type own struct {
	language, kind string
	want           bool
	text           string
}

// readOwn reads lines "LANGUAGE KIND 0-or-1 WORDS" of escalate/testdata.
func readOwn(name string) ([]own, error) {
	data, err := os.ReadFile(filepath.Join("escalate", "testdata", name))
	if err != nil {
		return nil, err
	}
	var out []own
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.SplitN(line, " ", 4)
		if len(f) != 4 || f[2] != "0" && f[2] != "1" {
			return nil, fmt.Errorf("%s: a line that is none of the set", name)
		}
		out = append(out, own{f[0], f[1], f[2] == "1", f[3]})
	}
	return out, nil
}

// readMatters reads lines "MATTER | LANGUAGE | WORDS" of escalate/testdata; "none" only looks alike. The kind is the matter.
func readMatters(name string) ([]own, error) {
	data, err := os.ReadFile(filepath.Join("escalate", "testdata", name))
	if err != nil {
		return nil, err
	}
	var out []own
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.SplitN(line, " | ", 3)
		if len(f) != 3 {
			return nil, fmt.Errorf("%s: a line that is none of the set", name)
		}
		out = append(out, own{f[1], f[0], f[0] != "none", f[2]})
	}
	return out, nil
}

func textsOf[T any](rows []T, text func(T) string) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = text(r)
	}
	return out
}

// score counts decisions against labels.
type score struct{ recall, precision, alarms report.Share }

func (s *score) add(want, got bool) {
	if want {
		s.recall.Count(got)
	} else {
		s.alarms.Count(got)
	}
	if got {
		s.precision.Count(want)
	}
}
