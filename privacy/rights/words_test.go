package rights_test

import (
	"strings"
	"testing"

	"candor"
	"candor/privacy/rights"

	"golang.org/x/net/html"
)

// everything has every name of the program once.
func everything() []rights.Record {
	var out []rights.Record
	for _, s := range candor.States() {
		out = append(out, rights.Conversation{ID: candor.NewConversationID(), State: s, Created: noon()})
	}
	talk := candor.NewConversationID()
	for i, a := range []candor.Author{candor.ByCustomer, candor.ByAssistant, candor.ByAgent, candor.ByDesk} {
		out = append(out, rights.Message{ID: candor.NewMessageID(), Conversation: talk, Number: int64(i + 1), Author: a, Kind: candor.Note, At: noon()})
	}
	for _, action := range []string{"hold", "pass", "hand_over", "reply"} {
		for _, stage := range []string{"route", "say"} {
			out = append(out, rights.Decision{ID: candor.NewVerdictID(), Stage: stage, Action: action, Words: "7", At: noon()})
		}
	}
	for _, p := range append(candor.Asked(), candor.Serve, candor.Rights, candor.Secure) {
		out = append(out,
			rights.Consent{ID: candor.NewConsentID(), Purpose: p, Given: true, Text: "7", At: noon()},
			rights.Consent{ID: candor.NewConsentID(), Purpose: p, Text: "7", At: noon()},
			rights.Reading{Actor: "7", Purpose: p, Basis: p.Basis(), At: noon()})
	}
	for _, k := range rights.Kinds() {
		for _, s := range rights.States() {
			out = append(out, rights.Asked{ID: candor.NewRequestID(), Kind: k, State: s, Received: noon()})
		}
	}
	return append(out, rights.Profile{Customer: "7", Name: "7", Email: "7", Phone: "7", Address: "7", Orders: []string{"7"}, Language: "7", Verified: noon(), Restricted: noon(), Created: noon()})
}

// names are what the program calls things: none may stand on a page.
func names() map[string]bool {
	out := map[string]bool{"": false, "hand_over": true, "hold": true, "pass": true, "reply": true, "route": true, "say": true, "true": true, "false": true, "legal obligation": true}
	for _, s := range candor.States() {
		out[string(s)] = true
	}
	for _, p := range append(candor.Asked(), candor.Serve, candor.Rights, candor.Secure) {
		out[string(p)] = true
	}
	for _, s := range rights.States() {
		out[string(s)] = true
	}
	return out
}

func TestEveryLanguageHasEveryWord(t *testing.T) {
	t.Parallel()
	taken := map[string]bool{"received": true, "done": true, "refused": true, "withdrawn": true} // are English too
	english := map[string]bool{}
	for _, language := range []string{"en", "de", "es", "fr", "it", "ar"} {
		files := unpack(t, write(t, options(language), everything()))
		doc, err := html.Parse(strings.NewReader(files["index.html"]))
		if err != nil {
			t.Fatal(err)
		}
		same := 0
		for n := range doc.Descendants() {
			if n.Type != html.ElementNode || n.Data != "h1" && n.Data != "h2" && n.Data != "h3" && n.Data != "p" && n.Data != "caption" && n.Data != "th" && n.Data != "td" && n.Data != "dt" && n.Data != "b" && n.Data != "a" {
				continue
			}
			said := strings.TrimSpace(textOf(n))
			if said == "" && n.Data != "td" {
				t.Errorf("%s: an empty %s", language, n.Data)
			}
			if names()[said] && !(language == "en" && taken[said]) {
				t.Errorf("%s: %q is no word for people", language, said)
			}
			if strings.Contains(said, "{") {
				t.Errorf("%s: a place was left empty in %q", language, said)
			}
			if language == "en" {
				english[said] = true
			} else if (n.Data == "p" || n.Data == "h2") && english[said] {
				same++
			}
		}
		if same > 3 { // "Messages" and the like may be one word in two languages
			t.Errorf("%s: %d texts are in English", language, same)
		}
		if readme := files["README.txt"]; len(readme) < 200 || language != "en" && strings.Contains(readme, "Your data") {
			t.Errorf("%s: README.txt is %q", language, readme)
		}
	}
}
