package console

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strings"

	"candor"
	"candor/internal/web/respond"
)

// teamView is the page on which owners say who works at the desk.
type teamView struct {
	frameView
	People []personView
	Add    addView
	Given  givenView // a password that is shown this once
}

type personView struct {
	ID                candor.AgentID
	Name, Email, Role string
	First             string
	Me, Disabled      bool
	Online            bool
}

// addView is the form for a new member; it comes back filled when it was refused.
type addView struct{ Name, FirstName, Email, Role, Problem string }

type givenView struct{ Name, Password string }

// Team answers GET /console/team.
func (c *Console) Team(w http.ResponseWriter, r *http.Request) {
	c.team(w, r, http.StatusOK, teamView{})
}

func (c *Console) team(w http.ResponseWriter, r *http.Request, status int, v teamView) {
	frame, err := c.beside(r, "team")
	if err != nil {
		c.fail(w, r, err)
		return
	}
	frame.Problem = v.Problem
	v.frameView = frame
	agents, err := c.o.Team.Agents(r.Context())
	if err != nil {
		c.fail(w, r, err)
		return
	}
	slices.SortFunc(agents, func(a, b candor.Agent) int { return strings.Compare(a.Name, b.Name) })
	online := c.o.Presence.Online()
	for _, a := range agents {
		v.People = append(v.People, personView{
			ID: a.ID, Name: a.Name, First: a.FirstName, Email: a.Email, Role: c.text("console.role." + string(highest(a))),
			Me: a.ID == actor(r).ID, Disabled: a.Disabled, Online: slices.Contains(online, a.ID),
		})
	}
	c.page(w, r, status, "console_team", c.text("console.title.team"), v)
}

// highest is the role that has the rights of all the others an agent has.
func highest(a candor.Agent) candor.Role {
	for _, r := range []candor.Role{candor.RoleOwner, candor.RoleLead, candor.RoleAgent, candor.RoleOfficer} {
		if a.Has(r) {
			return r
		}
	}
	return candor.AnyRole
}

// AddAgent answers POST /console/team. The new password is made here and shown once.
func (c *Console) AddAgent(w http.ResponseWriter, r *http.Request) {
	if err := readForm(r); err != nil {
		c.fail(w, r, err)
		return
	}
	form := addView{
		Name: r.PostFormValue("name"), FirstName: r.PostFormValue("first_name"),
		Email: r.PostFormValue("email"), Role: r.PostFormValue("role"),
	}
	password := newPassword()
	a, err := c.o.Team.Add(r.Context(), candor.Agent{
		Name: form.Name, FirstName: form.FirstName, Email: form.Email,
		Roles: []candor.Role{candor.Role(form.Role)}, Languages: []string{language},
	}, password, string(actor(r).ID))
	switch code := candor.CodeOf(err); {
	case err == nil:
		c.team(w, r, http.StatusCreated, teamView{Given: givenView{a.Name, password}})
	case code == candor.CodeInvalid || code == candor.CodeConflict:
		form.Problem = c.o.Respond.Words(language, err)
		c.team(w, r, respond.Status(code), teamView{Add: form})
	default:
		c.fail(w, r, err)
	}
}

// ResetPassword answers POST /console/team/{agent}/password.
func (c *Console) ResetPassword(w http.ResponseWriter, r *http.Request) {
	id := candor.AgentID(r.PathValue("agent"))
	password := newPassword()
	a, err := c.o.Team.Agent(r.Context(), id)
	if err == nil {
		err = c.o.Team.SetPassword(r.Context(), id, password, string(actor(r).ID))
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.team(w, r, http.StatusOK, teamView{Given: givenView{a.Name, password}})
}

// DisableAgent answers POST /console/team/{agent}/disable.
func (c *Console) DisableAgent(w http.ResponseWriter, r *http.Request) {
	c.changeAgent(w, r, "disabled", c.o.Team.Disable(r.Context(), candor.AgentID(r.PathValue("agent")), string(actor(r).ID)))
}

// EnableAgent answers POST /console/team/{agent}/enable.
func (c *Console) EnableAgent(w http.ResponseWriter, r *http.Request) {
	c.changeAgent(w, r, "enabled", c.o.Team.Enable(r.Context(), candor.AgentID(r.PathValue("agent")), string(actor(r).ID)))
}

func (c *Console) changeAgent(w http.ResponseWriter, r *http.Request, done string, err error) {
	code := candor.CodeOf(err)
	switch {
	case err == nil:
		http.Redirect(w, r, address("/console/team", "done", done), http.StatusSeeOther)
	case code == candor.CodeConflict:
		var v teamView
		v.Problem = c.o.Respond.Words(language, err)
		c.team(w, r, respond.Status(code), v)
	default:
		c.fail(w, r, err)
	}
}

// newPassword makes one of 100 random bits, in groups that can be read out.
func newPassword() string {
	s := strings.ToLower(rand.Text()[:20])
	return s[:5] + "-" + s[5:10] + "-" + s[10:15] + "-" + s[15:]
}
