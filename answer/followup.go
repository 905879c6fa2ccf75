package answer

import (
	"slices"

	"candor/knowledge"
	"candor/language"
)

// Questions that cannot stand alone.
const (
	fewWords   = 3 // words that mean something, at most, in a question that leans on the one before
	remembered = 2 // earlier messages that are looked at
)

// followUp gives the earlier messages that a question leans on: when it is very short or
// points back ("and to Ireland?", "how long does it take?").
func followUp(q Question) []string {
	if len(q.Before) == 0 {
		return nil
	}
	words := knowledge.Words(q.Text)
	lang, _ := language.Detect(q.Text, q.Expects)
	telling := 0
	for _, w := range words {
		if !language.StopWord(lang, w) {
			telling++
		}
	}
	if telling > fewWords && !(pointing(q.Text) && telling <= 2*fewWords) {
		return nil
	}
	return q.Before[max(0, len(q.Before)-remembered):]
}

// pointing reports whether a text begins by pointing at something said before.
func pointing(text string) bool {
	words := knowledge.Words(text)
	return slices.ContainsFunc(words[:min(len(words), 6)], func(w string) bool { return pointsBack[w] })
}

// pointsBack holds words that point at something said before, in the languages of the desk.
var pointsBack = set("it this that these those they them there one ones same also and " +
	"es das dies diese dieser dort sie ihn auch und " +
	"il elle ils elles cela ça ce celui celle aussi et y en " +
	"lo la los las eso esto ese esa ello también y allí " +
	"esso questo quello anche e ci " +
	"isso isto ele ela também " +
	"het dat dit deze die ook en daar " +
	"هذا هذه ذلك تلك هو هي و أيضا")
