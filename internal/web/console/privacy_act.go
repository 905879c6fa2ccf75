package console

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"candor"
	"candor/internal/web/respond"
	"candor/privacy/rights"
)

// confirmation is what is typed before anything is destroyed.
const confirmation = "erase"

// actForm is the form of an act as it came.
type actForm struct {
	Act                       rights.Act
	Version                   int64
	Seen                      int // how many steps the page showed that it was on
	Reason, Words, Until, Who string
	Confirm                   string
	Lift                      bool
	Problem                   string
}

func readAct(r *http.Request) (actForm, error) {
	if err := readForm(r); err != nil {
		return actForm{}, err
	}
	version, err := strconv.ParseInt(r.PostFormValue("version"), 10, 64)
	if err != nil || version < 1 {
		return actForm{}, candor.Fail(candor.CodeInvalid, "error.bad_request", err)
	}
	seen, _ := strconv.Atoi(r.PostFormValue("seen"))
	return actForm{
		Act: rights.Act(r.PostFormValue("act")), Version: version, Seen: max(0, seen),
		Reason: r.PostFormValue("reason"), Words: strings.TrimSpace(r.PostFormValue("words")), Until: r.PostFormValue("until"),
		Who: strings.TrimSpace(r.PostFormValue("who")), Confirm: r.PostFormValue("confirm"), Lift: r.PostFormValue("lift") != "",
	}, nil
}

// PrivacyAct answers POST /console/privacy/{id}: an officer's act on a request.
func (c *Console) PrivacyAct(w http.ResponseWriter, r *http.Request) {
	id, err := requestOf(r)
	var f actForm
	if err == nil {
		f, err = readAct(r)
	}
	var row rights.Row
	if err == nil {
		row, err = c.o.Office.Request(r.Context(), by(actor(r)), id)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	if row.Version != f.Version {
		c.refuseAct(w, r, f, candor.ErrMoved)
		return
	}
	details, err := c.details(r.Context(), row.Request, f)
	if err != nil {
		c.refuseAct(w, r, f, err)
		return
	}
	_, certificate, err := c.o.Office.Do(r.Context(), id, f.Version, by(actor(r)), f.Act, details)
	c.late.forget()
	done := string(f.Act)
	if errors.Is(err, rights.ErrUntold) {
		c.o.Respond.Log.Error("console: a letter could not be written", "request", respond.RequestID(r.Context()), "error", err)
		done, err = "untold", nil
	}
	switch {
	case certificate != nil:
		c.showCertificate(w, r, certificate, done, err)
	case err != nil:
		c.refuseAct(w, r, f, err)
	default:
		http.Redirect(w, r, address(requestURL(id), "done", done), http.StatusSeeOther)
	}
}

// details reads what an act needs beside itself. An error changes nothing.
func (c *Console) details(ctx context.Context, r rights.Request, f actForm) (rights.Details, error) {
	d := rights.Details{Words: candor.Text(f.Words), Off: f.Lift}
	switch f.Act {
	case rights.Acknowledge, rights.AskIdentity, rights.Withdraw:
	case rights.Finish:
		if erases(r) && !strings.EqualFold(strings.TrimSpace(f.Confirm), confirmation) {
			return d, c.problem("unconfirmed")
		}
	case rights.FinishPartly, rights.Refuse:
		d.Reason = rights.Refusal(f.Reason)
	case rights.Extend:
		d.Delay = rights.Delay(f.Reason)
		if r.Regime == rights.Swiss {
			until, err := time.ParseInLocation(time.DateOnly, f.Until, c.o.Zone)
			if err != nil {
				return d, c.problem("until")
			}
			d.Until = until
		}
	case rights.ProveIdentity:
		customers, err := c.proven(ctx, r, f.Who)
		if err != nil {
			return d, err
		}
		d.Customers = customers
	default:
		return d, rights.ErrNoStep
	}
	return d, nil
}

// proven gives the customers that a proof ties to the person: those that were named, or else whoever
// proved to have the address under which the request came.
func (c *Console) proven(ctx context.Context, r rights.Request, who string) ([]candor.CustomerID, error) {
	if who == "" {
		if r.Contact == "" {
			return nil, nil
		}
		return c.o.People.WithContact(ctx, r.Contact)
	}
	var out []candor.CustomerID
	for _, one := range strings.FieldsFunc(who, func(x rune) bool { return x == ',' || x == ';' || x == ' ' || x == '\n' || x == '\r' }) {
		found, err := c.whose(ctx, one)
		if err != nil {
			return nil, err
		}
		if len(found.Customers) == 0 {
			return nil, c.problem("nobody")
		}
		out = append(out, found.Customers...)
	}
	return out, nil
}

// refuseAct shows the request as it is now, why the act was not done, and the words that were typed.
func (c *Console) refuseAct(w http.ResponseWriter, r *http.Request, f actForm, err error) {
	c.failed(r, err)
	if candor.CodeOf(err) == candor.CodeNotFound {
		c.fail(w, r, err)
		return
	}
	f.Problem = c.privacyWords(err)
	moved := errors.Is(err, candor.ErrMoved)
	if !moved {
		f.Seen = 0
	}
	c.showRequest(w, r, respond.Status(candor.CodeOf(err)), f, func(v *requestView) error {
		v.Moved = moved
		inForm := slices.ContainsFunc(v.Acts, func(a actView) bool { return a.Act == f.Act })
		if moved || !inForm {
			v.Problem = f.Problem
		}
		for i := range v.Acts {
			if moved {
				v.Acts[i].Problem = "" // it stands above, once
			}
		}
		return nil
	})
}

// problem is a mistake in a form of these pages.
func (c *Console) problem(key string) error {
	return candor.Fail(candor.CodeInvalid, "console.privacy.problem."+key, nil)
}

// privacyWords tells a failure in words for staff: those of the catalogue speak to the person.
func (c *Console) privacyWords(err error) string {
	for _, x := range []struct {
		err error
		key string
	}{
		{candor.ErrMoved, "moved"}, {rights.ErrReason, "reason"}, {rights.ErrNoStep, "step"}, {rights.ErrTooLate, "late"},
		{rights.ErrNoExtension, "extended"}, {rights.ErrProof, "proof"}, {rights.ErrRequest, "request"}, {rights.ErrSubject, "subject"},
		{rights.ErrBusy, "busy"}, {rights.ErrEmail, "email"},
	} {
		if errors.Is(err, x.err) {
			return c.text("console.privacy.problem." + x.key)
		}
	}
	if candor.CodeOf(err) == candor.CodeInternal {
		return c.text("console.privacy.problem.failed")
	}
	return c.o.Respond.Words(language, err)
}

// Deliver answers POST /console/privacy/{id}/archive: the archive, for the officer to hand over. That
// closes the request.
func (c *Console) Deliver(w http.ResponseWriter, r *http.Request) {
	id, err := requestOf(r)
	var f actForm
	if err == nil {
		f, err = readAct(r)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	archive := respond.NewArchive(w)
	_, _, err = c.o.Office.Deliver(r.Context(), id, f.Version, by(actor(r)), archive)
	c.late.forget()
	c.o.Respond.EndArchive(w, r, archive, err, func(w http.ResponseWriter, r *http.Request, err error) { c.refuseAct(w, r, f, err) })
}
