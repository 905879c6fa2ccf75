package ledger

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
)

// commitmentBytes is how much of the HMAC is kept: 192 bits, 32 characters in base64url.
const commitmentBytes = 24

// Commitment stands for a value that must not be in the log itself. With the salt anyone can
// check that an entry is about this value; without it the entry says nothing, and two entries
// about the same value made with different salts have nothing in common.
//
// It is HMAC-SHA-256 (RFC 2104) keyed with the salt over the length of the domain, the domain
// and the value, cut to 192 bits, as 32 characters of base64url. The domain ("conversation",
// "message" …) keeps equal values of different meaning apart.
func Commitment(salt [32]byte, domain, value string) string {
	mac := hmac.New(sha256.New, salt[:])
	b := make([]byte, 0, 96)
	b = binary.BigEndian.AppendUint32(b, uint32(len(domain)))
	b = append(b, domain...)
	b = append(b, value...)
	mac.Write(b)
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:commitmentBytes])
}

func isCommitment(s string) bool {
	if len(s) != commitmentBytes*4/3 {
		return false
	}
	for i := range len(s) {
		if !isBase64URL(s[i]) {
			return false
		}
	}
	return true
}
