package escalate_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"candor"
	"candor/escalate"
	"candor/policy"
)

// TestLoopOnDialogues measures on dialogues in which the customer says one need again in other
// words (loop) or asks about several (no loop).
func TestLoopOnDialogues(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	type scored struct {
		score float64
		loop  bool
	}
	var all []scored
	var flagged tally
	for _, row := range readShared[struct {
		Turns []struct{ S, T string }
		Loop  int
	}](t, "dialogue-loop/dialogues.jsonl") {
		var input escalate.Input
		for _, turn := range row.Turns {
			input.Turns = append(input.Turns, escalate.Turn{S: turn.S, T: turn.T})
		}
		r := in.Inspect(input)
		all = append(all, scored{r.LoopScore, row.Loop == 1})
		flagged.add(row.Loop == 1, r.Loop)
	}
	auroc := 0.0
	loops, others := 0, 0
	slices.SortFunc(all, func(a, b scored) int { return cmp.Compare(a.score, b.score) })
	for _, a := range all {
		if a.loop {
			loops++
			for _, b := range all {
				switch {
				case b.loop:
				case b.score < a.score:
					auroc++
				case b.score == a.score:
					auroc += .5
				}
			}
		} else {
			others++
		}
	}
	auroc /= float64(loops * others)
	t.Logf("AUROC %.3f; as a yes or no: recall %.3f, precision %.3f, %+v", auroc, flagged.recall(), flagged.precision(), flagged)
	if auroc < .95 {
		t.Errorf("AUROC %.3f, want at least .95", auroc)
	}
}

func TestBurstOfMessagesIsNoLoop(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	r := in.Inspect(escalate.Input{Text: "where is my parcel please", Turns: []escalate.Turn{
		{S: "U", T: "hello"}, {S: "A", T: "Hello."}, {S: "U", T: "where is my parcel"}, {S: "U", T: "my parcel where is it"},
	}})
	if r.Loop || r.Stuck != 0 {
		t.Errorf("three messages without an answer between them: loop %v, stuck %d", r.Loop, r.Stuck)
	}
}

func TestSameQuestionAfterAnAnswerIsALoop(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	r := in.Inspect(escalate.Input{Text: "How can I change the delivery address of my order?", Turns: []escalate.Turn{
		{S: "U", T: "How do I change the address for the delivery of my order?"}, {S: "A", T: "Delivery takes three days."},
	}})
	if !r.Loop || r.Stuck != 1 {
		t.Errorf("loop %v, stuck %d, score %.2f", r.Loop, r.Stuck, r.LoopScore)
	}
}

func TestLoopScoreOfOneTurnIsZero(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	for _, text := range []string{"", "*", "where is my order?", strings.Repeat("again ", 900)} {
		if r := in.Inspect(escalate.Input{Text: text}); r.Loop || r.LoopScore != 0 {
			t.Errorf("%q: loop %v, score %v", text, r.Loop, r.LoopScore)
		}
	}
}

// A desk that asked for a proof of identity has not failed to answer.
func TestSayingItAgainAfterAFixedRequestIsNoLoop(t *testing.T) {
	t.Parallel()
	g := escalate.LoopGate{Signals: newInspector(t)}
	same, proof := "Where is my order 4711 and when does it arrive?", "Please prove your e-mail address first."
	c := talk(candor.Assisting, same, same, proof, same+" Please.", proof)
	c.History[1].Key, c.History[3].Key = "action.prove", "action.prove"
	if v := check(t, g, c); v.Action != policy.Pass {
		t.Errorf("asked to prove who one is, twice: %v", v.Action)
	}
	c.History[1].Key, c.History[3].Key = "", ""
	if v := check(t, g, c); v.Action != policy.HandOver {
		t.Errorf("the same words as answers: %v", v.Action)
	}
	c.History[3].Key = "action.prove"
	c.Message.Body = "No, that does not help me."
	if v := check(t, g, c); v.Action != policy.HandOver {
		t.Errorf("saying that it does not help counts all the same: %v", v.Action)
	}
}
