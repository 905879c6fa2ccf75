package fairness

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
)

// readCSV finds the cells of a line. One with quotation marks is left to the library.
func (c *counter) readCSV(line []byte) bool {
	if bytes.IndexByte(line, '"') >= 0 {
		record, err := csv.NewReader(bytes.NewReader(line)).Read()
		if err != nil {
			return false
		}
		for kind, at := range c.column {
			if at >= len(record) {
				return false
			}
			if at >= 0 {
				c.cell[kind] = []byte(record[at])
			}
		}
		return true
	}
	rest := line
	for _, kind := range c.kindAt {
		if rest == nil {
			return false // fewer cells than columns
		}
		cell := rest
		if end := bytes.IndexByte(rest, ','); end >= 0 {
			cell, rest = rest[:end], rest[end+1:]
		} else {
			rest = nil
		}
		if kind >= 0 {
			c.cell[kind] = cell
		}
	}
	return true
}

// readJSON finds the members of a line: a flat object of texts without escapes and of numbers the quick
// way, any other by the library.
func (c *counter) readJSON(line []byte) bool {
	if c.quickJSON(line) {
		return true
	}
	c.cell = [4][]byte{}
	var row struct {
		Group  *string         `json:"group"`
		Pred   json.RawMessage `json:"y_pred"`
		True   json.RawMessage `json:"y_true"`
		Weight json.RawMessage `json:"weight"`
	}
	if err := json.Unmarshal(line, &row); err != nil || row.Group == nil {
		return false
	}
	c.cell = [4][]byte{[]byte(*row.Group), row.Pred, row.True, row.Weight}
	return true
}

func (c *counter) quickJSON(line []byte) bool {
	rest, ok := sign(line, '{')
	for ok {
		var name, value []byte
		if name, rest, ok = plain(rest); !ok {
			return false
		}
		if rest, ok = sign(rest, ':'); !ok {
			return false
		}
		if value, rest, ok = scalar(rest); !ok {
			return false
		}
		switch string(name) {
		case "group":
			c.cell[cellGroup] = value
		case "y_pred":
			c.cell[cellPred] = value
		case "y_true":
			c.cell[cellTrue] = value
		case "weight":
			c.cell[cellWeight] = value
		}
		after, more := sign(rest, ',')
		if !more {
			rest, ok = sign(rest, '}')
			return ok && len(bytes.TrimSpace(rest)) == 0
		}
		rest = after
	}
	return false
}

// sign takes a sign from the front, past blanks.
func sign(text []byte, want byte) (rest []byte, ok bool) {
	for len(text) > 0 && (text[0] == ' ' || text[0] == '\t') {
		text = text[1:]
	}
	if len(text) == 0 || text[0] != want {
		return text, false
	}
	return text[1:], true
}

// plain takes a text without escapes from the front.
func plain(text []byte) (inside, rest []byte, ok bool) {
	if text, ok = sign(text, '"'); !ok {
		return nil, text, false
	}
	end := bytes.IndexByte(text, '"')
	if end < 0 || bytes.IndexByte(text[:end], '\\') >= 0 {
		return nil, text, false
	}
	return text[:end], text[end+1:], true
}

// scalar takes a plain text, a number or a word from the front.
func scalar(text []byte) (value, rest []byte, ok bool) {
	for len(text) > 0 && (text[0] == ' ' || text[0] == '\t') {
		text = text[1:]
	}
	if len(text) > 0 && text[0] == '"' {
		return plain(text)
	}
	n := 0
	for n < len(text) && (text[n] >= '0' && text[n] <= '9' || text[n] >= 'a' && text[n] <= 'z' || text[n] == '.' || text[n] == '-' || text[n] == '+' || text[n] == 'E') {
		n++
	}
	return text[:n], text[n:], n > 0
}
