package console

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"candor"
	"candor/internal/staff"
	"candor/privacy/rights"
)

// requestView is the page of one request.
type requestView struct {
	privacyFrame
	ID                           candor.RequestID
	Version                      string
	Kind, Regime, State, Via     string
	Reference, Language          string
	Words                        string
	Clock                        clockView
	Steps                        []stepView
	Seen                         string // how many steps the page shows
	Answer                       answerView
	Customers                    []customerView
	Contact                      bool // somebody gave an address that ties nobody to it yet
	Proof                        string
	Acts                         []actView
	MayWork, MayDeliver, ShowWho bool
	Moved                        bool   // somebody else was first
	Kept                         string // words that were typed for an act that is no longer possible
	Certificate                  *certificateView
}

// stepView is something that happened to a request.
type stepView struct {
	When, What, Words string
	New               bool // it happened after the page was opened
	at                time.Time
}

type answerView struct{ Complain, URL string }

// customerView is one customer of a request: who it is stands there only once somebody asked to see it.
type customerView struct {
	ID            candor.CustomerID
	Reference     string
	Conversations []linkView
	Profile       []fieldView
	Shown         bool
}

type linkView struct{ Label, URL string }

type fieldView struct{ Label, Value string }

// requestOf gives the id in the address.
func requestOf(r *http.Request) (candor.RequestID, error) {
	id := candor.RequestID(r.PathValue("id"))
	if !id.Valid() {
		return "", candor.Fail(candor.CodeNotFound, "error.no_request", nil)
	}
	return id, nil
}

// PrivacyRequest answers GET /console/privacy/{id}.
func (c *Console) PrivacyRequest(w http.ResponseWriter, r *http.Request) {
	c.showRequest(w, r, http.StatusOK, actForm{}, nil)
}

// showRequest writes the page of the request in the address as it is now, with the form as it was
// filled in; change may put more on it.
func (c *Console) showRequest(w http.ResponseWriter, r *http.Request, status int, f actForm, change func(*requestView) error) {
	id, err := requestOf(r)
	var row rights.Row
	if err == nil {
		row, err = c.o.Office.Request(r.Context(), by(actor(r)), id)
	}
	var v requestView
	if err == nil {
		v, err = c.requestView(r, row, f)
	}
	if err == nil && change != nil {
		err = change(&v)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.page(w, r, status, "console_privacy_request", v.Kind+" "+v.Reference, v)
}

func (c *Console) requestView(r *http.Request, row rights.Row, f actForm) (requestView, error) {
	place := "open"
	if row.State.Closed() {
		place = "closed"
	}
	frame, err := c.privacyFrame(r, place)
	if err != nil {
		return requestView{}, err
	}
	v := requestView{
		privacyFrame: frame, ID: row.ID, Version: strconv.FormatInt(row.Version, 10), Reference: ending(string(row.ID)),
		Kind: c.text("console.privacy.kind." + string(row.Kind)), Regime: c.text("console.privacy.regime." + string(row.Regime)),
		State: c.text("console.privacy.state." + string(row.State)), Via: c.text("console.privacy.via." + row.Via),
		Language: languageName(row.Language), Words: string(row.Words), Clock: c.clock(row), Contact: row.Contact != "" && len(row.Customers) == 0,
		MayWork: staff.May(actor(r), staff.WorkOnPrivacy),
	}
	v.Steps = c.steps(row.Request, f.Seen)
	v.Seen = strconv.Itoa(len(v.Steps))
	if row.Answer.Reason != rights.NoRefusal {
		v.Answer = answerView{row.Answer.Complain.Name, row.Answer.Complain.URL}
	}
	if row.Kind == rights.ToErase && row.State.Closed() {
		certificate, err := c.o.Office.Certificate(r.Context(), row.ID)
		if err == nil {
			v.Certificate = c.certificate(certificate)
		} else if candor.CodeOf(err) != candor.CodeNotFound {
			return requestView{}, err
		}
	}
	if !row.Proof.At.IsZero() {
		v.Proof = c.text("console.privacy.proof." + string(row.Proof.Method))
	}
	if v.Customers, err = c.customers(r.Context(), actor(r), row.Customers); err != nil {
		return requestView{}, err
	}
	if v.MayWork {
		v.ShowWho = len(v.Customers) > 0
		v.Acts = c.acts(row, f)
		working := row.State == rights.Open || row.State == rights.Extended
		v.MayDeliver = working && (row.Kind == rights.ToSee || row.Kind == rights.ToExport) && len(row.Customers) > 0
	}
	if f.Words != "" && !slices.ContainsFunc(v.Acts, func(a actView) bool { return a.Words == f.Words }) {
		v.Kept = f.Words
	}
	return v, nil
}

// customers gives whose request it is by references alone.
func (c *Console) customers(ctx context.Context, a candor.Agent, ids []candor.CustomerID) ([]customerView, error) {
	var out []customerView
	for _, id := range ids {
		all, err := c.o.People.ConversationsOf(ctx, id)
		if err != nil {
			return nil, err
		}
		v := customerView{ID: id, Reference: ending(string(id))}
		for _, x := range all {
			link := linkView{Label: Reference(x.ID)}
			if staff.May(a, staff.SeeConversations) {
				link.URL = "/console/c/" + string(x.ID)
			}
			v.Conversations = append(v.Conversations, link)
		}
		out = append(out, v)
	}
	return out, nil
}

// steps tells what happened so far, in order. Those after the first seen are new; 0 marks none.
func (c *Console) steps(r rights.Request, seen int) []stepView {
	var out []stepView
	add := func(at time.Time, what string, words candor.Text) {
		if !at.IsZero() {
			out = append(out, stepView{When: c.dayTime(at), What: what, Words: string(words), at: at})
		}
	}
	add(r.Received, c.text("console.privacy.step.received"), "")
	add(r.Acknowledged, c.text("console.privacy.step.acknowledged"), "")
	add(r.IdentityAsked, c.text("console.privacy.step.identity"), "")
	add(r.Proof.At, c.textWith("console.privacy.step.proof", map[string]string{"how": c.text("console.privacy.proof." + string(r.Proof.Method))}), "")
	add(r.Extension.At, c.textWith("console.privacy.step.extended", map[string]string{"reason": c.text("console.privacy.delay.because_" + string(r.Extension.Reason))}), r.Extension.Words)
	closed := c.text("console.privacy.state." + string(r.State))
	if r.Answer.Reason != rights.NoRefusal {
		closed = c.textWith("console.privacy.step.answered", map[string]string{
			"state": closed, "reason": c.text("console.privacy.refusal." + string(r.Answer.Reason)),
		})
	}
	add(r.Closed, closed, r.Answer.Words)
	slices.SortStableFunc(out, func(a, b stepView) int { return a.at.Compare(b.at) })
	for i := range out {
		out[i].New = seen > 0 && i >= seen
	}
	return out
}

// ShowWho answers POST /console/privacy/{id}/who: opens who the person is. That is on the record.
func (c *Console) ShowWho(w http.ResponseWriter, r *http.Request) {
	c.showRequest(w, r, http.StatusOK, actForm{}, func(v *requestView) error {
		v.ShowWho = false
		for i := range v.Customers {
			p, err := c.o.People.Profile(r.Context(), forRights(actor(r)), v.Customers[i].ID)
			if err != nil {
				return err
			}
			v.Customers[i].Shown = true
			v.Customers[i].Profile = c.profile(p)
		}
		return nil
	})
}

// profile lists what is known, leaving out what is not.
func (c *Console) profile(p candor.Profile) []fieldView {
	var out []fieldView
	for _, f := range []struct{ key, value string }{
		{"name", p.Name}, {"email", p.Email}, {"phone", p.Phone}, {"address", p.Address}, {"orders", strings.Join(p.Orders, ", ")},
		{"language", cmp.Or(languageName(p.Language), p.Language)}, {"verified", c.dayTime(p.Verified)},
	} {
		if f.value != "" {
			out = append(out, fieldView{c.text("console.privacy.profile." + f.key), f.value})
		}
	}
	return out
}
