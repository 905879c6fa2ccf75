package store

import "candor"

// table is one table that holds personal data, and how a customer's rows are found in it. The text of
// each condition has one parameter, $1.
type table struct {
	name         string
	conversation string // the rows of one conversation; empty when rows do not belong to one
	customer     string // the rows of a customer
	alias        string // the rows of an alias, where a row does not say who
	contact      string // the rows of the keyed tag of a contact, also after nothing says whose it is
	stays        bool   // while a part of the customer's data is under hold
	words        bool   // what was said, or what tells of it
}

// personal lists every table with personal data but the index of words, in an order in which rows can
// be deleted without breaking what refers to them. A test holds the list against the schema.
func personal() []table {
	const ofCustomer = `conversation IN (SELECT id FROM conversation WHERE customer = $1)`
	perConversation := func(name string) table {
		return table{name: name, conversation: `conversation = $1`, customer: ofCustomer}
	}
	words := func(t table) table { t.words = true; return t }
	return []table{
		perConversation("job"),
		words(perConversation("statement")),
		words(perConversation("message")),
		words(perConversation("mask_vault")),
		perConversation("verdict"),
		perConversation("outbox"),
		perConversation("egress"),
		words(perConversation("proposal")),
		words(perConversation("commitment")),
		perConversation("label_tie"),
		words(perConversation("assist_draft")),
		words(perConversation("callback")),
		perConversation("way_back"),
		perConversation("tell"),
		words(perConversation("closing")),
		perConversation("assignment"),
		words(perConversation("mention")),
		perConversation("conversation_tag"),
		words(perConversation("field_value")),
		{name: "merged", conversation: `conversation = $1 OR goes_on = $1`, customer: ofCustomer},
		words(perConversation("solved_answer")),
		{name: "conversation", conversation: `id = $1`, customer: `customer = $1`},
		{name: "consent", customer: `customer = $1`, stays: true},
		{name: "reading", customer: `customer = $1`, stays: true},
		{name: "profile", customer: `customer = $1`},
		{name: "stated", customer: `customer = $1`},
		{name: "monitor_turn", customer: `customer = $1`},
		{name: "link", alias: `contact IN (SELECT tag FROM contact WHERE alias = $1)`, contact: `contact = $1`},
		{name: "contact", alias: `alias = $1`},
		{name: "request", alias: `words IS NOT NULL AND id IN (SELECT request FROM request_customer WHERE alias = $1)`},
		{name: "request_customer", alias: `alias = $1`},
		{name: "mail", customer: `customer = $1`, contact: `customer = '' AND contact = $1`},
		{name: "hold", customer: `customer = $1`, stays: true},
		{name: "writing_limit", customer: `customer = $1`},
		{name: "customer", customer: `id = $1`, stays: true},
	}
}

// impersonal lists every other table, with the reason why nothing in it is a customer's personal data.
func impersonal() map[string]string {
	return map[string]string{
		"head":             "how far the ledger and the outbox have come",
		"checkpoint":       "signed roots of the ledger",
		"notice":           "the public texts that customers are shown",
		"finished_wait":    "how long somebody waited, with no trace of who",
		"agent_notice":     "what staff want to hear by e-mail",
		"agent":            "staff, who are no customers",
		"session":          "sign-ins of staff; each ends by itself",
		"setting":          "the owner's settings",
		"policy_file":      "the operator's rules, as they were written",
		"policy_force":     "which of them was in force when, and which member of staff answers for it",
		"article":          "public help",
		"passage":          "public help",
		"fetched":          "addresses of public help",
		"replay":           "digests of random ids that embedding sites made up; each ends by itself",
		"erasure":          "how much was erased; of whom only until it is finished",
		"erasure_order":    "whose erasure is under way only until it is finished; then the certificate, which names nobody",
		"sweep":            "a time",
		"pace":             "sums by hour, inbox and language",
		"assist_use":       "sums by day and kind of help",
		"label":            "a dozen or two rough figures of a search and a day; whose question it was stands in label_tie only and goes with it",
		"tag":              "words of the desk's own for what conversations are about",
		"field":            "what is noted beside conversations, and why; the values stand in field_value",
		"canned":           "prepared replies, with places where what is a customer's would stand",
		"macro":            "prepared steps",
		"saved_view":       "filters of lists that staff saved",
		"calibration":      "what was calculated from all labels together",
		"fairness_audit":   "audits with made-up questions and the desk's own words",
		"fairness_release": "what the desk signed about its own releases, with the staff who overrode one",
		"tally":            "sums by day and inbox",
		"retention_log":    "how much went by which rule",
		"egress_day":       "sums by day, vendor and model",
		"monitor_cell":     "sums by language, channel, hour and stated group, told ten people at a time",
		"monitor_day":      "the same sums by day",
		"monitor_watch":    "sums of those sums",
		"monitor_alarm":    "gaps between groups, and the staff who looked into them",
		"monitor_line":     "evidence by day and group",
		"word_progress":    "how far the index of words is",
		"mail_sent":        "digests of what a mail was sent but once for; they end by themselves",
		"goose_db_version": "versions of the tables",

		"fairness_finding":     "what audits and monitoring found, about groups of ten people or more",
		"fairness_finding_act": "what staff did about it",
		"fairness_override":    "releases that one of the staff asked for and another has to confirm",
	}
}

// special lists tables with personal data that are not erased row by row, with the handler that does it.
func special() map[string]string {
	return map[string]string{
		"ledger": "the entries stay; whom they are about is a commitment whose salt goes with the customer's key",
		"word":   "keyed tags beside an alias; found by reading the index, outside the writer's transaction",
	}
}

// deleteRows removes the rows of a table that a condition finds for an argument.
func (tx *Tx) deleteRows(name, where string, arg any) (int64, error) {
	if name == "request" {
		// What was asked and when stays, without the words and without whose it was.
		return tx.exec(`UPDATE request SET words = NULL, contact = '' WHERE `+where, arg)
	}
	return tx.exec(`DELETE FROM `+name+` WHERE `+where, arg)
}

// deleteConversation removes everything of one conversation and keeps what reports need of it. Whoever
// has it open is told to look again, and finds nothing.
func (tx *Tx) deleteConversation(id candor.ConversationID, counts map[string]int64) error {
	if err := tx.tallyConversation(id); err != nil {
		return err
	}
	for _, t := range personal() {
		if t.conversation == "" {
			continue
		}
		n, err := tx.deleteRows(t.name, t.conversation, string(id))
		if err != nil {
			return err
		}
		counts[t.name] += n
	}
	tx.moved = true
	tx.hint(id)
	return nil
}

// hint wakes whoever shows a conversation, without leaving a row in the outbox that names it.
func (tx *Tx) hint(id candor.ConversationID) {
	tx.events = append(tx.events, candor.Event{
		Seq: tx.seq, Kind: candor.ConversationChanged, Conversation: id, Author: candor.ByDesk, At: moment(micros(tx.at)),
	})
}
