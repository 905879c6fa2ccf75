package ui_test

import (
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// pairs are words on their grounds, by token; each must be read easily (WCAG 2.2, 1.4.3: 4.5:1).
var pairs = map[string][]string{
	"ink":       {"paper", "sheet", "well", "said-customer", "said-assistant", "said-agent"},
	"ink-soft":  {"paper", "sheet", "well"},
	"green":     {"paper", "sheet", "well", "green-soft"},
	"amber":     {"amber-soft"},
	"brick":     {"brick-soft", "sheet"},
	"on-accent": {"green"},
}

// widgetPairs are those of the widget, which has short names of its own.
var widgetPairs = map[string][]string{
	"ink": {"pa", "sh", "cu", "ag", "as"}, "so": {"pa", "sh"}, "g": {"pa", "sh", "gs"},
	"am": {"as"}, "br": {"bs"}, "oa": {"g"},
}

func TestWordsCanBeReadInBothThemes(t *testing.T) {
	t.Parallel()
	for file, pairs := range map[string]map[string][]string{
		filepath.Join("static", "tokens.css"):      pairs,
		filepath.Join("..", "widget", "widget.js"): widgetPairs,
	} {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		light, dark, found := strings.Cut(string(raw), "prefers-color-scheme")
		if !found {
			t.Fatalf("%s has one theme only", file)
		}
		day := colours(light)
		night := map[string]string{}
		for name, c := range day {
			night[name] = c
		}
		for name, c := range colours(dark) {
			night[name] = c
		}
		for theme, c := range map[string]map[string]string{"light": day, "dark": night} {
			for words, grounds := range pairs {
				for _, ground := range grounds {
					if c[words] == "" || c[ground] == "" {
						t.Errorf("%s has no colour %s or %s", file, words, ground)
						continue
					}
					if ratio := contrast(t, c[words], c[ground]); ratio < 4.5 {
						t.Errorf("%s, %s: %s on %s is %.2f:1", file, theme, words, ground, ratio)
					}
				}
			}
		}
	}
}

var colour = regexp.MustCompile(`--([a-z-]+):\s*(#[0-9a-f]{3,6})\b`)

func colours(css string) map[string]string {
	out := map[string]string{}
	for _, m := range colour.FindAllStringSubmatch(css, -1) {
		if _, first := out[m[1]]; !first {
			out[m[1]] = m[2]
		}
	}
	return out
}

func contrast(t *testing.T, a, b string) float64 {
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(t *testing.T, c string) float64 {
	t.Helper()
	if len(c) == 4 {
		c = "#" + strings.Repeat(c[1:2], 2) + strings.Repeat(c[2:3], 2) + strings.Repeat(c[3:4], 2)
	}
	n, err := strconv.ParseUint(c[1:], 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	part := func(shift uint) float64 {
		v := float64(n>>shift&0xff) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}
