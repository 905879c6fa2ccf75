package app_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"candor"
	"candor/internal/app/apptest"
	"candor/internal/config"
	"candor/internal/llm"
	"candor/internal/llm/llmtest"
	"candor/vendors"
)

// withModel is a desk whose owner named an engine on this machine.
func withModel(t *testing.T) (*desk, *llmtest.Server) {
	t.Helper()
	server := llmtest.New(t)
	return open(t, apptest.Options{Change: ownEngine(server)}), server
}

// ownEngine names an engine on this machine.
func ownEngine(server *llmtest.Server) func(*config.Config) {
	return func(c *config.Config) {
		c.Vendors = []vendors.Setting{{
			Name: "Own engine", Format: "chat", BaseURL: server.Base(llm.Chat), Models: []string{"small-1"}, Region: "local", Local: true, Free: true,
			Data: []string{"public", "dialogue"}, Agreement: "own machine", ApprovedBy: "Maya Okafor", ApprovedOn: "2026-01-01", ApprovedUntil: "2026-12-31",
		}}
	}
}

// answered waits for what the assistant says after so many messages.
func (d *desk) answered(x talk, after int) candor.Message {
	d.t.Helper()
	var last candor.Message
	await(d.t, "an answer", func() bool {
		for _, m := range d.messages(x) {
			if m.Author == candor.ByAssistant && m.Kind == candor.Said && int(m.Number) > after {
				last = m
				return true
			}
		}
		return false
	})
	return last
}

const howLong = "How long do I have to return something?"

// saying is what a model writes: one sentence, cited.
func saying(sentence string, c candor.Citation) string {
	b, _ := json.Marshal(map[string]any{"sentences": []any{map[string]any{"sentence": sentence, "citations": []any{c.Passage}, "kind": "answer"}}})
	return string(b)
}

// asks begins a conversation with a question that the quotes answer, allows the vendor, and asks the question;
// it gives the first answer and the one to the question.
func (d *desk) asks(question string, between func(talk, candor.Message)) (quote, said candor.Message) {
	d.t.Helper()
	x := d.begin("assistant", howLong)
	quote = d.answered(x, 0)
	d.decides(x, candor.Vendor, true)
	between(x, quote)
	seen := len(d.messages(x))
	if got := d.say(x, question); got.status >= 300 {
		d.t.Fatal(got.body)
	}
	return quote, d.answered(x, seen)
}

func TestAModelIsAskedOnlyForWhoAllowsIt(t *testing.T) {
	t.Parallel()
	d, server := withModel(t)
	d.asks("Can I cancel my order?", func(x talk, quote candor.Message) {
		if n := len(server.Asked()); n != 0 || len(quote.Citations) == 0 {
			t.Fatalf("asked %d times before it was allowed; %d citations", n, len(quote.Citations))
		}
		before := len(d.messages(x))
		if got := d.say(x, "By the way, I am Quillon Oxblood."); got.status >= 300 {
			t.Fatal(got.body)
		}
		await(t, "something is said to that", func() bool { return len(d.messages(x)) >= before+2 })
	})
	if len(server.Asked()) != 1 {
		t.Fatalf("asked %d times", len(server.Asked()))
	}
	if sent := string(server.Asked()[0].Body); strings.Contains(sent, "Quillon") || !strings.Contains(sent, "By the way") {
		t.Error("a name left")
	}
	d.asks(howLong, func(x talk, _ candor.Message) {
		d.decides(x, candor.Vendor, false)
	})
	if n := len(server.Asked()); n != 1 {
		t.Errorf("asked %d times after it was taken back", n-1)
	}
}

func TestAModelsHonestWordsAreSaid(t *testing.T) {
	t.Parallel()
	d, server := withModel(t)
	var first string
	var mine talk
	_, said := d.asks(howLong, func(x talk, quote candor.Message) {
		mine = x
		first = strings.TrimPrefix(strings.Split(string(quote.Body), "\n")[0], "- ")
		server.Say(llmtest.Script{Text: saying(first, quote.Citations[0])})
	})
	if len(server.Asked()) != 1 || !strings.HasSuffix(string(said.Body), first) || len(said.Citations) != 1 {
		t.Errorf("asked %d times, said %q", len(server.Asked()), said.Body)
	}
	if n := d.count(`SELECT COUNT(*) FROM egress`); n != 1 {
		t.Errorf("%d records of what left", n)
	}
	got := d.call(http.MethodGet, "/api/v1/conversations/"+string(mine.ID)+"/data/readings", mine.pass, nil)
	if !strings.Contains(got.body, `"vendor"`) || !strings.Contains(got.body, "Own engine") || !strings.Contains(got.body, "masked") && !strings.Contains(got.body, "fields") {
		t.Errorf("the customer does not see what left: %s", got.body)
	}
}

func TestAModelsLiesAreNeverSaidAndAlwaysRecorded(t *testing.T) {
	t.Parallel()
	d, server := withModel(t)
	for i, lie := range []string{"You have 400 days to return an item.", "I have refunded you 40 euros.", "I am a person like you.", "Most items can be returned."} {
		quote, said := d.asks(howLong, func(_ talk, quote candor.Message) { server.Say(llmtest.Script{Text: saying(lie, quote.Citations[0])}) })
		if !strings.Contains(string(quote.Body), string(said.Body)) || len(server.Asked()) != i+1 {
			t.Errorf("after %q: %q, asked %d times", lie, said.Body, len(server.Asked()))
		}
		if n := d.count(`SELECT COUNT(*) FROM verdict WHERE gates LIKE '%dropped%'`); n != int64(i+1) {
			t.Errorf("%d records, and %q was the lie number %d", n, lie, i+1)
		}
	}
}

func TestAVendorThatFailsCostsNobodyTheirAnswer(t *testing.T) {
	t.Parallel()
	d, server := withModel(t)
	for _, fault := range []llmtest.Fault{llmtest.Status(400, "x", "broken"), llmtest.Garbage("<html>"), llmtest.HangUpAfter(40)} {
		quote, said := d.asks(howLong, func(_ talk, quote candor.Message) {
			server.Say(llmtest.Script{Text: saying("You have 400 days.", quote.Citations[0]), Faults: []llmtest.Fault{fault}})
		})
		if string(said.Body) != string(quote.Body) {
			t.Errorf("%q", said.Body)
		}
	}
}
