package escalate

import (
	"cmp"
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"candor/language"
)

const (
	// loopBar is the likeness from which two turns say the same; see TestLoopOnDialogues for
	// what it costs and finds.
	loopBar = 0.34
	// stuckBar is the likeness from which a turn counts towards a hand-over: people who fill in a
	// form with an assistant also use the same words from turn to turn.
	stuckBar = 0.45
	// mostTurns bounds the comparison to the newest turns of a conversation.
	mostTurns = 12
	// mostEntries bounds what is read of a conversation, whoever said it.
	mostEntries = 64
	// mostText bounds what is compared of one turn, in bytes of its plain form.
	mostText = 1200
	// leastTelling is how many words that tell something a turn needs to be compared.
	leastTelling = 2
	// functionWord is the weight of a word such as "the".
	functionWord = 0.12
	// letterRun is the length of the letter sequences that are compared.
	letterRun = 3
	// wordShare is the part that whole words have in the likeness.
	wordShare = 0.3
)

// saying is what the customer said before somebody answered.
type saying struct {
	text string
	// excused: what came before was no answer but a request to do something first, such as to prove who
	// one is. Who then says the same again is not led in circles.
	excused bool
}

// customerTurns gives what the customer said, one entry for each time somebody answered in
// between, and the newest message. Three short messages in a burst are one turn.
func customerTurns(i Input) (turns []saying, text string) {
	i.Turns = i.Turns[max(0, len(i.Turns)-mostEntries):]
	answered, excused := true, false
	hasAnswers := false
	for _, t := range i.Turns {
		hasAnswers = hasAnswers || t.S == "A"
	}
	last := ""
	for _, t := range i.Turns {
		switch t.S {
		case "A":
			answered, excused = true, t.First
			continue
		case "U":
		default:
			continue
		}
		if answered || !hasAnswers || len(turns) == 0 {
			turns = append(turns, saying{t.T, excused})
		} else {
			turns[len(turns)-1].text += "\n" + t.T
		}
		last, answered, excused = t.T, false, false
	}
	endsWithCustomer := len(i.Turns) > 0 && i.Turns[len(i.Turns)-1].S == "U"
	switch {
	case strings.TrimSpace(i.Text) == "":
		return turns, last
	case endsWithCustomer && strings.TrimSpace(last) == strings.TrimSpace(i.Text):
		return turns, i.Text
	case endsWithCustomer && hasAnswers:
		turns[len(turns)-1].text += "\n" + i.Text
		return turns, i.Text
	}
	return append(turns, saying{i.Text, excused}), i.Text
}

// loopJudgement says how alike a customer's turns are.
type loopJudgement struct {
	score  float64   // mean of likest
	likest []float64 // by turn, oldest first: likeness to the earlier turn that is most alike; 0 where it is excused
	newest int       // the newest turn that has words; -1 if none
}

// repeats reports whether the newest turn with words says again what was said before.
func (j loopJudgement) repeats() bool { return j.newest >= 0 && j.likest[j.newest] >= loopBar }

// judgeLoop compares the turns with each other.
func judgeLoop(turns []saying) loopJudgement {
	j := loopJudgement{likest: make([]float64, len(turns)), newest: -1}
	if len(turns) < 2 {
		return j
	}
	first := max(0, len(turns)-mostTurns)
	bags := make([]bag, len(turns))
	for i := first; i < len(turns); i++ {
		bags[i] = newBag(turns[i].text)
	}
	sum, compared := 0.0, 0
	for i := first + 1; i < len(turns); i++ {
		if bags[i].empty() {
			continue
		}
		j.newest = i
		if turns[i].excused {
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
		j.likest[i] = best
		sum += best
		compared++
	}
	if compared > 0 {
		j.score = sum / float64(compared)
	}
	return j
}

// bag holds the weighted words and letter sequences of one turn, each sorted, so that sums
// come out the same every time.
type bag struct{ words, letters vector }

type vector struct {
	parts []part
	norm  float64
}

type part struct {
	key    uint32
	weight float64
}

func (b bag) empty() bool { return len(b.words.parts) == 0 }

func newBag(text string) bag {
	if len(text) > mostText {
		text = strings.ToValidUTF8(text[:mostText], "")
	}
	tag, _ := language.Detect(text)
	var words, letters []part
	telling := map[string]bool{}
	for _, term := range language.Terms(text) {
		weight := informative(tag, term)
		if weight > functionWord && !acknowledgements()[term] {
			telling[term] = true
		}
		words = append(words, part{hash(language.Stem(tag, term)), weight})
		padded := " " + language.Fold(term) + " "
		for i := range padded {
			if end := runesAfter(padded, i, letterRun); end > 0 {
				letters = append(letters, part{hash(padded[i:end]), weight})
			}
		}
	}
	if len(telling) < leastTelling {
		return bag{}
	}
	return bag{newVector(words), newVector(letters)}
}

//go:embed acknowledgement.txt
var acknowledgementFile string

// acknowledgements are the words of "yes, thanks, that's all", which people rightly repeat.
var acknowledgements = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for line := range strings.Lines(acknowledgementFile) {
		if tag, rest, ok := strings.Cut(line, " "); ok && tag != "#" {
			for _, w := range strings.Fields(rest) {
				words[w] = true
			}
		}
	}
	return words
})

// runesAfter gives the end of the n runes that begin at i, or 0 if there are fewer.
func runesAfter(s string, i, n int) int {
	for at := range s[i:] {
		if n == 0 {
			return i + at
		}
		n--
	}
	if n == 0 {
		return len(s)
	}
	return 0
}

// informative weighs a word by how much it can tell: function words little, long words more.
func informative(tag, term string) float64 {
	if language.StopWord(tag, term) {
		return functionWord
	}
	return 0.6 + 0.1*math.Min(float64(utf8.RuneCountInString(term)), 8)
}

// newVector adds up equal keys and takes the square root of each sum, so that a word said
// twice does not count twice.
func newVector(parts []part) vector {
	slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(a.key, b.key) })
	v := vector{parts: parts[:0]}
	sum := 0.0
	for i := 0; i < len(parts); {
		total, key := 0.0, parts[i].key
		for ; i < len(parts) && parts[i].key == key; i++ {
			total += parts[i].weight
		}
		sum += total
		v.parts = append(v.parts, part{key, math.Sqrt(total)})
	}
	v.norm = math.Sqrt(sum)
	return v
}

// like is a mean of the two cosines, 0 to 1.
func (b bag) like(o bag) float64 {
	return wordShare*b.words.cosine(o.words) + (1-wordShare)*b.letters.cosine(o.letters)
}

func (v vector) cosine(o vector) float64 {
	if v.norm == 0 || o.norm == 0 {
		return 0
	}
	sum := 0.0
	for i, j := 0, 0; i < len(v.parts) && j < len(o.parts); {
		switch a, b := v.parts[i], o.parts[j]; {
		case a.key < b.key:
			i++
		case a.key > b.key:
			j++
		default:
			sum += a.weight * b.weight
			i++
			j++
		}
	}
	return sum / (v.norm * o.norm)
}

func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}
