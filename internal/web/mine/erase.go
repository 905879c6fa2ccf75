package mine

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"candor"
	"candor/privacy/rights"
)

// erasePage says what would go.
type erasePage struct {
	Conversations, Messages, Consents, Requests string
	Profile                                     bool
}

// EraseAsk answers GET /privacy/erase: what would go, before anything does.
func (m *Mine) EraseAsk(w http.ResponseWriter, r *http.Request) {
	who := guestOf(r).who
	all, err := m.o.Office.Overview(r.Context(), who)
	if err != nil {
		m.fail(w, r, err)
		return
	}
	messages := int64(0)
	for _, c := range all.Conversations {
		messages += c.Messages
	}
	p := erasePage{
		Conversations: strconv.Itoa(len(all.Conversations)), Messages: strconv.FormatInt(messages, 10),
		Consents: strconv.Itoa(len(all.Consents)), Requests: strconv.Itoa(len(all.Requests)),
	}
	for _, one := range all.Profiles {
		p.Profile = p.Profile || one.Name+one.Email+one.Phone+one.Address != "" || len(one.Orders) > 0
	}
	m.page(w, r, http.StatusOK, who.Language, "erase", "mine.erase_title", p)
}

// Erase answers POST /privacy/erase. Every visit that opens what is gone ends with it. A certificate
// comes also when a store failed; it says so.
func (m *Mine) Erase(w http.ResponseWriter, r *http.Request) {
	who := guestOf(r).who
	if err := form(w, r); err != nil {
		m.fail(w, r, err)
		return
	}
	if r.PostForm.Get("sure") != "yes" {
		m.fail(w, r, candor.Fail(candor.CodeInvalid, "error.bad_request", nil))
		return
	}
	_, c, err := m.o.Office.Erase(r.Context(), who)
	if c == nil {
		m.fail(w, r, err)
		return
	}
	if err != nil {
		m.o.Respond.Log.Error("an erasure did not end; its request stays open", "error", err)
	}
	if c.Complete() {
		m.sessions.endAll(who.Customers)
		m.setCookie(w, "", -1)
	}
	http.Redirect(w, r, erased+string(c.Request())+"?language="+url.QueryEscape(who.Language), http.StatusSeeOther)
}

// erased is where what came of an erasure is told, under the number of its request. It holds nothing
// about anybody, and that number stands in no list.
const erased = "/privacy/erased/"

// certificate gives the one in the address.
func (m *Mine) certificate(r *http.Request) (*rights.Certificate, error) {
	gone := candor.Fail(candor.CodeNotFound, "error.certificate_gone", nil)
	id := candor.RequestID(r.PathValue("id"))
	if !id.Valid() {
		return nil, gone
	}
	c, err := m.o.Office.Certificate(r.Context(), id)
	if candor.CodeOf(err) == candor.CodeNotFound {
		return nil, gone
	}
	return c, err
}

// erasedPage tells what came of it.
type erasedPage struct {
	Here     string
	Language string
	Complete bool
	Request  candor.RequestID
	Lines    []lineView
	Complain rights.Authority
}

// lineView is why something is left, and until when as far as that is known.
type lineView struct{ Why, Until string }

// language is the one in the address, or else the browser's: whoever looks has no visit any more.
func (m *Mine) language(r *http.Request) string {
	if tag := r.URL.Query().Get("language"); tag != "" {
		return m.o.Respond.Speak(tag)
	}
	return m.o.Respond.Language(r)
}

// Erased answers GET /privacy/erased/{id}?language=: what came of an erasure, and its certificate to keep.
func (m *Mine) Erased(w http.ResponseWriter, r *http.Request) {
	c, err := m.certificate(r)
	if err != nil {
		m.fail(w, r, err)
		return
	}
	language := m.language(r)
	p := erasedPage{
		Here: erased + string(c.Request()), Language: language, Complete: c.Complete(), Request: c.Request(), Complain: m.o.Facts.Complain,
	}
	for _, l := range c.Lines() {
		left := lineView{m.say(language, leftWords[l.Outcome]), m.when(language, l.Until)}
		if !l.Done() && !slices.Contains(p.Lines, left) {
			p.Lines = append(p.Lines, left)
		}
	}
	title := "mine.erased_title"
	if !p.Complete {
		title = "mine.erased_part_title"
	}
	m.page(w, r, http.StatusOK, language, "erased", title, p)
}

// Certificate answers GET /privacy/erased/{id}/certificate?format=html|json: a file to keep.
func (m *Mine) Certificate(w http.ResponseWriter, r *http.Request) {
	c, err := m.certificate(r)
	if err != nil {
		m.fail(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if r.URL.Query().Get("format") == "json" {
		h.Set("Content-Type", "application/json; charset=utf-8")
		h.Set("Content-Disposition", `attachment; filename="erasure-certificate.json"`)
		_, err = w.Write(c.Bytes())
	} else {
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Content-Disposition", `attachment; filename="erasure-certificate.html"`)
		err = c.Page(w, m.language(r), m.o.Facts.Zone)
	}
	if err != nil {
		return // whoever asked has gone
	}
}
