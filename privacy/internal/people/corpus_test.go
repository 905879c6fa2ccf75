package people_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// span is a labelled stretch of a text, in bytes.
type span struct {
	Type       string
	Start, End int
}

// doc is a text with its labels. template tells texts of one pattern apart from others.
type doc struct {
	text, language, template string
	spans                    []span
}

// shared gives the folder with data that is not part of this module, or skips the test.
func shared(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("CANDOR_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(dir, "data")); errors.Is(err, fs.ErrNotExist) {
		if os.Getenv("CI") != "" {
			t.Fatal("the shared data is missing; set CANDOR_SHARED")
		}
		t.Skip("the shared data is not here; set CANDOR_SHARED to measure")
	}
	return filepath.Join(dir, "data")
}

// rows reads JSON lines, gzipped or not.
func rows[T any](t testing.TB, path string) []T {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	var all []T
	for lines := bufio.NewReader(r); ; {
		row, err := lines.ReadBytes('\n')
		if len(row) > 1 {
			var v T
			if err := json.Unmarshal(row, &v); err != nil {
				t.Fatal(err)
			}
			all = append(all, v)
		}
		if err != nil {
			return all
		}
	}
}

type labelled struct {
	ID, Text string
	Template *int
	Spans    []span
}

// labels reads presidio-synth or pii-chat.
func labels(t testing.TB, path string) []doc {
	t.Helper()
	var docs []doc
	for _, r := range rows[labelled](t, path) {
		at := make([]int, 0, len(r.Text)+1)
		for i := range r.Text {
			at = append(at, i)
		}
		at = append(at, len(r.Text))
		d := doc{text: r.Text, language: "en"}
		shape, end := "", 0
		for _, s := range r.Spans {
			s.Start, s.End = at[s.Start], at[s.End]
			d.spans = append(d.spans, s)
		}
		for _, s := range sorted(d.spans) {
			if s.Start >= end {
				shape += d.text[end:s.Start] + "{" + s.Type + "}"
				end = s.End
			}
		}
		d.template = strings.ToLower(shape + d.text[end:])
		docs = append(docs, d)
	}
	return docs
}

func sorted(spans []span) []span {
	out := append([]span(nil), spans...)
	for i := range out {
		for j := i; j > 0 && out[j].Start < out[j-1].Start; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

// plainTexts reads texts that hold no names of customers.
func plainTexts(t testing.TB, path, field string) []doc {
	t.Helper()
	var docs []doc
	for _, r := range rows[map[string]any](t, path) {
		if text, ok := r[field].(string); ok {
			docs = append(docs, doc{text: text, template: text})
		}
	}
	return docs
}

// articles are the demo company's help pages, in all its languages.
func articles(t testing.TB) []doc {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "internal", "demo", "company", "articles", "*", "*.md"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no articles: %v", err)
	}
	var docs []doc
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, doc{text: string(data), language: filepath.Base(filepath.Dir(f)), template: f})
	}
	return docs
}

// template is a sentence with places to fill.
type template struct{ language, text string }

func templates(t testing.TB, file string) []template {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	var all []template
	for row := range strings.Lines(string(data)) {
		row = strings.TrimRight(row, "\n")
		if row == "" || row[0] == '#' {
			continue
		}
		lang, text, _ := strings.Cut(row, " ")
		all = append(all, template{lang, strings.ReplaceAll(text, `\n`, "\n")})
	}
	return all
}

// pool is what templates are filled with.
type pool struct{ given, family, places, addresses []string }

// fill puts values in a template.
func (p pool) fill(t template, r *rand.Rand) doc {
	d := doc{language: t.language, template: t.text}
	var b strings.Builder
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	text := t.text
	bare := strings.NewReplacer("{P}", "", "{G}", "", "{F}", "", "{A}", "", "{C}", "", "{D}", "").Replace(text)
	quiet := strings.ToLower(bare) == bare && strings.ContainsAny(bare, "abcdefghijklmnopqrstuvwxyz")
	loud := !strings.ContainsAny(bare, "abcdefghijklmnopqrstuvwxyz")
	for {
		i := strings.IndexByte(text, '{')
		if i < 0 || i+2 >= len(text) || text[i+2] != '}' {
			b.WriteString(text)
			break
		}
		b.WriteString(text[:i])
		value, kind := "", ""
		switch text[i+1] {
		case 'P':
			kind = "PERSON"
			value = pick(p.given) + " " + pick(p.family)
			switch r.IntN(12) {
			case 0:
				value = pick(p.given) + " " + string(rune('A'+r.IntN(26))) + ". " + pick(p.family)
			case 1:
				value = pick(p.given) + " " + pick(p.family) + "-" + pick(p.family)
			case 2:
				value = pick(p.given) + " " + pick([]string{"van", "de", "von", "van der", "da", "del", "El", "Al"}) + " " + pick(p.family)
			case 3:
				value = pick(p.given) + " " + pick(p.given) + " " + pick(p.family)
			}
		case 'G':
			kind, value = "PERSON", pick(p.given)
		case 'F':
			kind, value = "PERSON", pick(p.family)
		case 'A':
			kind, value = "STREET_ADDRESS", pick(p.addresses)
		case 'C':
			kind, value = "LOCATION", pick(p.places)
		case 'D':
			value = pick([]string{"Monday", "Friday", "3 May", "12 March"})
		}
		if quiet && r.IntN(2) == 0 {
			value = strings.ToLower(value)
		}
		if loud {
			value = strings.ToUpper(value)
		}
		if kind != "" {
			d.spans = append(d.spans, span{kind, b.Len(), b.Len() + len(value)})
		}
		b.WriteString(value)
		text = text[i+3:]
	}
	d.text = b.String()
	return d
}
