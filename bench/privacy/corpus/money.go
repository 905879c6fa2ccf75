package corpus

import (
	"fmt"
	"strings"
)

// card gives the digits of a card number whose check digit holds.
func (d draw) card(prefix string, length int) string {
	n := prefix + d.digits(length-1-len(prefix))
	return n + string(luhn(n))
}

// luhn gives the check digit that belongs after some digits (ISO/IEC 7812-1, annex B).
func luhn(digits string) byte {
	sum := 0
	for i := range len(digits) {
		n := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return byte('0' + (10-sum%10)%10)
}

// anyCard gives a card number as people write it.
func (d draw) anyCard() string {
	switch d.IntN(10) {
	case 0:
		return group(d.card(d.one("34 37"), 15), " ", 4, 6, 5)
	case 1:
		return group(d.card(d.one("2221 2345 2520 2699 2720"), 16), " ", 4, 4, 4, 4)
	case 2:
		return d.card(d.one("6011 65"), 16)
	case 3:
		return group(d.card(d.one("51 52 53 54 55"), 16), "-", 4, 4, 4, 4)
	case 4:
		return group(d.card("3528", 16), " ", 4, 4, 4, 4)
	case 5:
		return d.card("51", 16)
	}
	n := d.card("4", 16)
	if d.chance(60) {
		return group(n, " ", 4, 4, 4, 4)
	}
	return n
}

// group cuts digits into groups; what is left over is the last.
func group(s, between string, sizes ...int) string {
	var parts []string
	for _, n := range sizes {
		if len(s) > n {
			parts, s = append(parts, s[:n]), s[n:]
		}
	}
	return strings.Join(append(parts, s), between)
}

// ibanShapes are national account numbers of the right length and letters.
var ibanShapes = map[string]string{
	"DE": "##################", "FR": "#######################", "ES": "####################", "IT": "@######################", "NL": "@@@@##########",
	"GB": "@@@@##############", "PL": "########################", "TR": "#####0################", "BE": "############", "AT": "################", "CH": "#################",
	"IE": "@@@@##############", "EG": "#########################", "BR": "#######################@%",
}

// iban gives an account number whose check digits hold (ISO 13616-1, ISO 7064 MOD 97-10).
func (d draw) iban(country string) string {
	account := d.shape(ibanShapes[country])
	rest := 0
	for _, c := range account + country + "00" {
		if '0' <= c && c <= '9' {
			rest = (rest*10 + int(c-'0')) % 97
		} else {
			rest = (rest*100 + int(c-'A') + 10) % 97
		}
	}
	return fmt.Sprintf("%s%02d%s", country, 98-rest, account)
}

// anyIBAN gives an account of a country or, where it has none of this kind, one abroad.
func (d draw) anyIBAN(country string) string {
	if ibanShapes[country] == "" {
		country = d.one("GB DE FR")
	}
	n := d.iban(country)
	if d.chance(60) {
		return group(n, " ", 4, 4, 4, 4, 4, 4, 4, 4)
	}
	return n
}

func (d draw) expiry() string {
	month, year := d.between(1, 12), d.between(27, 32)
	return fmt.Sprintf(oneOf(d, []string{"%02d/%d", "%02d/20%d", "%02d-%d"}), month, year)
}
