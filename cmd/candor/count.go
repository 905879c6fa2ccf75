package main

import (
	"strconv"
	"strings"
)

// plural joins a number and a noun: 1 article, 2 articles.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return itoa(n) + " " + many
}

// itoa groups the digits by threes: 12,345.
func itoa(n int) string {
	var b strings.Builder
	s := strconv.Itoa(n)
	for i, r := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	return b.String()
}
