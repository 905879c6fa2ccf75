package ground

// veto gives the first rule that a sentence breaks beside a unit, or "".
func (a alignment) veto() Rule {
	for _, check := range []func() Rule{a.added, a.left, a.above, a.turned, a.moved, a.scrap} {
		if rule := check(); rule != "" {
			return rule
		}
	}
	return ""
}

// rules of the classes of words that must stand on both sides.
func (t token) rule() Rule {
	switch t.class {
	case negation:
		return RuleNegation
	case modality:
		return RuleModality
	case comparator, polar:
		return RuleComparator
	case condition, exception:
		return RuleCondition
	case quantifier:
		return RuleQuantifier
	case frequency, past:
		return RuleFrequency
	case join:
		return RuleChoice
	case weekday, month:
		return RuleDate
	case yesno:
		return RuleYesNo
	case unitClass:
		return RuleUnit
	case self:
		return RuleSelf
	case desk, you:
		return RuleWho
	case link:
		return RuleLink
	case price:
		return RuleNumber
	case number:
		switch {
		case timeUnit(t.unit):
			return RuleDuration
		case t.unit != "":
			return RuleUnit
		}
		return RuleNumber
	}
	return ""
}

// leastWords is how many words of content a sentence of one's own has; less is a scrap of one.
const leastWords = 2

func (a alignment) scrap() Rule {
	n := 0
	for _, t := range a.said {
		if t.counts() || t.class == price {
			n++
		}
	}
	if n < leastWords || len(a.said) <= leastWords {
		return RuleWords
	}
	return ""
}

// added looks at words of the sentence that the unit does not have.
func (a alignment) added() Rule {
	for i, t := range a.said {
		if a.to[i] != nowhere {
			continue
		}
		switch {
		case t.class == number:
			return a.numberRule(t)
		case t.class == you: // "most items can be returned", "you can return most items"
		case t.guards(), t.class == link:
			return t.rule()
		case t.class == content && t.proper:
			return RuleName
		}
	}
	return ""
}

// numberRule tells a wrong unit from a wrong number.
func (a alignment) numberRule(t token) Rule {
	for _, o := range a.stands {
		if o.class == number && o.name == t.name && o.unit != t.unit {
			return RuleUnit
		}
	}
	for k, o := range a.stands {
		if o.class == number && o.unit == t.unit && a.from[k] < 0 && timeUnit(t.unit) {
			return RuleDuration
		}
		if o.class == month && besideToken(a.stands, k, number) {
			return RuleDate
		}
	}
	return RuleNumber
}

func besideToken(list []token, k int, c class) bool {
	return k > 0 && list[k-1].class == c || k+1 < len(list) && list[k+1].class == c
}

// left looks at words of the unit that the sentence leaves out: what limits a sentence anywhere, and all that must stand on both
// sides in the parts from which the sentence takes something.
func (a alignment) left() Rule {
	for k, t := range a.stands {
		if a.from[k] >= 0 {
			continue
		}
		switch t.class {
		case negation, condition, exception, comparator:
			return t.rule()
		}
		if !a.used[t.seg] {
			continue
		}
		switch {
		case t.class == desk || t.class == you:
		case t.class == link:
			return RuleWords
		case t.class == number, t.guards():
			return t.rule()
		case t.class == content && t.proper && !a.noun():
			return RuleName
		}
	}
	return ""
}

// noun reports a unit in which nearly every other word has a capital, as German nouns do: there a capital is no name.
func (a alignment) noun() bool {
	all, proper := 0, 0
	for _, t := range a.stands {
		if t.class == content {
			all++
			if t.proper {
				proper++
			}
		}
	}
	return proper*5 > all*2
}

// above looks at the title, the heading and the line above: an item under "What you cannot return" does not say that it can be.
func (a alignment) above() Rule {
	leans := a.item
	for _, to := range a.to {
		leans = leans || to == aside
	}
	if !leans {
		return ""
	}
	for _, t := range a.head {
		if (t.class == negation || t.class == exception) && !among(a.said, t.key) {
			return t.rule()
		}
	}
	return ""
}

// turned looks whether we, the customer and others have changed places: one is left out and another put in.
func (a alignment) turned() Rule {
	var out, in [third + 1]bool
	for k, t := range a.stands {
		if a.from[k] < 0 && (t.class == desk || t.class == you) {
			out[t.class] = true
		}
	}
	for i, t := range a.said {
		if a.to[i] < 0 && (t.class == you || t.class == third) {
			in[t.class] = true
		}
	}
	if out[desk] && (in[you] || in[third]) || out[you] && in[third] {
		return RuleWho
	}
	return ""
}

// reach is how many words of content a number or a limiting word may stand from the word it belongs to.
const reach = 1

// moved looks whether numbers, names and limiting words still belong to the same words: "£39 here, €59 there" is not
// "€59 here, £39 there", and "not gift cards but vouchers" is not "not vouchers but gift cards".
func (a alignment) moved() Rule {
	for i, t := range a.said {
		k := a.to[i]
		if k < 0 || !(t.class == number || t.guards() && t.class != you) {
			continue
		}
		if a.belongs(i, k, 1) || a.belongs(i, k, -1) && (t.class == number || t.class == desk || !a.anyBeside(i, 1)) {
			continue
		}
		if a.anyBeside(i, 1) || a.anyBeside(i, -1) {
			return t.rule()
		}
	}
	return a.crossed()
}

// anyBeside reports whether a word of content stands on one side of said[i].
func (a alignment) anyBeside(i, step int) bool {
	for n := i + step; n >= 0 && n < len(a.said); n += step {
		if a.said[n].counts() && a.to[n] >= 0 {
			return true
		}
	}
	return false
}

// belongs reports whether the next word of content on one side of said[i] is near place k of the unit on the same side.
func (a alignment) belongs(i, k, step int) bool {
	for n := i + step; n >= 0 && n < len(a.said); n += step {
		if !a.said[n].counts() || a.to[n] < 0 {
			continue
		}
		to := a.to[n]
		if (to-k)*step <= 0 {
			return false
		}
		between := 0
		for m := k + step; m != to; m += step {
			if a.stands[m].counts() {
				between++
			}
		}
		return between <= reach
	}
	return false
}

// crossed looks whether two names, or two numbers, have changed their order beside other words.
func (a alignment) crossed() Rule {
	for _, c := range []class{number, content} {
		last := -1
		for i, t := range a.said {
			if t.class != c || a.to[i] < 0 || c == content && !t.proper {
				continue
			}
			if last >= 0 && a.to[i] < a.to[last] && !a.clauseMoved(last, i) {
				if c == content {
					return RuleName
				}
				return t.rule()
			}
			last = i
		}
	}
	return ""
}

// clauseMoved reports whether a whole part of the unit went to another place: the words on each side of the crossing kept
// their neighbours.
func (a alignment) clauseMoved(i, j int) bool {
	if a.said[i].seg == a.said[j].seg || a.stands[a.to[i]].seg == a.stands[a.to[j]].seg {
		return false
	}
	return a.sameSegment(i) && a.sameSegment(j)
}

// sameSegment reports whether all words that share a part of the sentence with said[i] share one of the unit.
func (a alignment) sameSegment(i int) bool {
	for n, t := range a.said {
		if t.seg == a.said[i].seg && t.counts() && a.to[n] >= 0 && a.stands[a.to[n]].seg != a.stands[a.to[i]].seg {
			return false
		}
	}
	return true
}
