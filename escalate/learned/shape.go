package learned

import "strings"

// shape tells how much a message asks at once: its length, sentences, questions, parts, numbers and
// the words that join or oppose parts. Only the matter "complex" weighs it.
func shape(words []word, text string) []feature {
	questions := strings.Count(text, "?") + strings.Count(text, "؟") + strings.Count(text, "？")
	commas := strings.Count(text, ",") + strings.Count(text, ";") + strings.Count(text, "،") + strings.Count(text, "，")
	sentences, numbers, joins, opposes, asks, periods := 0, 0, 0, 0, 0, 0
	for _, w := range words {
		if w.breaks {
			sentences++
		}
		if w.text == numberWord {
			numbers++
		}
		if w.text == "month" || len(w.text) == 4 && strings.HasPrefix(w.text, "20") {
			periods++
		}
		switch joining[w.text] {
		case 1:
			joins++
		case 2:
			opposes++
		case 3:
			asks++
		}
	}
	var out []feature
	step := func(name string, n int, at ...int) {
		for _, bar := range at {
			if n >= bar {
				out = append(out, feature{digest(shapeOf, name, string(rune('0'+bar))), -1})
			}
		}
	}
	step("words", len(words), 10, 15, 20, 25, 30, 40, 60)
	step("questions", questions, 1, 2, 3)
	step("commas", commas, 1, 2, 3, 4)
	step("sentences", sentences, 2, 3, 4)
	step("numbers", numbers, 1, 2, 3, 4)
	step("joins", joins, 1, 2, 3, 4)
	step("opposes", opposes, 1, 2)
	step("asks", asks, 1, 2, 3)
	step("periods", periods, 1, 2)
	return out
}

// joining are words that add a part (1), set one part against another (2), or ask (3).
var joining = map[string]int{
	"and": 1, "also": 1, "plus": 1, "then": 1, "another": 1, "second": 1, "third": 1, "both": 1, "other": 1, "und": 1, "et": 1, "y": 1, "e": 1, "en": 1, "i": 0, "ve": 1,
	"but": 2, "although": 2, "however": 2, "while": 2, "meanwhile": 2, "yet": 2, "instead": 2, "unless": 2, "aber": 2, "mais": 2, "pero": 2, "ma": 2, "mas": 2, "maar": 2, "ale": 2, "ama": 2,
	"why": 3, "how": 3, "when": 3, "which": 3, "what": 3, "who": 3, "where": 3, "can": 3, "could": 3, "warum": 3, "wie": 3, "wann": 3,
}

// exclaims tells how loud a message is written.
func exclaims(words []word, text string) []feature {
	loud := 0
	for _, w := range words {
		if w.shouted && len(w.text) > 2 {
			loud++
		}
	}
	var out []feature
	mark := func(name string, is bool) {
		if is {
			out = append(out, feature{digest(exclaiming, name), -1})
		}
	}
	marks := strings.Count(text, "!")
	mark("loud", loud > 0)
	mark("louder", loud > 2 || loud*2 > len(words) && loud > 1)
	mark("mark", marks > 0)
	mark("marks", marks > 1)
	mark("asks", strings.HasSuffix(strings.TrimSpace(text), "?"))
	return out
}
