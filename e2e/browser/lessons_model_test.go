package browser_test

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/app/apptest"
	"candor/internal/llm/llmtest"
	"candor/policy"
)

// A model promises what nothing here does. It is said by nobody; what a person has to do, a person is brought for.
func TestLesson04APromiseThatNothingKeepsIsNotSaid(t *testing.T) {
	t.Parallel()
	promises := []string{
		"I am transferring you to a colleague now.", "I'll e-mail you tomorrow with an update.", "I have refunded you 40 euros.",
	}
	questions := []string{returns, "How much is delivery of a parcel?", "Can I cancel my order?"}
	s, model := modelled(t, 60, apptest.Options{})
	s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	agent := browser(t, look{})
	agent.signIn(s, "maya@harbourandpine.example")
	b := browser(t, look{dark: true, width: 390, height: 844})
	b.begins(s, "ask")
	b.asks(returns)
	b.said("assistant", sixty)
	id := s.only()
	passage := regexp.MustCompile(`psg_[0-9a-zA-Z]+`)
	b.allowsModel()
	for i, promise := range promises {
		model.Answer(func(a llmtest.Asked) llmtest.Script {
			return llmtest.Script{Text: sentence(promise, candor.Citation{Passage: candor.PassageID(passage.Find(a.Body))})}
		})
		b.asks(questions[i])
		s.until("the model is asked", func() bool { return len(model.Asked()) > i })
		b.wait("an answer to each question", sourced(i+2))
		s.idle(id)
		if b.truth(`document.querySelector('candor-chat').shadowRoot.textContent.includes(` + quoted(promise) + `)`) {
			t.Errorf("the customer reads %q", promise)
		}
	}
	b.keep("quoted")
	if n := s.count(`SELECT COUNT(*) FROM verdict WHERE gates LIKE '%dropped%'`); n != len(promises) {
		t.Errorf("%d promises on record as dropped, want %d", n, len(promises))
	}
	b.asks("Please put me through to a person.")
	b.shows(candor.Waiting)
	b.said("desk", "You're number 1 in the queue")
	agent.takes(s, id)
	b.shows(candor.Attended)
	agent.wait("the conversation without promises", `document.querySelector('#log').innerText.includes('60 days')`)
	for _, promise := range promises {
		if agent.truth(`document.querySelector('#log').innerText.includes(` + quoted(promise) + `)`) {
			t.Errorf("the agent reads %q as said", promise)
		}
	}
}

// A promise that comes with an answer holds all of it, and a person takes over.
func TestLesson04AnAnswerWithAPromiseBringsAPersonInstead(t *testing.T) {
	t.Parallel()
	const promise = "I'll e-mail you tomorrow with an update."
	var s *site
	s = openWith(t, apptest.Options{Drafter: drafter(func(context.Context) (policy.Draft, error) {
		first := apptest.Quote(t, s.app, "return-an-item")
		return policy.Draft{Confidence: 1, Sentences: []policy.Sentence{first, {Text: promise, Citation: first.Citation}}}, nil
	})})
	b := browser(t, look{})
	b.begins(s, "ask")
	b.asks(returns)
	b.shows(candor.Waiting)
	b.said("desk", "Your case number")
	b.axe("a promise was held")
	b.keep("held")
	s.silent(s.only(), 0)
}

// drafter is a function that drafts.
type drafter func(ctx context.Context) (policy.Draft, error)

func (d drafter) Draft(ctx context.Context, _ *policy.Case) (policy.Draft, error) { return d(ctx) }

// failures are the ways in which a model's maker fails.
func failures() map[string]llmtest.Fault {
	return map[string]llmtest.Fault{
		"down":      llmtest.HangUpAfter(0),
		"silent":    llmtest.StallAtOnce(),
		"malformed": llmtest.Garbage("<html>busy</html>"),
		"empty":     llmtest.Page(http.StatusOK, "application/json", ""),
		"quota":     llmtest.Status(http.StatusTooManyRequests, "insufficient_quota", "you have run out"),
	}
}

// The model's maker fails in every way: who asked gets what the articles say, word for word, or is asked whether a
// person should come; nobody waits for the model.
func TestLesson06AVendorThatFailsKeepsNobodyWaiting(t *testing.T) {
	t.Parallel()
	for name, fault := range failures() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, model := modelled(t, 1, apptest.Options{})
			model.Say(llmtest.Script{Text: "You have 400 days.", Faults: []llmtest.Fault{fault}})
			b := browser(t, look{})
			b.begins(s, "ask")
			b.allowsModel()
			b.asks(returns)
			b.said("assistant", sixty)
			if len(model.Asked()) == 0 {
				t.Error("the model was never asked")
			}
			b.wait("the sources", within("sources"))
			b.asks("Which horse wins the Grand National next spring?")
			b.said("assistant", "won't guess")
			b.asks("Who painted the ceiling of the town hall in Bristol?")
			b.shows(candor.Waiting)
			b.said("desk", "Your case number")
			b.keep(name)
		})
	}
}

// Nothing is left that could answer: the customer is queued for a person and told so, each time.
func TestLesson06WithoutAnAnswerAPersonComesAndItIsSaid(t *testing.T) {
	t.Parallel()
	for name, d := range map[string]drafter{
		"an error":     func(context.Context) (policy.Draft, error) { return policy.Draft{}, errors.New("quota") },
		"no source":    func(context.Context) (policy.Draft, error) { return unsourced("Lamps are free on Mondays."), nil },
		"empty output": func(context.Context) (policy.Draft, error) { return unsourced(""), nil },
		"a time-out": func(ctx context.Context) (policy.Draft, error) {
			<-ctx.Done()
			return policy.Draft{}, ctx.Err()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := openWith(t, apptest.Options{Drafter: d, DraftTimeout: 500 * time.Millisecond})
			b := browser(t, look{width: 390, height: 844, dark: strings.HasPrefix(name, "a ")})
			b.begins(s, "ask")
			b.asks(returns)
			b.shows(candor.Waiting)
			b.said("desk", "Your case number")
			if name != "no source" && name != "empty output" {
				b.said("desk", "Something went wrong with the assistant. Nothing you wrote is lost.")
			}
			b.axe("the assistant failed")
			b.keep(name)
			s.silent(s.only(), 0)
		})
	}
}

func unsourced(text string) policy.Draft {
	return policy.Draft{Confidence: 1, Sentences: []policy.Sentence{{Text: text}}}
}
