package api

import (
	"net/http"
	"time"

	"candor"
	"candor/internal/web/view"
)

type reachBody struct {
	Reach view.Reach `json:"reach"`
}

// Reach answers GET …/reach: how the customer is reached when they are not here, and what they can ask for besides.
func (a *API) Reach(w http.ResponseWriter, r *http.Request) {
	a.reach(w, r, nil, func(candor.Conversation) error { return nil })
}

// ReachMail answers POST …/reach/mail: whether they want an e-mail when a person has written. It goes to an address that
// is proven, and to none before.
func (a *API) ReachMail(w http.ResponseWriter, r *http.Request) {
	var in struct {
		On bool `json:"on"`
	}
	a.reach(w, r, &in, func(c candor.Conversation) error { return a.Ways.Tell(r.Context(), c.ID, in.On) })
}

// ReachCall answers POST …/reach/call: a wish to be called at one of the times that were offered. 400 for a number or a
// time that is none.
func (a *API) ReachCall(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Phone candor.Text `json:"phone"`
		From  time.Time   `json:"from"`
	}
	a.reach(w, r, &in, func(c candor.Conversation) error { return a.Ways.Call(r.Context(), c, in.Phone, in.From) })
}

// ReachNoCall answers POST …/reach/call/withdraw. It is no failure when there was no call.
func (a *API) ReachNoCall(w http.ResponseWriter, r *http.Request) {
	a.reach(w, r, &struct{}{}, func(c candor.Conversation) error { return a.Ways.TakeBackCall(r.Context(), c.ID) })
}

// ReachSooner answers POST …/reach/sooner: the customer needs help sooner. No reason is asked.
func (a *API) ReachSooner(w http.ResponseWriter, r *http.Request) {
	a.reach(w, r, &struct{}{}, func(c candor.Conversation) error {
		_, err := a.Desk.Declare(r.Context(), c.ID)
		return err
	})
}

// ReachSupervisor answers POST …/reach/supervisor. It always works; offer it once a person took part.
func (a *API) ReachSupervisor(w http.ResponseWriter, r *http.Request) {
	a.reach(w, r, &struct{}{}, func(c candor.Conversation) error {
		_, err := a.Desk.AskSupervisor(r.Context(), c.ID)
		return err
	})
}

// ReachLink answers POST …/reach/link: a link that opens the conversation on any device, in place of the one before. It is
// shown once.
func (a *API) ReachLink(w http.ResponseWriter, r *http.Request) {
	id, err := a.own(r)
	if err == nil {
		err = read(w, r, &struct{}{})
	}
	var out struct {
		Link    string    `json:"link"`
		Expires time.Time `json:"expires"`
	}
	if err == nil {
		out.Link, out.Expires, err = a.Ways.NewWayBack(r.Context(), id)
	}
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	a.Respond.JSON(w, http.StatusCreated, out)
}

// ReachReceipt answers POST …/reach/receipt: the receipt by e-mail. It was not sent where no address is proven; the
// transcript is there to download then.
func (a *API) ReachReceipt(w http.ResponseWriter, r *http.Request) {
	id, err := a.own(r)
	if err == nil {
		err = read(w, r, &struct{}{})
	}
	var out struct {
		Sent bool `json:"sent"`
	}
	var t view.Transcript
	if err == nil {
		t, err = a.Viewer.Transcript(r.Context(), id)
	}
	var c candor.Conversation
	if err == nil {
		c, err = a.Reader.Conversation(r.Context(), id)
	}
	if err == nil {
		out.Sent, err = a.Ways.Receipt(r.Context(), c, candor.Text(t.Plain()))
	}
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	a.Respond.JSON(w, http.StatusOK, out)
}

// reach is a handler that reads JSON unless in is nil, does one thing about being reached, and shows how that stands.
func (a *API) reach(w http.ResponseWriter, r *http.Request, in any, do func(candor.Conversation) error) {
	id, err := a.own(r)
	if err == nil && in != nil {
		err = read(w, r, in)
	}
	var c candor.Conversation
	if err == nil {
		c, err = a.Reader.Conversation(r.Context(), id)
	}
	if err == nil {
		err = do(c)
	}
	if err == nil {
		c, err = a.Reader.Conversation(r.Context(), id) // as it is now
	}
	var shown view.Reach
	if err == nil {
		shown, err = a.Viewer.Reach(r.Context(), a.Ways, c)
	}
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	a.Respond.JSON(w, http.StatusOK, reachBody{shown})
}
