package fit

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"strings"
)

// mostVariants is how many variants of one line of our own are learned from; together they weigh as
// much as a few texts.
const (
	mostVariants = 40
	lineWeight   = 8.0
)

// ReadExamples reads lines of "+" and "-"; {a|b} stands for a or b.
func ReadExamples(name string) ([]Example, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read examples: %w", err)
	}
	var out []Example
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		rest, plus := strings.CutPrefix(line, "+ ")
		rest, minus := strings.CutPrefix(rest, "- ")
		if plus == minus {
			return nil, fmt.Errorf("%s: a line begins with neither + nor -: %q", name, line)
		}
		variants := thin(expand(rest), mostVariants)
		for _, v := range variants {
			e := Example{Text: strings.Join(strings.Fields(v), " "), Yes: plus, Weight: lineWeight / float64(len(variants)), Group: Digest(line), Source: "own"}
			e.Weight = min(e.Weight, 1)
			out = append(out, e)
		}
	}
	return out, nil
}

// expand writes out {a|b}, which may not be nested.
func expand(line string) []string {
	before, rest, found := strings.Cut(line, "{")
	choices, after, closed := strings.Cut(rest, "}")
	if !found || !closed {
		return []string{line}
	}
	var out []string
	tails := expand(after)
	for choice := range strings.SplitSeq(choices, "|") {
		for _, tail := range tails {
			out = append(out, before+choice+tail)
		}
	}
	return out
}

// thin takes every so-manieth text, so that at most n stay.
func thin(texts []string, n int) []string {
	if len(texts) <= n {
		return texts
	}
	out := make([]string, 0, n)
	for i := range n {
		out = append(out, texts[i*len(texts)/n])
	}
	return out
}

// Digest numbers a text, to group examples by.
func Digest(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

// EachLine hands over each line of a file, unpacked where its name ends in .gz.
func EachLine(name string, do func([]byte) error) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	var r io.Reader = file
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(file); err != nil {
			return err
		}
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 4<<20)
	for lines.Scan() {
		if err := do(lines.Bytes()); err != nil {
			return err
		}
	}
	return lines.Err()
}
