package evaluate

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"candor"
)

// Question is what somebody asked and which articles answer it.
type Question struct {
	Line     int
	Text     string
	Language string   // BCP 47 in which the desk speaks with whoever asks; may be empty
	Gold     []string // names of the right articles; none: no article answers it
}

// Bad is a line that was passed over. It holds no words of the line but the name of an article.
type Bad struct {
	File string
	Line int
	Why  string
}

func (b Bad) String() string {
	return fmt.Sprintf("%s:%d: %s; it was passed over", b.File, b.Line, b.Why)
}

// most is the size of a file of questions that is read, in bytes, unpacked.
const most = 256 << 20

// ReadQuestions reads a file of questions: .jsonl or .ndjson with "query" (or "question", "text"), "gold" (a
// name or a list) and "lang" (or "language"); .csv or .tsv with columns of those names, names of
// several articles parted by "|"; each also with .gz after it. Lines that cannot be used are told
// and the rest is given.
//
// candor.CodeInvalid: the file is not there, is of another kind, or holds no question.
func ReadQuestions(path string) ([]Question, []Bad, error) {
	data, kind, err := load(path)
	if err != nil {
		return nil, nil, err
	}
	r := reader{file: filepath.Base(path)}
	switch kind {
	case ".jsonl", ".ndjson":
		r.lines(data)
	case ".csv", ".tsv":
		if err := r.table(data, kind == ".tsv"); err != nil {
			return nil, nil, err
		}
	}
	if len(r.questions) == 0 {
		return nil, r.bad, invalid("there is no question in %s%s", path, r.first())
	}
	return r.questions, r.bad, nil
}

func invalid(format string, args ...any) error {
	return candor.Fail(candor.CodeInvalid, "error.bad_questions", fmt.Errorf(format, args...))
}

// load gives the unpacked bytes of a file and the ending that tells its kind.
func load(path string) (data []byte, kind string, err error) {
	name := strings.ToLower(path)
	packed := strings.HasSuffix(name, ".gz")
	kind = filepath.Ext(strings.TrimSuffix(name, ".gz"))
	if !slices.Contains([]string{".jsonl", ".ndjson", ".csv", ".tsv"}, kind) {
		return nil, "", invalid("questions are not read from a file like %s. Save them as JSON lines (.jsonl) or CSV (.csv)", path)
	}
	f, err := os.Open(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, "", invalid("there is no file %s. Check the name", path)
	case err != nil:
		return nil, "", invalid("%s cannot be opened. Check that you may read it", path)
	}
	defer f.Close()
	var from io.Reader = f
	if packed {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, "", invalid("%s is not a gzip file. Pack it again or give the unpacked file", path)
		}
		from = z
	}
	data, err = io.ReadAll(io.LimitReader(from, most+1))
	switch {
	case err != nil:
		return nil, "", invalid("%s cannot be read to its end. Check that it is a whole file", path)
	case len(data) > most:
		return nil, "", invalid("%s holds more than %d MB. Split it", path, most>>20)
	}
	return bytes.TrimPrefix(data, []byte("\ufeff")), kind, nil
}

type reader struct {
	file      string
	questions []Question
	bad       []Bad
}

// first tells the first bad line, for a file of nothing else.
func (r *reader) first() string {
	if len(r.bad) == 0 {
		return ". Give one a line, with the names of the articles that answer it"
	}
	return fmt.Sprintf(". Line %d, for example: %s", r.bad[0].Line, r.bad[0].Why)
}

func (r *reader) refuse(line int, why string) {
	r.bad = append(r.bad, Bad{File: r.file, Line: line, Why: why})
}

func (r *reader) add(q Question) {
	q.Text = strings.TrimSpace(q.Text)
	switch {
	case q.Text == "":
		r.refuse(q.Line, "it has no query")
	case utf8.RuneCountInString(q.Text) > candor.MaxText:
		r.refuse(q.Line, "its query is longer than 8,000 characters")
	default:
		r.questions = append(r.questions, q)
	}
}

// row is a line of JSON in any of the names in use.
type row struct {
	Query    string `json:"query"`
	Question string `json:"question"`
	Text     string `json:"text"`
	Lang     string `json:"lang"`
	Language string `json:"language"`
	Gold     names  `json:"gold"`
}

// names is one name or a list of them.
type names []string

func (n *names) UnmarshalJSON(data []byte) error {
	var one string
	if err := json.Unmarshal(data, &one); err == nil {
		*n = parted(one)
		return nil
	}
	var list []string
	if err := json.Unmarshal(data, &list); err != nil {
		return errors.New("neither a name nor a list of names")
	}
	*n = parted(strings.Join(list, "|"))
	return nil
}

func (r *reader) lines(data []byte) {
	number := 0
	for line := range bytes.Lines(data) {
		number++
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		var v row
		switch err := json.Unmarshal(line, &v); {
		case !utf8.Valid(line):
			r.refuse(number, "it is not valid UTF-8")
		case err != nil && json.Valid(line):
			r.refuse(number, `"query" and "lang" must be texts, and "gold" a name or a list of names`)
		case err != nil:
			r.refuse(number, "it is not a JSON object")
		default:
			r.add(Question{Line: number, Text: firstOf(v.Query, v.Question, v.Text), Language: firstOf(v.Lang, v.Language), Gold: v.Gold})
		}
	}
}

func (r *reader) table(data []byte, tabs bool) error {
	if !utf8.Valid(data) {
		return invalid("%s is not valid UTF-8. Save it again as UTF-8", r.file)
	}
	rows := csv.NewReader(bytes.NewReader(data))
	rows.FieldsPerRecord, rows.LazyQuotes = -1, true
	first, _, _ := bytes.Cut(data, []byte("\n"))
	switch {
	case tabs:
		rows.Comma = '\t'
	case bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")):
		rows.Comma = ';'
	}
	head, err := rows.Read()
	if err != nil {
		return invalid("there is no question in %s. Give one a row, with the names of the articles that answer it", r.file)
	}
	column := func(names ...string) int {
		return slices.IndexFunc(head, func(h string) bool { return slices.Contains(names, strings.ToLower(strings.TrimSpace(h))) })
	}
	text, gold, lang := column("query", "question", "text"), column("gold", "article", "articles", "doc_id"), column("lang", "language")
	if text < 0 || gold < 0 {
		return invalid(`the first row of %s must name the columns: one "query" and one "gold". Others are passed over`, r.file)
	}
	for {
		record, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		var broken *csv.ParseError
		switch {
		case errors.As(err, &broken):
			r.refuse(broken.Line, "its quotation marks do not match")
			continue
		case err != nil:
			return invalid("%s cannot be read to its end. Save it again as CSV", r.file)
		}
		line, _ := rows.FieldPos(0)
		cell := func(i int) string {
			if i < 0 || i >= len(record) {
				return ""
			}
			return record[i]
		}
		r.add(Question{Line: line, Text: cell(text), Language: strings.TrimSpace(cell(lang)), Gold: parted(cell(gold))})
	}
}

// parted gives the names of a list parted by "|".
func parted(list string) []string {
	var out []string
	for name := range strings.SplitSeq(list, "|") {
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			return t
		}
	}
	return ""
}
