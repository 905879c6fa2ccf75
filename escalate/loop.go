package escalate

import (
	"math"
	"strings"

	"candor/language"
)

const (
	// loopBar is the likeness from which two turns say the same; see TestLoopOnDialogues for
	// what it costs and finds.
	loopBar = 0.40
	// mostTurns bounds the comparison to the newest turns of a conversation.
	mostTurns = 12
	// mostText bounds what is compared of one turn, in bytes of its plain form.
	mostText = 1200
)

// customerTurns gives what the customer said, one entry for each time somebody answered in
// between, and the newest message. Three short messages in a burst are one turn.
func customerTurns(i Input) (turns []string, text string) {
	answered := true
	hasAnswers := false
	for _, t := range i.Turns {
		hasAnswers = hasAnswers || t.S == "A"
	}
	last := ""
	for _, t := range i.Turns {
		switch t.S {
		case "A":
			answered = true
			continue
		case "U":
		default:
			continue
		}
		if answered || !hasAnswers || len(turns) == 0 {
			turns = append(turns, t.T)
		} else {
			turns[len(turns)-1] += "\n" + t.T
		}
		last, answered = t.T, false
	}
	endsWithCustomer := len(i.Turns) > 0 && i.Turns[len(i.Turns)-1].S == "U"
	switch {
	case strings.TrimSpace(i.Text) == "":
		return turns, last
	case endsWithCustomer && strings.TrimSpace(last) == strings.TrimSpace(i.Text):
		return turns, i.Text
	case endsWithCustomer && hasAnswers:
		turns[len(turns)-1] += "\n" + i.Text
		return turns, i.Text
	}
	return append(turns, i.Text), i.Text
}

// loopJudgement says how alike a customer's turns are.
type loopJudgement struct {
	score  float64
	repeat []bool // by turn, oldest first: says again what an earlier one said
}

// repeats reports whether the newest turn says again what was said before.
func (j loopJudgement) repeats() bool {
	return len(j.repeat) > 0 && j.repeat[len(j.repeat)-1]
}

// judgeLoop compares the turns with each other.
func judgeLoop(turns []string) loopJudgement {
	j := loopJudgement{repeat: make([]bool, len(turns))}
	if len(turns) < 2 {
		return j
	}
	first := max(0, len(turns)-mostTurns)
	bags := make([]bag, len(turns))
	for i := first; i < len(turns); i++ {
		bags[i] = newBag(turns[i])
	}
	sum, compared := 0.0, 0
	for i := first + 1; i < len(turns); i++ {
		if bags[i].empty() {
			continue
		}
		best, earlier := 0.0, 0
		for k := first; k < i; k++ {
			if bags[k].empty() {
				continue
			}
			best = math.Max(best, bags[i].like(bags[k]))
			earlier++
		}
		if earlier == 0 {
			continue
		}
		j.repeat[i] = best >= loopBar
		sum += best
		compared++
	}
	if compared > 0 {
		j.score = sum / float64(compared)
	}
	return j
}

// bag holds the weighted words and letter sequences of one turn.
type bag struct {
	words, letters       map[uint32]float64
	wordNorm, letterNorm float64
}

func (b bag) empty() bool { return len(b.words) == 0 }

func newBag(text string) bag {
	if len(text) > mostText {
		text = strings.ToValidUTF8(text[:mostText], "")
	}
	tag, _ := language.Detect(text)
	b := bag{words: map[uint32]float64{}, letters: map[uint32]float64{}}
	for _, term := range language.Terms(text) {
		weight := informative(tag, term)
		b.words[hash(language.Stem(tag, term))] += weight
		runes := []rune(" " + language.Fold(term) + " ")
		for i := 0; i+3 <= len(runes); i++ {
			b.letters[hash(string(runes[i:i+3]))] += weight
		}
	}
	b.wordNorm, b.letterNorm = damp(b.words), damp(b.letters)
	return b
}

// informative weighs a word by how much it can tell: function words little, long words more.
func informative(tag, term string) float64 {
	if language.StopWord(tag, term) {
		return 0.12
	}
	return 0.6 + 0.1*math.Min(float64(len([]rune(term))), 8)
}

// damp takes the square root of each weight, so that a word said twice does not count twice,
// and gives the length of the vector.
func damp(m map[uint32]float64) float64 {
	sum := 0.0
	for k, v := range m {
		m[k] = math.Sqrt(v)
		sum += v
	}
	return math.Sqrt(sum)
}

// like is the mean of the two cosines, 0 to 1.
func (b bag) like(o bag) float64 {
	return 0.5*cosine(b.words, o.words, b.wordNorm, o.wordNorm) + 0.5*cosine(b.letters, o.letters, b.letterNorm, o.letterNorm)
}

func cosine(a, b map[uint32]float64, an, bn float64) float64 {
	if an == 0 || bn == 0 {
		return 0
	}
	if len(b) < len(a) {
		a, b = b, a
	}
	sum := 0.0
	for k, v := range a {
		sum += v * b[k]
	}
	return sum / (an * bn)
}

func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}
