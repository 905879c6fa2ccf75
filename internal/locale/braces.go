package locale

import (
	"errors"
	"fmt"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// braces reads texts whose arguments stand in braces, "about {minutes} minutes". What an argument
// holds is put in as it is and never read again.
type braces struct{}

var _ template.Parser = braces{}

// Cacheable lets the catalogue parse each text once.
func (braces) Cacheable() bool { return true }

// Parse takes a text apart. A brace that does not close is an error.
func (braces) Parse(src, _, _ string) (template.ParsedTemplate, error) {
	var p pieces
	for src != "" {
		before, rest, open := strings.Cut(src, "{")
		p = append(p, piece{words: before})
		if !open {
			break
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed || name == "" {
			return nil, errors.New("locale: a brace that does not close")
		}
		p = append(p, piece{arg: name})
		src = after
	}
	return p, nil
}

type piece struct{ words, arg string }

type pieces []piece

// Execute puts the arguments in. A missing one is an error.
func (p pieces) Execute(data any) (string, error) {
	values, ok := data.(map[string]string)
	if !ok && data != nil {
		return "", fmt.Errorf("locale: arguments of type %T", data)
	}
	var b strings.Builder
	for _, piece := range p {
		if piece.arg == "" {
			b.WriteString(piece.words)
			continue
		}
		value, ok := values[piece.arg]
		if !ok {
			return "", fmt.Errorf("locale: argument %s is missing", piece.arg)
		}
		b.WriteString(value)
	}
	return b.String(), nil
}

// argsOf lists the arguments of a text.
func argsOf(src string) []string {
	var out []string
	parsed, err := braces{}.Parse(src, "", "")
	if err != nil {
		return nil
	}
	for _, piece := range parsed.(pieces) {
		if piece.arg != "" {
			out = append(out, piece.arg)
		}
	}
	return out
}
