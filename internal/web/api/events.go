package api

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"net/http"

	"candor"
	"candor/internal/web/live"
	"candor/internal/web/view"
)

// Events answers GET …/events: server-sent events from after Last-Event-ID on. Without that header
// the stream begins now; either way the conversation as it stands comes first.
func (a *API) Events(w http.ResponseWriter, r *http.Request) {
	id, err := a.own(r)
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	after, resumed := live.LastEventID(r.Header.Get("Last-Event-ID"))
	if err := a.Streams.Serve(w, r, &feed{api: a, id: id, after: after, resumed: resumed, fresh: true}); err != nil {
		a.Respond.Fail(w, r, err)
	}
}

// feed is one customer's stream.
type feed struct {
	api      *API
	id       candor.ConversationID
	after    int64
	resumed  bool
	fresh    bool // nothing was told yet
	waiting  bool // the place in the queue changes with others' doing
	language string
	shown    uint64 // digest of the conversation as it was last told
}

// Topic is the conversation.
func (f *feed) Topic() string { return string(f.id) }

// Next tells new and changed messages, the conversation when it changed, and who is typing.
func (f *feed) Next(ctx context.Context, beat bool) ([]byte, error) {
	var out []byte
	if f.fresh {
		last, err := f.api.Reader.LastSeq(ctx)
		if err != nil {
			return nil, err
		}
		if f.after > last { // the reader has seen more than there is: an older backup is back
			out = live.Frame(out, "reset", 0, []byte("{}"))
		}
		if !f.resumed || f.after > last {
			f.after = last
		}
	}
	changes, err := view.ChangesSince(ctx, f.api.Reader, f.id, f.after)
	if err != nil {
		return nil, err
	}
	f.after = changes.Seq
	if changes.Any || f.fresh || beat && f.waiting {
		if out, err = f.changed(ctx, out, changes); err != nil {
			return nil, err
		}
		f.fresh = false
	}
	if beat {
		return out, nil
	}
	return f.typing(out)
}

// changed tells messages in the order of their events, then the conversation.
func (f *feed) changed(ctx context.Context, out []byte, changes view.Changes) ([]byte, error) {
	c, err := f.api.Viewer.Conversation(ctx, f.id)
	if err != nil {
		return nil, err
	}
	f.waiting, f.language = c.Waiting != nil, c.Language
	for _, changed := range changes.Messages {
		data, err := json.Marshal(view.MessageOf(f.api.Respond.Text, c.Language, f.api.Respond.Desk, changed.Message))
		if err != nil {
			return nil, err
		}
		out = live.Frame(out, "message", changed.Seq, data)
	}
	c.Typing = view.Typing{} // comes and goes on its own
	data, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	h := fnv.New64a()
	h.Write(data)
	if sum := h.Sum64(); sum != f.shown {
		f.shown = sum
		data = fmt.Appendf(nil, `{"conversation":%s,"seq":%d}`, data, f.after)
		out = live.Frame(out, "conversation", f.after, data)
	}
	return out, nil
}

func (f *feed) typing(out []byte) ([]byte, error) {
	typing := f.api.Viewer.Typing(f.id, f.language)
	if !typing.Agent {
		return out, nil
	}
	data, err := json.Marshal(typing)
	if err != nil {
		return nil, err
	}
	return live.Frame(out, "typing", 0, data), nil
}
