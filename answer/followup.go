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

// understood gives a question with its mistyped words mended, and which of them tell anything. What the customer wrote
// stays what is stored and shown.
func (d Drafter) understood(q Question) (Question, []knowledge.Mended) {
	reader, ok := d.Search.(Reader)
	if !ok || smallTalk(q.Text) != "" {
		return q, nil
	}
	q.Text = asking(q.Text, q.Expects) // it knows slips in a greeting better: "helo" is no "help"
	lang := tongue(q)
	var telling []knowledge.Mended
	text, mended := reader.Read(q.Text, lang)
	for _, m := range mended {
		if words := knowledge.Words(m.To); len(words) != 1 || !language.StopWord(lang, words[0]) {
			telling = append(telling, m)
		}
	}
	q.Text = text
	before := make([]string, len(q.Before))
	for i, b := range q.Before {
		before[i], _ = reader.Read(b, lang)
	}
	q.Before = before
	return q, telling
}

// sureTongue is how sure a guess of the question's language must be to overrule the desk's.
const sureTongue = 0.9

// tongue gives the language of a question: that of its words when it is clear, else the one that the desk speaks with
// this customer; empty when neither is known.
func tongue(q Question) string {
	if tag, sure := language.Detect(q.Text, q.Expects); q.Expects != "" && sure >= sureTongue {
		return tag
	}
	return q.Expects
}

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
