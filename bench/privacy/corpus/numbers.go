package corpus

import (
	"fmt"
	"strconv"
	"strings"
)

// weighted sums digits times weights, the weights repeating.
func weighted(digits string, weights ...int) int {
	sum := 0
	for i := range len(digits) {
		sum += int(digits[i]-'0') * weights[i%len(weights)]
	}
	return sum
}

// again draws until a check digit exists.
func again(try func() (string, bool)) string {
	for {
		if s, ok := try(); ok {
			return s
		}
	}
}

func (d draw) germanTax() string {
	// ISO 7064 MOD 11,10; one digit of ten stands twice (BZSt, Steuerliche Identifikationsnummer).
	p := d.Perm(10)
	if p[0] == 0 {
		p[0], p[5] = p[5], p[0]
	}
	p[9] = p[1+d.IntN(8)]
	product, n := 10, ""
	for _, x := range p {
		sum := (x + product) % 10
		if sum == 0 {
			sum = 10
		}
		product = 2 * sum % 11
		n += strconv.Itoa(x)
	}
	return n + strconv.Itoa((11-product)%10)
}

func (d draw) frenchNIR() string {
	n := d.one("1 2") + fmt.Sprintf("%02d%02d%02d", d.between(40, 99), d.between(1, 12), d.between(10, 95)) + d.digits(6)
	value, _ := strconv.ParseInt(n, 10, 64)
	return n + fmt.Sprintf("%02d", 97-value%97)
}

const spanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE"

func (d draw) spanishNIF() string {
	n := d.between(10000000, 79999999)
	return fmt.Sprintf("%d%s%c", n, oneOf(d, []string{"", "-", ""}), spanishLetters[n%23])
}

func (d draw) spanishNIE() string {
	first, n := d.IntN(3), d.between(1000000, 9999999)
	return fmt.Sprintf("%c%d%c", "XYZ"[first], n, spanishLetters[(first*10000000+n)%23])
}

func (d draw) italianCode() string {
	const consonants, months = "BCDFGLMNPRSTVZ", "ABCDEHLMPRST"
	n := d.from(consonants, 6) + fmt.Sprintf("%02d%c%02d", d.between(40, 99), months[d.IntN(12)], d.between(1, 28)) + d.shape("@###")
	odd := [36]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23}
	sum := 0
	for i := range len(n) {
		digit := '0' <= n[i] && n[i] <= '9'
		switch {
		case i%2 == 0 && digit:
			sum += odd[n[i]-'0']
		case i%2 == 0:
			sum += odd[10+n[i]-'A']
		case digit:
			sum += int(n[i] - '0')
		default:
			sum += int(n[i] - 'A')
		}
	}
	return n + string(upper[sum%26])
}

func (d draw) dutchBSN() string {
	return again(func() (string, bool) {
		n := d.one("1 2 3") + d.digits(7)
		check := weighted(n, 9, 8, 7, 6, 5, 4, 3, 2) % 11
		return n + strconv.Itoa(check), check < 10
	})
}

func (d draw) polishPESEL() string {
	n := fmt.Sprintf("%02d%02d%02d", d.between(40, 99), d.between(1, 12), d.between(1, 28)) + d.digits(4)
	return n + strconv.Itoa((10-weighted(n, 1, 3, 7, 9)%10)%10)
}

func (d draw) turkishID() string {
	n := d.one("1 2 3 4 5 6 7") + d.digits(8)
	odd, even := weighted(n, 1, 0), weighted(n, 0, 1)
	n += strconv.Itoa(((odd*7-even)%10 + 10) % 10)
	return n + strconv.Itoa(weighted(n, 1)%10)
}

func (d draw) japaneseNumber() string {
	n := d.digits(11)
	rest := weighted(n, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11
	if rest <= 1 {
		return n + "0"
	}
	return n + strconv.Itoa(11-rest)
}

func (d draw) britishNHS() string {
	return again(func() (string, bool) {
		n := d.one("4 6 7") + d.digits(8)
		check := (11 - weighted(n, 10, 9, 8, 7, 6, 5, 4, 3, 2)%11) % 11
		return n + strconv.Itoa(check), check < 10
	})
}

func (d draw) brazilianCPF() string {
	n := d.digits(9)
	for _, weights := range [][]int{{10, 9, 8, 7, 6, 5, 4, 3, 2}, {11, 10, 9, 8, 7, 6, 5, 4, 3, 2}} {
		n += strconv.Itoa(weighted(n, weights...) * 10 % 11 % 10)
	}
	return n[:3] + "." + n[3:6] + "." + n[6:9] + "-" + n[9:]
}

func (d draw) britishNINO() string {
	n := d.one("AB CE JK LM PR")
	if d.chance(50) {
		return n + d.digits(6) + d.one("A B C D")
	}
	return n + " " + group(d.digits(6), " ", 2, 2, 2) + " " + d.one("A B C D")
}

func (d draw) irishPPS() string {
	n := d.digits(7)
	return n + string("WABCDEFGHIJKLMNOPQRSTUV"[weighted(n, 8, 7, 6, 5, 4, 3, 2)%23])
}

func (d draw) canadianSIN() string {
	n := d.one("1 2 4 5 6 7") + d.digits(7)
	return n + string(luhn(n))
}

func (d draw) australianTFN() string {
	return again(func() (string, bool) {
		n := d.one("1 2 3 4 5 6 8") + d.digits(8)
		return n, weighted(n, 1, 4, 3, 7, 5, 8, 6, 9, 10)%11 == 0
	})
}

func (d draw) austrianSV() string {
	return again(func() (string, bool) {
		serial := strconv.Itoa(d.between(100, 999))
		born := fmt.Sprintf("%02d%02d%02d", d.between(1, 28), d.between(1, 12), d.between(40, 99))
		check := weighted(serial+born, 3, 7, 9, 5, 8, 4, 2, 1, 6) % 11
		return serial + strconv.Itoa(check) + born, check < 10
	})
}

func (d draw) swissAHV() string {
	n := "756" + d.digits(9)
	return n + strconv.Itoa((10-weighted(n, 1, 3)%10)%10)
}

func (d draw) belgianNational() string {
	born := [3]int{d.between(40, 99), d.between(1, 12), d.between(1, 28)}
	serial := d.between(1, 997)
	value := ((born[0]*100+born[1])*100+born[2])*1000 + serial
	return fmt.Sprintf("%02d.%02d.%02d-%03d.%02d", born[0], born[1], born[2], serial, 97-value%97)
}

// mexicanCURP ends in a check digit over digits and the 27 letters of Spanish.
func (d draw) mexicanCURP() string {
	n := d.shape("@") + d.one("A E I O U") + d.shape("@@") + fmt.Sprintf("%02d%02d%02d", d.between(40, 99), d.between(1, 12), d.between(1, 28)) +
		d.one("H M") + d.one("DF JC NL PL VZ") + d.from("BCDFGLMNPRSTVZ", 3) + "0"
	sum := 0
	for i, c := range n {
		value := strings.IndexRune(numerals+upper, c)
		if c > 'N' {
			value++ // Ñ
		}
		sum += value * (18 - i)
	}
	return n + strconv.Itoa((10-sum%10)%10)
}

func (d draw) egyptianID() string {
	return fmt.Sprintf("2%02d%02d%02d", d.between(40, 99), d.between(1, 12), d.between(1, 28)) + d.one("01 02 12 21") + d.digits(5)
}
