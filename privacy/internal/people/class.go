package people

// class tells what a word can be. A word can be several things.
type class uint32

const (
	given      class = 1 << iota // a given name
	family                       // a family name
	weak                         // a name that is an ordinary word too
	function                     // a function word, in any language
	ordinary                     // an ordinary word, in any language
	german                       // a function word that only German has
	brand                        // a company or product
	company                      // "Ltd", "GmbH", "Bank": what companies are called
	honour                       // "Mr", "Frau": a name follows
	suffix                       // "Jr", "III": ends a name
	particle                     // "van", "de", "bin": inside a name
	city                         // a city or town
	country                      // a country
	region                       // a state, province or part of a country
	street                       // "street", "utca": a street's last word
	streetHead                   // "rue", "calle": a street's first word
	unit                         // "apt", "floor": part of a building
	calendar                     // months and days
	speaks                       // "says", "wrote": a person does it
	acts                         // "lives", "ordered": a person does it
	box                          // "box", "postfach"
	prefix                       // more words of a phrase may follow
	cueFirst                     // four bits that hold a cue
	_
	_
	_
	links       // "is", "will": anything can stand before it
	sureStreet  // a street word that means little else
	institution // "university", "club": a thing that is named after a place or person
	article     // "the", "eine"
	owner       // "my", "Ihre"
	english     // a function word that few languages but English have
)

const (
	cueShift = 22
	named    = given | family
	placed   = city | country | region
)

func (c class) has(any class) bool { return c&any != 0 }

func (c class) cue() cue { return cue(c >> cueShift & 15) }

func (q cue) class() class { return class(q) << cueShift }

// cue is what words announce of the words that follow.
type cue uint8

const (
	noCue    cue = iota
	intro        // "my name is": a name for sure
	selfCue      // "I'm", "this is": a name or something else
	field        // "Name:", "account holder:"
	greeting     // "Dear", "Hallo Frau"
	signOff      // "Kind regards,": a name on this line or the next
	relation     // "my wife", "mein Bruder"
	contact      // "spoke to", "call", "add"
	credit       // "directed by", "starring"
	home         // "my address is", "Lieferadresse:"
	toward       // "moved to", "send it to": an address or a place
	at           // "from", "in", "nach": a place
	postal       // "zip", "PLZ"
	placeRow     // "City:", "Ort:"
)

// faint says whether things follow the cue as often as names do, or there is none.
func (q cue) faint() bool { return q == noCue || q == contact || q == toward || q == at }
