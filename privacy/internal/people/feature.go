package people

// feature is one sign for or against a name. The model adds up the weights of those that hold.
type feature uint8

const (
	always feature = iota
	// what the name is made of
	onlyWord // feature onlyWord+part: the one word is that
	_
	_
	_
	_
	_
	_
	_
	_
	_
	firstWord // firstWord+part, of two words or more
	_
	_
	_
	_
	_
	_
	_
	_
	_
	lastWord // lastWord+part
	_
	_
	_
	_
	_
	_
	_
	_
	_
	twoWords
	threeWords
	manyWords
	hasInitial
	hasParticle
	hasHyphen
	hasAccent
	hasSuffix
	inCapitals
	inSmall
	bothKnown
	bothUnknown
	midPlain
	// what stands before
	cueBefore // cueBefore+cue
	_
	_
	_
	_
	_
	_
	_
	_
	_
	_
	_
	_
	_
	_
	cueWeakWord // a strong cue and a word in no list
	honourBefore
	articleBefore
	ownerBefore // "my", "your"
	prepBefore
	andBefore
	startsText
	startsLine
	startsSentence
	commaBefore
	quoteBefore
	capitalBefore
	digitBefore
	// what stands after
	speaksAfter
	actsAfter
	ownsAfter // "'s"
	commaAfter
	colonAfter
	lineAfter
	textAfter
	digitAfter
	capitalAfter
	companyAfter
	hyphenAfter
	parenAfter
	andAfter
	// where it stands
	alone // a line of its own
	germanText
	germanUnknown
	shoutText
	linksAfter
	vocative    // "Anna, can you": begins a line, a comma follows
	dialogue    // "Anna: 'Hello'"
	actor       // begins a sentence, and a person's verb follows
	firm        // one of several family names in a row: "Berg, Holm and Dahl"
	aside       // between commas
	labelled    // "Word: Name" on a line of its own
	germanPair  // two words in no list, in German, after no article
	opener      // one word in no list, at the beginning of a sentence
	openerLinks // and "is" or "will" after it
	loneUnknown // two words or more in no list, and no cue
	headline    // most words of the line have capitals
	topLine     // alone, and the first line
	loneJoined  // loneUnknown with an initial or a particle between
	germanThing // in German, words in no list after an article or owner
	quietKnown  // a known name in a text that is all small letters
	quietIntro  // a word in no list, small, after "my name is" and before a stop or function word
	lineUnknown // one word in no list on a line of its own, after no cue
	inside      // a name that is a word too, with a capital inside a sentence
	features
)

// mostSigns bounds how many features can hold at once.
const mostSigns = 40

// signs are the features that hold for one candidate.
type signs struct {
	list [mostSigns]feature
	n    int
}

func (g *signs) add(f feature, holds bool) {
	if holds && g.n < mostSigns {
		g.list[g.n] = f
		g.n++
	}
}

func (g *signs) has(f feature) bool {
	for _, x := range g.list[:g.n] {
		if x == f {
			return true
		}
	}
	return false
}
