package console

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"candor"
	"candor/internal/staff"
	"candor/internal/web/respond"
)

// grounds are those on which something can be held. Certificates name them.
var grounds = []string{"legal_claims", "duty_to_keep"}

// holdsView is the page on what must be kept.
type holdsView struct {
	privacyFrame
	Find    string // whose holds are listed
	Looked  bool
	Holds   []holdView
	Wrong   string // about the search
	Place   placeHoldView
	MayWork bool
}

// placeHoldView is the form for a new hold, as it was filled in.
type placeHoldView struct {
	Who, Reason, Until, Wrong string
	Only                      bool // the conversation alone
	Grounds                   []optionView
}

// holdView is one hold.
type holdView struct {
	ID                        candor.HoldID
	Reference                 string
	What, Ground, Reason      string
	Placed, By, Until, Lifted string
	Active                    bool
}

// PrivacyHolds answers GET /console/privacy/holds.
func (c *Console) PrivacyHolds(w http.ResponseWriter, r *http.Request) {
	c.holds(w, r, http.StatusOK, holdsView{}, "")
}

func (c *Console) holds(w http.ResponseWriter, r *http.Request, status int, v holdsView, ground string) {
	frame, err := c.privacyFrame(r, "holds")
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.privacyFrame, v.MayWork = frame, staff.May(actor(r), staff.WorkOnPrivacy)
	for _, g := range grounds {
		v.Place.Grounds = append(v.Place.Grounds, optionView{g, c.text("console.privacy.ground." + g), g == ground})
	}
	c.page(w, r, status, "console_privacy_holds", c.text("console.privacy.place.holds"), v)
}

// FindHolds answers POST /console/privacy/holds/find: the holds on one person. The look is on record.
func (c *Console) FindHolds(w http.ResponseWriter, r *http.Request) {
	if err := readForm(r); err != nil {
		c.fail(w, r, err)
		return
	}
	v := holdsView{Find: strings.TrimSpace(r.PostFormValue("who"))}
	v.Place.Who = v.Find
	found, err := c.whose(r.Context(), v.Find)
	if err == nil && len(found.Customers) == 0 {
		err = c.problem("nobody")
	}
	for _, id := range found.Customers {
		if err != nil {
			break
		}
		var all []Hold
		all, err = c.o.Holds.Holds(r.Context(), forRights(actor(r)), id)
		for _, h := range all {
			v.Holds = append(v.Holds, c.hold(r.Context(), h))
		}
	}
	if err != nil {
		c.failed(r, err)
		v.Wrong, v.Holds = c.privacyWords(err), nil
		c.holds(w, r, respond.Status(candor.CodeOf(err)), v, "")
		return
	}
	v.Looked = true
	c.holds(w, r, http.StatusOK, v, "")
}

func (c *Console) hold(ctx context.Context, h Hold) holdView {
	v := holdView{
		ID: h.ID, Reference: ending(string(h.ID)), What: c.text("console.privacy.holds.everything"),
		Ground: c.known("console.privacy.ground.", h.Ground), Reason: string(h.Reason), Placed: c.day(h.Placed), By: c.whoIs(ctx, h.By),
		Until: c.text("console.privacy.holds.endless"), Lifted: c.day(h.Lifted),
		Active: h.Lifted.IsZero() && (h.Until.IsZero() || c.o.Now().Before(h.Until)),
	}
	if h.Conversation != "" {
		v.What = c.textWith("console.conversation", map[string]string{"reference": Reference(h.Conversation)})
	}
	if !h.Until.IsZero() {
		v.Until = c.lastDay(h.Until)
	}
	return v
}

// whoIs names an actor of the ledger.
func (c *Console) whoIs(ctx context.Context, actor string) string {
	if id, ok := strings.CutPrefix(actor, "agent:"); ok {
		if a, err := c.o.Team.Agent(ctx, candor.AgentID(id)); err == nil {
			return a.Name
		}
	}
	return c.known("console.privacy.actor.", actor)
}

// lastDay writes the last day before a moment, empty for none: what is held until midnight ends with the
// day before.
func (c *Console) lastDay(until time.Time) string {
	if until.IsZero() {
		return ""
	}
	return c.day(until.Add(-time.Nanosecond))
}

// PlaceHold answers POST /console/privacy/holds.
func (c *Console) PlaceHold(w http.ResponseWriter, r *http.Request) {
	if err := readForm(r); err != nil {
		c.fail(w, r, err)
		return
	}
	ground := r.PostFormValue("ground")
	form := placeHoldView{
		Who: strings.TrimSpace(r.PostFormValue("who")), Reason: strings.TrimSpace(r.PostFormValue("words")),
		Until: r.PostFormValue("until"), Only: r.PostFormValue("scope") == "conversation",
	}
	if err := c.placeHold(r.Context(), actor(r), form, ground); err != nil {
		c.failed(r, err)
		form.Wrong = c.privacyWords(err)
		c.holds(w, r, respond.Status(candor.CodeOf(err)), holdsView{Place: form}, ground)
		return
	}
	http.Redirect(w, r, address("/console/privacy/holds", "done", "held"), http.StatusSeeOther)
}

func (c *Console) placeHold(ctx context.Context, a candor.Agent, f placeHoldView, ground string) error {
	var until time.Time
	if f.Until != "" {
		last, err := time.ParseInLocation(time.DateOnly, f.Until, c.o.Zone)
		until = last.AddDate(0, 0, 1) // that day is covered whole
		if err != nil || !until.After(c.o.Now()) {
			return c.problem("hold_until")
		}
	}
	if !slices.Contains(grounds, ground) || f.Reason == "" {
		return c.problem("hold_reason")
	}
	found, err := c.whose(ctx, f.Who)
	switch {
	case err != nil:
		return err
	case len(found.Customers) == 0:
		return c.problem("nobody")
	case f.Only && found.Conversation == "":
		return c.problem("hold_conversation")
	}
	for _, id := range found.Customers {
		h := Hold{Customer: id, Ground: ground, Reason: candor.Text(f.Reason), By: by(a), Until: until}
		if f.Only {
			h.Conversation = found.Conversation
		}
		if _, err := c.o.Holds.PlaceHold(ctx, h); err != nil {
			return err
		}
	}
	return nil
}

// LiftHold answers POST /console/privacy/holds/{hold}/lift.
func (c *Console) LiftHold(w http.ResponseWriter, r *http.Request) {
	id := candor.HoldID(r.PathValue("hold"))
	err := error(candor.Fail(candor.CodeNotFound, "error.no_hold", nil))
	if id.Valid() {
		err = c.o.Holds.LiftHold(r.Context(), id, by(actor(r)))
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	http.Redirect(w, r, address("/console/privacy/holds", "done", "lifted"), http.StatusSeeOther)
}
