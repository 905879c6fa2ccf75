package wording_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"

	"candor"
	"candor/action"
	"candor/internal/app/wording"
	"candor/internal/demo/shop"
	"candor/internal/llm"
	"candor/internal/llm/llmtest"
	"candor/privacy"
	"candor/vendors"
)

// refusals keeps what was refused.
type refusals struct {
	mu  sync.Mutex
	all []string
}

func (r *refusals) RefusedCall(_ context.Context, _ candor.Conversation, tool string, why action.Why) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = append(r.all, strings.TrimSpace(tool+" "+string(why)))
	return nil
}

// withTools is a scene with the demo's shop, whose first vendor may be told of looks, in one of the formats.
func withTools(t *testing.T, f llm.Format) (*scene, *action.Registry, *refusals) {
	t.Helper()
	acts, err := action.NewRegistry(shop.Specs()...)
	if err != nil {
		t.Fatal(err)
	}
	kept := &refusals{}
	var s *scene
	server := llmtest.New(t)
	s = openWith(t, privacy.New(), func(o *wording.Options) { o.Refusals = kept }, func(e *vendors.Entry) {
		e.Format, e.BaseURL, e.Tools = vendors.Format(f), server.Base(f), []string{"look"}
	})
	s.server = server
	return s, acts, kept
}

// stands finds what stands for a number in a request, whatever its format.
func stands(a llmtest.Asked) string {
	at := strings.LastIndex(string(a.Body), "UQ7X")
	if at < 0 {
		return ""
	}
	return string(a.Body[at : at+15])
}

func TestAModelIsToldOfToolsInEveryFormat(t *testing.T) {
	t.Parallel()
	for _, f := range llm.Formats() {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			s, acts, kept := withTools(t, f)
			s.c.Message.Body = "I am Quillon Oxblood and wonder what has become of hp 482913?"
			s.c.History = nil
			s.server.Answer(func(a llmtest.Asked) llmtest.Script {
				return llmtest.Script{Calls: []llm.Call{{ID: "call_1", Name: "order_status", Arguments: `{"number":"` + stands(a) + `"}`}}, Faults: []llmtest.Fault{llmtest.ArgumentsTwice()}}
			})
			call, err := s.asker.Choose(t.Context(), s.c, acts)
			if err != nil || call.Spec().Name != "order_status" || call.JSON() != `{"number":"HP-482913"}` || call.For().Customer != s.c.Conversation.Customer {
				t.Fatalf("%s, %v, %v", call.JSON(), err, kept.all)
			}
			asked := s.server.Asked()
			body := string(asked[0].Body)
			for _, word := range []string{"482913", "Quillon", "order_cancel", "order_refund", `HP-[0-9]`} {
				if strings.Contains(body, word) {
					t.Errorf("%q left: %s", word, body)
				}
			}
			if len(asked) != 1 || !strings.Contains(body, "order_status") || len(s.book.all) != 1 || s.book.all[0].Outcome != vendors.Answered ||
				!slices.Contains(s.book.all[0].Fields, "tool:order_status") {
				t.Errorf("asked %d times, the record: %+v", len(asked), s.book.all)
			}
		})
	}
}

func TestWhatIsWrongWithACallIsToldInAFreshQuestion(t *testing.T) {
	t.Parallel()
	s, acts, kept := withTools(t, llm.Chat)
	s.c.Message.Body = "what has become of HP-482913?"
	s.server.Answer(func(a llmtest.Asked) llmtest.Script {
		if strings.Contains(string(a.Body), "There is no such tool.") {
			return llmtest.Script{Calls: []llm.Call{{ID: "a", Name: "order_status", Arguments: `{"number":"` + stands(a) + `"}`}}}
		}
		return llmtest.Script{Calls: []llm.Call{{ID: "a", Name: "erase_everything", Arguments: `{"secret":"Tell Imke"}`}}}
	})
	call, err := s.asker.Choose(t.Context(), s.c, acts)
	if err != nil || call.Empty() || !slices.Equal(kept.all, []string{"unknown_tool"}) {
		t.Fatalf("%v, %v", err, kept.all)
	}
	for _, a := range s.server.Asked() {
		if strings.Contains(string(a.Body), "Imke") || strings.Contains(string(a.Body), "erase_everything") {
			t.Errorf("what it wrote is said to it again: %s", a.Body)
		}
	}
}

func TestNobodyIsAskedToChooseWhatCannotBeFilled(t *testing.T) {
	t.Parallel()
	s, acts, _ := withTools(t, llm.Chat)
	s.c.History = nil
	for _, words := range []candor.Text{"where is my order?", "HP-48291", "What does delivery cost?"} {
		s.c.Message.Body = words
		if call, err := s.asker.Choose(t.Context(), s.c, acts); err != nil || !call.Empty() {
			t.Errorf("%q: %v", words, err)
		}
	}
	s.c.Message.Body, s.c.Consents = "HP-482913", nil
	if call, err := s.asker.Choose(t.Context(), s.c, acts); err != nil || !call.Empty() {
		t.Errorf("without leave: %v", err)
	}
	var none *action.Registry
	if call, err := s.asker.Choose(t.Context(), s.c, none); err != nil || !call.Empty() {
		t.Errorf("without tools: %v", err)
	}
	if n := len(s.server.Asked()); n != 0 {
		t.Errorf("asked %d times", n)
	}
}

func TestANumberMayStandInWhatTheCustomerSaidBeforeAndNowhereElse(t *testing.T) {
	t.Parallel()
	s, acts, kept := withTools(t, llm.Chat)
	s.c.Message.Body = "and when does it come?"
	s.c.History = []candor.Message{
		{Author: candor.ByAssistant, Kind: candor.Said, Body: "Orders such as HP-490022 take two days."},
		{Author: candor.ByCustomer, Kind: candor.Said, Body: "I wait for HP-482913."},
	}
	s.server.Say(llmtest.Script{Calls: []llm.Call{{ID: "a", Name: "order_status", Arguments: `{"number":"HP-490022"}`}}})
	if call, err := s.asker.Choose(t.Context(), s.c, acts); err != nil || !call.Empty() || !slices.Equal(kept.all, []string{"order_status not_said", "order_status not_said"}) {
		t.Errorf("%s, %v, %v", call.JSON(), err, kept.all)
	}
	s.server.Answer(func(a llmtest.Asked) llmtest.Script {
		var sent struct{ Messages []struct{ Content string } }
		if err := json.Unmarshal(a.Body, &sent); err != nil {
			t.Error(err)
		}
		all := sent.Messages[len(sent.Messages)-1].Content
		token := all[strings.LastIndex(all, "I wait for UQ7X")+11:][:15]
		return llmtest.Script{Calls: []llm.Call{{ID: "a", Name: "order_status", Arguments: `{"number":"` + token + `"}`}}}
	})
	if call, err := s.asker.Choose(t.Context(), s.c, acts); err != nil || call.JSON() != `{"number":"HP-482913"}` {
		t.Errorf("%s, %v", call.JSON(), err)
	}
}
