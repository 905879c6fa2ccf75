package answer

import (
	"context"
	"slices"

	"candor"
	"candor/knowledge"
	"candor/policy"
)

// KeyWhich is the fixed text that asks which of two articles is meant. Its arguments "first" and "second" are
// their titles as they stand in the articles; "first_passage" and "second_passage" say where, for the gate.
const (
	KeyWhich  = "assistant.which"
	ofPassage = "_passage"
)

// Option is an article that the customer may mean.
type Option struct {
	Article candor.ArticleID
	Passage candor.PassageID // one of its own, to check the title against
	Title   string
}

// When asking back makes sense. Naming two titles claims nothing, so less is needed than for an answer.
const (
	eitherLeast = 0.2 // chance that each of the two must have
	eitherSure  = 0.5 // confidence in one of the two, whichever
)

// options gives the two best articles when neither is sure enough but one of the two is, with their
// chances taken together.
func (d Drafter) options(ctx context.Context, found knowledge.Found) ([]Option, error) {
	if len(found.Hits) < 2 || found.Hits[1].Chance < eitherLeast {
		return nil, nil
	}
	both := found.Signals
	both.Chance = found.Hits[0].Chance + found.Hits[1].Chance
	if sure, _ := confidence(both); sure < eitherSure {
		return nil, nil
	}
	var out []Option
	for _, hit := range found.Hits[:2] {
		passages, err := d.read(ctx, hit)
		if err != nil || len(passages) == 0 {
			return nil, err
		}
		out = append(out, Option{hit.Article, passages[0].ID, passages[0].Title})
	}
	if out[0].Title == out[1].Title {
		return nil, nil
	}
	return out, nil
}

// which asks the customer which of two articles they mean, once in a conversation.
func (d Drafter) which(c *policy.Case, a Answer) (policy.Fixed, bool) {
	if !d.Clarify || len(a.Options) != 2 {
		return policy.Fixed{}, false
	}
	for _, m := range c.History {
		if m.Key == KeyWhich {
			return policy.Fixed{}, false
		}
	}
	args := map[string]string{}
	for i, name := range []string{"first", "second"} {
		args[name], args[name+ofPassage] = a.Options[i].Title, string(a.Options[i].Passage)
	}
	return policy.Fixed{Key: KeyWhich, Args: args}, true
}

// asked reads what the customer asks. Where they were asked which of two articles they mean and say "the second
// one", it is what that article's title says.
//
// Errors are those of the ports.
func (d Drafter) asked(ctx context.Context, c *policy.Case) (Question, error) {
	q := question(c)
	pick := picked(q.Text)
	if pick == 0 || !d.Clarify || !justAsked(c) || len(q.Before) == 0 {
		return q, nil
	}
	last := len(q.Before) - 1
	before, err := d.alone(ctx, Question{Text: q.Before[last], Before: q.Before[:last], Expects: q.Expects})
	if err != nil {
		return Question{}, err
	}
	if len(before.Options) == 2 {
		q.Text, q.Before = before.Options[pick-1].Title, nil
	}
	return q, nil
}

// justAsked reports whether the assistant's last words asked which article is meant.
func justAsked(c *policy.Case) bool {
	for _, m := range slices.Backward(c.History) {
		if m.Author == candor.ByAssistant {
			return m.Key == KeyWhich
		}
	}
	return false
}

// picked gives 1 or 2 for a message that says nothing but which of two, else 0.
func picked(text string) int {
	pick := 0
	for _, w := range knowledge.Words(text) {
		at := 0
		switch {
		case firstWords[w]:
			at = 1
		case secondWords[w]:
			at = 2
		case !aroundPick[w]:
			return 0
		}
		if at > 0 && pick > 0 && pick != at {
			return 0
		}
		pick = max(pick, at)
	}
	return pick
}

// How people say which of two they mean, in the languages of the desk and some more.
var (
	firstWords = set("1 1st a first former erste ersten erstes ersteres premier première 1er 1ère primero primera primer primo prima " +
		"primeiro primeira eerste الأول الأولى اول")
	secondWords = set("2 2nd b second latter zweite zweiten zweites letzteres deuxième second seconde 2e segundo segunda secondo seconda " +
		"tweede laatste الثاني الثانية")
	aroundPick = set("the one option i mean please is it yes number that " +
		"der die das ich meine nummer bitte ja le la l'option celui celle oui numéro s'il vous plaît " +
		"el lo opción por favor sí número il quello sì o sim het de nummer ja graag هو نعم")
)
