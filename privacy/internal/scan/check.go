package scan

// num gives the value of a digit.
func num(c byte) int { return int(c - '0') }

// weighted sums digits times weights.
func weighted(s string, weights ...int) int {
	sum := 0
	for i, weight := range weights {
		sum += num(s[i]) * weight
	}
	return sum
}

// when gives holds for true and no for false.
func when(ok bool) verdict {
	if ok {
		return holds
	}
	return no
}

// luhn checks ISO/IEC 7812-1 annex B on digits.
func luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		n := num(s[len(s)-1-i])
		if i%2 == 1 {
			n *= 2
			if n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}

// remainder97 is ISO/IEC 7064 MOD 97-10 on letters and digits, with the first four moved to the end.
func remainder97(s string) int {
	rest := 0
	for k := range len(s) {
		c := s[(k+4)%len(s)]
		if isDigit(c) {
			rest = (rest*10 + num(c)) % 97
		} else {
			rest = (rest*100 + int(upper(c)-'A') + 10) % 97
		}
	}
	return rest
}

// hybrid11 is ISO/IEC 7064 MOD 11,10 over digits, the last of which is the check digit.
func hybrid11(s string) bool {
	product := 10
	for i := range len(s) - 1 {
		sum := (num(s[i]) + product) % 10
		if sum == 0 {
			sum = 10
		}
		product = sum * 2 % 11
	}
	return (11-product)%10 == num(s[len(s)-1])
}

// The group D5 of Verhoeff (1969): how two digits combine, and how a place permutes them.
const (
	verhoeffTimes = "0123456789" + "1234067895" + "2340178956" + "3401289567" + "4012395678" +
		"5987604321" + "6598710432" + "7659821043" + "8765932104" + "9876543210"
	verhoeffPermuted = "0123456789" + "1576283094" + "5803796142" + "8916043527" +
		"9453126870" + "4286573901" + "2793806415" + "7046913258"
)

func verhoeff(s string) bool {
	c := 0
	for i := range len(s) {
		p := num(verhoeffPermuted[i%8*10+num(s[len(s)-1-i])])
		c = num(verhoeffTimes[c*10+p])
	}
	return c == 0
}

// icao731 checks ICAO 9303: weights 7, 3, 1, letters from A = 10, the last digit being the check digit.
func icao731(s string) bool {
	sum := 0
	for i := range len(s) - 1 {
		v := 0
		if isDigit(s[i]) {
			v = num(s[i])
		} else {
			v = int(s[i]-'A') + 10
		}
		sum += v * [3]int{7, 3, 1}[i%3]
	}
	last := s[len(s)-1]
	return isDigit(last) && sum%10 == num(last)
}

// oneDigit reports a number that repeats one digit.
func oneDigit(s string) bool {
	for i := 1; i < len(s); i++ {
		if s[i] != s[0] {
			return false
		}
	}
	return true
}

// day reports a day and a month that exist, as four digits DDMM.
func day(d, m string) bool {
	dd, mm := num(d[0])*10+num(d[1]), num(m[0])*10+num(m[1])
	return mm >= 1 && mm <= 12 && dd >= 1 && dd <= daysIn[mm]
}

var daysIn = [13]int{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
