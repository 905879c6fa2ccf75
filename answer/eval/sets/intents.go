package sets

import (
	"slices"
	"strings"
	"testing"

	"candor/knowledge"
)

// Intents makes a help centre of a set of labelled utterances: an article of each intent, named by its label and
// made of eight utterances, and the two last others as questions for it. It is what weights may be fitted on
// where help centres of people may not be used (see ../shared/data/README.md).
func Intents(t testing.TB, name string) ([]knowledge.Article, []Question) {
	t.Helper()
	const said, asked = 8, 2
	of := map[string][]string{}
	var intents []string
	for _, q := range Questions(t, name) {
		if q.OOS || q.Intent == "" {
			continue
		}
		if of[q.Intent] == nil {
			intents = append(intents, q.Intent)
		}
		of[q.Intent] = append(of[q.Intent], q.Text)
	}
	slices.Sort(intents)
	var articles []knowledge.Article
	var questions []Question
	for _, intent := range intents {
		list := of[intent]
		if len(list) < said+asked {
			continue
		}
		a := knowledge.Article{
			Key: intent, Title: strings.ReplaceAll(intent, "_", " "), Language: "en", Audience: knowledge.Public, Format: knowledge.Plain,
			Version: 1, Body: strings.Join(list[:said], "\n\n"),
		}
		articles = append(articles, a.Seal())
		for _, text := range list[len(list)-asked:] {
			questions = append(questions, Question{Query: text, Gold: []string{intent}, Lang: "en"})
		}
	}
	return articles, questions
}
