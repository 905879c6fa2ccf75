package corpus

import (
	"math/rand/v2"
	"strings"
)

// draw gives everything that is left to chance.
type draw struct{ *rand.Rand }

func newDraw(seed, stream uint64) draw { return draw{rand.New(rand.NewPCG(seed, stream))} }

// one picks a word of a list that is written with spaces between.
func (d draw) one(words string) string { return oneOf(d, strings.Fields(words)) }

func oneOf[T any](d draw, from []T) T { return from[d.IntN(len(from))] }

const (
	upper    = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	lower    = "abcdefghijklmnopqrstuvwxyz"
	numerals = "0123456789"
	letters  = upper + lower + numerals
	webSafe  = letters + "-_" // base 64 as RFC 4648, section 5, writes it
	hex      = "0123456789abcdef"
)

func (d draw) from(alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[d.IntN(len(alphabet))]
	}
	return string(b)
}

func (d draw) digits(n int) string { return d.from(numerals, n) }

// shape fills a pattern in: # is a digit, ~ a digit above 1, @ an upper-case letter, % one of both.
func (d draw) shape(pattern string) string {
	b := []byte(pattern)
	for i, c := range b {
		switch c {
		case '#':
			b[i] = numerals[d.IntN(10)]
		case '~':
			b[i] = numerals[2+d.IntN(8)]
		case '@':
			b[i] = upper[d.IntN(26)]
		case '%':
			b[i] = (upper + numerals)[d.IntN(36)]
		}
	}
	return string(b)
}

// shapes fills one of some patterns in.
func (d draw) shapes(patterns ...string) string { return d.shape(oneOf(d, patterns)) }

// between gives a number from a to b, both possible.
func (d draw) between(a, b int) int { return a + d.IntN(b-a+1) }

// chance is true in n of a hundred cases.
func (d draw) chance(n int) bool { return d.IntN(100) < n }
