package charter

// Promise is one of the twelve, with what keeps it in this version. CHARTER.md is made of these.
type Promise struct {
	Number  int
	Name    string
	Text    string   // what a customer may rely on
	Gates   []string // names of the gates that keep it
	Besides []string // other parts of the program that keep it
	Later   []string // what this version does not do yet
}

// Promises gives all twelve in order.
func Promises() []Promise {
	return []Promise{
		{
			Number: 1, Name: "Honest",
			Text:    "Every message that the AI wrote says so and names on whose behalf. Asked whether it is human it says no. It says again what it is at least every three hours.",
			Gates:   []string{"asked if human", "disclosed"},
			Besides: []string{"the author of a message is set by the pipeline, not by whoever drafts it", "every screen, API answer and transcript carries the label"},
			Later:   []string{"a signed provenance mark", "a header in e-mail"},
		},
		{
			Number: 2, Name: "Asked first",
			Text:  "The assistant reads nothing before the customer allows it, in plain words, and stops at once when that is taken back. Refusing costs nothing: a person is one equal click away.",
			Gates: []string{"choice and consent", "still allowed"},
			Besides: []string{
				"six purposes, each asked for by itself and off until allowed", "what exactly was shown is kept under its digest",
				"a refusal is recorded as a refusal", "signed receipts that anyone can check",
				"the store opens no words for anybody who names no purpose with a live ground, and notes each reading",
			},
		},
		{
			Number: 3, Name: "A person, always",
			Text:  "Button, plain words in many languages, and API lead to a person from the first turn, outside any model. From then on the assistant is silent until the customer picks it again. The wait is shown to everyone.",
			Gates: []string{"crisis", "asked for a person", "escalation rules", "going in circles", "readiness"},
			Besides: []string{
				"the transition table, of which a test explores every state", "the store refuses the assistant's messages in any other state", "no conversation ends by time alone",
				"whoever tells of a need gets a better place in the queue, and is believed",
			},
		},
		{
			Number: 4, Name: "Only what is needed leaves",
			Text: "Nothing leaves this desk unless the owner named and approved a vendor and the customer allows that vendor by name. Then only masked words leave, and every sending has a line that the customer can read. Card numbers, codes and passwords are not even kept.",
			Besides: []string{
				"a model can only be given texts that the masker made, for one vendor and one conversation", "when the detector fails nothing leaves",
				"one transport holds every credential and refuses whatever has no leave", "a test forbids every other part of the program to dial out",
			},
		},
		{
			Number: 5, Name: "No source, no claim",
			Text:  "Each sentence of an answer is quoted from a help article that can be opened beside it, or says the same in other words that were checked against it. Where nothing fits, the assistant says so and offers a person.",
			Gates: []string{"grounded"},
			Besides: []string{
				"a bar of confidence that may only be raised", "text in articles that gives orders to an assistant is never used for answers",
				"a model changes the words of an answer and never makes one; what it proposes in vain is on the record",
				"nothing is done or promised but by typed acts, with the customer's yes, and a person's where it is about money",
			},
		},
		{
			Number: 6, Name: "Your data is yours",
			Text: "Every word is sealed under a key that belongs to one customer only. Nothing is kept on the device before the first click. Customers see what is kept and who looked, take it along, correct it, restrict it, object and erase it, from the chat.",
			Besides: []string{
				"AES-256-GCM bound to table, row and customer", "customer keys live apart from the data, and erasing destroys them",
				"every table with personal data has somebody who exports, corrects, erases and proves it; without one nothing is built",
				"a signed certificate that never calls incomplete complete", "retention by rule, every hour; a legal hold wins",
			},
		},
		{
			Number: 7, Name: "Fair, measured",
			Text:  "Nothing answers customers before an audit asked it the same questions as many different people would, and found that it treats them alike. No learned part sees a name or a profile.",
			Gates: []string{"released"},
			Besides: []string{
				"a release is the digest of program, models, policy, thresholds and articles; its record is signed by the desk's own key and read each time something is to be said",
				"where a change was not audited yet, the last audited articles answer, or people", "two named persons may release something for at most 14 days, and in public",
				"what came of an audit's rehearsal is refused by the store", "anybody who runs the desk can repeat the audit, and each question of it",
				"a finding has an owner and a deadline, closes only when the test that found it passes, and is public when it is overdue",
				"live, people are compared by language, channel, hour and the groups that they chose to name, in batches of ten and never beside a person; alarms hold however often one looks",
			},
		},
		{
			Number: 8, Name: "Explained and contestable",
			Text:    "Why this answer: the rules that fired, the sources, the confidence and the version of the rules, in plain words beside every answer. Whoever disagrees asks a person there.",
			Besides: []string{"verdicts are stored with each message, in the same transaction"},
			Later:   []string{"a clock for contested answers"},
		},
		{
			Number: 9, Name: "People decide",
			Text:  "Danger to a person goes to people first. A table that nobody can loosen hands sensitive matters to people, such as a bereavement, fraud, a legal matter or a complaint, and offers a person where somebody is upset or a matter has many sides. The assistant decides nothing. Nobody's feelings are scored, and no agent is ranked.",
			Gates: []string{"crisis", "escalation rules"},
			Besides: []string{
				"an operator's policy file can only add and tighten: one that tries to loosen anything is not loaded, and a property test tries thousands of ways",
				"AI drafts nothing for people in sensitive matters", "a rule that fails while a message waits calls a person",
			},
		},
		{
			Number: 10, Name: "On the record",
			Text:    "Decisions, hand-overs, settings, sign-ins and every look of staff into a conversation go into a log that cannot be changed unseen. It holds no personal data.",
			Besides: []string{"a Merkle tree with signed checkpoints; candor ledger verify checks every byte"},
		},
		{
			Number: 11, Name: "Trained hands",
			Text:  "Staff have roles, and each page asks for the right it needs.",
			Later: []string{"rights that lapse without a current passed module"},
		},
		{
			Number: 12, Name: "Kept current",
			Text:  "One switch stops the assistant everywhere at once, and people go on helping. When it cannot be read whether it is on, it counts as on.",
			Gates: []string{"stop switch"},
			Later: []string{"a dated register of legal rules", "incident clocks"},
		},
	}
}
