package candor

import (
	"slices"
	"time"
)

// Role is what a member of staff may do.
type Role string

const (
	RoleAgent Role = "agent" // conversations
	RoleLead  Role = "lead"  // also hours, knowledge, quality
	RoleOwner Role = "owner" // also staff and settings
)

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

// Has reports whether the agent has the role. Leads and owners have the rights of agents,
// owners those of leads.
func (a Agent) Has(r Role) bool {
	switch r {
	case RoleAgent:
		return len(a.Roles) > 0
	case RoleLead:
		return slices.Contains(a.Roles, RoleLead) || slices.Contains(a.Roles, RoleOwner)
	}
	return slices.Contains(a.Roles, r)
}
