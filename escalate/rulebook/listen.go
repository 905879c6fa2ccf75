package rulebook

import (
	"candor"
	"candor/escalate"
)

// Listen gives what is heard in a message. The caller adds what it knows of the moment.
func Listen(signals *escalate.Inspector, message, language string) Facts {
	f := Facts{Message: message, Language: language}
	f.Heard, f.Others = hearing(message, signals.Inspect(escalate.Input{Text: message, Language: language}))
	return f
}

// Answer adds what an answer is made of. Tier tells how much hangs on the article of a passage.
func (f *Facts) Answer(confidence float64, quotes []candor.Citation, tier func(candor.PassageID) (string, error)) error {
	f.Answering, f.Confidence, f.Conflict = true, confidence, conflict(quotes)
	sources := map[candor.PassageID]bool{}
	for _, q := range quotes {
		if sources[q.Passage] {
			continue
		}
		sources[q.Passage] = true
		t, err := tier(q.Passage)
		if err != nil {
			return err
		}
		if f.Tier == "" || t == tierGrave || f.Tier == tierLight {
			f.Tier = t
		}
	}
	f.Sources = len(sources)
	return nil
}
