package language

import "unicode"

// script is a way of writing, as far as telling languages apart needs it.
type script uint8

const (
	noScript script = iota
	latin
	cyrillic
	arabic
	devanagari
	greek
	hebrew
	thai
	bengali
	gujarati
	gurmukhi
	tamil
	telugu
	georgian
	armenian
	hangul
	kana
	han
	otherScript
	scripts
)

// onlyLanguage names the language of a script that this package knows one language for.
var onlyLanguage = [scripts]string{
	greek: "el", hebrew: "he", thai: "th", bengali: "bn", gujarati: "gu", gurmukhi: "pa", tamil: "ta",
	telugu: "te", georgian: "ka", armenian: "hy", hangul: "ko", kana: "ja",
}

// scriptOf tells the script of a letter or of a mark that belongs to one; others give noScript.
func scriptOf(r rune) script {
	switch {
	case r < 0x80:
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' {
			return latin
		}
		return noScript
	case r < 0x370:
		if r >= 0xC0 && r != 0xD7 && r != 0xF7 || r == 0xAA || r == 0xBA {
			return latin
		}
		return noScript
	case r < 0x400:
		return greek
	case r < 0x530:
		return cyrillic
	case r < 0x590:
		return armenian
	case r < 0x600:
		return hebrew
	case r < 0x780:
		if unicode.IsLetter(r) || unicode.IsMark(r) {
			return arabic
		}
		return noScript
	case r < 0x900:
		return otherScript
	case r < 0x980:
		if r == 0x964 || r == 0x965 || 0x966 <= r && r <= 0x96F {
			return noScript
		}
		return devanagari
	case r < 0xA00:
		return bengali
	case r < 0xA80:
		return gurmukhi
	case r < 0xB00:
		return gujarati
	case 0xB80 <= r && r < 0xC00:
		return tamil
	case 0xC00 <= r && r < 0xC80:
		return telugu
	case 0xE00 <= r && r < 0xE80:
		return thai
	case 0x10A0 <= r && r < 0x1100, 0x1C90 <= r && r < 0x1CC0:
		return georgian
	case 0x1100 <= r && r < 0x1200, 0xAC00 <= r && r < 0xD7B0:
		return hangul
	case 0x1E00 <= r && r < 0x1F00:
		return latin
	case 0x1F00 <= r && r < 0x2000:
		return greek
	case 0x3041 <= r && r < 0x3100, r == 0xFF70, 0x31F0 <= r && r < 0x3200:
		return kana
	case 0x3400 <= r && r < 0x4DC0, 0x4E00 <= r && r < 0xA000, 0xF900 <= r && r < 0xFB00, 0x20000 <= r && r < 0x32000, r == 0x3005:
		return han
	case 0xFB50 <= r && r < 0xFE00, 0xFE70 <= r && r < 0xFEFF:
		return arabic
	}
	if unicode.IsLetter(r) {
		return otherScript
	}
	return noScript
}

// unspaced reports scripts that write words without a space between them.
func unspaced(r rune) bool {
	switch {
	case r < 0xE00:
		return false
	case r < 0xEE0, 0x1000 <= r && r < 0x10A0, 0x1780 <= r && r < 0x1800: // Thai, Lao; Burmese; Khmer
		return true
	}
	s := scriptOf(r)
	return s == han || s == kana
}
