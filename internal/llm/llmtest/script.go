package llmtest

import (
	"strings"
	"unicode/utf8"

	"candor/internal/llm"
)

// Usual is the usage that a server tells unless the script says otherwise. Ollama counts nothing as
// cached.
func Usual(f llm.Format) llm.Usage {
	u := llm.Usage{Known: true, Input: 210, Cached: 64, Output: 17}
	if f == llm.Ollama {
		u.Cached = 0
	}
	return u
}

// Script is one reply, and what happens to it on the way.
type Script struct {
	Text   string
	Calls  []llm.Call
	Finish llm.Finish // Stop, or Calling when there are calls, when empty
	Usage  *llm.Usage // Usual when nil
	Faults []Fault
}

// finish is how the reply ends.
func (s Script) finish() llm.Finish {
	switch {
	case s.Finish != "":
		return s.Finish
	case len(s.Calls) > 0:
		return llm.Calling
	default:
		return llm.Stop
	}
}

func (s Script) usage(f llm.Format) llm.Usage {
	if s.Usage != nil {
		return *s.Usage
	}
	return Usual(f)
}

// pieces cuts a text as models do: a few characters at a time, without regard for words.
func pieces(text string) []string {
	const most = 7 // bytes
	var all []string
	for len(text) > 0 {
		n := 0
		for n < len(text) {
			_, size := utf8.DecodeRuneInString(text[n:])
			if n > 0 && n+size > most {
				break
			}
			n += size
		}
		all = append(all, text[:n])
		text = text[n:]
	}
	return all
}

// filler is text of about so many bytes, with characters of one to four bytes.
func filler(bytes int) string {
	const line = "Zahlung läuft ✓ 支払い 😀 and a line that goes on. "
	return strings.Repeat(line, bytes/len(line)+1)
}

// big cuts long texts into longer pieces, so that a reply of megabytes has not millions of events.
func big(text string) []string {
	const most = 4096
	if len(text) < 64<<10 {
		return pieces(text)
	}
	var all []string
	for len(text) > most {
		n := most
		for !utf8.RuneStart(text[n]) {
			n--
		}
		all = append(all, text[:n])
		text = text[n:]
	}
	return append(all, text)
}
