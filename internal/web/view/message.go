package view

import (
	"strings"
	"time"

	"candor"
	"candor/disclose"
	"candor/internal/web/ui"
)

// Message is one message as its customer sees it.
type Message struct {
	ID         candor.MessageID `json:"id"`
	Number     int64            `json:"number"`
	Author     candor.Author    `json:"author"`
	Label      string           `json:"label"` // who speaks, in words: "AI assistant", "Maya, support", "You"
	Name       string           `json:"name,omitempty"`
	Kind       candor.Kind      `json:"kind"`
	Key        string           `json:"key,omitempty"` // of a fixed text
	Language   string           `json:"language,omitempty"`
	Text       string           `json:"text"`
	Parts      []Part           `json:"parts,omitempty"`     // of an answer: the text again, sentence by sentence
	Citations  []Source         `json:"citations,omitempty"` // of an answer: the footnotes
	Confidence float64          `json:"confidence,omitempty"`
	Helped     bool             `json:"helped,omitempty"` // a person's words that began as a draft that AI made
	At         time.Time        `json:"at"`
	Helpful    *bool            `json:"helpful"`           // the customer's own word; null for none
	WhyURL     string           `json:"why_url,omitempty"` // of an assistant's message
	ClientKey  string           `json:"client_key,omitempty"`
}

// Part is a piece of an answer and the number of the source it is quoted from, 0 for none.
type Part struct {
	Text   string `json:"text"`
	Source int    `json:"source,omitempty"`
}

// Source is a footnote: a passage and the words quoted from it.
type Source struct {
	Number  int    `json:"number"` // from 1
	Title   string `json:"title"`
	Heading string `json:"heading,omitempty"`
	Quote   string `json:"quote"`
	URL     string `json:"url"` // of the passage in the help centre, relative to the desk's address
}

// Assistant reports whether an AI wrote it.
func (m Message) Assistant() bool { return m.Author == candor.ByAssistant }

// Answer reports whether it is an answer of the assistant, which can be rated.
func (m Message) Answer() bool { return m.Assistant() && m.Kind == candor.Said }

// Unsure reports whether the assistant offered a person: it does not know, or a rule asks for the offer.
func (m Message) Unsure() bool {
	return m.Assistant() && (strings.HasPrefix(m.Key, "assistant.abstain") || m.Key == "assistant.offer_person")
}

// WasHelpful and WasNotHelpful tell the customer's word; at most one is true.
func (m Message) WasHelpful() bool    { return m.Helpful != nil && *m.Helpful }
func (m Message) WasNotHelpful() bool { return m.Helpful != nil && !*m.Helpful }

// Messages shows messages to their customer in a language. Notes are left out.
func Messages(text ui.Phrases, language, desk string, in []candor.Message) []Message {
	out := make([]Message, 0, len(in))
	for _, m := range in {
		if m.Kind != candor.Note {
			out = append(out, MessageOf(text, language, desk, m))
		}
	}
	return out
}

// MessageOf shows one message to its customer in a language.
func MessageOf(text ui.Phrases, language, desk string, m candor.Message) Message {
	v := Message{
		ID: m.ID, Number: m.Number, Author: m.Author, Label: Label(text, language, desk, m), Kind: m.Kind,
		Key: m.Key, Language: m.Language, Text: string(m.Body), At: m.At.UTC().Truncate(time.Millisecond),
	}
	switch m.Author {
	case candor.ByCustomer:
		v.ClientKey = m.ClientKey
	case candor.ByAgent:
		v.Name, v.Helped = m.Name, m.Helped
	case candor.ByAssistant:
		v.Name, v.Confidence = desk, m.Confidence
		v.WhyURL = "/api/v1/conversations/" + string(m.Conversation) + "/messages/" + string(m.ID) + "/why"
		v.Citations, v.Parts = footnotes(m)
		if m.Helpful != candor.NoWord {
			helpful := m.Helpful == candor.WasHelpful
			v.Helpful = &helpful
		}
	}
	return v
}

// Label tells in words who wrote a message.
func Label(text ui.Phrases, language, desk string, m candor.Message) string {
	fixed := disclose.Label(m, desk)
	if label, ok := text.Phrase(language, fixed.Key, fixed.Args); ok {
		return label
	}
	if m.Author == candor.ByAssistant {
		return "AI assistant" // never without a label
	}
	return desk
}

// footnotes numbers the passages that an answer quotes, and ties each sentence to its number.
// Where the sentences cannot be told apart the whole text is one part without a number, and the
// footnotes stand below all the same.
func footnotes(m candor.Message) ([]Source, []Part) {
	if len(m.Citations) == 0 {
		return nil, nil
	}
	var sources []Source
	numbers := map[candor.PassageID]int{}
	for _, c := range m.Citations {
		n, known := numbers[c.Passage]
		if known {
			sources[n-1].Quote += "\n" + c.Quote
			continue
		}
		n = len(sources) + 1
		numbers[c.Passage] = n
		sources = append(sources, Source{Number: n, Title: c.Title, Heading: c.Heading, Quote: c.Quote, URL: SourceURL(c, m.Language)})
	}
	return sources, parts(string(m.Body), m.Citations, numbers)
}

func parts(body string, citations []candor.Citation, numbers map[candor.PassageID]int) []Part {
	out := make([]Part, 0, len(citations))
	rest := body
	for _, c := range citations {
		after, ok := strings.CutPrefix(rest, c.Quote)
		if !ok || c.Quote == "" {
			return byLine(body, citations, numbers)
		}
		out = append(out, Part{Text: c.Quote, Source: numbers[c.Passage]})
		rest = strings.TrimPrefix(after, "\n")
	}
	if rest != "" {
		out = append(out, Part{Text: rest})
	}
	return out
}

func byLine(body string, citations []candor.Citation, numbers map[candor.PassageID]int) []Part {
	lines := strings.Split(body, "\n")
	if len(lines) != len(citations) {
		return []Part{{Text: body}}
	}
	out := make([]Part, 0, len(lines))
	for i, line := range lines {
		out = append(out, Part{Text: line, Source: numbers[citations[i].Passage]})
	}
	return out
}

// SourceURL gives the address of a passage in the help centre.
func SourceURL(c candor.Citation, language string) string {
	address := "/help/" + c.Slug
	if language != "" {
		address += "?lang=" + language
	}
	return address + "#" + string(c.Passage)
}
