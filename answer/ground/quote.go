package ground

import (
	"candor/policy"
)

const maxItems = 12 // of a list that is quoted whole

// replace puts the passage's own words in the place of parts that came near them. Without any the claim is dropped.
func (d *draft) replace(r *Ruling, parts []part) {
	r.Outcome, r.Sentences = Quoted, nil
	near, fresh := false, false
	for _, p := range parts {
		if p.at < 0 {
			continue
		}
		near = true
		fresh = d.quote(r, p.at, p.unit, p.unit+1, false) || fresh
	}
	switch {
	case !near:
		r.Outcome = Dropped
	case !fresh:
		r.Outcome, r.Rule = Dropped, RuleRepeated
	}
}

// quote adds units of a passage with what belongs to them: the list that they introduce, the sentence that they lean on and those
// that limit them. With own the units are what the model gave, and the ruling says when more had to be said. It reports whether
// anything was not quoted before.
func (d *draft) quote(r *Ruling, at, from, to int, own bool) bool {
	e := &d.given.all[at]
	first, last := from, to
	for to < len(e.units) && e.units[to-1].Leads && e.units[to].Item {
		for to < len(e.units) && e.units[to].Item && to-from <= maxItems {
			to++
		}
	}
	for to < len(e.units) && e.opensWith("limits", to) {
		to++
	}
	if own && to > last {
		r.Outcome, r.Rule = Quoted, RuleCondition
	}
	for from > 0 && (e.opensWith("leans", from) || e.opensWith("limits", from)) && !d.said[place{at, from - 1}] {
		from--
	}
	if own && from < first && to == last {
		r.Outcome, r.Rule = Quoted, RuleLeans
	}
	text := e.words(from, to)
	if to-from > 1 && !e.passage.Quotes(text) {
		return false // half of it could be without its limit
	}
	fresh := false
	for k := from; k < to; k++ {
		fresh = fresh || !d.said[place{at, k}]
		d.said[place{at, k}] = true
	}
	if !fresh {
		return false
	}
	r.Sentences = append(r.Sentences, policy.Sentence{Text: text, Citation: e.passage.Citation(text)})
	r.Language = e.passage.Language
	r.UnderHeading = r.UnderHeading || e.units[first].Item || e.headLimits()
	return true
}

// headLimits reports a heading or title that denies or limits what stands below it.
func (e *evidence) headLimits() bool {
	for _, t := range e.head {
		if t.class == negation || t.class == exception {
			return true
		}
	}
	return false
}
