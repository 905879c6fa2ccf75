package scan

import (
	"crypto/sha256"
	"strings"
)

const (
	base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	base32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
)

// walletAt looks for an address of Bitcoin or Ethereum in one token.
func (w *walk) walletAt(t *token) {
	s := w.text[t.start:t.end]
	switch n := len(s); {
	case n == 42 && (s[:2] == "0x" || s[:2] == "0X") && allHex(s[2:]):
		w.add("CRYPTO", t.start, t.end, 1)
	case n >= 14 && n <= 90 && (s[:3] == "bc1" || s[:3] == "BC1" || s[:3] == "tb1"):
		if bech32(strings.ToLower(s)) {
			w.add("CRYPTO", t.start, t.end, 1)
		} else if n > 30 {
			w.add("ACCOUNT_NUMBER", t.start, t.end, 0.5)
		}
	case n >= 26 && n <= 35 && (s[0] == '1' || s[0] == '3'):
		if base58Check(s) {
			w.add("CRYPTO", t.start, t.end, 1)
		} else if !hasNo(s) {
			w.add("ACCOUNT_NUMBER", t.start, t.end, 0.4)
		}
	}
}

// hasNo reports letters that base 58 leaves out.
func hasNo(s string) bool { return strings.ContainsAny(s, "0OIl") }

func allHex(s string) bool {
	for i := range len(s) {
		if !isHex(s[i]) {
			return false
		}
	}
	return true
}

// base58Check decodes an address of 25 bytes and checks its last four (Bitcoin, 2009).
func base58Check(s string) bool {
	var out [25]byte
	for i := range len(s) {
		carry := strings.IndexByte(base58, s[i])
		if carry < 0 {
			return false
		}
		for k := len(out) - 1; k >= 0; k-- {
			carry += int(out[k]) * 58
			out[k] = byte(carry)
			carry >>= 8
		}
		if carry != 0 {
			return false
		}
	}
	once := sha256.Sum256(out[:21])
	twice := sha256.Sum256(once[:])
	return [4]byte(twice[:4]) == [4]byte(out[21:])
}

// bech32 checks an address of BIP 173 or BIP 350, in small letters.
func bech32(s string) bool {
	at := strings.LastIndexByte(s, '1')
	if at < 1 || at+7 > len(s) {
		return false
	}
	sum := uint32(1)
	for i := range at {
		sum = polymod(sum, uint32(s[i]>>5))
	}
	sum = polymod(sum, 0)
	for i := range at {
		sum = polymod(sum, uint32(s[i]&31))
	}
	for i := at + 1; i < len(s); i++ {
		v := strings.IndexByte(base32, s[i])
		if v < 0 {
			return false
		}
		sum = polymod(sum, uint32(v))
	}
	return sum == 1 || sum == 0x2bc830a3
}

func polymod(sum, v uint32) uint32 {
	top := sum >> 25
	sum = (sum&0x1ffffff)<<5 ^ v
	for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
		if top>>i&1 == 1 {
			sum ^= g
		}
	}
	return sum
}
