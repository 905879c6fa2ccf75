package staff

import (
	"context"
	"errors"
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"candor"
	"candor/ledger"
)

// Store keeps members of staff. Every change it makes writes its own ledger entry in the same
// transaction; by is who made the change.
type Store interface {
	// Agent gives one member of staff. candor.CodeNotFound when there is none.
	Agent(ctx context.Context, id candor.AgentID) (candor.Agent, error)
	// Agents gives all of them, also disabled ones.
	Agents(ctx context.Context) ([]candor.Agent, error)
	// AgentByEmail gives an agent with the hash of the password; letter case does not matter.
	// candor.CodeNotFound when there is none.
	AgentByEmail(ctx context.Context, email string) (candor.Agent, string, error)
	// AddAgent adds a member of staff. candor.CodeConflict when another has the e-mail address.
	AddAgent(ctx context.Context, a candor.Agent, passwordHash, by string) error
	// SetPassword replaces the hash. candor.CodeNotFound when there is no such agent.
	SetPassword(ctx context.Context, id candor.AgentID, passwordHash, by string) error
	// SetDisabled says whether the agent may sign in. candor.CodeNotFound when there is no such agent.
	SetDisabled(ctx context.Context, id candor.AgentID, disabled bool, by string) error
}

// Ledger takes an entry that stands on its own.
type Ledger interface {
	Record(ctx context.Context, e ledger.Entry) error
}

// Options are what NewTeam needs. Now is time.Now when nil, Hasher two at once when nil.
type Options struct {
	Store  Store
	Ledger Ledger
	Hasher *Hasher
	Now    func() time.Time
}

// Team signs agents in and changes who they are. Safe for concurrent use.
type Team struct {
	o        Options
	throttle *throttle
	decoy    string // a hash that no password matches, so that an unknown e-mail costs the same
}

// NewTeam makes a team over a store.
func NewTeam(o Options) *Team {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Hasher == nil {
		o.Hasher = NewHasher(2)
	}
	return &Team{o: o, throttle: newThrottle(), decoy: format(current, make([]byte, saltLength), make([]byte, keyLength))}
}

// Agents gives all members of staff, also disabled ones.
func (t *Team) Agents(ctx context.Context) ([]candor.Agent, error) { return t.o.Store.Agents(ctx) }

// Agent gives one member of staff. candor.CodeNotFound when there is none.
func (t *Team) Agent(ctx context.Context, id candor.AgentID) (candor.Agent, error) {
	if !id.Valid() {
		return candor.Agent{}, errNoAgent
	}
	return t.o.Store.Agent(ctx, id)
}

// ByCommand is who made a change when it was made on the machine itself, by a command.
const ByCommand = "command"

// Add makes a member of staff. The agent's ID and Created are set here. by is an AgentID, or ByCommand.
//
// CodeInvalid: a field or the password will not do, and the key says which. CodeConflict: the
// e-mail address is taken.
func (t *Team) Add(ctx context.Context, a candor.Agent, password, by string) (candor.Agent, error) {
	a, err := tidy(a)
	if err != nil {
		return candor.Agent{}, err
	}
	if err := CheckPassword(password, a.Email, a.Name); err != nil {
		return candor.Agent{}, err
	}
	switch _, _, err := t.o.Store.AgentByEmail(ctx, a.Email); {
	case err == nil:
		return candor.Agent{}, candor.Fail(candor.CodeConflict, "staff.email_taken", nil)
	case candor.CodeOf(err) != candor.CodeNotFound:
		return candor.Agent{}, err
	}
	hash, err := t.o.Hasher.Hash(ctx, password)
	if err != nil {
		return candor.Agent{}, err
	}
	a.ID, a.Created = candor.NewAgentID(), t.o.Now().UTC()
	if err := t.o.Store.AddAgent(ctx, a, hash, by); err != nil {
		return candor.Agent{}, err
	}
	return a, nil
}

// SetPassword gives a member of staff another password. All their sessions end.
// CodeInvalid: the password will not do. CodeNotFound: there is no such agent.
func (t *Team) SetPassword(ctx context.Context, id candor.AgentID, password, by string) error {
	a, err := t.Agent(ctx, id)
	if err != nil {
		return err
	}
	if err := CheckPassword(password, a.Email, a.Name); err != nil {
		return err
	}
	hash, err := t.o.Hasher.Hash(ctx, password)
	if err != nil {
		return err
	}
	return t.o.Store.SetPassword(ctx, id, hash, by)
}

// ChangePassword lets an agent choose another password with the one they have. It is throttled as
// signing in is, so an unattended screen is no place to guess from. All other sessions end.
// CodeForbidden: the old password is wrong.
func (t *Team) ChangePassword(ctx context.Context, a candor.Agent, old, password string) error {
	_, hash, err := t.o.Store.AgentByEmail(ctx, a.Email)
	if err != nil {
		return err
	}
	if wait := t.throttle.tryEmail(a.Email, t.o.Now()); wait > 0 {
		return tooMany(wait)
	}
	match, _, err := t.o.Hasher.Verify(ctx, hash, old)
	if err != nil {
		return err
	}
	if !match {
		return candor.Fail(candor.CodeForbidden, "staff.old_password", nil)
	}
	t.throttle.forget(a.Email)
	return t.SetPassword(ctx, a.ID, password, string(a.ID))
}

// Disable stops an agent from signing in and ends their sessions; Enable undoes it.
// CodeConflict: it would leave the desk without an owner, or is one's own account.
func (t *Team) Disable(ctx context.Context, id candor.AgentID, by string) error {
	if string(id) == by {
		return candor.Fail(candor.CodeConflict, "staff.disable_self", nil)
	}
	all, err := t.o.Store.Agents(ctx)
	if err != nil {
		return err
	}
	owners, found := 0, candor.Agent{}
	for _, a := range all {
		if a.ID == id {
			found = a
		} else if a.Has(candor.RoleOwner) && !a.Disabled {
			owners++
		}
	}
	switch {
	case found.ID == "":
		return errNoAgent
	case found.Has(candor.RoleOwner) && owners == 0:
		return candor.Fail(candor.CodeConflict, "staff.last_owner", nil)
	}
	return t.o.Store.SetDisabled(ctx, id, true, by)
}

// Enable lets a disabled agent sign in again.
func (t *Team) Enable(ctx context.Context, id candor.AgentID, by string) error {
	if !id.Valid() {
		return errNoAgent
	}
	return t.o.Store.SetDisabled(ctx, id, false, by)
}

var errNoAgent = candor.Fail(candor.CodeNotFound, "staff.no_agent", nil)

// Lengths in characters. What customers see is short so that it fits beside a message.
const (
	longestName  = 80
	longestFirst = 40
	longestEmail = 254 // RFC 5321, 4.5.3.1.3, less the brackets
)

// tidy checks the fields of a new member of staff and fills FirstName from Name when it is empty.
func tidy(a candor.Agent) (candor.Agent, error) {
	a.Email, a.Name, a.FirstName = strings.TrimSpace(a.Email), squeeze(a.Name), squeeze(a.FirstName)
	parsed, err := mail.ParseAddress(a.Email)
	if err != nil || parsed.Address != a.Email || len(a.Email) > longestEmail {
		return a, candor.Fail(candor.CodeInvalid, "staff.email_invalid", nil)
	}
	if !isName(a.Name, longestName) {
		return a, candor.Fail(candor.CodeInvalid, "staff.name_invalid", nil)
	}
	if a.FirstName == "" {
		a.FirstName, _, _ = strings.Cut(a.Name, " ")
	}
	if !isName(a.FirstName, longestFirst) {
		return a, candor.Fail(candor.CodeInvalid, "staff.first_name_invalid", nil)
	}
	if len(a.Roles) == 0 {
		return a, candor.Fail(candor.CodeInvalid, "staff.role_invalid", nil)
	}
	for _, r := range a.Roles {
		if !slices.Contains(candor.StaffRoles(), r) {
			return a, candor.Fail(candor.CodeInvalid, "staff.role_invalid", nil)
		}
	}
	return a, nil
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// isName refuses what could turn text around or hide in it where customers read it.
func isName(s string, longest int) bool {
	if s == "" || !utf8.ValidString(s) || utf8.RuneCountInString(s) > longest {
		return false
	}
	for _, r := range s {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d' {
			return false
		}
	}
	return true
}

// isRefusal reports whether the error is one that a person is told, rather than a failure.
func isRefusal(err error, code candor.Code) bool {
	var e *candor.Error
	return errors.As(err, &e) && e.Code == code
}
