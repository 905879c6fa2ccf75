package console

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"candor"
	"candor/internal/locale"
	"candor/internal/web/respond"
	"candor/privacy/rights"
)

// whose is what a reference, an id or an address leads to.
type whose struct {
	Customers    []candor.CustomerID
	Conversation candor.ConversationID // when it was one
	Contact      string                // tag of an address
	Email        string                // the address itself, folded
	Language     string
}

// whose finds whom a text names: a conversation by id or reference, a customer by id, or an e-mail
// address. Of an address it gives the tag and those who proved to have it, of whom there may be none.
func (c *Console) whose(ctx context.Context, text string) (whose, error) {
	text = strings.TrimSpace(text)
	low := strings.ToLower(text)
	var found []candor.Conversation
	var err error
	switch id := candor.ConversationID(idInside.FindString(low)); {
	case strings.Contains(text, "@"):
		folded, err := rights.FoldEmail(text)
		if err != nil {
			return whose{}, err
		}
		out := whose{Contact: c.o.People.Tag("email", folded), Email: folded}
		out.Customers, err = c.o.People.WithContact(ctx, out.Contact)
		return out, err
	case id.Valid():
		x, err := c.o.Reader.Conversation(ctx, id)
		if err == nil {
			found = []candor.Conversation{x}
		} else if candor.CodeOf(err) != candor.CodeNotFound {
			return whose{}, err
		}
	case candor.CustomerID(low).Valid():
		if found, err = c.o.People.ConversationsOf(ctx, candor.CustomerID(low)); err != nil || len(found) == 0 {
			return whose{}, err
		}
		return whose{Customers: []candor.CustomerID{found[0].Customer}, Language: found[0].Language}, nil
	case referenceShape.MatchString(text):
		if found, err = c.o.Reader.Referenced(ctx, low); err != nil {
			return whose{}, err
		}
	}
	if len(found) != 1 {
		return whose{}, nil // none, or a short name that two share: the whole id is needed then
	}
	return whose{Customers: []candor.CustomerID{found[0].Customer}, Conversation: found[0].ID, Language: found[0].Language}, nil
}

// newRequestView is the form for a request that came by letter or telephone.
type newRequestView struct {
	privacyFrame
	Kinds, Regimes, Languages []optionView
	Who, Words, Wrong         string
	Received, Earliest, Today string // days, as forms write them
}

// NewRequest answers GET /console/privacy/new.
func (c *Console) NewRequest(w http.ResponseWriter, r *http.Request) {
	c.newRequest(w, r, http.StatusOK, newRequestView{}, rights.ToSee, "", "")
}

func (c *Console) newRequest(w http.ResponseWriter, r *http.Request, status int, v newRequestView, kind rights.Kind, regime rights.Regime, tongue string) {
	frame, err := c.privacyFrame(r, "new")
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.privacyFrame = frame
	now := c.o.Now().In(c.o.Zone)
	v.Today, v.Earliest = now.Format(time.DateOnly), now.AddDate(-1, 0, 0).Format(time.DateOnly)
	v.Received = cmp.Or(v.Received, v.Today)
	for _, k := range rights.Kinds() {
		v.Kinds = append(v.Kinds, optionView{string(k), c.text("console.privacy.kind." + string(k)), k == kind})
	}
	v.Regimes = []optionView{{"", c.text("console.privacy.new.usual"), regime == ""}}
	for _, x := range rights.Regimes() {
		v.Regimes = append(v.Regimes, optionView{string(x), c.text("console.privacy.regime." + string(x)), x == regime})
	}
	for _, tag := range c.languages() {
		v.Languages = append(v.Languages, optionView{tag, languageName(tag), tag == tongue})
	}
	c.page(w, r, status, "console_privacy_new", c.text("console.privacy.place.new"), v)
}

// languages are those in which the desk can answer.
func (c *Console) languages() []string {
	if len(c.o.Respond.Offered) == 0 {
		return locale.Languages()
	}
	var out []string
	for _, tag := range c.o.Respond.Offered {
		if !slices.Contains(out, tag) {
			out = append(out, tag)
		}
	}
	return out
}

// received reads the day on which a request came: the law counts from there. What came today came now.
func (c *Console) received(text string) (time.Time, error) {
	now := c.o.Now().In(c.o.Zone)
	day, err := time.ParseInLocation(time.DateOnly, text, c.o.Zone)
	today, first := now.Format(time.DateOnly), now.AddDate(-1, 0, 0).Format(time.DateOnly)
	switch {
	case text == "" || text == today:
		return time.Time{}, nil
	case err != nil, text > today, text < first:
		return time.Time{}, c.problem("received")
	}
	return day, nil
}

// WriteDown answers POST /console/privacy/new.
func (c *Console) WriteDown(w http.ResponseWriter, r *http.Request) {
	if err := readForm(r); err != nil {
		c.fail(w, r, err)
		return
	}
	form := newRequestView{Who: strings.TrimSpace(r.PostFormValue("who")), Words: strings.TrimSpace(r.PostFormValue("words")), Received: r.PostFormValue("received")}
	a := rights.Asking{
		Kind: rights.Kind(r.PostFormValue("kind")), Regime: rights.Regime(r.PostFormValue("regime")), Language: r.PostFormValue("language"),
		Via: "console", Words: candor.Text(form.Words), Actor: by(actor(r)),
	}
	var found whose
	var err error
	if a.Received, err = c.received(form.Received); err == nil {
		found, err = c.whose(r.Context(), form.Who)
	}
	if err == nil && found.Contact == "" && len(found.Customers) == 0 {
		err = c.problem("nobody")
	}
	var row rights.Row
	if err == nil {
		// An address is only claimed so far: whose data it is about comes with the proof.
		if a.Contact, a.Reply = found.Contact, candor.Text(found.Email); a.Contact == "" {
			a.Customers = found.Customers
		}
		row, err = c.o.Office.WriteDown(r.Context(), a)
	}
	if err != nil {
		c.failed(r, err)
		form.Wrong = c.privacyWords(err)
		c.newRequest(w, r, respond.Status(candor.CodeOf(err)), form, a.Kind, a.Regime, a.Language)
		return
	}
	c.late.forget()
	http.Redirect(w, r, address(requestURL(row.ID), "done", "written"), http.StatusSeeOther)
}
