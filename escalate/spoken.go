package escalate

import "candor/language"

// surelySpoken is the confidence from which on a message is in one language: words of others are not meant
// by what is misspelt in it.
const surelySpoken = 0.8

// guessSpoken is the confidence from which on a guess is more likely right than wrong.
const guessSpoken = 0.5

// everyLanguage is the bit of each language.
const everyLanguage = ^uint64(0)

// kin maps languages without rules to that which short messages in them are easily taken for.
var kin = map[string]string{"nn": "nb", "sk": "cs", "ms": "id", "af": "nl", "gl": "pt", "ca": "es", "lb": "de", "be": "ru", "bg": "ru"}

// spoken tells which languages a message may be in. It looks when first asked.
type spoken struct {
	text, hint string
	bits       map[string]uint64 // of the languages that have rules
	looked     bool
	tag        string
	sure       float64
	mask       uint64
}

// language gives the tag of the message; "" if it cannot be told.
func (s *spoken) language() string {
	s.look()
	return s.tag
}

// languages gives the bits of those that the message may be in.
func (s *spoken) languages() uint64 {
	s.look()
	return s.mask
}

// likely gives the bit of the language that it is more likely than not; 0 if it has no rules or there is none.
func (s *spoken) likely() uint64 {
	if s.look(); s.sure < guessSpoken {
		return 0
	}
	return s.bits[s.tag]
}

func (s *spoken) look() {
	if s.looked {
		return
	}
	s.looked, s.mask = true, everyLanguage
	if s.hint != "" {
		s.tag, s.sure = language.Detect(s.text, s.hint)
	} else {
		s.tag, s.sure = language.Detect(s.text)
	}
	if s.tag == "" || s.sure < surelySpoken {
		return
	}
	s.mask = s.bits[s.tag] | s.bits[kin[s.tag]]
}
