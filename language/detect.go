package language

import (
	"math"
	"strings"
	"unicode"
)

const (
	enoughLetters = 120 // more add nothing: reading stops
	clearLead     = 14  // in log-likelihood; with clearLetters read, reading stops
	clearLetters  = 32
	worstWord     = 5    // one foreign word counts no more than this against a language
	nameShare     = 0.2  // what a capitalised or quoted word counts inside other text
	wordBonus     = 2    // for a whole word that a profile has
	hintBonus     = 4    // for a language that the caller expects
	flatten       = 0.75 // makes confidence mean what it says
	leastSure     = 0.15 // below this Detect says nothing
)

// Detect names the language of text (ISO 639-1; Norwegian is nb or nn) and how sure that is,
// from 0 to 1. It gives "" and 0 when the text has no letters or could be anything; below
// about 0.5 the tag is a guess. Hints are tags that the caller expects, such as the page's
// language; they only tip the balance.
//
// 75 languages are known. Reading stops once the answer is clear, so long texts cost no more
// than short ones.
func Detect(text string, hints ...string) (tag string, confidence float64) {
	seen := surveyScripts(text)
	s, share := seen.main()
	switch {
	case s == noScript || s == otherScript:
		return "", 0
	case s == han:
		return hanLanguage(text, hints), share
	case onlyLanguage[s] != "":
		return onlyLanguage[s], share
	}
	b := profiles()
	var m match
	m.book, m.among = b, b.byScript[s]
	for _, h := range hints {
		h = base(h)
		for _, l := range m.among {
			if b.tags[l] == h {
				m.score[l] += hintBonus
			}
		}
	}
	m.read(text, s, seen.lower > 0)
	return m.best()
}

// match scores the languages of one script.
type match struct {
	book    *book
	among   []uint8
	score   [256]float32
	word    [256]float32
	letters int
	words   int
}

// read goes through the words written in script s.
func (m *match) read(text string, s script, hasLower bool) {
	word := make([]rune, 0, 32)
	quoted, first, capital := false, true, false
	flush := func() bool {
		for len(word) > 0 && word[len(word)-1] == '\'' {
			word = word[:len(word)-1]
		}
		if len(word) == 0 {
			return false
		}
		weight := float32(1)
		if hasLower && (quoted || capital && !first) {
			weight = nameShare
		}
		m.add(word, weight)
		word, first = word[:0], false
		return m.letters >= enoughLetters || m.letters >= clearLetters && m.lead() > clearLead
	}
	for _, r := range text {
		switch {
		case (scriptOf(r) == s || len(word) > 0 && unicode.IsMark(r)) && len(word) < cap(word):
			if len(word) == 0 {
				capital = unicode.IsUpper(r)
			}
			word = append(word, unicode.ToLower(r))
			continue
		case (r == '\'' || r == '’') && len(word) > 0 && len(word) < cap(word):
			word = append(word, '\'')
			continue
		}
		if flush() {
			return
		}
		switch r {
		case '"', '“', '”', '«', '»', '„':
			quoted = !quoted
		case '.', '!', '?', '\n', '¿', '¡':
			first = true
		}
	}
	flush()
}

// add scores one word for every language of the script. The worst a word can do is bounded, so
// that a film title inside a sentence does not change its language.
func (m *match) add(word []rune, weight float32) {
	var counts [longestGram]float32
	for _, l := range m.among {
		m.word[l] = 0
	}
	grams(word, func(key uint32, n int) {
		found := m.book.find(key)
		if n == 0 {
			for _, p := range found {
				m.word[p.language] += wordBonus
			}
			return
		}
		counts[n-1]++
		for _, p := range found {
			m.word[p.language] += float32(p.weight) * (1.0 / scale)
		}
	})
	best := float32(math.Inf(-1))
	for _, l := range m.among {
		for n, c := range counts {
			m.word[l] += c * m.book.base[l][n]
		}
		best = max(best, m.word[l])
	}
	for _, l := range m.among {
		m.score[l] += weight * max(m.word[l]-best, -worstWord)
	}
	m.letters += len(word)
	m.words++
}

// lead is how far the best language is ahead of the next.
func (m *match) lead() float32 {
	first, second := float32(math.Inf(-1)), float32(math.Inf(-1))
	for _, l := range m.among {
		switch v := m.score[l]; {
		case v > first:
			first, second = v, first
		case v > second:
			second = v
		}
	}
	return first - second
}

func (m *match) best() (string, float64) {
	if m.words == 0 || len(m.among) == 0 {
		return "", 0
	}
	top := m.among[0]
	for _, l := range m.among {
		if m.score[l] > m.score[top] {
			top = l
		}
	}
	sum := 0.0
	for _, l := range m.among {
		sum += math.Exp(flatten * float64(m.score[l]-m.score[top]))
	}
	confidence := 1 / sum
	if confidence < leastSure || m.letters < 2 {
		return "", 0
	}
	return m.book.tags[top], confidence
}

// survey counts letters by script in the first part of a text.
type survey struct {
	count [scripts]int
	lower int // words that begin with a small letter
}

func surveyScripts(text string) survey {
	var v survey
	letters, inWord := 0, false
	for _, r := range text {
		s := scriptOf(r)
		if s == noScript {
			inWord = inWord && (r == '\'' || r == '’')
			continue
		}
		v.count[s]++
		if !inWord && !unicode.IsUpper(r) {
			v.lower++
		}
		inWord = true
		if letters++; letters >= 4*enoughLetters {
			break
		}
	}
	return v
}

// main names the script of the text and its share. Names and product words are Latin in any
// language, so a fifth of another script wins; kana make a text Japanese however many Han.
func (v survey) main() (script, float64) {
	if v.count[kana] > 0 {
		v.count[kana] += v.count[han]
		v.count[han] = 0
	}
	other, total := 0, 0
	for s, n := range v.count {
		total += n
		if script(s) != latin {
			other += n
		}
	}
	if total == 0 {
		return noScript, 0
	}
	if other > 1 && other*4 >= v.count[latin] {
		total -= v.count[latin]
		v.count[latin] = 0
	}
	top := latin
	for s, n := range v.count {
		if n > v.count[top] {
			top = script(s)
		}
	}
	return top, float64(v.count[top]) / float64(total)
}

// hanLanguage tells Chinese from Japanese written in Han alone, by characters that only the
// Japanese reform made.
func hanLanguage(text string, hints []string) string {
	if strings.ContainsAny(text, japaneseOnly) {
		return "ja"
	}
	if strings.ContainsAny(text, chineseOnly) {
		return "zh"
	}
	for _, h := range hints {
		if h = base(h); h == "ja" || h == "zh" {
			return h
		}
	}
	return "zh"
}

const (
	japaneseOnly = "駅広売読気発対実関経済図応戻変楽価処区両仮価円営駐込働畑峠枠匂辻塩桜渋渇豊総続転伝検権険験剣斎徳黒薬覚観労単厳獣歴歩毎涙浄巻徴拡拝挙払択拠氷悪隠駄弾県沢帰竜稲穂縄姫弐壱労呉"
	chineseOnly  = "们这说话请问订单给为么还吗呢吧啊您她怎谁哪让从开发货时间钱买卖难务员账户码电网车马鸟鱼见长门题东对关這說麼嗎幫賬號碼裡來們會對關"
)
