package knowledge

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// whole reads a file and refuses what is not text.
func (c *collector) whole(name string, r io.Reader, limit int64) ([]byte, bool) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, io.ErrUnexpectedEOF):
		c.problem(name, 0, Unreadable, "it is damaged", "copy or pack it again")
	case err != nil:
		c.problem(name, 0, Unreadable, "it cannot be read", "check the disk and that you may read it")
	case int64(len(data)) > limit:
		c.problem(name, 0, TooLarge, fmt.Sprintf("it is larger than %d MB", limit>>20), "split it into smaller files")
	case len(bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))) == 0:
		c.problem(name, 0, Empty, "it is empty", "write the article or remove the file")
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		c.problem(name, 0, BadEncoding, "it is UTF-16", "save it as UTF-8")
	case looksBinary(data):
		c.problem(name, 0, Binary, "it is not text", "save it as Markdown, HTML or plain text")
	case !utf8.Valid(data):
		c.problem(name, badLine(data), BadEncoding, "it is not valid UTF-8", "save it as UTF-8")
	default:
		return bytes.TrimPrefix(data, []byte("\ufeff")), true
	}
	return nil, false
}

// looksBinary reports data that no text editor wrote.
func looksBinary(data []byte) bool {
	head := data[:min(len(data), 8192)]
	odd := 0
	for _, b := range head {
		switch {
		case b == 0:
			return true
		case b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b:
			odd++
		}
	}
	return odd*20 > len(head) || bytes.HasPrefix(head, []byte("%PDF-"))
}

// badLine gives the line of the first byte that is not UTF-8.
func badLine(data []byte) int {
	line := 1
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n == 1 {
			return line
		}
		if r == '\n' {
			line++
		}
		data = data[n:]
	}
	return 0
}
