package chat

import (
	"errors"
	"fmt"
	"net/http"

	"candor"
	"candor/internal/web/ui"
	"candor/internal/web/view"
)

// watchEvery is how often a page without JavaScript loads itself again when asked to, in seconds.
const watchEvery = 10

// startPage is the first screen.
type startPage struct {
	Card    view.Card
	Here    string // address of this page
	Key     string
	Problem string
}

// conversationPage is a conversation under way.
type conversationPage struct {
	Here         string
	Inbox        candor.InboxID
	Conversation view.Conversation
	Key          string // of the composer
	Draft        string // words that could not be sent
	Problem      string // why not
	Again        string // address that loads the page anew
	Watch        bool   // the page loads itself again; there is no composer then
	Offline      string // what is said when the network is away
	Reach        bool   // there are further ways to be reached
	Csat         csatView
	Blocks       []messageBlock
	Since        string // since when they wait, in words; empty: they do not
}

// Show answers GET /chat/{inbox}: the first screen, or the conversation that the cookie opens.
func (c *Chat) Show(w http.ResponseWriter, r *http.Request) {
	inbox, err := c.inbox(r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	id, err := c.own(r)
	if err == nil {
		err = c.showConversation(w, r, inbox, id, conversationPage{Watch: r.URL.Query().Get("watch") == "1"}, http.StatusOK)
	}
	if errors.Is(err, candor.ErrNoConversation) {
		err = c.showStart(w, r, inbox, startPage{}, http.StatusOK)
	}
	if err != nil {
		c.fail(w, r, err)
	}
}

func (c *Chat) showStart(w http.ResponseWriter, r *http.Request, inbox candor.InboxID, p startPage, status int) error {
	language := c.Respond.Language(r)
	card, err := c.Cards.Card(r.Context(), inbox, language)
	if err != nil {
		return err
	}
	p.Card, p.Here, p.Key = card, home(inbox), newKey()
	c.Respond.PageIn(w, r, status, language, "start", page(card.Title, p))
	return nil
}

// showConversation shows a conversation. ErrNoConversation when it is not there.
func (c *Chat) showConversation(w http.ResponseWriter, r *http.Request, inbox candor.InboxID, id candor.ConversationID, p conversationPage, status int) error {
	ctx := r.Context()
	seq, err := c.Reader.LastSeq(ctx) // before the rest: the stream that starts here misses nothing
	if err != nil {
		return err
	}
	conversation, err := c.Viewer.Conversation(ctx, id)
	if err != nil {
		return err
	}
	if conversation.Inbox != inbox {
		return candor.ErrNoConversation
	}
	messages, err := c.messages(r, id, conversation.Language)
	if err != nil {
		return err
	}
	p.Blocks, p.Since = c.blocks(conversation.Language, home(inbox), messages), c.waits(conversation)
	p.Here, p.Inbox, p.Conversation, p.Key = home(inbox), inbox, conversation, newKey()
	p.Again = again(r, inbox, "")
	p.Csat = csat(conversation, p.Here)
	p.Offline, p.Reach = c.say(conversation.Language, "chat.not_sent"), c.Ways != nil
	v := ui.View{
		Title: c.title(conversation.Language), Area: "chat", Styles: []string{"chat.css"}, Scripts: []string{"live.js", "chat.js"},
		Live: fmt.Sprintf("%s/events?after=%d", home(inbox), seq), Page: p,
	}
	switch {
	case p.Watch:
		v.Refresh, v.Next = watchEvery, again(r, inbox, "watch=1&")
	case conversation.Looking && p.Draft == "":
		v.Refresh, v.Next = 2, p.Again // the answer is on its way and nobody has begun to type
	}
	c.Respond.PageIn(w, r, status, conversation.Language, "conversation", v)
	return nil
}

// again gives the address that loads the page anew at its end. It differs from the page's own, or
// a browser would only jump to the end of what it has.
func again(r *http.Request, inbox candor.InboxID, query string) string {
	turn := "1"
	if r.URL.Query().Get("again") == "1" {
		turn = "2"
	}
	return home(inbox) + "?" + query + "again=" + turn + "#end"
}

func (c *Chat) messages(r *http.Request, id candor.ConversationID, language string) ([]view.Message, error) {
	const most = 200
	var out []view.Message
	for after := int64(0); ; {
		found, err := c.Reader.Messages(r.Context(), candor.CustomerReads(), id, after, most, false)
		if err != nil {
			return nil, err
		}
		out = append(out, view.Messages(c.Respond.Text, language, c.Respond.Desk, found)...)
		if len(found) < most {
			return out, nil
		}
		after = found[len(found)-1].Number
	}
}

func (c *Chat) title(language string) string {
	text, _ := c.Respond.Text.Phrase(language, "card.title", map[string]string{"desk": c.Respond.Desk})
	return text
}
