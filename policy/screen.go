package policy

import (
	"context"
	"errors"
	"slices"
	"strings"

	"candor"
)

// Screen takes out of people's words what must never be kept: security codes of cards, passwords,
// one-time codes, keys, and all but the end of card numbers. hidden names the kinds of what was taken
// out, never the words: each 1 to 24 small letters and underscores.
//
// With an error nothing is known about the words, and clean is not used.
type Screen interface {
	Screen(ctx context.Context, words candor.Text, language string) (clean candor.Text, hidden []string, err error)
}

// HiddenUnchecked is the kind of what a crude screen took out, because the real one failed.
const HiddenUnchecked = "unchecked"

// notKind keeps words out of the record: a kind is 1 to 24 letters and underscores.
func notKind(kind string) bool {
	return kind == "" || len(kind) > 24 || strings.Trim(kind, "abcdefghijklmnopqrstuvwxyz_") != ""
}

// screened is what may be kept of somebody's words.
type screened struct {
	words  candor.Text
	hidden []string
}

// screen asks the screen, contained. When it fails, words are screened crudely, and failed is the Hold
// that brings a person.
func (p *Pipeline) screen(ctx context.Context, words candor.Text, language string) (clean screened, failed Verdict) {
	clean, failed = contained(ctx, p.o.Timeout, "screen", func(ctx context.Context) (screened, error) {
		kept, hidden, err := p.o.Screen.Screen(ctx, words, language)
		if err == nil && kept == "" && words != "" {
			err = errors.New("nothing was left of the words")
		}
		if err == nil && slices.ContainsFunc(hidden, notKind) {
			err = errors.New("a kind is not named as kinds are")
		}
		return screened{kept, hidden}, err
	})
	if failed.Reason == "" {
		return clean, Verdict{}
	}
	failed.Gate = "screen"
	kept, found := crude(string(words))
	clean = screened{words: candor.Text(kept)}
	if found {
		clean.hidden = []string{HiddenUnchecked}
	}
	return clean, failed
}
