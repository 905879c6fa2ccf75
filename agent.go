package candor

import (
	"slices"
	"time"
)

// Role is what a member of staff may do.
type Role string

const (
	RoleAgent   Role = "agent"   // conversations
	RoleLead    Role = "lead"    // also hours, knowledge, quality
	RoleOfficer Role = "officer" // requests about people's own data, retention, holds; no conversations
	RoleOwner   Role = "owner"   // all of it, also staff and settings
)

// AnyRole is what everybody on the staff has.
const AnyRole Role = ""

// StaffRoles lists the roles that a member of staff can be given.
func StaffRoles() []Role { return []Role{RoleAgent, RoleLead, RoleOfficer, RoleOwner} }

// Agent is a human member of staff.
type Agent struct {
	ID        AgentID
	Email     string
	Name      string // full name, for colleagues
	FirstName string // what customers see
	Roles     []Role
	Languages []string
	Created   time.Time
	Disabled  bool
}

// Has reports whether the agent has the role. Owners have the rights of everybody, leads those of
// agents. A privacy officer has those of nobody else: seeing conversations is not part of it.
func (a Agent) Has(r Role) bool {
	switch {
	case r == AnyRole:
		return len(a.Roles) > 0
	case slices.Contains(a.Roles, r), slices.Contains(a.Roles, RoleOwner):
		return true
	case r == RoleAgent:
		return slices.Contains(a.Roles, RoleLead)
	}
	return false
}
