package staff

import "candor"

// Permission is the right to do one kind of thing in the console. Each route names the one it
// needs. The zero Permission is held by nobody.
type Permission string

const (
	// Public is what anybody may do without signing in.
	Public Permission = "public"

	SeeConversations Permission = "conversations.see"  // lists, and opening one: a read goes into the ledger
	WorkOnThem       Permission = "conversations.work" // take, reply, note, resolve, snooze, release, offer
	SeeDesk          Permission = "desk.see"           // hours, knowledge counts, whether it is stopped
	StopDesk         Permission = "desk.stop"          // the stop switch
	SeeFairness      Permission = "fairness.see"       // whether groups of people are treated alike, in sums
	SeePrivacy       Permission = "privacy.see"        // requests about people's own data, holds, what retention did
	WorkOnPrivacy    Permission = "privacy.work"       // answer them, hold, run retention
	SeeKnowledge     Permission = "knowledge.see"      // articles with their versions, and what nobody could answer
	WriteKnowledge   Permission = "knowledge.write"    // propose and change articles; nothing answers before it is approved
	ApproveKnowledge Permission = "knowledge.approve"  // approve what somebody else wrote, give up, withdraw
	ManageTeam       Permission = "team.manage"        // add, disable, reset passwords
	PrepareWork      Permission = "work.prepare"       // tags, fields, prepared replies, macros, lists for everybody
	LimitWriting     Permission = "customers.limit"    // keep a customer from writing for some days, with a reason
	OwnAccount       Permission = "account.own"        // change one's own password, sign out
)

// holders says which role a permission takes. Agent.Has knows which roles have the rights of others. What is not listed nobody may do.
var holders = map[Permission]candor.Role{
	SeeConversations: candor.RoleAgent,
	WorkOnThem:       candor.RoleAgent,
	OwnAccount:       candor.AnyRole,
	SeePrivacy:       candor.RoleOfficer,
	WorkOnPrivacy:    candor.RoleOfficer,
	SeeKnowledge:     candor.RoleAgent,
	WriteKnowledge:   candor.RoleAgent,
	ApproveKnowledge: candor.RoleLead,
	SeeDesk:          candor.RoleLead,
	SeeFairness:      candor.RoleLead,
	StopDesk:         candor.RoleLead,
	ManageTeam:       candor.RoleOwner,
	PrepareWork:      candor.RoleLead,
	LimitWriting:     candor.RoleLead,
}

// also says which other role has a permission beside those in holders.
var also = map[Permission]candor.Role{SeeFairness: candor.RoleOfficer}

// Permissions lists every permission that takes signing in.
func Permissions() []Permission {
	return []Permission{SeeConversations, WorkOnThem, OwnAccount, SeeDesk, StopDesk, SeeFairness, SeePrivacy, WorkOnPrivacy, SeeKnowledge, WriteKnowledge, ApproveKnowledge, ManageTeam, PrepareWork, LimitWriting}
}

// May reports whether the agent may do it. A disabled agent may do nothing, not even what is public:
// callers ask about Public before they ask who it is.
func May(a candor.Agent, p Permission) bool {
	role, ok := holders[p]
	if !ok || a.ID == "" || a.Disabled {
		return false
	}
	other, more := also[p]
	return a.Has(role) || more && a.Has(other)
}
