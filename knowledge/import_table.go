package knowledge

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"strings"
)

// table reads CSV or TSV of articles or of questions and answers. The first row names the
// columns; two columns without names are a question and its answer. Other ways to ask stand in a
// column called questions or alternatives, parted by "|" or on lines of their own.
func (c *collector) table(name, kind string, data []byte) {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma = separator(kind, data)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	head, err := r.Read()
	if err != nil {
		c.problem(name, 1, Malformed, "its first row cannot be read", "save it again as CSV")
		return
	}
	columns := make([]string, len(head))
	for i, h := range head {
		columns[i] = strings.ToLower(strings.TrimSpace(h))
	}
	if !hasNames(columns) {
		if len(head) != 2 {
			c.problem(name, 1, Malformed, "no column is called question or title, or none is called answer or text",
				"name the columns in the first row")
			return
		}
		c.row(name, 1, map[string]string{"question": head[0], "answer": head[1]})
		columns = []string{"question", "answer"}
	}
	for {
		record, err := r.Read()
		line, _ := r.FieldPos(0)
		var broken *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return
		case errors.As(err, &broken):
			c.problem(name, broken.Line, Malformed, "this row cannot be read", "check its quotation marks")
			continue
		case err != nil:
			c.problem(name, 0, Unreadable, "it cannot be read to its end", "save it again as CSV")
			return
		}
		fields := map[string]string{}
		for i, v := range record {
			if i < len(columns) {
				fields[columns[i]] = v
				if isList(columns[i]) {
					fields[columns[i]] = strings.ReplaceAll(v, "|", "\n")
				}
			}
		}
		c.row(name, line, fields)
	}
}

// hasNames reports whether the columns include a title and a text.
func hasNames(columns []string) bool {
	fields := map[string]string{}
	for _, col := range columns {
		fields[col] = col
	}
	return field(fields, "title") != "" && field(fields, "body") != ""
}

func separator(kind string, data []byte) rune {
	if kind == ".tsv" {
		return '\t'
	}
	line, _, _ := bytes.Cut(data, []byte("\n"))
	best, most := ',', bytes.Count(line, []byte(","))
	for _, r := range ";\t" {
		if n := bytes.Count(line, []byte(string(r))); n > most {
			best, most = r, n
		}
	}
	return best
}

// row takes one article, or one question with its answer, from named values.
func (c *collector) row(file string, line int, fields map[string]string) {
	a := fromFields(fields)
	a.Body = cleanBody(field(fields, "body"))
	a.Format = formatOf(a.Body)
	if a.Key == "" {
		a.Key = strings.Trim(a.Language+"/"+Slug(a.Title), "/")
	}
	c.add(file, line, a)
}

var markdownInline = regexp.MustCompile(`\]\(https?://|\*\*[^\s*][^*\n]*\*\*`)

// formatOf tells Markdown from plain words by marks that only Markdown has.
func formatOf(body string) Format {
	for line := range strings.Lines(body) {
		hashes := len(line) - len(strings.TrimLeft(line, "#"))
		if hashes >= 1 && hashes <= 6 && strings.HasPrefix(line[hashes:], " ") {
			return Markdown
		}
	}
	if markdownInline.MatchString(body) {
		return Markdown
	}
	return Plain
}
