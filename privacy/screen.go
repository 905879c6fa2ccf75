package privacy

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"candor"
	"candor/privacy/internal/plain"
)

// The kinds of what is never kept. They name a kind only and may stand in a record.
const (
	HiddenCard     = "card_number"   // all but the last four digits is hidden (PCI DSS 3.4.1)
	HiddenCode     = "security_code" // of a card (PCI DSS 3.3.1.2)
	HiddenPassword = "password"
	HiddenOnce     = "one_time_code"
	HiddenKey      = "access_key" // private keys, API keys, signed tokens, connection strings
)

// neverKeptType is a type whose words are taken out before anything is stored.
type neverKeptType struct {
	is    Type
	kind  string
	least float64 // the score from which on it is taken out
}

// A voucher has a code too, and what was taken out is gone: a one-time code has to be a likely one.
// Nothing else waits for certainty.
var neverKept = []neverKeptType{
	{is: "CVV", kind: HiddenCode}, {is: "PASSWORD", kind: HiddenPassword}, {is: "OTP", kind: HiddenOnce, least: 0.75},
	{is: "PRIVATE_KEY", kind: HiddenKey}, {is: "API_KEY", kind: HiddenKey}, {is: "JWT", kind: HiddenKey},
	{is: "CONNECTION_STRING", kind: HiddenKey},
}

// secret finds the type among those that must never be kept.
func secret(t Type) (neverKeptType, bool) {
	at := slices.IndexFunc(neverKept, func(s neverKeptType) bool { return s.is == t })
	if at < 0 {
		return neverKeptType{}, false
	}
	return neverKept[at], true
}

// What stands in place of what was taken out: dots read the same in every language.
const (
	dot        = '•'
	hidden     = "•••"
	lastDigits = 4 // of a card number stay
	leastCard  = 8 // with fewer digits none stay
)

// Screener takes out of a text what must never be stored.
type Screener struct {
	Finder  Finder
	Timeout time.Duration // 1 s when zero
}

// Screen gives the text without card security codes, passwords, one-time codes and keys, with the last
// four digits of card numbers only, and the kinds of what was hidden, sorted, each once. A text that was
// screened before stays as it is.
//
// ErrFinderPanicked, ErrFinderSlow, ErrFinderWrong, ErrNotText: nothing is known about the text; it must
// not be stored as it is.
func (s Screener) Screen(ctx context.Context, text candor.Text, language string) (candor.Text, []string, error) {
	if s.Finder == nil {
		return "", nil, errors.New("privacy: screening needs a finder")
	}
	limit := s.Timeout
	if limit <= 0 {
		limit = time.Second
	}
	spans, err := contained(ctx, limit, func(ctx context.Context) ([]Span, error) {
		spans, _, err := look{finder: s.Finder, hints: Hints{Language: language}}.find(ctx, string(text))
		return spans, err
	})
	if err != nil {
		return "", nil, fmt.Errorf("privacy: screen: %w", err)
	}
	clean, kinds := Screen(string(text), spans)
	return candor.Text(clean), kinds, nil
}

// Screen hides what must never be kept at the places that were found: in order, within the text, not
// overlapping. Findings of other types stay as they are.
func Screen(text string, found []Span) (clean string, kinds []string) {
	var out strings.Builder
	at := 0
	for _, s := range found {
		words := text[s.Start:s.End]
		never, _ := secret(s.Type)
		kind, shown := never.kind, hidden
		if s.Type == "CREDIT_CARD" {
			kind, shown = HiddenCard, lastFour(words)
		}
		if kind == "" || s.Score < never.least || hiddenAlready(words) {
			continue
		}
		out.WriteString(text[at:s.Start])
		out.WriteString(shown)
		kinds, at = append(kinds, kind), s.End
	}
	if at == 0 {
		return text, nil
	}
	out.WriteString(text[at:])
	return out.String(), sorted(kinds)
}

// lastFour gives what may be kept of a card number.
func lastFour(number string) string {
	digits := make([]rune, 0, 19)
	for _, r := range plain.Of(number).Plain {
		if r >= '0' && r <= '9' {
			digits = append(digits, r)
		}
	}
	if len(digits) < leastCard {
		return hidden
	}
	return strings.Repeat(string(dot), lastDigits) + " " + string(digits[len(digits)-lastDigits:])
}

// hiddenAlready reports words in which nothing is left to hide: dots alone, or the last four digits of
// a card number behind them.
func hiddenAlready(words string) bool {
	rest := strings.TrimLeft(words, string(dot))
	if rest == "" || rest == words {
		return rest == ""
	}
	digits, spaced := strings.CutPrefix(rest, " ")
	return spaced && len(digits) == lastDigits && strings.Trim(digits, "0123456789") == ""
}
