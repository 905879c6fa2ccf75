package answer

import (
	"context"
	"slices"
	"strings"

	"candor"
	"candor/knowledge"
	"candor/language"
	"candor/policy"
)

// How many questions of one message are answered one by one.
const (
	mostParts = 3
	partWords = 2 // words that tell something, at least, in a question of its own
)

// Part is one of several questions in a message.
type Part struct {
	Text       string // as the customer wrote it, but for words that they mistyped
	Sentences  []policy.Sentence
	Confidence float64
	Article    candor.ArticleID // the one that answers it
}

// partsOf gives the questions of a message with several, and what is told beside them; nothing when there
// are fewer than two, or more than can be answered: some of many would pass for all.
func partsOf(text, expects string) (questions, told []string) {
	lang, _ := language.Detect(text, expects)
	for _, s := range language.Sentences(text) {
		sentence := strings.TrimSpace(text[s.Start:s.End])
		switch {
		case sentence == "":
		case strings.HasSuffix(sentence, "?") || strings.HasSuffix(sentence, "؟") || strings.HasSuffix(sentence, "？"):
			if telling(lang, sentence) >= partWords {
				questions = append(questions, sentence)
				continue
			}
			told = append(told, sentence)
		default:
			told = append(told, sentence)
		}
	}
	if len(questions) < 2 || len(questions) > mostParts {
		return nil, nil
	}
	return questions, told
}

// telling counts the words that mean something by themselves.
func telling(lang, text string) int {
	n := 0
	for _, w := range knowledge.Words(text) {
		if !language.StopWord(lang, w) {
			n++
		}
	}
	return n
}

// several answers the questions of a message one by one. It gives nothing unless every one of them has a sure
// answer in the same language and they come from more than one article: half an answer would pass for a whole
// one, and two questions about one article are one.
func (d Drafter) several(ctx context.Context, q Question) (Answer, error) {
	questions, told := partsOf(q.Text, q.Expects)
	out := Answer{Confidence: 1}
	before := append(slices.Clone(q.Before), told...)
	for _, text := range questions {
		one, err := d.alone(ctx, Question{Text: text, Before: before, Expects: q.Expects})
		if err != nil {
			return Answer{}, err
		}
		if len(one.Sentences) == 0 || out.Language != "" && one.Language != out.Language {
			return Answer{}, nil
		}
		out.add(text, one)
		before = append(before, text)
	}
	for _, p := range out.Parts {
		if p.Article != out.Parts[0].Article {
			return out, nil
		}
	}
	return Answer{}, nil
}

// add puts the answer to one question behind those before. Nothing is quoted twice, and an answer to several
// questions is as sure as the least sure part.
func (a *Answer) add(text string, one Answer) {
	part := Part{Text: text, Sentences: one.Sentences, Confidence: one.Confidence, Article: one.Hits[0].Article}
	a.Parts = append(a.Parts, part)
	a.Language = one.Language
	for _, s := range one.Sentences {
		if !slices.ContainsFunc(a.Sentences, func(t policy.Sentence) bool { return t.Text == s.Text && t.Citation.Passage == s.Citation.Passage }) {
			a.Sentences = append(a.Sentences, s)
		}
	}
	if one.Confidence <= a.Confidence {
		a.Confidence, a.Reasons, a.Signals = one.Confidence, one.Reasons, one.Signals
	}
}
