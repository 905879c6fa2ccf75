package fetch

import (
	"bytes"
	"regexp"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
)

var metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?([a-z0-9_:-]{1,40})`)

// utf8Text brings text into UTF-8: by what the site says of it, else by what the page says of itself. A
// text that is UTF-8 already stays as it is, whatever they say.
func utf8Text(data []byte, charset string) []byte {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(data) {
		return data
	}
	if charset == "" {
		if m := metaCharset.FindSubmatch(data[:min(len(data), 2048)]); m != nil {
			charset = string(m[1])
		}
	}
	if charset == "" {
		charset = "windows-1252" // what browsers take for granted
	}
	enc, err := htmlindex.Get(charset)
	if err != nil {
		return data
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return data
	}
	return out
}
