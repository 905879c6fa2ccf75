package turn_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/policy"
	"candor/turn"
)

// Lesson 1: a human replies while an answer is being made; no assistant message appears after it.
func TestAPersonsReplyWinsOverADraftInFlight(t *testing.T) {
	t.Parallel()
	drafting, release := make(chan struct{}, 8), make(chan struct{})
	h := open(t, with{drafter: func(ctx context.Context, h *harness) (policy.Draft, error) {
		drafting <- struct{}{}
		select {
		case <-release:
		case <-ctx.Done():
		}
		return quotes(ctx, h)
	}})
	id := h.begin(candor.CustomerPicksAssistant)
	h.say(id, "How long do I have to return a lamp that I bought?")
	<-drafting
	maya := h.agent("maya@example.org", "Maya")
	h.must(h.desk.Take(t.Context(), id, maya))
	if _, err := h.desk.Reply(t.Context(), id, maya, incoming("Hello, this is Maya.")); err != nil {
		t.Fatal(err)
	}
	close(release)
	h.quiet(id)
	last := h.messages(id)
	for _, m := range last {
		if m.Author == candor.ByAssistant {
			t.Errorf("the assistant said %q after a person had taken over", m.Key+string(m.Body))
		}
	}
	if got := last[len(last)-1]; got.Author != candor.ByAgent {
		t.Errorf("the last message is by %s, want the agent", got.Author)
	}
}

// Lesson 2: handed over, resolved, reopened: a person again, no loop, no assistant unasked.
func TestReopenedAfterAPersonStaysWithPeople(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerPicksAssistant)
	h.must(h.desk.AskPerson(t.Context(), id, "button"))
	maya := h.agent("maya@example.org", "Maya")
	h.must(h.desk.Take(t.Context(), id, maya))
	h.must(h.desk.Resolve(t.Context(), id, maya, solved))
	h.say(id, "One more thing: how long do I have to return a lamp?")
	h.quiet(id)
	c := h.conversation(id)
	if c.State != candor.Waiting {
		t.Errorf("state %s, want waiting", c.State)
	}
	var handovers int
	for _, m := range h.messages(id) {
		if m.Author == candor.ByAssistant {
			t.Errorf("the assistant spoke unasked: %q", m.Body)
		}
		if strings.HasPrefix(m.Key, "handover.") {
			handovers++
		}
	}
	if handovers != 2 {
		t.Errorf("%d hand-over notices, want one for each time the customer came", handovers)
	}
}

// Lessons 3 and 9: a person is the very first act, in one step, with no word to the assistant.
func TestAPersonCanBeTheVeryFirstAct(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerAsksPerson)
	c := h.conversation(id)
	if c.State != candor.Waiting || c.WaitingSince.IsZero() {
		t.Errorf("state %s since %v, want waiting with a clock", c.State, c.WaitingSince)
	}
	if alerted := h.alerts(); !slices.Contains(alerted, id) {
		t.Errorf("agents were alerted for %v, not for this conversation", alerted)
	}
	if got := h.messages(id); len(got) != 1 || !strings.HasPrefix(got[0].Key, "handover.") {
		t.Errorf("messages %+v; want one notice of what to expect", got)
	}
	waiting, err := h.store.Waiting(t.Context(), "main")
	if err != nil || waiting != 1 {
		t.Errorf("%d in the queue, %v; want 1", waiting, err)
	}
}

// Lesson 4: what is said must be a quote; a promise that nothing keeps is held and a person comes.
func TestAPromiseThatNobodyKeepsIsNotSaid(t *testing.T) {
	t.Parallel()
	for _, promise := range []string{
		"I am transferring you to a colleague now.", "I'll e-mail you tomorrow with an update.",
		"You get a full refund of 120 euros.", "I have cancelled your order.",
	} {
		t.Run(promise, func(t *testing.T) {
			t.Parallel()
			h := open(t, with{drafter: func(ctx context.Context, h *harness) (policy.Draft, error) {
				d, err := quotes(ctx, h)
				d.Sentences = append(d.Sentences, policy.Sentence{Text: promise, Citation: d.Sentences[0].Citation})
				return d, err
			}})
			id := h.begin(candor.CustomerPicksAssistant)
			h.say(id, "How long do I have to return a lamp that I bought?")
			h.until(id, func(c candor.Conversation) bool { return c.State == candor.Waiting })
			for _, m := range h.messages(id) {
				if strings.Contains(string(m.Body), promise) {
					t.Errorf("said by %s: %q", m.Author, m.Body)
				}
			}
		})
	}
}

// Lesson 6: whatever fails on the way to an answer, the customer is queued for a person and told so.
// Lesson 5: and never silently.
func TestAFailedAnswerQueuesForAPersonAndSaysSo(t *testing.T) {
	t.Parallel()
	for name, d := range map[string]drafts{
		"an error": func(context.Context, *harness) (policy.Draft, error) { return policy.Draft{}, errors.New("quota") },
		"a panic":  func(context.Context, *harness) (policy.Draft, error) { panic("out of memory") },
		"a timeout": func(ctx context.Context, _ *harness) (policy.Draft, error) {
			<-ctx.Done()
			return policy.Draft{}, ctx.Err()
		},
		"a sentence without a source": func(context.Context, *harness) (policy.Draft, error) {
			return policy.Draft{Sentences: []policy.Sentence{{Text: "Lamps are free on Mondays."}}, Confidence: 1}, nil
		},
		"an empty sentence": func(context.Context, *harness) (policy.Draft, error) {
			return policy.Draft{Sentences: []policy.Sentence{{}}, Confidence: 1}, nil
		},
		"a fixed text that does not exist": func(context.Context, *harness) (policy.Draft, error) {
			return policy.Draft{Fixed: policy.Fixed{Key: "assistant.made_up"}}, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t, with{drafter: d, draftTimeout: 200 * time.Millisecond})
			id := h.begin(candor.CustomerPicksAssistant)
			h.say(id, "How long do I have to return a lamp that I bought?")
			c := h.until(id, func(c candor.Conversation) bool { return c.State == candor.Waiting })
			if c.Reason == "" {
				t.Error("no reason is kept")
			}
			last := h.messages(id)
			if got := last[len(last)-1]; got.Author != candor.ByDesk || !strings.HasPrefix(got.Key, "handover.") {
				t.Errorf("the last message is %s %q, want what to expect", got.Author, got.Key)
			}
			for _, m := range last {
				if m.Author == candor.ByAssistant {
					t.Errorf("the assistant said %q", m.Body)
				}
			}
		})
	}
}

// Lesson 7: nobody on duty: a date, and no way back to the assistant by time.
func TestNobodyOnDutyGivesADate(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerAsksPerson)
	c := h.conversation(id)
	if c.PromisedBy.IsZero() || !c.PromisedBy.After(time.Now()) {
		t.Errorf("promised by %v, want a date to come", c.PromisedBy)
	}
	if got := h.messages(id)[0]; got.Key != "handover.promise" {
		t.Errorf("told %q, want the promise", got.Key)
	}
}

// Lesson 10: back with the assistant by the customer's choice, it answers again.
func TestTheAssistantAnswersAgainOnceItIsPicked(t *testing.T) {
	t.Parallel()
	h := open(t, with{drafter: quotes})
	id := h.begin(candor.CustomerPicksAssistant)
	h.must(h.desk.AskPerson(t.Context(), id, "button"))
	maya := h.agent("maya@example.org", "Maya")
	h.must(h.desk.Take(t.Context(), id, maya))
	h.must(h.desk.OfferAssistant(t.Context(), id, maya))
	if c := h.conversation(id); c.State != candor.Attended || !c.Offered {
		t.Errorf("after the offer: %s, offered %v; an offer moves nothing", c.State, c.Offered)
	}
	h.must(h.desk.PickAssistant(t.Context(), id, h.notice(), candor.ViaWidget))
	h.say(id, "How long do I have to return a lamp that I bought?")
	h.untilAnswered(id, 1)
}

// Lesson 11: a burst of three short messages gets one answer.
func TestABurstGetsOneAnswer(t *testing.T) {
	t.Parallel()
	h := open(t, with{drafter: quotes})
	id := h.begin(candor.CustomerPicksAssistant)
	for _, text := range []string{"hi", "I bought a lamp", "can I return it?"} {
		h.say(id, text)
		time.Sleep(50 * time.Millisecond)
	}
	h.untilAnswered(id, 1)
	time.Sleep(time.Second)
	h.quiet(id)
	if n := h.answers(id); n != 1 {
		t.Errorf("%d answers to one burst, want 1", n)
	}
	if seen := h.drafted(); len(seen) == 0 || !strings.Contains(seen[len(seen)-1], "bought a lamp") || !strings.Contains(seen[len(seen)-1], "return it") {
		t.Errorf("the drafter saw %q; want the whole burst", seen)
	}
}

// Lesson 12: "that's not it" is not a new question; two in a row bring a person.
func TestTwoUnresolvedTurnsInARowBringAPerson(t *testing.T) {
	t.Parallel()
	h := open(t, with{drafter: quotes})
	id := h.begin(candor.CustomerPicksAssistant)
	h.say(id, "How long do I have to return a lamp that I bought?")
	h.untilAnswered(id, 1)
	h.say(id, "No, that's not what I meant at all, sorry.")
	h.quiet(id)
	h.say(id, "That still doesn't answer my question, it did not help.")
	c := h.until(id, func(c candor.Conversation) bool { return c.State == candor.Waiting })
	if c.Reason == "" {
		t.Error("no reason is kept")
	}
}

func TestTwoAnswersRatedNotHelpfulBringAPerson(t *testing.T) {
	t.Parallel()
	h := open(t, with{drafter: quotes})
	id := h.begin(candor.CustomerPicksAssistant)
	for i, question := range []string{"How long do I have to return a lamp that I bought?", "Where do I send the table that I want to return?"} {
		h.say(id, question)
		h.untilAnswered(id, i+1)
		all := h.messages(id)
		answer := all[len(all)-1]
		h.must(h.desk.Rate(t.Context(), id, answer.ID, candor.NotHelpful))
		h.must(h.desk.Rate(t.Context(), id, answer.ID, candor.NotHelpful)) // the same word twice counts once
	}
	if c := h.conversation(id); c.State != candor.Waiting || c.Reason != "unresolved" {
		t.Errorf("state %s, reason %q; want waiting, unresolved", c.State, c.Reason)
	}
}

// incoming gives words a key of their own.
func incoming(text string) turn.Incoming {
	return turn.Incoming{Text: candor.Text(text), Key: "key-" + string(candor.NewMessageID())}
}

func TestTwoQuestionsInARowWithoutAnAnswerBringAPerson(t *testing.T) {
	t.Parallel()
	asked := 0
	h := open(t, with{drafter: func(ctx context.Context, h *harness) (policy.Draft, error) {
		if asked++; asked == 2 { // one answer in between starts the count anew
			return quotes(ctx, h)
		}
		return policy.Draft{}, nil
	}})
	id := h.begin(candor.CustomerPicksAssistant)
	for _, question := range []string{
		"Which horse wins the Grand National next spring?", "How long do I have to return a lamp that I bought?",
		"Who painted the ceiling of the town hall in Bristol?",
	} {
		h.say(id, question)
		h.quiet(id)
		if c := h.conversation(id); c.State != candor.Assisting {
			t.Fatalf("after %q it is %s", question, c.State)
		}
	}
	h.say(id, "Where can I buy fresh mackerel on a Sunday evening?")
	h.until(id, func(c candor.Conversation) bool { return c.State == candor.Waiting && c.Reason == "unresolved" })
}
