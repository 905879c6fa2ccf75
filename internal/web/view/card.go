package view

import (
	"context"
	"strconv"
	"strings"
	"time"

	"candor"
	"candor/consent"
	"candor/disclose"
	"candor/internal/web/port"
	"candor/internal/web/ui"
	"candor/policy"
)

// Card is everything that a customer is shown before anything begins, and the words that the
// widget uses afterwards.
type Card struct {
	Desk      string            `json:"desk"`
	Inbox     candor.InboxID    `json:"inbox"`
	Language  string            `json:"language"`
	Dir       string            `json:"dir"`
	Languages []Tongue          `json:"languages"`
	Title     string            `json:"title"`
	Greeting  string            `json:"greeting"`
	Can       []string          `json:"can"`
	Cannot    []string          `json:"cannot"`
	Words     []string          `json:"words"` // what happens to your words, by paragraph
	Notice    Notice            `json:"notice"`
	Service   Service           `json:"service"`
	Accent    string            `json:"accent,omitempty"`
	OnAccent  string            `json:"on_accent,omitempty"`
	Strings   map[string]string `json:"strings"`
}

// Tongue is a language to choose, by its own name.
type Tongue struct {
	Tag  string `json:"tag"`
	Name string `json:"name"`
}

// Notice is the consent text, and the words of the two buttons.
type Notice struct {
	Digest     string         `json:"digest"`
	Purpose    candor.Purpose `json:"purpose"`
	Version    int            `json:"version"` // of the meaning
	Language   string         `json:"language"`
	Title      string         `json:"title"`
	Text       []string       `json:"text"`
	Allow      string         `json:"allow"`
	Refuse     string         `json:"refuse"`
	Recipients []string       `json:"recipients,omitempty"`
}

// Service tells how long a person takes now.
type Service struct {
	Staffed  bool       `json:"staffed"`
	Minutes  int        `json:"minutes,omitempty"`
	Waiting  int        `json:"waiting"`
	NextOpen *time.Time `json:"next_open,omitempty"`
	Text     string     `json:"text"` // "about 4 minutes", "people are back Monday …"
}

// Inbox is one of the desk's inboxes.
type Inbox struct {
	ID   candor.InboxID
	Name string // as customers see it; empty: the desk's name
}

// OwnCard is what an owner says the assistant can and cannot do, instead of the built-in lines.
type OwnCard struct{ Can, Cannot []string }

// Catalogue is what cards need of the texts besides single phrases.
type Catalogue interface {
	ui.Phrases
	// Texts gives all texts without arguments under a prefix, by the rest of their keys.
	Texts(language, prefix string) map[string]string
}

// Cards makes cards. Text, Service, Now and at least one inbox are required.
type Cards struct {
	Desk      string
	Inboxes   []Inbox
	Languages []Tongue           // to choose from
	Own       map[string]OwnCard // by language
	Looks     []string           // titles, as keys of the catalogue, of what the assistant can look up
	Changes   []string           // likewise, of what it can change after a yes
	Accent    string             // "#rrggbb" or empty
	Text      Catalogue
	Service   port.Service
	Now       func() time.Time
}

// errNoInbox is told for an inbox that is not there.
var errNoInbox = candor.Fail(candor.CodeNotFound, "error.no_inbox", nil)

// Known reports whether there is such an inbox. CodeNotFound "error.no_inbox".
func (c *Cards) Known(id candor.InboxID) error {
	_, err := c.inbox(id)
	return err
}

func (c *Cards) inbox(id candor.InboxID) (Inbox, error) {
	for _, in := range c.Inboxes {
		if in.ID == id {
			return in, nil
		}
	}
	return Inbox{}, errNoInbox
}

// Card gives the card of an inbox in a language. CodeNotFound "error.no_inbox".
func (c *Cards) Card(ctx context.Context, id candor.InboxID, language string) (Card, error) {
	inbox, err := c.inbox(id)
	if err != nil {
		return Card{}, err
	}
	service, err := c.service(ctx, id, language)
	if err != nil {
		return Card{}, err
	}
	desk := c.Desk
	if inbox.Name != "" {
		desk = inbox.Name
	}
	built := disclose.CardOf(desk, disclose.Acts{Looks: c.titles(language, c.Looks), Changes: c.titles(language, c.Changes)})
	notice := consent.For(c.Desk, language)
	card := Card{
		Desk: desk, Inbox: id, Language: language, Dir: c.Text.Direction(language), Languages: c.Languages,
		Title: c.say(language, built.Title), Greeting: c.say(language, built.Greeting),
		Can: c.lines(language, built.Can), Cannot: c.lines(language, built.Cannot),
		Words: notice.Text, Service: service, Accent: c.Accent, Strings: c.strings(language),
		Notice: noticeOf(notice),
	}
	if own, ok := c.Own[language]; ok {
		card.Can, card.Cannot = own.Can, own.Cannot
	}
	if c.Accent != "" {
		if card.OnAccent, err = ui.OnAccent(c.Accent); err != nil {
			return Card{}, err
		}
	}
	return card, nil
}

func (c *Cards) service(ctx context.Context, inbox candor.InboxID, language string) (Service, error) {
	s, err := c.Service.Status(ctx, inbox, c.Now())
	if err != nil {
		return Service{}, err
	}
	out := Service{Staffed: s.Staffed, Waiting: s.Waiting}
	switch {
	case s.Staffed:
		out.Minutes = minutes(s.Wait)
		out.Text = c.say(language, policy.Fixed{Key: "card.wait", Args: map[string]string{"minutes": strconv.Itoa(out.Minutes)}})
	case !s.NextOpen.IsZero():
		next := s.NextOpen.UTC()
		out.NextOpen = &next
		out.Text = c.say(language, policy.Fixed{Key: "card.wait_closed", Args: map[string]string{"next_at": next.Format(time.RFC3339)}})
	default:
		out.Text = c.say(language, policy.Fixed{Key: "card.wait_unknown"})
	}
	return out, nil
}

// strings are the widget's own words: those of the conversation as they are, others under their area.
func (c *Cards) strings(language string) map[string]string {
	out := c.Text.Texts(language, "chat.")
	for _, area := range []string{"card", "data"} {
		for key, text := range c.Text.Texts(language, area+".") {
			out[area+"_"+key] = text
		}
	}
	return out
}

// titles writes what the desk's tools do, as customers read it.
func (c *Cards) titles(language string, keys []string) string {
	out := make([]string, 0, len(keys))
	for _, key := range keys {
		if text := c.say(language, policy.Fixed{Key: key}); text != "" {
			out = append(out, text)
		}
	}
	return strings.Join(out, "; ")
}

func (c *Cards) lines(language string, keys []policy.Fixed) []string {
	out := make([]string, 0, len(keys))
	for _, k := range keys {
		out = append(out, c.say(language, k))
	}
	return out
}

func (c *Cards) say(language string, f policy.Fixed) string {
	text, _ := c.Text.Phrase(language, f.Key, f.Args)
	return text
}
