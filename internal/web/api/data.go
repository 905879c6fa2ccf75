package api

import (
	"context"
	"io"
	"net/http"

	"candor"
	"candor/internal/web/respond"
	"candor/internal/web/view"
	"candor/privacy/rights"
)

// Office answers requests of people about their own data. *rights.Office is one; its errors are those
// told there.
type Office interface {
	Overview(ctx context.Context, w rights.Who) (rights.Overview, error)
	Export(ctx context.Context, w rights.Who, to io.Writer) (rights.Request, rights.Summary, error)
	Correct(ctx context.Context, w rights.Who, c rights.Correction) (rights.Request, error)
	Restrict(ctx context.Context, w rights.Who, on bool) (rights.Request, error)
	Object(ctx context.Context, w rights.Who, words candor.Text) (rights.Request, error)
	Erase(ctx context.Context, w rights.Who) (rights.Request, *rights.Certificate, error)
	Widen(ctx context.Context, w rights.Who) (rights.Who, error)
	Visitor(ctx context.Context, inbox candor.InboxID, token string, id candor.CustomerID) (candor.Profile, error)
}

// who is whoever holds the pass of the conversation in the address: that conversation's customer, and
// what the embedding site has just said is theirs too.
func (a *API) who(r *http.Request) (rights.Who, error) {
	id, err := a.own(r)
	if err != nil {
		return rights.Who{}, err
	}
	c, err := a.Reader.Conversation(r.Context(), id)
	if err != nil {
		return rights.Who{}, err
	}
	return a.Office.Widen(r.Context(), rights.Who{
		Customers: []candor.CustomerID{c.Customer}, Proof: rights.BySession, Actor: "customer", Language: a.Respond.Language(r),
		Via: string(respond.Via(r)),
	})
}

// Data answers GET …/data: everything that is kept about the customer but the words, at a glance.
func (a *API) Data(w http.ResponseWriter, r *http.Request) {
	if all, ok := a.overview(w, r); ok {
		a.Respond.JSON(w, http.StatusOK, view.OwnDataOf(all))
	}
}

// Readings answers GET …/data/readings: who looked, when and why.
func (a *API) Readings(w http.ResponseWriter, r *http.Request) {
	if all, ok := a.overview(w, r); ok {
		a.Respond.JSON(w, http.StatusOK, struct {
			Readings []view.Look `json:"readings"`
		}{view.OwnDataOf(all).Readings})
	}
}

func (a *API) overview(w http.ResponseWriter, r *http.Request) (rights.Overview, bool) {
	who, err := a.who(r)
	var all rights.Overview
	if err == nil {
		all, err = a.Office.Overview(r.Context(), who)
	}
	if err != nil {
		a.Respond.Fail(w, r, err)
	}
	return all, err == nil
}

// Export answers POST …/data/export: the archive. When that fails halfway the answer breaks off.
func (a *API) Export(w http.ResponseWriter, r *http.Request) {
	who, err := a.who(r)
	archive := respond.NewArchive(w)
	if err == nil {
		_, _, err = a.Office.Export(r.Context(), who, archive)
	}
	a.Respond.EndArchive(w, r, archive, err, a.Respond.Fail)
}

// Correct answers POST …/data/correct: sets one thing right, or puts a statement beside a message.
func (a *API) Correct(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Field   rights.Field     `json:"field"`
		Old     candor.Text      `json:"old"`
		New     candor.Text      `json:"new"`
		Message candor.MessageID `json:"message"`
	}
	a.request(w, r, &in, func(who rights.Who) (rights.Request, error) {
		return a.Office.Correct(r.Context(), who, rights.Correction{Field: in.Field, Old: in.Old, New: in.New, Message: in.Message})
	})
}

// Restrict answers POST …/data/restrict.
func (a *API) Restrict(w http.ResponseWriter, r *http.Request) {
	var in struct {
		On bool `json:"on"`
	}
	a.request(w, r, &in, func(who rights.Who) (rights.Request, error) { return a.Office.Restrict(r.Context(), who, in.On) })
}

// Object answers POST …/data/object: every use by consent ends at once; a person answers the rest.
func (a *API) Object(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Words candor.Text `json:"words"`
	}
	a.request(w, r, &in, func(who rights.Who) (rights.Request, error) { return a.Office.Object(r.Context(), who, in.Words) })
}

// request is a handler that reads JSON, asks the office for one thing and tells where it stands.
func (a *API) request(w http.ResponseWriter, r *http.Request, in any, do func(rights.Who) (rights.Request, error)) {
	who, err := a.who(r)
	if err == nil {
		err = read(w, r, in)
	}
	var asked rights.Request
	if err == nil {
		asked, err = do(who)
	}
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	a.Respond.JSON(w, http.StatusOK, requestBody{view.RequestOf(asked)})
}

type requestBody struct {
	Request view.Request `json:"request"`
}

// Erase answers POST …/data/erase with the signed certificate, which says what is left if anything is.
func (a *API) Erase(w http.ResponseWriter, r *http.Request) {
	who, err := a.who(r)
	if err == nil {
		err = read(w, r, &struct{}{})
	}
	var asked rights.Request
	var certificate *rights.Certificate
	if err == nil {
		asked, certificate, err = a.Office.Erase(r.Context(), who)
	}
	if certificate == nil {
		a.Respond.Fail(w, r, err)
		return
	}
	if err != nil {
		a.Respond.Log.Error("an erasure did not end; its request stays open", "error", err)
	}
	a.Respond.JSON(w, http.StatusOK, view.ErasedOf(asked, certificate))
}
