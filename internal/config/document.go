package config

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// entry is one key of the file, or the heading of a table, with the line it stands on. The path of
// an item of an array of tables holds its place: inbox, 0, id.
type entry struct {
	path  []string
	line  int
	value value
	head  bool // a heading: the path is a table's
}

// readDocument takes the file apart. Broken TOML is one problem, with its line.
func readDocument(data []byte) ([]entry, []Problem) {
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		return nil, []Problem{{Text: "this is not a text file in UTF-8"}}
	}
	r := reader{data: data, seen: map[string]int{}, items: map[string]int{}}
	r.p.Reset(data)
	var prefix []string
	for r.p.NextExpression() {
		node := r.p.Expression()
		path, line := r.path(node.Key())
		switch node.Kind {
		case unstable.Table:
			prefix = r.within(path)
			r.entries = append(r.entries, entry{path: prefix, line: line, head: true})
		case unstable.ArrayTable:
			prefix = r.item(r.within(path))
			r.entries = append(r.entries, entry{path: prefix, line: line, head: true})
		case unstable.KeyValue:
			r.take(join(prefix, path...), line, node.Value())
		}
	}
	if err := r.p.Error(); err != nil {
		return nil, []Problem{r.broken(err)}
	}
	if len(r.problems) > 0 {
		return r.entries, r.problems
	}
	// The reader above is lenient about what tables may be reopened and what dates exist.
	var whole map[string]any
	if err := toml.Unmarshal(data, &whole); err != nil {
		return nil, []Problem{r.broken(err)}
	}
	return r.entries, nil
}

type reader struct {
	data     []byte
	p        unstable.Parser
	entries  []entry
	problems []Problem
	seen     map[string]int // line of each key
	items    map[string]int // how many tables each array has
	counted  int            // bytes in which newlines are counted
	newlines int
}

// take keeps a value, going into inline tables and lists of them.
func (r *reader) take(path []string, line int, node *unstable.Node) {
	if node.Kind == unstable.InlineTable {
		r.entries = append(r.entries, entry{path: path, line: line, head: true})
		r.inline(path, node)
		return
	}
	if node.Kind == unstable.Array && holdsTables(node) {
		for it := node.Children(); it.Next(); {
			at := r.item(path)
			if it.Node().Kind == unstable.InlineTable {
				r.entries = append(r.entries, entry{path: at, line: line, head: true})
				r.inline(at, it.Node())
			}
		}
		return
	}
	name := strings.Join(path, "\x00")
	if first, ok := r.seen[name]; ok {
		r.problems = append(r.problems, Problem{Line: line,
			Text: fmt.Sprintf("`%s` is set twice, on lines %d and %d; keep one", path[len(path)-1], first, line)})
		return
	}
	r.seen[name] = line
	r.entries = append(r.entries, entry{path: path, line: line, value: value{is: r.scalar(node)}})
}

func (r *reader) inline(path []string, node *unstable.Node) {
	for it := node.Children(); it.Next(); {
		if it.Node().Kind != unstable.KeyValue {
			continue
		}
		keys, line := r.path(it.Node().Key())
		r.take(join(path, keys...), line, it.Node().Value())
	}
}

func (r *reader) scalar(node *unstable.Node) any {
	text := string(node.Data)
	switch node.Kind {
	case unstable.String:
		return text
	case unstable.Bool:
		return text == "true"
	case unstable.Integer:
		n, err := strconv.ParseInt(strings.ReplaceAll(text, "_", ""), 0, 64)
		if err != nil {
			return other(text)
		}
		return n
	case unstable.Float:
		f, err := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
		if err != nil {
			return other(text)
		}
		return f
	case unstable.Array:
		out := list{}
		for it := node.Children(); it.Next(); {
			if it.Node().Kind != unstable.Comment {
				out = append(out, r.scalar(it.Node()))
			}
		}
		return out
	case unstable.InlineTable:
		return table{}
	}
	if node.Kind == unstable.LocalDate {
		return date(text)
	}
	return other(text)
}

// path reads a dotted key and the line it stands on.
func (r *reader) path(keys unstable.Iterator) (path []string, line int) {
	for keys.Next() {
		if line == 0 {
			line = r.lineAt(int(keys.Node().Raw.Offset))
		}
		path = append(path, string(keys.Node().Data))
	}
	return path, line
}

// lineAt counts on from the last key, because keys come in order.
func (r *reader) lineAt(offset int) int {
	if offset < r.counted {
		r.counted, r.newlines = 0, 0
	}
	r.newlines += bytes.Count(r.data[r.counted:offset], []byte("\n"))
	r.counted = offset
	return 1 + r.newlines
}

// item opens the next table of an array of tables.
func (r *reader) item(path []string) []string {
	name := strings.Join(path, "\x00")
	n := r.items[name]
	r.items[name] = n + 1
	return join(path, strconv.Itoa(n))
}

// within puts a table under the newest item of an array of tables that it belongs to.
func (r *reader) within(path []string) []string {
	if n := r.items[path[0]]; n > 0 && len(path) > 1 {
		return join(path[:1], append([]string{strconv.Itoa(n - 1)}, path[1:]...)...)
	}
	return path
}

// broken tells of text that is not TOML.
func (r *reader) broken(err error) Problem {
	line := 0
	why := err.Error()
	var parse *unstable.ParserError
	var decode *toml.DecodeError
	switch {
	case errors.As(err, &decode):
		line, _ = decode.Position()
	case errors.As(err, &parse):
		why = parse.Message
		line = r.p.Shape(r.p.Range(parse.Highlight)).Start.Line
	}
	why = strings.TrimPrefix(why, "toml: ")
	if line == 0 {
		return Problem{Text: "this is not TOML: " + why}
	}
	return Problem{Line: line, Text: fmt.Sprintf("line %d is not TOML: %s; text belongs in double quotes, as in name = \"Our desk\"", line, why)}
}

func holdsTables(node *unstable.Node) bool {
	for it := node.Children(); it.Next(); {
		if it.Node().Kind == unstable.InlineTable {
			return true
		}
	}
	return false
}

func join(path []string, more ...string) []string {
	return append(append([]string(nil), path...), more...)
}
