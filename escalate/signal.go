package escalate

// Signal is one finding with what speaks for it and how it was said. Rules make signals of score 1;
// learned parts make them with a score of their own and name the words that weighed most.
//
// A matter that is about somebody else, is denied or is only quoted stays in the list with its mark, so
// that a policy can look at it, but counts neither in Result.Categories nor for a gate unless the
// category's own rules say so.
type Signal struct {
	Category   Category
	Rule       string   // id of the rule, or of the learned part
	Start, End int      // code points of the original text, half open
	Score      float64  // 0 to 1; 1 for a rule
	Third      bool     // said of somebody else
	Negated    bool     // said not to be so
	Quoted     bool     // stands in quotation marks inside a longer message
	Words      []string // of a learned part: what weighed most, the heaviest first; nil for a rule
}
