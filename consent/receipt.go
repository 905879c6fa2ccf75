package consent

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"candor"
)

// SchemaVersion names the form of a receipt: our profile of ISO/IEC TS 27560:2023.
const SchemaVersion = "candor-receipt-1/ISO-IEC-TS-27560-2023"

// Receipt is a customer's own copy of the record of their choice about one purpose. The names are
// those of ISO/IEC TS 27560:2023: header, processing, parties and events. Our own additions are
// issued_at, the notice's text with its digests, and via, notice and language at each event.
type Receipt struct {
	SchemaVersion string     `json:"schema_version"`
	ReceiptID     string     `json:"receipt_id"`
	IssuedAt      time.Time  `json:"issued_at"`
	RecordID      string     `json:"record_id"`        // of the act that the receipt is for
	PrincipalID   string     `json:"pii_principal_id"` // a salted commitment; it tells nobody who it is
	Processing    Processing `json:"pii_processing"`
	Parties       []Party    `json:"party_identification"`
	Events        []Event    `json:"events"` // everything that was decided about the purpose, oldest first
}

// Processing is what the choice is about.
type Processing struct {
	Notice   *ReceiptNotice   `json:"privacy_notice"` // null where none was shown, as with a signal of the browser
	Language string           `json:"language"`
	Purposes []ReceiptPurpose `json:"purposes"`
}

// ReceiptNotice is exactly what was shown.
type ReceiptNotice struct {
	Reference  string `json:"reference"` // digest, by which the desk keeps it
	Version    int    `json:"version"`   // of its meaning
	Text       string `json:"text"`
	TextSHA256 string `json:"text_sha256"`
}

// ReceiptPurpose is one purpose with how it is carried out.
type ReceiptPurpose struct {
	Purpose          string   `json:"purpose"`
	LawfulBasis      string   `json:"lawful_basis"`
	Information      []PII    `json:"pii_information"`
	Controllers      []string `json:"pii_controllers"` // party ids
	CollectionMethod string   `json:"collection_method"`
	ProcessingMethod string   `json:"processing_method"`
	StorageLocations []string `json:"storage_locations"`
	RetentionPeriod  string   `json:"retention_period"`
	Jurisdiction     string   `json:"jurisdiction"`
	Recipients       []string `json:"recipient_third_parties"` // party ids
	WithdrawalMethod string   `json:"withdrawal_method"`
	PrivacyRights    []string `json:"privacy_rights"`
}

// PII is one kind of data that is processed.
type PII struct {
	Type     string `json:"pii_type"`
	Optional bool   `json:"pii_optional"`
}

// Party is somebody named in the receipt. Where the program cannot know something, it says so.
type Party struct {
	ID      string `json:"party_id"`
	Name    string `json:"party_name"`
	Role    string `json:"party_role"`
	URL     string `json:"party_url"`
	Address string `json:"party_address"`
	Contact string `json:"party_contact"`
}

// Event is one act.
type Event struct {
	Time     time.Time `json:"event_time"`
	Validity string    `json:"validity_duration"`
	Entity   string    `json:"entity_id"`
	Type     string    `json:"event_type"`
	State    string    `json:"event_state"`
	Record   string    `json:"record_id"`
	Via      string    `json:"via"`
	Notice   string    `json:"notice"` // digest
	Version  int       `json:"notice_version"`
	Language string    `json:"language"`
}

// Issue is what a receipt is made of.
type Issue struct {
	Company   string // the controller, as customers know it
	URL       string // where the desk is reached
	Principal string // commitment to the customer
	At        time.Time
	Act       candor.Consent   // the one the receipt is for
	History   []candor.Consent // all acts about the same purpose, oldest first
	Text      string           // what was shown before Act, as it is kept; empty when nothing was
}

// NewReceipt writes a receipt. Sign makes it worth something.
func NewReceipt(i Issue) Receipt {
	r := Receipt{
		SchemaVersion: SchemaVersion, IssuedAt: i.At.UTC(), RecordID: string(i.Act.ID), PrincipalID: i.Principal,
		Processing: Processing{Language: i.Act.Language, Purposes: []ReceiptPurpose{i.purpose()}},
		Parties:    i.parties(), Events: []Event{},
	}
	if i.Text != "" {
		sum := sha256.Sum256([]byte(i.Text))
		r.Processing.Notice = &ReceiptNotice{
			Reference: i.Act.Notice, Version: i.Act.Version, Text: i.Text, TextSHA256: hex.EncodeToString(sum[:]),
		}
	}
	for _, c := range i.History {
		r.Events = append(r.Events, i.event(c))
	}
	sum := sha256.Sum256([]byte(r.RecordID + "\n" + r.IssuedAt.Format(time.RFC3339Nano)))
	r.ReceiptID = "rcp_" + hex.EncodeToString(sum[:13])
	return r
}

const controller = "controller"

func vendorID(name string) string { return "vendor:" + name }

func (i Issue) parties() []Party {
	const unknown = "not stated here; ask the controller"
	out := []Party{{
		ID: controller, Name: i.Company, Role: "PII controller", URL: i.URL, Address: "not stated here; see party_url",
		Contact: "talk to a person in the conversation",
	}}
	for _, name := range i.Act.Recipients {
		out = append(out, Party{
			ID: vendorID(name), Name: name, Role: "PII processor", URL: unknown, Address: unknown, Contact: unknown,
		})
	}
	return out
}

func (i Issue) purpose() ReceiptPurpose {
	how := howOf(i.Act.Purpose)
	p := ReceiptPurpose{
		Purpose: string(i.Act.Purpose), LawfulBasis: "consent (GDPR Art. 6(1)(a))", Controllers: []string{controller},
		CollectionMethod: how.collected, ProcessingMethod: how.processed,
		StorageLocations: []string{"the controller's own systems, sealed under a key of the person's own"},
		RetentionPeriod:  "until withdrawn or erased, at most as long as the conversation is kept",
		Jurisdiction:     "that of the controller", Recipients: []string{},
		WithdrawalMethod: "in the conversation under My data, one click, at any time; or say so to a person",
		PrivacyRights:    []string{"access", "correct", "erase", "restrict", "object", "take along", "withdraw", "complain to an authority"},
	}
	for _, kind := range how.data {
		p.Information = append(p.Information, PII{Type: kind, Optional: how.optional})
	}
	for _, name := range i.Act.Recipients {
		p.Recipients = append(p.Recipients, vendorID(name))
	}
	return p
}

func (i Issue) event(c candor.Consent) Event {
	e := Event{
		Time: c.At.UTC(), Validity: "until changed", Entity: i.Principal, Type: "explicit", State: string(c.Act),
		Record: string(c.ID), Via: string(c.Via), Notice: c.Notice, Version: c.Version, Language: c.Language,
	}
	if c.Act == candor.Gave {
		e.Validity = "until withdrawn, or until the notice means something else"
	}
	if c.Via == candor.ViaGPC {
		e.Type = "signal of the browser (Global Privacy Control)"
	}
	return e
}

// how tells what a purpose does with what data.
type how struct {
	data                 []string
	optional             bool
	collected, processed string
}

func howOf(p candor.Purpose) how {
	const written = "written by the person in the conversation"
	switch p {
	case candor.Answers:
		return how{[]string{"messages"}, false, written, "read by a program, in order to find and quote an answer in help articles"}
	case candor.Assist:
		return how{[]string{"messages"}, false, written, "summed up by a program, which suggests replies that a human being may send"}
	case candor.Vendor:
		return how{[]string{"masked messages"}, false, written, "sent, masked, to the AI of the named recipients, in order to draft an answer"}
	case candor.Memory:
		return how{[]string{"messages", "contact details"}, true, written, "linked to the person's later conversations"}
	case candor.Improve:
		return how{[]string{"masked messages"}, false, written, "read by staff, in order to mend help articles and the assistant"}
	case candor.Fairness:
		return how{[]string{"a group that the person states"}, true, "stated by the person", "counted, apart from messages, in order to check for bias"}
	}
	return how{collected: written, processed: "not known to this program"}
}
