package knowledge

import "fmt"

// ProblemKind names what is wrong, for a translated text.
type ProblemKind string

const (
	Unreadable   ProblemKind = "unreadable"
	Binary       ProblemKind = "binary"
	BadEncoding  ProblemKind = "encoding"
	TooLarge     ProblemKind = "too_large"
	Empty        ProblemKind = "empty"
	UnknownKind  ProblemKind = "unknown_kind"
	Malformed    ProblemKind = "malformed"
	Duplicate    ProblemKind = "duplicate"
	Draft        ProblemKind = "draft"        // left out on purpose
	Instructions ProblemKind = "instructions" // imported, but passages are withheld or questions left out
)

// Problem says what could not be imported and what to do about it. It holds no words of the article.
type Problem struct {
	File string
	Line int // from 1; 0 when it is about the whole file
	Kind ProblemKind
	What string
	Do   string
}

// Loses reports whether something stayed out that its writer meant to bring in. Drafts stay out on
// purpose, and what talks to an assistant is in.
func (p Problem) Loses() bool { return p.Kind != Instructions && p.Kind != Draft }

func (p Problem) String() string {
	where := p.File
	if p.Line > 0 {
		where = fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s: %s: %s", where, p.What, p.Do)
}
