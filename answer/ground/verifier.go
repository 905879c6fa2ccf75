package ground

import (
	"context"
	"fmt"

	"candor"
	"candor/knowledge"
	"candor/language"
	"candor/policy"
)

// Passages reads a passage as it is stored now.
//
// An error with candor.CodeNotFound means that there is none any more, any other that it cannot be known.
type Passages interface {
	Passage(ctx context.Context, id candor.PassageID) (knowledge.Passage, error)
}

// SecondOpinion is another model that reads a sentence beside the words that are to bear it out. It can only take away: what it
// refuses, or what it cannot be asked about, is replaced by the quote.
type SecondOpinion interface {
	Refuses(ctx context.Context, sentence, quote string) (bool, error)
}

// Verifier checks what a model proposes. The zero value works: no link is allowed but those of the passages. It is safe for
// concurrent use.
type Verifier struct {
	Links  []string      // hosts that may be linked to without standing in a passage, such as the shop's own
	Bar    float64       // a score under it is not said; a value under the package's Bar is raised to it
	Now    Passages      // optional; a cited passage that is gone, changed or withdrawn since it was given is not said
	Second SecondOpinion // optional; asked only about sentences in the model's own words that passed all else
}

// Check rules on every claim of a draft, in order. Given are the passages that the model was shown. The report's Fallback tells
// what to do about what was lost.
//
// Errors are those of ctx and of Now; then nothing may be said.
func (v Verifier) Check(ctx context.Context, q Question, given []knowledge.Passage, claims []Claim) (Report, error) {
	d := v.draft(q, given)
	for _, c := range claims {
		if err := d.take(ctx, c); err != nil {
			return Report{}, err
		}
	}
	return d.report(""), nil
}

// draft is one reply as it is checked, sentence after sentence.
type draft struct {
	v        Verifier
	question Question
	given    *material
	said     map[place]bool // units that were quoted
	texts    map[string]bool
	out      Report
	stopped  bool // something hostile came: nothing after it is said
}

// place is one unit of a passage given.
type place struct{ passage, unit int }

func (v Verifier) draft(q Question, given []knowledge.Passage) *draft {
	return &draft{v: v, question: q, given: readMaterial(given), said: map[place]bool{}, texts: map[string]bool{}}
}

// take rules on one more claim.
func (d *draft) take(ctx context.Context, c Claim) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("ground: check: %w", err)
	}
	r := Ruling{Claim: len(d.out.Rulings), Kind: c.Kind}
	var err error
	switch {
	case d.stopped:
		r.Rule = RuleStopped
	case r.Claim >= MaxClaims:
		r.Rule = RuleTooMany
	default:
		r, err = d.rule(ctx, r, c)
	}
	if err != nil {
		return err
	}
	if r.Outcome == Dropped {
		r.Sentences, r.Language = nil, ""
	}
	d.stopped = d.stopped || r.Rule.Hostile() && r.Outcome == Dropped
	d.out.Offer = d.out.Offer || r.Rule == RuleOffer
	d.out.Rulings = append(d.out.Rulings, r)
	return nil
}

func (d *draft) report(broken Rule) Report {
	d.out.Broken = broken
	d.out.conclude(d.given.quotable)
	return d.out
}

// rule decides on one claim by its kind.
func (d *draft) rule(ctx context.Context, r Ruling, c Claim) (Ruling, error) {
	switch c.Kind {
	case Answers:
		return d.answer(ctx, r, c)
	case Courtesy, Asks, Offers:
		rule := form(c.Text)
		if rule == "" && markup(c.Text) {
			rule = RuleMarkup
		}
		if rule != "" {
			r.Rule = rule
			return r, nil
		}
		return d.small(r, c), nil
	}
	r.Rule = RuleKind
	return r, nil
}

// answer decides on a sentence that says something.
func (d *draft) answer(ctx context.Context, r Ruling, c Claim) (Ruling, error) {
	if len(c.Text) > MaxText {
		r.Rule = RuleTooLong
		return r, nil
	}
	cited, rule, err := d.cited(ctx, c.Passages)
	if err != nil {
		return r, err
	}
	if rule == RuleNotPublic || rule == RuleSteering {
		r.Rule = rule
		return r, nil
	}
	sig := signature(c.Text)
	for _, at := range cited {
		if from, to, ok := d.given.all[at].find(sig); ok && rule == "" {
			return d.own(r, at, from, to), nil
		}
	}
	if broken := form(c.Text); broken != "" {
		r.Rule = broken
		return r, nil
	}
	in := where{passages: cited, uncited: len(cited) == 0}
	if in.uncited {
		if in.passages, err = d.others(ctx); err != nil {
			return r, err
		}
	}
	return d.reworded(ctx, r, c.Text, in, rule)
}

// own says the passage's own words, with what belongs to them.
func (d *draft) own(r Ruling, at, from, to int) Ruling {
	r.Outcome, r.Score = Said, 1
	if !d.quote(&r, at, from, to, true) {
		r.Outcome, r.Rule = Dropped, RuleRepeated
	}
	return r
}

// reworded decides on a sentence, or several, in the model's own words. All of them must pass; else those that can be are
// replaced.
func (d *draft) reworded(ctx context.Context, r Ruling, text string, in where, rule Rule) (Ruling, error) {
	var parts []part
	signs := false
	for _, s := range language.Sentences(text) {
		p := d.part(text[s.Start:s.End], in)
		signs = signs || markup(p.text)
		if p.rule.Hostile() {
			r.Rule = p.rule
			return r, nil
		}
		parts = append(parts, p)
	}
	if markup(text) && !signs {
		r.Rule = RuleMarkup
		return r, nil
	}
	r.Score = 1
	all := len(parts) > 0 && rule == ""
	for i := range parts {
		p := &parts[i]
		if p.rule == "" && rule == "" && d.v.Second != nil && !p.own {
			refused, err := d.v.Second.Refuses(ctx, p.text, d.given.all[p.at].words(p.unit, p.unit+1))
			if ctxErr := ctx.Err(); ctxErr != nil {
				return r, fmt.Errorf("ground: second opinion: %w", ctxErr)
			}
			if refused || err != nil {
				p.rule = RuleSecond
			}
		}
		if p.rule != "" {
			all = false
			if rule == "" {
				rule = p.rule
			}
		}
		if p.score <= r.Score {
			r.Score, r.Signals = p.score, p.signals
		}
	}
	if all {
		return d.sayParts(r, parts), nil
	}
	r.Rule = rule
	if rule == "" {
		r.Rule = RuleUnsupported
	}
	d.replace(&r, parts)
	return r, nil
}

// sayParts says a model's own words. Where the passage goes on with what limits them, the quote with its limit is said instead.
func (d *draft) sayParts(r Ruling, parts []part) Ruling {
	for _, p := range parts {
		e := &d.given.all[p.at]
		if p.unit+1 < len(e.units) && e.opensWith("limits", p.unit+1) {
			r.Rule = RuleCondition
			d.replace(&r, parts)
			return r
		}
	}
	r.Outcome = Said
	fresh := false
	for _, p := range parts {
		if p.own {
			fresh = d.quote(&r, p.at, p.unit, p.unit+1, true) || fresh
			continue
		}
		e := &d.given.all[p.at]
		sig := signature(p.text)
		if d.texts[sig] {
			continue
		}
		d.texts[sig], fresh = true, true
		r.Sentences = append(r.Sentences, policy.Sentence{Text: p.text, Citation: e.passage.Citation(e.words(p.unit, p.unit+1))})
		r.Language = e.passage.Language
	}
	if !fresh {
		r.Outcome, r.Rule = Dropped, RuleRepeated
	}
	return r
}
