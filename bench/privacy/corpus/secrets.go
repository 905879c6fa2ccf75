package corpus

import (
	"encoding/base64"
	"fmt"
	"strings"
)

func (d draw) password() string {
	word := d.one("Sunny Kestrel winter Maple tiger blauer Himmel Sommer Fuchs garden rocket Lavendel puente Sirene violet")
	switch d.IntN(6) {
	case 0:
		return word + d.digits(4) + d.one("! ? # $ *")
	case 1:
		return d.from(letters, d.between(9, 14)) + d.digits(1)
	case 2:
		return word + d.one("_ - .") + d.one("horse boat lamp Wolke Luna piano") + d.digits(2)
	case 3:
		return d.from(letters+"!#$%&*?", d.between(10, 16)) + "7x"
	case 4:
		return strings.NewReplacer("a", "@", "e", "3", "i", "1", "o", "0").Replace(word) + d.digits(2)
	}
	return word + d.digits(2)
}

// apiKey gives a key in the shape of a maker that does not exist, or of the customary ones.
func (d draw) apiKey() string {
	switch d.IntN(8) {
	case 0:
		return "sk_live_" + d.from(letters, 24)
	case 1:
		return "AKIA" + d.from(upper+"234567", 16)
	case 2:
		return "ghp_" + d.from(letters, 36)
	case 3:
		return "AIza" + d.from(webSafe, 35)
	case 4:
		return "xoxb-" + d.digits(12) + "-" + d.digits(12) + "-" + d.from(letters, 24)
	case 5:
		return "sk-proj-" + d.from(letters, 40)
	case 6:
		return "glpat-" + d.from(letters, 20)
	}
	return "SG." + d.from(webSafe, 22) + "." + d.from(webSafe, 43)
}

func (d draw) jwt() string {
	part := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	return part(`{"alg":"HS256","typ":"JWT"}`) + "." + part(fmt.Sprintf(`{"sub":"%s","iat":17%s}`, d.digits(8), d.digits(8))) + "." + d.from(webSafe, 43)
}

func (d draw) pem() string {
	kind := oneOf(d, []string{"RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY"})
	var b strings.Builder
	fmt.Fprintf(&b, "-----BEGIN %s-----\n", kind)
	for range d.between(2, 5) {
		b.WriteString(d.from(letters+"+/", 64) + "\n")
	}
	b.WriteString(d.from(letters, 30) + "==\n")
	fmt.Fprintf(&b, "-----END %s-----", kind)
	return b.String()
}

func (d draw) connection() string {
	user, pass := d.one("shop admin app_rw reporting"), d.from(letters, 12)
	switch d.IntN(5) {
	case 0:
		return fmt.Sprintf("postgres://%s:%s@db.example.com:5432/orders", user, pass)
	case 1:
		return fmt.Sprintf("mongodb+srv://%s:%s@cluster0.example.net/test", user, pass)
	case 2:
		return fmt.Sprintf("mysql://%s:%s@10.0.%d.%d:3306/shop", user, pass, d.IntN(256), d.IntN(256))
	case 3:
		return fmt.Sprintf("redis://:%s@cache.example.org:6379/0", pass)
	}
	return fmt.Sprintf("Server=sql.example.com;Database=shop;User Id=%s;Password=%s;", user, pass)
}

func (d draw) imei() string {
	n := "35" + d.digits(12)
	return n + string(luhn(n))
}

func (d draw) ip() string {
	if d.chance(20) {
		var groups []string
		for range 6 {
			groups = append(groups, fmt.Sprintf("%x", d.IntN(1<<16)))
		}
		return "2001:db8:" + strings.Join(groups, ":")
	}
	return fmt.Sprintf("%d.%d.%d.%d", d.between(11, 223), d.IntN(256), d.IntN(256), d.between(1, 254))
}

func (d draw) mac() string {
	var parts []string
	for range 6 {
		parts = append(parts, d.from(hex, 2))
	}
	return strings.Join(parts, oneOf(d, []string{":", "-"}))
}
