package corpus

import (
	"crypto/sha256"
	"math/big"
	"strings"
)

// legacyAddress gives a Bitcoin address whose checksum holds (Base58Check).
func (d draw) legacyAddress() string {
	body := make([]byte, 21)
	for i := 1; i < len(body); i++ {
		body[i] = byte(d.IntN(256))
	}
	once := sha256.Sum256(body)
	twice := sha256.Sum256(once[:])
	n := new(big.Int).SetBytes(append(body, twice[:4]...))
	var out []byte
	for rest := new(big.Int); n.Sign() > 0; {
		n.DivMod(n, big.NewInt(58), rest)
		out = append(out, base58[rest.Int64()])
	}
	out = append(out, '1') // the leading zero byte
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return string(out)
}

// The alphabets of the two forms: base 58 leaves out what looks alike, and so does bech32.
const (
	base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	bech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
)

// segwit gives an address in the later form, with its checksum (BIP 173).
func (d draw) segwit() string {
	data := []int{0}
	// 160 bits in groups of five.
	for range 32 {
		data = append(data, d.IntN(32))
	}
	values := []int{3, 3, 0, 2, 3} // "bc", expanded
	values = append(append(values, data...), 0, 0, 0, 0, 0, 0)
	check := 1
	for _, v := range values {
		top := check >> 25
		check = (check&0x1ffffff)<<5 ^ v
		for i, g := range []int{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				check ^= g
			}
		}
	}
	check ^= 1
	var b strings.Builder
	b.WriteString("bc1")
	for _, v := range data {
		b.WriteByte(bech32[v])
	}
	for i := range 6 {
		b.WriteByte(bech32[check>>(5*(5-i))&31])
	}
	return b.String()
}

func (d draw) coin() string {
	switch d.IntN(3) {
	case 0:
		return "0x" + d.from(hex, 40)
	case 1:
		return d.segwit()
	}
	return d.legacyAddress()
}
