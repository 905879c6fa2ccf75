package score

import "slices"

// Span is a place with a type. Score is from 0 to 1 where a detector gives one.
type Span struct {
	Type  string  `json:"type"`
	Start int     `json:"start"`
	End   int     `json:"end"`
	Score float64 `json:"score"`
}

// Case is one text with what is labelled in it and what was found.
type Case struct {
	Length  int    // code points of the text
	Only    string // the one type that is labelled and counted; empty: all that are labelled anywhere
	Gold    []Span
	Found   []Span
	Decoys  []Span // what must not be covered, with its kind as type
	Variant string // the awkward spelling it stands for
}

// broader names are as good as the narrow one where only that is asked for.
var broader = map[string]string{"TR_PHONE_NUMBER": "PHONE_NUMBER", "PH_MOBILE_NUMBER": "PHONE_NUMBER", "GPE": "LOCATION", "DOMAIN_NAME": "URL", "FIN": "SG_NRIC_FIN"}

// Sheet is the result over many cases.
type Sheet struct {
	ByType   map[string]*Tally
	Decoys   map[string]*Share // covered, even in part, by kind
	Variants map[string]*Share // covered in full, by awkward spelling
	Over     Share             // characters covered of those that are not labelled, where all types are
}

// Of counts all cases. Names gives the name under which a type is counted, for labelled and for
// found ones; a type that it does not hold keeps its own.
func Of(cases []Case, names map[string]string) Sheet {
	s := Sheet{ByType: map[string]*Tally{}, Decoys: map[string]*Share{}, Variants: map[string]*Share{}}
	for _, c := range cases {
		for _, g := range c.Gold {
			s.tally(named(g.Type, names))
		}
		if c.Only != "" {
			s.tally(named(c.Only, names))
		}
	}
	for _, c := range cases {
		s.add(c, names)
	}
	return s
}

// Total is the sum of some types, or of all when none is named.
func (s Sheet) Total(types ...string) Tally {
	var sum Tally
	for kind, t := range s.ByType {
		if len(types) == 0 || slices.Contains(types, kind) {
			sum.Add(*t)
		}
	}
	return sum
}

// DecoysHit is how many decoys of all kinds are covered, even in part.
func (s Sheet) DecoysHit() Share {
	var sum Share
	for _, d := range s.Decoys {
		sum.Part, sum.Whole = sum.Part+d.Part, sum.Whole+d.Whole
	}
	return sum
}

// VariantsMasked is how many awkward spellings are covered in full in each of their cases.
func (s Sheet) VariantsMasked() Share {
	all := Share{Whole: len(s.Variants)}
	for _, v := range s.Variants {
		if v.Part == v.Whole {
			all.Part++
		}
	}
	return all
}

func named(kind string, names map[string]string) string {
	if name, ok := names[kind]; ok {
		return name
	}
	return kind
}

func (s Sheet) tally(kind string) *Tally {
	if s.ByType[kind] == nil {
		s.ByType[kind] = &Tally{}
	}
	return s.ByType[kind]
}

func (s *Sheet) add(c Case, names map[string]string) {
	gold, found := places(c.Gold, names), places(c.Found, names)
	cover := covered(c.Found, c.Length)
	if c.Only != "" {
		kind := named(c.Only, names)
		s.ByType[kind].count(gold[kind], join(found[kind], found[broader[kind]]), cover)
		return
	}
	for kind, t := range s.ByType {
		if len(gold[kind])+len(found[kind]) > 0 {
			t.count(gold[kind], found[kind], cover)
		}
	}
	s.addCharacters(c, cover)
	for _, d := range c.Decoys {
		if s.Decoys[d.Type] == nil {
			s.Decoys[d.Type] = &Share{}
		}
		s.Decoys[d.Type].Whole++
		if slices.Contains(cover[d.Start:d.End], true) {
			s.Decoys[d.Type].Part++
		}
	}
}

func (s *Sheet) addCharacters(c Case, cover []bool) {
	whole := true
	for i, labelled := range covered(c.Gold, c.Length) {
		switch {
		case labelled && !cover[i]:
			whole = false
		case !labelled:
			s.Over.Whole++
			if cover[i] {
				s.Over.Part++
			}
		}
	}
	if c.Variant == "" {
		return
	}
	if s.Variants[c.Variant] == nil {
		s.Variants[c.Variant] = &Share{}
	}
	s.Variants[c.Variant].Whole++
	if whole {
		s.Variants[c.Variant].Part++
	}
}
