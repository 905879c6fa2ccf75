package rights

import "slices"

// Regime is the law under which a request is answered. The zero value and any unknown one is read as
// GDPR, the strictest of them as a whole.
type Regime string

// The regimes whose clocks are known.
const (
	GDPR  Regime = "gdpr" // Regulation (EU) 2016/679, in the EU and the EEA
	UK    Regime = "uk"   // UK GDPR and Data Protection Act 2018, as amended by the Data (Use and Access) Act 2025
	CCPA  Regime = "ccpa" // California Civil Code 1798.100 ff. and 11 CCR 7000 ff.
	Swiss Regime = "fadp" // Swiss Federal Act on Data Protection of 25 September 2020
)

// Regimes lists the regimes whose clocks are known.
func Regimes() []Regime { return []Regime{GDPR, UK, CCPA, Swiss} }

// Known reports whether the regime is one of Regimes.
func (r Regime) Known() bool { return slices.Contains(Regimes(), r) }

// Authority is where a person can complain when they are not content with an answer.
type Authority struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// Authority gives the regime's own; a desk in the EU or the EEA names its national one instead.
func (r Regime) Authority() Authority { return r.law().authority }

// term is a stretch of time as laws count it. At most one field is set.
type term struct {
	months   int
	days     int // calendar days
	workdays int
	told     bool // until the day that the person was told
}

func (t term) none() bool { return t == term{} }

// waiting says what the clock does while the person has not yet proven who they are.
type waiting int

const (
	runs     waiting = iota // it goes on
	suspends                // the days of waiting do not count
	restarts                // the whole term runs from the proof
)

// law is one regime's clocks.
type law struct {
	answer      term
	extension   term // in addition to answer, told before answer is over
	acknowledge term // for the kinds in confirmed
	stop        term // in place of answer for ToObject and ToRestrict; not extended
	identity    waiting
	confirmed   []Kind // kinds whose receipt must be acknowledged; nil is all
	authority   Authority
}

// laws holds the figures. Sources:
//
// GDPR: Art. 12(3): one month from receipt, two further months where complexity or number of requests
// make them necessary, told with the reasons within the first month. A month ends on the same date of
// the next one or, if it has none, on its last day (Regulation (EEC, Euratom) 1182/71, Art. 3(2)(c)).
// Waiting for what is needed to identify the person suspends the time if it was asked for without delay
// (EDPB Guidelines 01/2022 on the right of access, section 5.3). An objection to direct marketing works
// at once (Art. 21(3)); the month is only the end of the time to say so.
//
// UK: UK GDPR Art. 12A: one month from the latest of the request and the information that was asked for
// to identify the person; two further months as above. Receipt of a complaint is acknowledged within
// 30 days, the first being the day after receipt (Data Protection Act 2018, s. 164A(3), in force since
// 19 June 2026; ICO guidance on complaints). This desk does the same for every request. The law names no
// figure for the outcome of a complaint ("without undue delay"): here it is a month.
//
// CCPA: 11 CCR 7021(a): receipt of a request to know, delete or correct is confirmed within 10 business
// days. 7021(b): answered within 45 calendar days whatever time it takes to verify the person; 45 more
// when told with the reason. 7026(f), 7027(g): opting out and limiting work within 15 business days.
//
// Swiss: Data Protection Ordinance (SR 235.11) Art. 18: 30 days from receipt; where that is not possible
// the person is told, within them, how long it will take.
var laws = map[Regime]law{
	GDPR: {
		answer: term{months: 1}, extension: term{months: 2}, identity: suspends,
		authority: Authority{"your data protection authority", "https://www.edpb.europa.eu/about-edpb/about-edpb/members_en"},
	},
	UK: {
		answer: term{months: 1}, extension: term{months: 2}, acknowledge: term{days: 30}, identity: restarts,
		authority: Authority{"Information Commissioner's Office", "https://ico.org.uk/make-a-complaint/"},
	},
	CCPA: {
		answer: term{days: 45}, extension: term{days: 45}, stop: term{workdays: 15},
		acknowledge: term{workdays: 10}, confirmed: []Kind{ToSee, ToExport, ToErase, ToCorrect},
		authority: Authority{"California Privacy Protection Agency", "https://cppa.ca.gov/webapplications/complaint"},
	},
	Swiss: {
		answer: term{days: 30}, extension: term{told: true},
		authority: Authority{"Federal Data Protection and Information Commissioner", "https://www.edoeb.admin.ch/"},
	},
}

func (r Regime) law() law {
	if l, ok := laws[r]; ok {
		return l
	}
	return laws[GDPR]
}

// answerTerm gives how long there is for the kind, and by how much that can be extended.
func (l law) answerTerm(k Kind) (answer, extension term) {
	if !l.stop.none() && (k == ToObject || k == ToRestrict) {
		return l.stop, term{}
	}
	return l.answer, l.extension
}

func (l law) acknowledgeTerm(k Kind) term {
	if l.confirmed == nil || slices.Contains(l.confirmed, k) {
		return l.acknowledge
	}
	return term{}
}
