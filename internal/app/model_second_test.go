package app_test

import (
	"slices"
	"strings"
	"testing"

	"candor"
	"candor/internal/app/apptest"
	"candor/internal/config"
	"candor/internal/llm"
	"candor/internal/llm/llmtest"
	"candor/vendors"
)

// withVerifier is a desk with an engine that writes and another that reads its sentences.
func withVerifier(t *testing.T) (*desk, *llmtest.Server) {
	t.Helper()
	server := llmtest.New(t)
	engine := func(name string) vendors.Setting {
		return vendors.Setting{
			Name: name, Format: "chat", BaseURL: server.Base(llm.Chat), Models: []string{"small-1"}, Region: "local", Local: true, Free: true,
			Data: []string{"public", "dialogue"}, Agreement: "own machine", ApprovedBy: "Maya Okafor", ApprovedOn: "2026-01-01", ApprovedUntil: "2026-12-31",
		}
	}
	return open(t, apptest.Options{Change: func(c *config.Config) {
		c.Vendors, c.Assistant.Verifier = []vendors.Setting{engine("Own engine"), engine("Second engine")}, "Second engine"
	}}), server
}

func TestASecondModelOfTheSettingsMayTakeASentenceOut(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		verdict llmtest.Script
		stands  bool
	}{
		{llmtest.Script{Text: `{"borne_out":true}`}, true},
		{llmtest.Script{Text: `{"borne_out":false}`}, false},
		{llmtest.Script{Faults: []llmtest.Fault{llmtest.Status(503, "x", "down")}}, false},
	} {
		d, server := withVerifier(t)
		words := ""
		quote, said := d.asks(howLong, func(_ talk, quote candor.Message) {
			first := strings.TrimPrefix(strings.Split(string(quote.Body), "\n")[0], "- ")
			words = strings.Replace(first, "within", "within the", 1)
			if words == first {
				words = strings.Replace(first, "of delivery", "of the delivery", 1)
			}
			server.Answer(func(a llmtest.Asked) llmtest.Script {
				if strings.Contains(string(a.Body), "borne_out") {
					return x.verdict
				}
				return llmtest.Script{Text: saying(words, quote.Citations[0])}
			})
		})
		asked := server.Asked()
		if !slices.ContainsFunc(asked, func(a llmtest.Asked) bool { return strings.Contains(string(a.Body), "borne_out") }) {
			t.Fatalf("nobody read %q a second time; said %q", words, said.Body)
		}
		if got := strings.Contains(string(said.Body), words); got != x.stands {
			t.Errorf("%q: said %q, quoted %q", x.verdict.Text, said.Body, quote.Body)
		}
		if n := d.count(`SELECT COUNT(*) FROM egress WHERE vendor = 'Second engine' AND fields LIKE '%sentence%'`); n < 1 { // one that is down is tried again
			t.Errorf("%d records of what the second model read", n)
		}
	}
}
