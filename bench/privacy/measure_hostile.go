package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"candor/bench/meter"

	"candor/bench/report"
)

// hostileText is a piece that is repeated to any length.
type hostileText struct{ name, piece string }

// hostileTexts cost much where a search looks ahead, back and again.
func hostileTexts() []hostileText {
	return []hostileText{
		{"dots", "."}, {"at signs", "@"}, {"digits", "4"}, {"letters", "a"}, {"brackets", "("}, {"brackets both ways", "()"}, {"spaces", " "}, {"lines", "\n"},
		{"base 64", "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo0NTY3ODkr"}, {"zero width", "4\u200b"}, {"only zero width", "\u200b"}, {"combining marks", "e\u0301"}, {"only combining marks", "\u0301"},
		{"a.", "a."}, {"a-", "a-"}, {"a@", "a@"}, {"mail after mail", "ab.cd@ef "}, {"mail without an end", "a.b"}, {"groups of digits", "1234 "}, {"digits apart", "4 "}, {"digits and hyphens", "12-"},
		{"colons", "1:"}, {"hexadecimal", "ab:"}, {"double colons", "::"}, {"www", "www."}, {"schemes", "http://"}, {"base 58", "1A"}, {"bech32", "bc1q"}, {"accounts", "DE12 "},
		{"plus", "+1"}, {"phones", "+49 151 2345 "}, {"full width", "４"}, {"fractions", "½"}, {"keys", "sk-a"}, {"web tokens", "eyJhbGciOiJIUzI1NiJ9."}, {"private keys", "-----BEGIN KEY"},
		{"passwords", "password "}, {"settings", "a=b;password="}, {"cues", "card number "}, {"dates", "1/1/2020 "}, {"at and dot in words", "a at b dot "}, {"wide letters", "電話番号"}, {"wide and digits", "号1"},
		{"quotes", `"@`}, {"percent", "%40"}, {"slashes", "1/"}, {"entities", "&#64;"}, {"names", "Anna Berg "}, {"capitals", "Ab "}, {"streets", "1 High Street "}, {"flags", "my doctor says "}, {"emoji", "🙂1"},
	}
}

// hostile measures a megabyte of each, and what 3,000 dots cost.
func (b *bench) hostile(ctx context.Context) error {
	t, err := b.detector.talk(ctx)
	if err != nil {
		return err
	}
	window, err := meter.Machine{}.Open(t.cmd.Process.Pid)
	if err != nil {
		return err
	}
	type row struct {
		name string
		took time.Duration
	}
	var rows []row
	for _, x := range hostileTexts() {
		q := everywhere(strings.Repeat(x.piece, 1<<20/len(x.piece)))
		best := time.Duration(1<<63 - 1)
		for range 3 {
			took, err := t.ask(q)
			if err != nil {
				return fmt.Errorf("%s: %w", x.name, err)
			}
			best = min(best, took)
		}
		rows = append(rows, row{x.name, best})
	}
	used, err := window.Close()
	if err != nil {
		return err
	}
	if err := t.end(); err != nil {
		return err
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(b.took, a.took) })
	shown := report.Table{Title: "A megabyte of each hostile text, through the command", Head: []string{"text", "ms"}}
	for _, r := range rows {
		shown.Rows = append(shown.Rows, []string{r.name, fmt.Sprintf("%.0f", milliseconds(r.took))})
	}
	b.show(shown)
	b.tell(number("a megabyte of the worst hostile text ("+rows[0].name+")", milliseconds(rows[0].took), "ms", report.AtMost(250), used.Dirty()))
	start, err := b.least(ctx, []query{{Text: "hello"}})
	if err != nil {
		return err
	}
	dots, err := b.least(ctx, []query{{Text: strings.Repeat(".", 3000)}})
	if err != nil {
		return err
	}
	b.tell(number("processor time of 3,000 dots beyond the start", milliseconds(max(0, dots.time-start.time)), "ms", report.Goal{}, dots.disturbed()))
	return nil
}
