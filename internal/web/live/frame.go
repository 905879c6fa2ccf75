package live

import (
	"bytes"
	"strconv"
)

// Frame appends one event to b. Data may have several lines. An id of 0 is left out: such an
// event is not resumed from.
func Frame(b []byte, name string, id int64, data []byte) []byte {
	if id > 0 {
		b = append(b, "id: "...)
		b = strconv.AppendInt(b, id, 10)
		b = append(b, '\n')
	}
	b = append(b, "event: "...)
	b = append(b, name...)
	b = append(b, '\n')
	for line := range bytes.SplitSeq(data, []byte("\n")) {
		b = append(b, "data: "...)
		b = append(b, bytes.TrimSuffix(line, []byte("\r"))...)
		b = append(b, '\n')
	}
	return append(b, '\n')
}

// LastEventID reads the header of that name: 0 and false when it is absent or not a number.
func LastEventID(header string) (int64, bool) {
	id, err := strconv.ParseInt(header, 10, 64)
	return id, err == nil && id >= 0
}
