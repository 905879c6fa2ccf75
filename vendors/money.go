package vendors

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"strconv"
	"strings"

	"golang.org/x/text/currency"
)

// Currency is a code of ISO 4217, three capital letters. The zero value is none.
type Currency string

// Valid reports whether the code is one of ISO 4217.
func (c Currency) Valid() bool {
	if len(c) != 3 || strings.ToUpper(string(c)) != string(c) {
		return false
	}
	_, err := currency.ParseISO(string(c))
	return err == nil
}

// micro is how many parts a unit of a currency has.
const micro = 1_000_000

// Money is an amount in whole millionths of a currency. The zero value is no amount, which is not the
// same as an amount of nothing: that has a currency.
type Money struct {
	Micros   int64
	Currency Currency
}

// Set reports whether there is an amount.
func (m Money) Set() bool { return m.Currency != "" }

// String gives the amount with at least two and at most six decimals and the currency: "0.0125 EUR".
func (m Money) String() string {
	if !m.Set() {
		return "unknown"
	}
	sign, n := "", uint64(m.Micros)
	if m.Micros < 0 {
		sign, n = "-", -n
	}
	decimals := strings.TrimRight(fmt.Sprintf("%06d", n%micro), "0")
	for len(decimals) < 2 {
		decimals += "0"
	}
	return sign + strconv.FormatUint(n/micro, 10) + "." + decimals + " " + string(m.Currency)
}

// errMoney says how an amount is written.
var errMoney = errors.New("an amount with at most six decimals, a space and a currency of ISO 4217, such as 12.50 EUR")

// ParseMoney reads an amount as String writes it, with or without decimals. It is never below zero.
func ParseMoney(s string) (Money, error) {
	number, code, _ := strings.Cut(s, " ")
	whole, decimals, point := strings.Cut(number, ".")
	c := Currency(code)
	if !c.Valid() || !digits(whole) || point && !digits(decimals) || len(decimals) > 6 || len(whole) > 12 {
		return Money{}, errMoney
	}
	n, err := strconv.ParseInt(whole+(decimals + "000000")[:6], 10, 64)
	if err != nil {
		return Money{}, errMoney
	}
	return Money{Micros: n, Currency: c}, nil
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// shares adds up counts times micros-per-million, and gives whole micros, rounded up. What is too large
// to be told is the largest amount there is, so that it stops at any budget.
type shares struct {
	hi, lo uint64
	over   bool
}

func (s *shares) add(count, perMillion int64) {
	if count <= 0 || perMillion <= 0 {
		return
	}
	hi, lo := bits.Mul64(uint64(count), uint64(perMillion))
	var carry uint64
	s.lo, carry = bits.Add64(s.lo, lo, 0)
	s.hi, carry = bits.Add64(s.hi, hi, carry)
	s.over = s.over || carry > 0
}

func (s *shares) micros() int64 {
	if s.over || s.hi >= micro {
		return math.MaxInt64
	}
	n, rest := bits.Div64(s.hi, s.lo, micro)
	if n >= math.MaxInt64 {
		return math.MaxInt64
	}
	if rest > 0 {
		n++
	}
	return int64(n)
}

// sum adds two amounts of micros and stops at the largest there is.
func sum(a, b int64) int64 {
	if a > 0 && b > math.MaxInt64-a {
		return math.MaxInt64
	}
	return a + b
}
