package rights

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"candor"
)

// Refusal is a reason for which a request, or a part of it, may be refused. Each is a reason that a law
// names; the words beside it say what it means in this case.
type Refusal string

// The reasons, with their sources.
const (
	NoRefusal        Refusal = ""
	IdentityUnproven Refusal = "identity_unproven" // GDPR Art. 11(2), 12(2), 12(6); 11 CCR 7021(b), 7060
	Unfounded        Refusal = "unfounded"         // manifestly so: GDPR Art. 12(5); Cal. Civ. Code 1798.145(h)(3)
	Excessive        Refusal = "excessive"         // such as repeated: the same sources
	NothingHeld      Refusal = "nothing_held"      // the desk keeps nothing about the person: GDPR Art. 15(1)
	RightsOfOthers   Refusal = "rights_of_others"  // GDPR Art. 15(4), 20(4); FADP Art. 26(1)(b)
	DutyToKeep       Refusal = "duty_to_keep"      // a law says so: GDPR Art. 17(3)(b); Cal. Civ. Code 1798.105(d)(8)
	LegalClaims      Refusal = "legal_claims"      // GDPR Art. 17(3)(e), 18(2), 21(1)
	FreeExpression   Refusal = "free_expression"   // GDPR Art. 17(3)(a); Cal. Civ. Code 1798.105(d)(4)
	StrongerGrounds  Refusal = "stronger_grounds"  // compelling legitimate grounds: GDPR Art. 21(1)
	StillNeeded      Refusal = "still_needed"      // for what it was collected for: GDPR Art. 17(1)(a); Cal. Civ. Code 1798.105(d)(1)
	IsAccurate       Refusal = "is_accurate"       // as it stands: GDPR Art. 16; 11 CCR 7023(b)
	OtherPath        Refusal = "other_path"        // it is no request of this kind and goes on as another
)

// refusals says for which kinds a reason can be given; nil is all.
var refusals = map[Refusal][]Kind{
	IdentityUnproven: nil,
	Unfounded:        nil,
	Excessive:        nil,
	NothingHeld:      nil,
	OtherPath:        nil,
	RightsOfOthers:   {ToSee, ToExport},
	DutyToKeep:       {ToErase, ToRestrict},
	LegalClaims:      {ToErase, ToRestrict, ToObject},
	FreeExpression:   {ToErase},
	StrongerGrounds:  {ToObject},
	StillNeeded:      {ToErase},
	IsAccurate:       {ToCorrect},
}

// RefusalsFor lists the reasons that can be given for a kind, sorted.
func RefusalsFor(k Kind) []Refusal {
	var out []Refusal
	for reason := range refusals {
		if reason.Fits(k) {
			out = append(out, reason)
		}
	}
	slices.Sort(out)
	return out
}

// Fits reports whether the reason can be given for a kind of request.
func (r Refusal) Fits(k Kind) bool {
	kinds, known := refusals[r]
	return known && (kinds == nil || slices.Contains(kinds, k))
}

// beforeProof reports whether the reason can be given to somebody who has not proven who they are: it
// must tell nothing of what is kept, not even whether there is anything.
func (r Refusal) beforeProof() bool {
	switch r {
	case IdentityUnproven, Unfounded, Excessive, OtherPath:
		return true
	}
	return false
}

// Key names the text that tells the reason to the person.
func (r Refusal) Key() string { return "rights.refusal." + string(r) }

// Delay is a reason for which more time may be taken (GDPR Art. 12(3); UK GDPR Art. 12A; 11 CCR 7021(b)).
type Delay string

const (
	Complex Delay = "complex" // finding or judging it takes long
	Many    Delay = "many"    // there are many requests of this person
)

// Key names the text that tells the reason to the person.
func (d Delay) Key() string { return "rights.delay." + string(d) }

// maxWords is the longest free text beside a reason, in characters.
const maxWords = 2000

// wordsFit reports whether a text is something a person can read: not empty, not too long, whole.
func wordsFit(words candor.Text) bool {
	if !utf8.ValidString(string(words)) || utf8.RuneCountInString(string(words)) > maxWords {
		return false
	}
	for _, c := range string(words) {
		if unicode.IsLetter(c) || unicode.IsNumber(c) {
			return true
		}
	}
	return false
}
