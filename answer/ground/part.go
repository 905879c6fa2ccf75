package ground

import (
	"slices"

	"candor/knowledge"
	"candor/language"
)

// How near a sentence must come to a unit to be replaced by it.
const (
	near       = 0.5 // share of the sentence's weight, of a passage it cites
	nearAny    = 0.7 // the same, of a passage it does not cite
	candidates = 3   // units that are looked at closely
)

// part is one sentence of a claim with the unit that comes nearest.
type part struct {
	text     string
	rule     Rule
	own      bool    // word for word
	at, unit int     // the passage and the unit; at is -1 when nothing comes near
	share    float64 // of it that the unit has
	score    float64
	signals  []Signal
}

// part finds the unit that bears a sentence out, or the rule that it breaks.
func (d *draft) part(text string, in where) part {
	p := part{text: text, at: -1}
	sig := signature(text)
	for _, at := range in.passages {
		if from, to, ok := d.given.all[at].find(sig); ok && to == from+1 {
			p.at, p.unit, p.own, p.score, p.share = at, from, true, 1, 1
			return p
		}
	}
	near := d.nearest(text, in)
	words := language.Terms(text)
	bad := neverSaid(words)
	if knowledge.Steers(text) {
		bad = append(bad, RuleInstruction)
	}
	for _, rule := range bad {
		if len(near) == 0 || !hasRule(d.bars(near[0].place), rule) {
			p.rule = rule
			return p
		}
	}
	if d.strangeAddress(text) {
		p.rule = RuleLink
		return p
	}
	signs := markup(text)
	if signs && (len(near) == 0 || !markup(d.words(near[0].place))) {
		p.rule = RuleMarkup
		return p
	}
	if len(near) == 0 {
		p.rule = d.far(text, in)
		return p
	}
	best := near[0]
	p.at, p.unit, p.share = best.passage, best.unit, best.share()
	if signs { // the article has code or the like: in its own words only
		p.rule = RuleWords
		return p
	}
	for i, n := range near {
		rule, signals := d.beside(text, n)
		sure := 0.0
		if rule == "" {
			sure = score(signals)
		}
		if i == 0 {
			p.rule, p.signals, p.score = rule, signals, sure
		}
		if rule == "" && sure >= max(d.v.Bar, Bar) {
			p.at, p.unit, p.share = n.passage, n.unit, n.share()
			p.rule, p.signals, p.score = "", signals, sure
			return p
		}
	}
	if p.rule == "" {
		p.rule = RuleWords
	}
	if p.share < nearAny {
		if far := d.far(text, in); far == RuleLanguage {
			p.rule = far
		}
	}
	return p
}

// candidate is a unit that may bear a sentence out.
type candidate struct {
	place
	overlap
	said []token
}

// where says in which passages a sentence is looked for.
type where struct {
	passages []int
	uncited  bool // the claim cites none of them: a unit must come nearer
}

// nearest gives the units that share most with a sentence, best first.
func (d *draft) nearest(text string, in where) []candidate {
	read := map[string][]token{}
	var best [candidates]candidate
	n := 0
	for _, at := range in.passages {
		e := &d.given.all[at]
		plain, ok := read[e.passage.Language]
		if !ok {
			plain = d.given.reader.read(e.passage.Language, e.lex, text)
			d.v.passLinks(plain)
			read[e.passage.Language] = plain
		}
		said := slices.Clone(plain)
		e.weigh(said)
		for k, u := range e.units {
			c := candidate{place{at, k}, overlapOf(said, u, e), said}
			if in.uncited && c.whole() < nearAny || max(c.share(), c.whole()) < near {
				continue
			}
			i := n
			for i > 0 && best[i-1].rank() < c.rank() {
				if i < candidates {
					best[i] = best[i-1]
				}
				i--
			}
			if i < candidates {
				best[i] = c
				n = min(n+1, candidates)
			}
		}
	}
	return best[:n]
}

// beside lays a sentence beside one unit: the rule it breaks, or its signals.
func (d *draft) beside(text string, c candidate) (Rule, []Signal) {
	e := &d.given.all[c.passage]
	if e.lex == nil {
		return RuleNearOnly, nil
	}
	a := align(c.said, e.units[c.unit], e)
	if rule := a.veto(); rule != "" {
		return rule, nil
	}
	if strangeSigns(text, d.words(c.place)) {
		return RuleWords, nil
	}
	return "", a.signals()
}

// bars gives the rules that a unit itself would break, were it not the owner's own.
func (d *draft) bars(at place) []Rule {
	return neverSaid(language.Terms(d.words(at)))
}

func (d *draft) words(at place) string { return d.given.all[at.passage].words(at.unit, at.unit+1) }

// strangeAddress reports a link, address or number that no passage has and no list allows.
func (d *draft) strangeAddress(text string) bool {
	for _, a := range addresses(text) {
		if !d.given.links[d.given.reader.id(link, a.text)] && !d.v.linkAllowed(a) {
			return true
		}
	}
	return false
}

// sureTongue is how sure a guess of a language must be to say that it is another one.
const sureTongue = 0.6

// far tells why nothing comes near: another language, or another matter.
func (d *draft) far(text string, in where) Rule {
	for _, at := range in.passages {
		own := base(d.given.all[at].passage.Language)
		if tag, sure := language.Detect(text, own); tag != "" && sure >= sureTongue && base(tag) != own {
			return RuleLanguage
		}
	}
	return RuleUnsupported
}
