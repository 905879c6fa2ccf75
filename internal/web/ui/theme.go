package ui

import (
	"fmt"
	"math"
	"strconv"
)

// Theme gives theme.css for an owner's accent, "#rrggbb", or an empty sheet when there is none.
// The accent reaches fills only; the words on it are white or ink, whichever reads better, which
// for every colour is at least 4.5:1.
func Theme(accent string) ([]byte, error) {
	if accent == "" {
		return []byte("/* the house colours */\n"), nil
	}
	on, err := OnAccent(accent)
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, ":root { --accent: %s; --on-accent: %s; }\n", accent, on), nil
}

// OnAccent gives the colour of words on the accent.
func OnAccent(accent string) (string, error) {
	l, err := luminance(accent)
	if err != nil {
		return "", err
	}
	if 1.05/(l+0.05) >= (l+0.05)/0.05 {
		return "#ffffff", nil
	}
	return "#000000", nil
}

// luminance is the relative luminance of WCAG 2.2, 0 to 1.
func luminance(colour string) (float64, error) {
	if len(colour) != 7 || colour[0] != '#' {
		return 0, fmt.Errorf("ui: %q is not a colour such as #1c5a43", colour)
	}
	n, err := strconv.ParseUint(colour[1:], 16, 32)
	if err != nil {
		return 0, fmt.Errorf("ui: %q is not a colour such as #1c5a43", colour)
	}
	part := func(shift uint) float64 {
		c := float64(n>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0), nil
}
