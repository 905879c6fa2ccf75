package corpus_test

import (
	"crypto/sha256"
	"math/big"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// valid judges the text of each type by its own rules, written apart from what draws it.
func valid() map[string]func(string) bool {
	matches := func(pattern string) func(string) bool { return regexp.MustCompile("^(?:" + pattern + ")$").MatchString }
	return map[string]func(string) bool{
		"PERSON": func(s string) bool {
			return s == strings.TrimSpace(s) && s != "" && !strings.ContainsAny(s, "0123456789@")
		},
		"STREET_ADDRESS": func(s string) bool { return strings.ContainsAny(s, "0123456789") && s == strings.TrimSpace(s) },
		"EMAIL_ADDRESS":  matches(`[a-z0-9'._+-]+@[a-z0-9.-]+\.[a-z]+`),
		"PHONE_NUMBER":   matches(`(\+|00)?[0-9 ()./-]{8,20}`),
		"CREDIT_CARD":    func(s string) bool { return luhn(digitsOf(s)) && len(digitsOf(s)) >= 15 && matches(`[0-9 -]+`)(s) },
		"IMEI":           func(s string) bool { return luhn(s) && len(s) == 15 },
		"CVV":            matches(`\d{3}`), "CARD_EXPIRY": matches(`(0[1-9]|1[0-2])[/-](20)?(2[7-9]|3[0-2])`), "OTP": matches(`\d{4}|\d{6}|\d{3} \d{3}`),
		"IBAN_CODE": func(s string) bool { return mod97(strings.ReplaceAll(s, " ", "")) },
		"PASSWORD":  matches(`\S{6,30}`),
		"API_KEY":   matches(`(sk_live_|AKIA|ghp_|AIza|xoxb-|sk-proj-|glpat-|SG\.)[A-Za-z0-9_.-]{16,80}`),
		"JWT":       matches(`eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{43}`),
		"PRIVATE_KEY": func(s string) bool {
			return strings.HasPrefix(s, "-----BEGIN ") && strings.HasSuffix(s, " PRIVATE KEY-----") || strings.HasSuffix(s, "-----END PRIVATE KEY-----")
		},
		"CONNECTION_STRING": func(s string) bool { return strings.Contains(s, "example") || strings.Contains(s, "@10.0.") },
		"CRYPTO":            func(s string) bool { return matches(`0x[0-9a-f]{40}`)(s) || bech32(s) || base58check(s) },
		"IP_ADDRESS":        func(s string) bool { _, err := netip.ParseAddr(s); return err == nil },
		"MAC_ADDRESS":       matches(`[0-9a-f]{2}([:-][0-9a-f]{2}){5}`),
		"DATE_OF_BIRTH":     matches(`.*(19[3-9]\d|200[0-6]).*`),
		"US_SSN":            matches(`[1-6]\d\d-[1-9]\d-\d{4}`), "UK_NINO": matches(`[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]`),
		"UK_NHS":         func(s string) bool { return weighs(digitsOf(s), 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1) },
		"CA_SIN":         func(s string) bool { return luhn(digitsOf(s)) && len(digitsOf(s)) == 9 },
		"AU_TFN":         func(s string) bool { return weighs(digitsOf(s), 11, 1, 4, 3, 7, 5, 8, 6, 9, 10) },
		"DE_TAX_ID":      func(s string) bool { return mod1110(digitsOf(s)) && len(digitsOf(s)) == 11 },
		"CH_AHV":         func(s string) bool { return weighs(digitsOf(s), 10, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1) },
		"FR_NIR":         func(s string) bool { d := digitsOf(s); return (whole(d[:13])+whole(d[13:]))%97 == 0 && len(d) == 15 },
		"ES_NIF":         func(s string) bool { return spanish(strings.ReplaceAll(s, "-", "")) },
		"ES_NIE":         func(s string) bool { return spanish(strconv.Itoa(strings.IndexByte("XYZ", s[0])) + s[1:]) },
		"IT_FISCAL_CODE": italian,
		"NL_BSN":         func(s string) bool { return weighs(s, 11, 9, 8, 7, 6, 5, 4, 3, 2, -1) },
		"PL_PESEL":       func(s string) bool { return weighs(s, 10, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) },
		"BR_CPF": func(s string) bool {
			d := digitsOf(s)
			return brazilian(d[:9]) == d[9:10] && brazilian(d[:10]) == d[10:]
		},
		"TR_NATIONAL_ID": turkish,
		"JP_MY_NUMBER":   japanese,
		"ID_NUMBER": func(s string) bool {
			return irish(s) || austrian(digitsOf(s)) || belgian(s) || curp(s) || matches(`2\d{13}`)(s)
		},
	}
}

func TestEveryLabelledTextIsWhatItIsCalled(t *testing.T) {
	t.Parallel()
	rules, seen := valid(), map[string]bool{}
	for _, m := range everything(1) {
		if m.Variant != "" {
			continue // awkward on purpose
		}
		runes := []rune(m.Text)
		for _, s := range m.Spans {
			text := string(runes[s.Start:s.End])
			if rules[s.Type] == nil {
				t.Fatalf("there is no rule for %s", s.Type)
			}
			if seen[s.Type] = true; !rules[s.Type](text) {
				t.Errorf("%q is no %s (%s)", text, s.Type, m.Country)
			}
		}
	}
	for kind := range rules {
		if !seen[kind] {
			t.Errorf("no message holds a %s", kind)
		}
	}
}

func TestARuleRefusesANumberWithAWrongDigit(t *testing.T) {
	t.Parallel()
	rules, refused, all := valid(), 0, 0
	for _, m := range everything(1) {
		runes := []rune(m.Text)
		for _, s := range m.Spans {
			switch s.Type {
			case "CREDIT_CARD", "IBAN_CODE", "UK_NHS", "DE_TAX_ID", "FR_NIR", "NL_BSN", "TR_NATIONAL_ID", "JP_MY_NUMBER":
				text := string(runes[s.Start:s.End])
				last := text[len(text)-1]
				if m.Variant != "" || last < '0' || last > '9' {
					continue
				}
				all++
				if !rules[s.Type](text[:len(text)-1] + string('0'+(last-'0'+1)%10)) {
					refused++
				}
			}
		}
	}
	if refused != all || all < 100 {
		t.Errorf("%d of %d wrong numbers were refused", refused, all)
	}
}

func TestDecoysAreNotWhatTheyLookLike(t *testing.T) {
	t.Parallel()
	for _, m := range everything(1) {
		runes := []rune(m.Text)
		for _, x := range m.Decoys {
			text := string(runes[x.Start:x.End])
			if text == "" || strings.Contains(text, "@") || strings.HasPrefix(text, "+") {
				t.Errorf("the decoy %q is a %s", text, x.Kind)
			}
		}
	}
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
}

func whole(s string) int { n, _ := strconv.Atoi(s); return n }

// luhn doubles each second digit from the right by a table.
func luhn(s string) bool {
	sum := 0
	for i, c := range s {
		if (len(s)-i)%2 == 0 {
			sum += [10]int{0, 2, 4, 6, 8, 1, 3, 5, 7, 9}[c-'0']
		} else {
			sum += int(c - '0')
		}
	}
	return sum%10 == 0
}

// weighs reports digits whose weighted sum, check digit included, is divisible.
func weighs(s string, by int, weights ...int) bool {
	sum := 0
	for i, c := range s {
		sum += int(c-'0') * weights[i%len(weights)]
	}
	return len(s) == len(weights) && sum%by == 0
}

func mod97(s string) bool {
	var b strings.Builder
	for _, c := range s[4:] + s[:4] {
		b.WriteString(strconv.Itoa(strings.IndexRune("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", c)))
	}
	n, ok := new(big.Int).SetString(b.String(), 10)
	return ok && new(big.Int).Mod(n, big.NewInt(97)).Int64() == 1
}

func mod1110(s string) bool {
	p := 10
	for _, c := range s[:10] {
		m := (p + int(c-'0')) % 10
		if m == 0 {
			m = 10
		}
		p = 2 * m % 11
	}
	return (p+int(s[10]-'0'))%10 == 1
}

func spanish(s string) bool { return "TRWAGMYFPDXBNJZSQVHLCKE"[whole(s[:8])%23] == s[8] }

func brazilian(s string) string {
	sum := 0
	for i, c := range s {
		sum += int(c-'0') * (len(s) + 1 - i)
	}
	if rest := 11 - sum%11; rest < 10 {
		return strconv.Itoa(rest)
	}
	return "0"
}

func turkish(s string) bool {
	d := func(i int) int { return int(s[i] - '0') }
	odd, even, sum := d(0)+d(2)+d(4)+d(6)+d(8), d(1)+d(3)+d(5)+d(7), 0
	for i := range 10 {
		sum += d(i)
	}
	return len(s) == 11 && (7*odd+9*even)%10 == d(9) && sum%10 == d(10)
}

func japanese(text string) bool {
	s, sum := digitsOf(text), 0
	for n := 1; n <= 11; n++ { // from the right, without the check digit
		q := n + 1
		if n >= 7 {
			q = n - 5
		}
		sum += int(s[11-n]-'0') * q
	}
	want := 11 - sum%11
	if sum%11 <= 1 {
		want = 0
	}
	return len(s) == 12 && int(s[11]-'0') == want
}

func italian(s string) bool {
	odd := "BAFHJNPRTVCESULDGIMOQKWZYX" // the letter that stands at the odd value of A, B, C …
	value := func(i int) int {
		n := int(s[i] - 'A')
		if s[i] <= '9' {
			n = int(s[i] - '0')
		}
		if i%2 == 1 {
			return n
		}
		return strings.IndexByte("ABCDEFGHIJKLMNOPQRSTUVWXYZ", odd[n])
	}
	sum := 0
	for i := range 15 {
		sum += value(i)
	}
	return len(s) == 16 && int(s[15]-'A') == sum%26
}

func irish(s string) bool {
	if len(s) != 8 || len(digitsOf(s)) != 7 {
		return false
	}
	sum := 0
	for i := range 7 {
		sum += int(s[i]-'0') * (8 - i)
	}
	return "WABCDEFGHIJKLMNOPQRSTUV"[sum%23] == s[7]
}

func austrian(s string) bool { return weighs(s, 11, 3, 7, 9, -1, 5, 8, 4, 2, 1, 6) }

func belgian(s string) bool {
	d := digitsOf(s)
	return len(d) == 11 && strings.Count(s, ".") == 3 && whole(d[:9])%97+whole(d[9:]) == 97
}

func curp(s string) bool {
	letters := []rune("0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ")
	sum := 0
	for i, c := range s {
		for n, l := range letters {
			if l == c {
				sum += n * (18 - i)
			}
		}
	}
	return len(s) == 18 && sum%10 == 0
}

func bech32(s string) bool {
	if !strings.HasPrefix(s, "bc1") {
		return false
	}
	values := []int{3, 3, 0, 2, 3}
	for _, c := range s[3:] {
		values = append(values, strings.IndexRune("qpzry9x8gf2tvdw0s3jn54khce6mua7l", c))
	}
	check := 1
	for _, v := range values {
		top := check >> 25
		check = (check&0x1ffffff)<<5 ^ v
		for i, g := range [5]int{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			check ^= g * (top >> i & 1)
		}
	}
	return check == 1
}

func base58check(s string) bool {
	n := new(big.Int)
	for _, c := range s {
		i := strings.IndexRune("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", c)
		if i < 0 {
			return false
		}
		n.Add(n.Mul(n, big.NewInt(58)), big.NewInt(int64(i)))
	}
	b := n.FillBytes(make([]byte, 25))
	once := sha256.Sum256(b[:21])
	twice := sha256.Sum256(once[:])
	return s[0] == '1' && string(twice[:4]) == string(b[21:])
}
