package llm

import (
	"bytes"
	"errors"
	"io"
)

const (
	atOnce       = 16 << 10 // bytes read in one go
	mostNothings = 100      // reads in a row that give neither bytes nor an error
)

var errLongLine = errors.New("llm: one line or event is too long")

// lines cuts what comes into lines, which end with LF, CRLF or a CR alone, wherever the pieces that come
// from the network are cut. It never waits for more once a line has ended, and holds at most `most`
// bytes of a line.
type lines struct {
	from    io.Reader
	most    int
	buffer  []byte
	unread  []byte // what is left of buffer
	line    []byte
	afterCR bool
	err     error // what came with the last bytes
}

func newLines(from io.Reader, most int) *lines {
	return &lines{from: from, most: most, buffer: make([]byte, atOnce)}
}

// next gives a line without its end, valid until the next call. At the end of everything it gives what
// was left with ended false, then io.EOF; after any other error that rest is lost.
func (l *lines) next() (line []byte, ended bool, err error) {
	l.line = l.line[:0]
	for {
		if len(l.unread) == 0 {
			if err := l.fill(); err == io.EOF && len(l.line) > 0 {
				return l.line, false, nil
			} else if err != nil {
				return nil, false, err
			}
		}
		if l.afterCR {
			l.afterCR = false
			if l.unread[0] == '\n' {
				l.unread = l.unread[1:]
				continue
			}
		}
		end := bytes.IndexAny(l.unread, "\r\n")
		piece := l.unread
		if end >= 0 {
			piece = l.unread[:end]
		}
		if len(l.line)+len(piece) > l.most {
			return nil, false, errLongLine
		}
		l.line = append(l.line, piece...)
		if end < 0 {
			l.unread = nil
			continue
		}
		l.afterCR = l.unread[end] == '\r'
		l.unread = l.unread[end+1:]
		return l.line, true, nil
	}
}

// fill reads until there is something.
func (l *lines) fill() error {
	for range mostNothings {
		if l.err != nil {
			return l.err
		}
		n, err := l.from.Read(l.buffer)
		l.unread, l.err = l.buffer[:n], err
		if n > 0 {
			return nil
		}
	}
	if l.err == nil {
		l.err = io.ErrNoProgress
	}
	return l.err
}
