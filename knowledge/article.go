package knowledge

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"candor"
)

// Audience says who may see an article. Only Public may ever reach a customer; every other
// value, the empty one included, is for staff.
type Audience string

const (
	Public   Audience = "public"
	Internal Audience = "internal"
)

// Format says how to read a Body.
type Format string

const (
	Markdown Format = "markdown" // CommonMark with tables; the default
	Plain    Format = "plain"    // words as they are; blank lines part paragraphs
)

// WrittenHere is the Source of an article that people wrote at the desk.
const WrittenHere = "written here"

// Article is one page of a help centre.
type Article struct {
	ID       candor.ArticleID
	Key      string // the name it has where it comes from (slug, doc_id, path); staff only
	Slug     string // for its address; unique within a language after Merge
	Title    string // one line, what a citation shows
	Language string // BCP 47; empty when it could not be told
	Topic    string // one word of the help centre's own; may be empty
	Audience Audience
	Source   string    // file and row it was read from; staff only
	Version  int       // from 1; set by Merge
	Updated  time.Time // as the article says; zero if it does not
	Format   Format
	Body     string // valid UTF-8, "\n" line ends, no control or direction characters
	Digest   string // of all that a reader could notice; see Seal

	Owner string    // who keeps it true: a name, staff only; may be empty
	Tier  Tier      // how much hangs on it; see Raised
	From  time.Time // it answers from here on; zero: at once
	Until time.Time // and no more from here on; zero: for good

	Approval Approval // of this version; set by the store
	Imported string   // digest of what the last import brought, where people changed it since

	// Questions are other ways in which people ask for the article, in its language: searched like
	// the title, never shown and never quoted. Each is one line of at most 200 characters; at most 40.
	Questions []string
}

var idEncoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// fixedID makes an id in the shape of the house that depends on nothing but its parts.
func fixedID(prefix string, parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return prefix + idEncoding.EncodeToString(sum[:16])
}

// ArticleIDFor gives the id of the article with this key: always the same one.
func ArticleIDFor(key string) candor.ArticleID { return candor.ArticleID(fixedID("art_", key)) }

// Seal cleans the texts of an article, drops questions that talk to an assistant, and fills ID (when empty), Slug, Format and Digest. Importers and
// editors call it last. The digest leaves out Key, Source, Version and Updated, so that an
// article that only moved to another folder has not changed, and what only staff know of it: Merge compares that.
func (a Article) Seal() Article {
	a.Title = cleanLine(a.Title, 200)
	a.Topic = cleanLine(a.Topic, 60)
	a.Owner = cleanLine(a.Owner, 120)
	a.Body = cleanBody(a.Body)
	a.Questions, _ = cleanQuestions(a.Questions)
	a.Slug = Slug(a.Slug)
	if a.Slug == "" {
		a.Slug = Slug(a.Title)
	}
	if a.Audience != Public {
		a.Audience = Internal
	}
	if a.Format != Plain {
		a.Format = Markdown
	}
	if a.ID == "" {
		a.ID = ArticleIDFor(a.Key)
	}
	h := sha256.New()
	parts := []string{a.Slug, a.Title, a.Language, a.Topic, string(a.Audience), string(a.Format), a.Body}
	for _, part := range append(parts, a.Questions...) {
		h.Write([]byte(strconv.Itoa(len(part)) + ":" + part))
	}
	a.Digest = hex.EncodeToString(h.Sum(nil)[:16])
	return a
}
