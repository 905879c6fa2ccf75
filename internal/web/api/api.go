package api

import (
	"net/http"
	"time"

	"candor"
	"candor/internal/web/access"
	"candor/internal/web/flow"
	"candor/internal/web/live"
	"candor/internal/web/port"
	"candor/internal/web/respond"
	"candor/internal/web/view"
	"candor/turn"
)

// API answers requests. All fields but Office, Ways and Flow are required.
type API struct {
	Desk     *turn.Desk
	Reader   port.Reader
	Presence port.Presence
	Viewer   *view.Viewer
	Chooser  *view.Chooser
	Cards    *view.Cards
	Passes   *access.Passes
	Streams  *live.Streams
	Respond  *respond.Responder
	Office   Office     // may be nil: then the addresses of it are not served
	Ways     port.Reach // likewise
	Flow     *flow.Gate // may be nil: nothing is counted
	Now      func() time.Time
}

// own gives the conversation named in the address, if the request holds its pass.
// ErrNoConversation otherwise.
func (a *API) own(r *http.Request) (candor.ConversationID, error) {
	id := candor.ConversationID(r.PathValue("id"))
	if !id.Valid() {
		return "", candor.ErrNoConversation
	}
	return id, a.Passes.Bearer(r, id)
}

// act is a handler that does one thing to a conversation and shows it afterwards.
func (a *API) act(w http.ResponseWriter, r *http.Request, do func(candor.ConversationID) (candor.Conversation, error)) {
	id, err := a.own(r)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	c, err := do(id)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	shown, err := a.Viewer.Of(r.Context(), c)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	a.Respond.JSON(w, http.StatusOK, conversationBody{Conversation: shown})
}

type conversationBody struct {
	Conversation view.Conversation `json:"conversation"`
	Seq          *int64            `json:"seq,omitempty"`
}
