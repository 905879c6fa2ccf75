package view_test

import (
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/locale"
	"candor/internal/web/view"
	"candor/policy"

	"github.com/google/go-cmp/cmp"
)

func texts(t testing.TB) *locale.Catalogue {
	t.Helper()
	c, err := locale.New(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func cite(passage, quote string) candor.Citation {
	return candor.Citation{Passage: candor.PassageID(passage), Title: "Returns", Heading: "Costs", Slug: "returns", Quote: quote}
}

func source(n int, passage, quote string) view.Source {
	return view.Source{Number: n, Title: "Returns", Heading: "Costs", Quote: quote, URL: "/help/returns?lang=en#" + passage}
}

func TestEachSentenceNamesItsSource(t *testing.T) {
	t.Parallel()
	catalogue := texts(t)
	for name, tt := range map[string]struct {
		body      string
		citations []candor.Citation
		sources   []view.Source
		parts     []view.Part
	}{
		"two passages": {
			"It is free.\nIt takes a day.", []candor.Citation{cite("psg_1", "It is free."), cite("psg_2", "It takes a day.")},
			[]view.Source{source(1, "psg_1", "It is free."), source(2, "psg_2", "It takes a day.")},
			[]view.Part{{"It is free.", 1}, {"It takes a day.", 2}},
		},
		"one passage twice is one footnote": {
			"It is free.\nIt takes a day.", []candor.Citation{cite("psg_1", "It is free."), cite("psg_1", "It takes a day.")},
			[]view.Source{source(1, "psg_1", "It is free.\nIt takes a day.")},
			[]view.Part{{"It is free.", 1}, {"It takes a day.", 1}},
		},
		"a quote of several lines": {
			"You need:\n- a box\nIt is free.", []candor.Citation{cite("psg_1", "You need:\n- a box"), cite("psg_2", "It is free.")},
			[]view.Source{source(1, "psg_1", "You need:\n- a box"), source(2, "psg_2", "It is free.")},
			[]view.Part{{"You need:\n- a box", 1}, {"It is free.", 2}},
		},
		"sentences that are not their quotes go by line": {
			"Free.\nOne day.", []candor.Citation{cite("psg_1", "It is free."), cite("psg_2", "It takes a day.")},
			[]view.Source{source(1, "psg_1", "It is free."), source(2, "psg_2", "It takes a day.")},
			[]view.Part{{"Free.", 1}, {"One day.", 2}},
		},
		"sentences that cannot be told apart stay whole": {
			"Free and one day.", []candor.Citation{cite("psg_1", "It is free."), cite("psg_2", "It takes a day.")},
			[]view.Source{source(1, "psg_1", "It is free."), source(2, "psg_2", "It takes a day.")},
			[]view.Part{{"Free and one day.", 0}},
		},
		"words after the quotes have no source": {
			"It is free.\nAsk us.", []candor.Citation{cite("psg_1", "It is free.")},
			[]view.Source{source(1, "psg_1", "It is free.")},
			[]view.Part{{"It is free.", 1}, {"Ask us.", 0}},
		},
		"nothing cited": {"Hello.", nil, nil, nil},
	} {
		m := candor.Message{Author: candor.ByAssistant, Kind: candor.Said, Language: "en", Body: candor.Text(tt.body), Citations: tt.citations}
		got := view.MessageOf(catalogue, "en", "Lumen", m)
		if diff := cmp.Diff(tt.sources, got.Citations); diff != "" {
			t.Errorf("%s: sources (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(tt.parts, got.Parts); diff != "" {
			t.Errorf("%s: parts (-want +got):\n%s", name, diff)
		}
	}
}

func TestWhoSpeaksIsAlwaysToldInWords(t *testing.T) {
	t.Parallel()
	catalogue := texts(t)
	for _, tt := range []struct {
		language string
		m        candor.Message
		want     string
	}{
		{"en", candor.Message{Author: candor.ByAssistant, Name: "Maya"}, "AI assistant"},
		{"de", candor.Message{Author: candor.ByAssistant}, "KI-Assistent"},
		{"xx", candor.Message{Author: candor.ByAssistant}, "AI assistant"},
		{"en", candor.Message{Author: candor.ByAgent, Name: "Maya"}, "Maya, support"},
		{"en", candor.Message{Author: candor.ByAgent}, "Lumen"}, // no name: never a half label
		{"en", candor.Message{Author: candor.ByCustomer, Name: "Maya"}, "You"},
		{"en", candor.Message{Author: candor.ByDesk}, "Lumen"},
		{"en", candor.Message{Author: "other"}, "Lumen"},
	} {
		if got := view.Label(catalogue, tt.language, "Lumen", tt.m); got != tt.want {
			t.Errorf("%s in %s is labelled %q, want %q", tt.m.Author, tt.language, got, tt.want)
		}
	}
	if got := view.Label(silent{catalogue}, "en", "Lumen", candor.Message{Author: candor.ByAssistant}); got != "AI assistant" {
		t.Errorf("without a catalogue the assistant is labelled %q", got)
	}
}

// silent is a catalogue that lost its words.
type silent struct{ *locale.Catalogue }

func (silent) Phrase(string, string, map[string]string) (string, bool) { return "", false }

func TestCustomersNeverSeeNotesOrWhoTheStaffAre(t *testing.T) {
	t.Parallel()
	got := view.Messages(texts(t), "en", "Lumen", []candor.Message{
		{Number: 1, Author: candor.ByAgent, Agent: "agt_secret", Name: "Maya", Kind: candor.Note, Body: "difficult"},
		{Number: 2, Author: candor.ByAgent, Agent: "agt_secret", Name: "Maya", Kind: candor.Said, Body: "Hello", ClientKey: "agents-own-key"},
	})
	if len(got) != 1 || got[0].Number != 2 || got[0].ClientKey != "" {
		t.Errorf("shown was %+v", got)
	}
}

func TestWhyIsToldInPlainWords(t *testing.T) {
	t.Parallel()
	m := candor.Message{
		Author: candor.ByAssistant, Kind: candor.Said, Language: "en", Body: "It is free.", Confidence: 0.915,
		Citations: []candor.Citation{cite("psg_1", "It is free.")},
	}
	d := policy.Decision{Policy: "abc123", Verdicts: []policy.Verdict{
		{Gate: "grounded", Action: policy.Pass},
		{Gate: "choice and consent", Action: policy.Pass, Reason: "consent_given"},
		{Gate: "a gate of tomorrow", Action: policy.Hold, Reason: "something_new"},
	}}
	got := view.WhyOf(texts(t), "en", "Lumen", m, d)
	want := []view.Check{
		{Gate: "grounded", Question: "Does each sentence stand in a help article?", Result: "passed", Passed: true},
		{Gate: "choice and consent", Question: "Did you choose the assistant and allow it to read?", Result: "passed", Reason: "consent_given",
			Text: "You allowed the assistant to read your messages.", Passed: true},
		{Gate: "a gate of tomorrow", Question: "Another rule of the desk", Result: "stopped here", Reason: "something_new", Text: "A rule of the desk decided this."},
	}
	if diff := cmp.Diff(want, got.Checks); diff != "" {
		t.Errorf("checks (-want +got):\n%s", diff)
	}
	if !strings.Contains(got.Sure, "92 of 100") || !strings.Contains(got.PolicyText, "abc123") || len(got.Sources) != 1 {
		t.Errorf("why says %+v", got)
	}
}
