package rights

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
)

// spool keeps records of one section, compressed, until the archive is closed: JSON, one a line. All
// files of an archive are made out of the same spools, so they agree, and every store is read once.
type spool struct {
	packed bytes.Buffer
	zip    *flate.Writer
	lines  *json.Encoder
	count  int64
}

func (s *spool) put(r Record) error {
	if s.zip == nil {
		zip, err := flate.NewWriter(&s.packed, flate.BestSpeed)
		if err != nil {
			return err
		}
		s.zip, s.lines = zip, json.NewEncoder(zip)
		s.lines.SetEscapeHTML(false)
	}
	if err := s.lines.Encode(r); err != nil {
		return fmt.Errorf("rights: spool a record: %w", err)
	}
	s.count++
	return nil
}

// done ends writing.
func (s *spool) done() error {
	if s.zip == nil {
		return nil
	}
	return s.zip.Close()
}

// each gives the lines, without their ends. A line is valid until the next.
func (s *spool) each() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		if s.zip == nil {
			return
		}
		in := bufio.NewReaderSize(flate.NewReader(bytes.NewReader(s.packed.Bytes())), 64<<10)
		var line []byte
		for {
			part, err := in.ReadSlice('\n')
			line = append(line, part...)
			if errors.Is(err, bufio.ErrBufferFull) {
				continue
			}
			if err != nil {
				if !errors.Is(err, io.EOF) || len(line) > 0 {
					yield(nil, fmt.Errorf("rights: read a spool: %w", err))
				}
				return
			}
			if !yield(line[:len(line)-1], nil) {
				return
			}
			line = line[:0]
		}
	}
}

// records reads a spool's lines as one type.
func records[R Record](s *spool) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		for line, err := range s.each() {
			var r R
			if err == nil {
				err = json.Unmarshal(line, &r)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}
