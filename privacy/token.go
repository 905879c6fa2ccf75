package privacy

import (
	"crypto/rand"
	"strings"
)

// A token is a marker, a letter for the kind of value, nine random symbols and a check symbol, put
// together without spaces:
//
//	UQ7X E 4M0Z9KD2T 8
//
// Capital letters and digits only, so that Markdown, templates, URLs, JSON and HTML leave it as it is,
// and always fifteen bytes, so that nothing after it is needed to know where it ends. The symbols are
// Crockford's 32, which lack I, L, O and U. The marker starts with U: it can begin nowhere inside a
// token, and no text and token put side by side make a second one. Its digit keeps it from being a word
// of any language.
//
// Odds: nine symbols are 45 bits. Within a conversation no two tokens are the same: one that is there
// already is drawn again. A token from elsewhere is by chance one of the 100 tokens of a conversation
// 3 times in 10^12. One wrong symbol, or two that changed places, always fail the check; worse garbling
// passes it once in 32 times, and is then still not a token that lives.
const (
	tokenMarker = "UQ7X"
	tokenRandom = 9
	tokenBody   = 1 + tokenRandom + 1 // kind, random, check
	tokenWidth  = len(tokenMarker) + tokenBody
)

const tokenSymbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// newToken draws a token for a kind of value.
func newToken(kind byte) string {
	var random [tokenRandom]byte
	rand.Read(random[:]) // never fails
	token := make([]byte, 0, tokenWidth)
	token = append(token, tokenMarker...)
	token = append(token, kind)
	for _, b := range random {
		token = append(token, tokenSymbols[b&31])
	}
	check, _ := checkSymbol(string(token[len(tokenMarker):]))
	return string(append(token, check))
}

// checkSymbol gives the check symbol for kind and random symbols, false when one of them is none. It is
// the sum of the symbols, each times another power of x, in the field of 32 elements made by x^5+x^2+1:
// powers differ over 31 places, so a changed symbol or two that swapped places change the sum.
func checkSymbol(symbols string) (byte, bool) {
	sum := byte(0)
	for i := range len(symbols) {
		value := strings.IndexByte(tokenSymbols, symbols[i])
		if value < 0 {
			return 0, false
		}
		sum = timesX(sum ^ byte(value))
	}
	return tokenSymbols[sum], true
}

func timesX(v byte) byte {
	v <<= 1
	if v&32 != 0 {
		v ^= 0b100101
	}
	return v
}

// wholeToken reports whether s starts with a token that some desk of this kind gave: marker, symbols
// and check are right. Whether it lives is for the vault to say.
func wholeToken(s string) bool {
	if len(s) < tokenWidth || s[:len(tokenMarker)] != tokenMarker {
		return false
	}
	last := tokenWidth - 1
	check, ok := checkSymbol(s[len(tokenMarker):last])
	return ok && check == s[last]
}

// tokenKind gives the letter that tells a reader of masked text what stands there, so that a sentence
// around it can still be understood. It tells no more than the type does.
func tokenKind(t Type) byte {
	switch t {
	case "PERSON":
		return 'P'
	case "EMAIL_ADDRESS":
		return 'E'
	case "PHONE_NUMBER", "TR_PHONE_NUMBER", "PH_MOBILE_NUMBER":
		return 'T'
	case "STREET_ADDRESS", "ADDRESS", "LOCATION", "ZIP_CODE", "GPE", "UK_POSTCODE", "DE_PLZ":
		return 'A'
	case "CREDIT_CARD", "IBAN_CODE", "SWIFT_CODE", "CRYPTO", "ACCOUNT_NUMBER", "ABA_ROUTING_NUMBER", "US_BANK_NUMBER":
		return 'B' // bank
	case "DATE_TIME", "DATE_OF_BIRTH", "AGE", "CARD_EXPIRY":
		return 'D'
	case "IP_ADDRESS", "MAC_ADDRESS", "URL", "DOMAIN_NAME":
		return 'N' // network
	case "ORDER_ID", "CUSTOMER_ID", "TICKET_ID", "TRACKING_NUMBER":
		return 'R' // reference
	}
	if _, is := secret(t); is {
		return 'S'
	}
	if national(t) {
		return 'G' // given by a government
	}
	return 'X'
}

// national reports a type that starts with a country, such as UK_NHS.
func national(t Type) bool { return len(t) > 3 && t[2] == '_' && t[:2] != "IP" }

// nextMarker finds the next marker in s, in any case, and gives the length of s when there is none.
func nextMarker(s string, from int) int {
	for i := from; i+len(tokenMarker) <= len(s); i++ {
		if isMarker(s[i:]) {
			return i
		}
	}
	return len(s)
}

// tokenEnd gives where what starts at a marker ends: behind a whole token; otherwise, as it is damaged,
// behind all letters and digits that follow, but before another marker.
func tokenEnd(s string, start int) int {
	if wholeToken(s[start:]) {
		return start + tokenWidth
	}
	end := start + len(tokenMarker)
	for end < len(s) && alphanumeric(s[end]) && !isMarker(s[end:]) {
		end++
	}
	return end
}

func isMarker(s string) bool {
	return len(s) >= len(tokenMarker) && (s[0] == 'U' || s[0] == 'u') && strings.EqualFold(s[:len(tokenMarker)], tokenMarker)
}

func alphanumeric(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z'
}
