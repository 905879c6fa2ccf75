package knowledge

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// jsonLines reads one object a line. A line that cannot be used is reported and passed over.
func (c *collector) jsonLines(name string, r io.Reader) {
	in := bufio.NewReaderSize(r, 1<<16)
	rows := 0
	for line := 1; ; line++ {
		data, tooLong, err := readLine(in, MaxArticle)
		if err != nil && !errors.Is(err, io.EOF) {
			c.problem(name, line, Unreadable, "it is damaged from here on", "copy or pack it again")
			return
		}
		ended := err != nil
		switch trimmed := strings.TrimSpace(strings.TrimPrefix(string(data), "\ufeff")); {
		case tooLong:
			c.problem(name, line, TooLarge, fmt.Sprintf("this row is larger than %d MB", MaxArticle>>20), "split the article")
		case trimmed == "":
		case !utf8.ValidString(trimmed):
			c.problem(name, line, BadEncoding, "this row is not valid UTF-8", "save it as UTF-8")
		default:
			rows++
			c.object(name, line, []byte(trimmed))
		}
		if ended {
			if rows == 0 && line == 1 {
				c.problem(name, 0, Empty, "it is empty", "write the article or remove the file")
			}
			return
		}
	}
}

// readLine gives one line without its end. Of a line longer than max only the fact is kept.
func readLine(in *bufio.Reader, max int) (line []byte, tooLong bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if len(line)+len(part) > max {
			tooLong, line = true, nil
		}
		if !tooLong {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, tooLong, err
		}
	}
}

// jsonArray reads a list of objects, or one object.
func (c *collector) jsonArray(name string, data []byte) {
	var list []json.RawMessage
	if err := json.Unmarshal(data, &list); err != nil {
		c.object(name, 1, data)
		return
	}
	for i, item := range list {
		c.object(name, i+1, item)
	}
}

func (c *collector) object(name string, line int, data []byte) {
	var values map[string]any
	if err := json.Unmarshal(data, &values); err != nil {
		c.problem(name, line, Malformed, "this row is not a JSON object", "write one object with title and text a line")
		return
	}
	if c.exported(name, line, values) {
		return
	}
	fields := map[string]string{}
	for key, v := range values {
		switch v := v.(type) {
		case string:
			fields[strings.ToLower(key)] = v
		case bool:
			fields[strings.ToLower(key)] = strconv.FormatBool(v)
		case float64:
			fields[strings.ToLower(key)] = strconv.FormatFloat(v, 'f', -1, 64)
		case []any:
			if key := strings.ToLower(key); isList(key) {
				fields[key] = textLines(v)
			}
		}
	}
	if field(fields, "title") == "" || field(fields, "body") == "" {
		c.problem(name, line, Malformed, "this row has no title or no text", "give it title and text, or question and answer")
		return
	}
	c.row(name, line, fields)
}

// textLines gives the strings of a list, one a line.
func textLines(list []any) string {
	var b strings.Builder
	for _, item := range list {
		if text, ok := item.(string); ok {
			b.WriteString(strings.Join(strings.Fields(text), " ") + "\n")
		}
	}
	return b.String()
}
