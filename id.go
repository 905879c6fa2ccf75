package candor

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/binary"
	"regexp"
	"strings"
	"time"
)

// Typed identifiers. Each is a prefix of three letters, an underscore and 26 characters:
// 48 bits of milliseconds, so that ids sort by age, and 80 random bits, so that they cannot be guessed.
type (
	ConversationID string // con_…
	MessageID      string // msg_…
	VerdictID      string // ver_…
	CustomerID     string // cus_…
	AgentID        string // agt_…
	InboxID        string // a short name chosen by the owner, for example "main"
	ArticleID      string // art_…
	PassageID      string // psg_…
	JobID          string // job_…
	ConsentID      string // cns_…
	RequestID      string // req_… a request about one's own data
	HoldID         string // hld_… what must be kept for now
	ErasureID      string // ers_…
)

var idEncoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

func newID(prefix string) string {
	var b [16]byte
	ms := uint64(time.Now().UnixMilli())
	binary.BigEndian.PutUint64(b[:8], ms<<16)
	rand.Read(b[6:])
	return prefix + idEncoding.EncodeToString(b[:])
}

// FirstID gives the least id with the prefix that can be made at a time; all that were made before
// sort before it.
func FirstID(prefix string, at time.Time) string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], uint64(max(0, at.UnixMilli()))<<16)
	return prefix + idEncoding.EncodeToString(b[:])
}

func NewConversationID() ConversationID { return ConversationID(newID("con_")) }
func NewMessageID() MessageID           { return MessageID(newID("msg_")) }
func NewVerdictID() VerdictID           { return VerdictID(newID("ver_")) }
func NewCustomerID() CustomerID         { return CustomerID(newID("cus_")) }
func NewAgentID() AgentID               { return AgentID(newID("agt_")) }
func NewArticleID() ArticleID           { return ArticleID(newID("art_")) }
func NewJobID() JobID                   { return JobID(newID("job_")) }
func NewConsentID() ConsentID           { return ConsentID(newID("cns_")) }
func NewRequestID() RequestID           { return RequestID(newID("req_")) }
func NewHoldID() HoldID                 { return HoldID(newID("hld_")) }
func NewErasureID() ErasureID           { return ErasureID(newID("ers_")) }

// Valid reports whether the id has the shape that NewCustomerID gives.
func (id CustomerID) Valid() bool { return validID("cus_", string(id)) }

// Valid reports whether the id has the shape that NewConversationID gives.
// A malformed id is simply unknown; it never reaches a query.
func (id ConversationID) Valid() bool { return validID("con_", string(id)) }

// CaseKey is the short name of a conversation that people can read out: its last eight characters, in
// capitals. It opens nothing.
func (id ConversationID) CaseKey() string {
	s := string(id)
	return strings.ToUpper(s[max(0, len(s)-8):])
}

// Valid reports whether the id has the shape that NewMessageID gives.
func (id MessageID) Valid() bool { return validID("msg_", string(id)) }

// Valid reports whether the id has the shape that NewAgentID gives.
func (id AgentID) Valid() bool { return validID("agt_", string(id)) }

// Valid reports whether the id has the shape that NewRequestID gives.
func (id RequestID) Valid() bool { return validID("req_", string(id)) }

// Valid reports whether the id has the shape that NewVerdictID gives.
func (id VerdictID) Valid() bool { return validID("ver_", string(id)) }

func validID(prefix, id string) bool {
	if len(id) != len(prefix)+26 || id[:len(prefix)] != prefix {
		return false
	}
	for _, c := range []byte(id[len(prefix):]) {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z') {
			return false
		}
	}
	return true
}

var inboxShape = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,31}$`)

// Valid reports whether the id is 1 to 32 lower-case letters, digits or hyphens.
func (id InboxID) Valid() bool { return inboxShape.MatchString(string(id)) }

// Valid reports whether the id has the shape that NewHoldID gives.
func (id HoldID) Valid() bool { return validID("hld_", string(id)) }
