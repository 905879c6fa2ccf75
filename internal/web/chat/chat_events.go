package chat

import (
	"bytes"
	"context"
	"net/http"

	"candor"
	"candor/internal/web/live"
	"candor/internal/web/view"
)

// Events answers GET /chat/{inbox}/events?after=N: fragments of the page as things change. The
// browser's Last-Event-ID counts before the address.
func (c *Chat) Events(w http.ResponseWriter, r *http.Request) {
	inbox, err := c.inbox(r)
	if err != nil {
		c.Respond.Fail(w, r, err)
		return
	}
	id, err := c.own(r)
	if err != nil {
		c.Respond.Fail(w, r, err)
		return
	}
	after, ok := live.LastEventID(r.Header.Get("Last-Event-ID"))
	if !ok {
		after, _ = live.LastEventID(r.URL.Query().Get("after"))
	}
	if err := c.Streams.Serve(w, r, &feed{chat: c, inbox: inbox, id: id, after: after, fresh: true}); err != nil {
		c.Respond.Fail(w, r, err)
	}
}

// feed is the stream of one page.
type feed struct {
	chat     *Chat
	inbox    candor.InboxID
	id       candor.ConversationID
	after    int64
	fresh    bool
	waiting  bool
	language string
}

// Topic is the conversation.
func (f *feed) Topic() string { return string(f.id) }

// Next gives the fragments of what changed.
func (f *feed) Next(ctx context.Context, beat bool) ([]byte, error) {
	if f.fresh {
		last, err := f.chat.Reader.LastSeq(ctx)
		if err != nil {
			return nil, err
		}
		if f.after > last { // an older backup is back: what the page shows may never have been
			f.after, f.fresh = last, false
			return live.Frame(nil, "reload", last, nil), nil
		}
	}
	changes, err := view.ChangesSince(ctx, f.chat.Reader, f.id, f.after)
	if err != nil {
		return nil, err
	}
	var html bytes.Buffer
	if changes.Any || f.fresh || beat && f.waiting {
		if err := f.render(ctx, &html, changes); err != nil {
			return nil, err
		}
	}
	f.after, f.fresh = changes.Seq, false
	if !beat {
		if err := f.typing(&html); err != nil {
			return nil, err
		}
	}
	if html.Len() == 0 {
		return nil, nil
	}
	return live.Frame(nil, "swap", f.after, html.Bytes()), nil
}

func (f *feed) render(ctx context.Context, html *bytes.Buffer, changes view.Changes) error {
	c, err := f.chat.Viewer.Conversation(ctx, f.id)
	if err != nil {
		return err
	}
	f.waiting, f.language = c.Waiting != nil, c.Language
	p := conversationPage{Reach: f.chat.Ways != nil, Here: home(f.inbox), Inbox: f.inbox, Conversation: c}
	p.Csat, p.Since = csat(c, p.Here), f.chat.waits(c)
	pages := f.chat.Respond.Pages
	// What stands above and below comes first: a message that arrives is then scrolled to in the place that is left.
	for _, block := range []string{"status", "label", "tools"} {
		if err := pages.Fragment(html, c.Language, "conversation", block, p); err != nil {
			return err
		}
	}
	if err := pages.Fragment(html, c.Language, "conversation", "csat", p.Csat); err != nil {
		return err
	}
	for _, changed := range changes.Messages {
		m := f.chat.block(c.Language, p.Here, view.MessageOf(f.chat.Respond.Text, c.Language, f.chat.Respond.Desk, changed.Message))
		if err := pages.Fragment(html, c.Language, "conversation", "message", m); err != nil {
			return err
		}
		if changed.Message.Author == candor.ByAgent {
			if err := pages.Fragment(html, c.Language, "conversation", "typing", view.Typing{}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *feed) typing(html *bytes.Buffer) error {
	typing := f.chat.Viewer.Typing(f.id, f.language)
	if !typing.Agent {
		return nil
	}
	return f.chat.Respond.Pages.Fragment(html, f.language, "conversation", "typing", typing)
}
