package candor

import "maps"

// State says who a conversation is with.
type State string

const (
	None      State = ""          // not begun
	Assisting State = "assisting" // the assistant answers; the only state in which it may
	Waiting   State = "waiting"   // in the queue for a person
	Attended  State = "attended"  // a person has it
	Snoozed   State = "snoozed"   // a person set it aside until a time
	Resolved  State = "resolved"  // finished, until someone writes again
)

// States lists every state that a stored conversation can have.
func States() []State { return []State{Assisting, Waiting, Attended, Snoozed, Resolved} }

// Act is what somebody does that may move a conversation.
type Act string

const (
	CustomerWrites         Act = "customer_writes"
	CustomerAsksPerson     Act = "customer_asks_person"     // button, plain words or API; always possible
	CustomerPicksAssistant Act = "customer_picks_assistant" // the only way back to the assistant
	CustomerWithdraws      Act = "customer_withdraws"       // the assistant may not read any more
	CustomerConfirms       Act = "customer_confirms"        // "that solved it"
	DeskHandsOver          Act = "desk_hands_over"          // a gate sends it to a person
	AgentTakes             Act = "agent_takes"
	AgentReplies           Act = "agent_replies"
	AgentReleases          Act = "agent_releases" // back to the queue for another person
	AgentSnoozes           Act = "agent_snoozes"
	SnoozeEnds             Act = "snooze_ends"
	AgentResolves          Act = "agent_resolves"
	CustomerErases         Act = "customer_erases" // it is closed for good, and then destroyed
)

// Acts lists every act.
func Acts() []Act {
	return []Act{
		CustomerWrites, CustomerAsksPerson, CustomerPicksAssistant, CustomerWithdraws, CustomerConfirms,
		DeskHandsOver, AgentTakes, AgentReplies, AgentReleases, AgentSnoozes, SnoozeEnds, AgentResolves,
		CustomerErases,
	}
}

// Step is one cell of the table. Once a person was asked for or took part, and until the
// customer picks the assistant, AfterPerson replaces To where it is set.
type Step struct {
	To          State
	AfterPerson State
}

// transitions is the whole life of a conversation; what is not listed cannot happen.
//
// It proves promise 3: CustomerAsksPerson leads to Waiting from everywhere in one step,
// only CustomerPicksAssistant leads from people back to the assistant, and nothing leads
// out of Waiting by time alone.
var transitions = map[State]map[Act]Step{
	None: {
		CustomerPicksAssistant: {To: Assisting},
		CustomerAsksPerson:     {To: Waiting},
	},
	Assisting: {
		CustomerWrites:         {To: Assisting},
		CustomerAsksPerson:     {To: Waiting},
		CustomerPicksAssistant: {To: Assisting},
		CustomerWithdraws:      {To: Waiting},
		CustomerConfirms:       {To: Resolved},
		DeskHandsOver:          {To: Waiting},
		AgentTakes:             {To: Attended},
		CustomerErases:         {To: Resolved},
	},
	Waiting: {
		CustomerWrites:         {To: Waiting},
		CustomerAsksPerson:     {To: Waiting},
		CustomerPicksAssistant: {To: Assisting},
		CustomerWithdraws:      {To: Waiting},
		CustomerConfirms:       {To: Resolved},
		DeskHandsOver:          {To: Waiting},
		AgentTakes:             {To: Attended},
		CustomerErases:         {To: Resolved},
	},
	Attended: {
		CustomerWrites:         {To: Attended},
		CustomerAsksPerson:     {To: Waiting},
		CustomerPicksAssistant: {To: Assisting},
		CustomerWithdraws:      {To: Attended},
		CustomerConfirms:       {To: Resolved},
		DeskHandsOver:          {To: Waiting},
		AgentTakes:             {To: Attended},
		AgentReplies:           {To: Attended},
		AgentReleases:          {To: Waiting},
		AgentSnoozes:           {To: Snoozed},
		AgentResolves:          {To: Resolved},
		CustomerErases:         {To: Resolved},
	},
	Snoozed: {
		CustomerWrites:         {To: Waiting},
		CustomerAsksPerson:     {To: Waiting},
		CustomerPicksAssistant: {To: Assisting},
		CustomerWithdraws:      {To: Snoozed},
		CustomerConfirms:       {To: Resolved},
		DeskHandsOver:          {To: Waiting},
		AgentTakes:             {To: Attended},
		SnoozeEnds:             {To: Waiting},
		AgentResolves:          {To: Resolved},
		CustomerErases:         {To: Resolved},
	},
	Resolved: {
		CustomerWrites:         {To: Assisting, AfterPerson: Waiting},
		CustomerAsksPerson:     {To: Waiting},
		CustomerPicksAssistant: {To: Assisting},
		CustomerWithdraws:      {To: Resolved},
		CustomerConfirms:       {To: Resolved},
		DeskHandsOver:          {To: Waiting},
		AgentTakes:             {To: Attended},
		CustomerErases:         {To: Resolved},
	},
}

// Transitions gives a copy of the table, for tests and for people who want to read it.
func Transitions() map[State]map[Act]Step {
	out := make(map[State]map[Act]Step, len(transitions))
	for state, steps := range transitions {
		out[state] = maps.Clone(steps)
	}
	return out
}
