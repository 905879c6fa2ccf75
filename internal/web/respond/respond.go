package respond

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"slices"

	"candor"
	"candor/internal/web/ui"
)

// Responder writes answers. All fields but Offered are required.
type Responder struct {
	Text  ui.Phrases
	Pages *ui.Pages
	Log   *slog.Logger
	Desk  string // name of the company
	// Offered are the languages that the desk speaks, the one for everybody else first; all of the
	// catalogue, and English for everybody else, when empty.
	Offered []string
}

// Language gives the language to speak to whoever sent the request: the one they chose in the
// address (?lang=), else what their browser asks for, as far as the desk offers it.
func (r *Responder) Language(req *http.Request) string {
	if chosen := req.URL.Query().Get("lang"); chosen != "" {
		return r.Speak(chosen)
	}
	return r.Speak(req.Header.Get("Accept-Language"))
}

// Speak gives the offered language that is nearest to a wanted one.
func (r *Responder) Speak(wanted string) string {
	language := r.Text.Match(wanted)
	if len(r.Offered) == 0 || slices.Contains(r.Offered, language) {
		return language
	}
	return r.Text.Match(r.Offered[0])
}

// JSON writes body with the status.
func (r *Responder) JSON(w http.ResponseWriter, status int, body any) {
	b, err := json.Marshal(body)
	if err != nil {
		r.Log.Error("answer could not be written as JSON", slog.Any("error", err))
		http.Error(w, `{"error":{"code":"internal"}}`, http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	w.Write(append(b, '\n'))
}

// Page writes a whole page. A page that cannot be rendered becomes a failure, never half a page.
func (r *Responder) Page(w http.ResponseWriter, req *http.Request, status int, name string, v ui.View) {
	r.PageIn(w, req, status, r.Language(req), name, v)
}

// PageIn is Page in a given language.
func (r *Responder) PageIn(w http.ResponseWriter, req *http.Request, status int, language, name string, v ui.View) {
	if v.Desk == "" {
		v.Desk = r.Desk
	}
	var b bytes.Buffer
	if err := r.Pages.Render(&b, language, name, v); err != nil {
		r.logFailure(req, err)
		http.Error(w, "Something went wrong on our side. Nothing you sent before is lost. Please try again.", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", r.Text.Match(language))
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-store")
	}
	w.WriteHeader(status)
	w.Write(b.Bytes())
}

// Problem is the body of a JSON failure.
type Problem struct {
	Error struct {
		Code    candor.Code       `json:"code"`
		Key     string            `json:"key"`
		Message string            `json:"message"` // translated: what happened, what is safe, what to do
		Args    map[string]string `json:"args,omitempty"`
	} `json:"error"`
	Notice any `json:"notice,omitempty"` // what must be read first; see FailWith
}

// Fail writes err as JSON. Failures that are our fault are logged with their cause.
func (r *Responder) Fail(w http.ResponseWriter, req *http.Request, err error) {
	r.FailWith(w, req, err, nil)
}

// FailWith is Fail for a customer who must read a notice first, which goes with it.
func (r *Responder) FailWith(w http.ResponseWriter, req *http.Request, err error, notice any) {
	e := r.known(w, req, err)
	p := Problem{Notice: notice}
	p.Error.Code, p.Error.Key, p.Error.Args = e.Code, e.Key, e.Args
	p.Error.Message = r.words(r.Language(req), e)
	r.JSON(w, statusOf(e), p)
}

// FailPage writes err as a page. Back is where the way on leads; it may be empty.
func (r *Responder) FailPage(w http.ResponseWriter, req *http.Request, err error, back string) {
	e := r.known(w, req, err)
	language := r.Language(req)
	heading, ok := r.Text.Phrase(language, "page.problem", nil)
	if !ok {
		heading = "This didn't work"
	}
	view := Failure{Heading: heading, Message: r.words(language, e), Back: back}
	if statusOf(e) >= http.StatusInternalServerError {
		view.Request = RequestID(req.Context())
	}
	r.PageIn(w, req, statusOf(e), language, "error", ui.View{Title: heading, Area: "plain", Page: view})
}

// Failure is the view of the error page.
type Failure struct {
	Heading, Message, Back string
	Request                string // id to quote; empty when the failure is not ours
}

// Words gives the translated text for an error, for pages that show it beside a form.
func (r *Responder) Words(language string, err error) string {
	var e *candor.Error
	if !errors.As(err, &e) {
		e = candor.Fail(candor.CodeInternal, "error.internal", err)
	}
	return r.words(language, e)
}

// Explain gives the status and the translated words for an error, for pages that show it beside
// a form, and logs what is our fault.
func (r *Responder) Explain(w http.ResponseWriter, req *http.Request, err error) (status int, words string) {
	e := r.known(w, req, err)
	return statusOf(e), r.words(r.Language(req), e)
}

func (r *Responder) words(language string, e *candor.Error) string {
	if text, ok := r.Text.Phrase(language, e.Key, e.Args); ok {
		return text
	}
	text, ok := r.Text.Phrase(language, "error.internal", nil)
	if !ok {
		return "Something went wrong on our side. Nothing you sent before is lost. Please try again."
	}
	return text
}

// known finds the candor.Error in a chain, logs what is our fault, and sets the headers that
// belong to the status.
func (r *Responder) known(w http.ResponseWriter, req *http.Request, err error) *candor.Error {
	var e *candor.Error
	if !errors.As(err, &e) {
		e = candor.Fail(candor.CodeInternal, "error.internal", err)
	}
	status := statusOf(e)
	if status >= http.StatusInternalServerError {
		r.logFailure(req, err)
	}
	if status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "5")
	}
	return e
}

func (r *Responder) logFailure(req *http.Request, err error) {
	if req.Context().Err() != nil {
		return // whoever asked has gone; there is nothing to answer or to mend
	}
	r.Log.Error("request failed",
		slog.String("request", RequestID(req.Context())), slog.String("route", req.Pattern), slog.Any("error", err))
}

// KeyMethod is the failure of an address that was used in a way that it cannot be: 405.
const KeyMethod = "error.method"

func statusOf(e *candor.Error) int {
	if e.Key == KeyMethod {
		return http.StatusMethodNotAllowed
	}
	return Status(e.Code)
}

// Status gives the HTTP status of a code.
func Status(code candor.Code) int {
	switch code {
	case candor.CodeInvalid:
		return http.StatusBadRequest
	case candor.CodeSignIn:
		return http.StatusUnauthorized
	case candor.CodeConsent, candor.CodeForbidden:
		return http.StatusForbidden
	case candor.CodeNotFound:
		return http.StatusNotFound
	case candor.CodeConflict:
		return http.StatusConflict
	case candor.CodeTooLarge:
		return http.StatusRequestEntityTooLarge
	case candor.CodeTooMany:
		return http.StatusTooManyRequests
	case candor.CodeUnavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}
