package teamwork

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"candor"
)

// Canned is a reply that was prepared once, with places for what differs.
type Canned struct {
	ID       string
	Name     string
	Language string // BCP 47; empty: any
	Team     string // for whom it is; empty: everybody
	Body     string
	By       candor.AgentID
	Changed  time.Time
}

// Variable is a place in a prepared reply, written {{like.this}}.
type Variable string

// The variables. There are no others: nothing else of a customer or of the desk gets into a reply by itself.
const (
	CustomerFirstName Variable = "customer.first_name"
	AgentFirstName    Variable = "my.name"
	DeskName          Variable = "desk.name"
	CaseKey           Variable = "case.key"
	OpeningHours      Variable = "opening.hours"
)

// Variables lists them.
func Variables() []Variable {
	return []Variable{CustomerFirstName, AgentFirstName, DeskName, CaseKey, OpeningHours}
}

// Values are what the variables stand for in one conversation. What is missing or empty is not known.
type Values map[Variable]string

// Errors of prepared replies.
var (
	ErrCanned   = candor.Fail(candor.CodeInvalid, "teamwork.canned_invalid", nil)  // name or words
	ErrVariable = candor.Fail(candor.CodeInvalid, "teamwork.canned_variable", nil) // Args["names"]: not on the list
	ErrUnfilled = candor.Fail(candor.CodeInvalid, "teamwork.unfilled", nil)        // Args["names"]: still in the words
)

// placeShape finds places, also those that somebody mistyped.
var placeShape = regexp.MustCompile(`\{\{\s*([^{}\n]{0,60}?)\s*\}\}`)

// Check gives the reply as it is kept. ErrCanned, ErrVariable.
func (c Canned) Check() (Canned, error) {
	var ok bool
	if c.Name, ok = label(c.Name, 60); !ok {
		return Canned{}, ErrCanned
	}
	c.Body = strings.TrimSpace(strings.ReplaceAll(c.Body, "\r\n", "\n"))
	if c.Body == "" || !utf8.ValidString(c.Body) || strings.ContainsRune(c.Body, 0) || utf8.RuneCountInString(c.Body) > candor.MaxText/2 {
		return Canned{}, ErrCanned
	}
	var bad []string
	for _, name := range Unfilled(c.Body) {
		if !slices.Contains(Variables(), Variable(name)) {
			bad = append(bad, name)
		}
	}
	if len(bad) > 0 {
		return Canned{}, named(ErrVariable, bad)
	}
	return c, nil
}

// Fill puts the values in their places. What is not known stays as it was written, so that whoever sends it sees it
// and cannot send it: see Sendable.
func Fill(body string, v Values) string {
	return placeShape.ReplaceAllStringFunc(body, func(place string) string {
		name := placeShape.FindStringSubmatch(place)[1]
		if value := strings.TrimSpace(v[Variable(name)]); value != "" {
			return strings.NewReplacer("{{", "{ {", "}}", "} }").Replace(value)
		}
		return "{{" + name + "}}"
	})
}

// Unfilled gives the names in the places that a text still has, each once, in order.
func Unfilled(text string) []string {
	var out []string
	for _, m := range placeShape.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(out, m[1]) {
			out = append(out, m[1])
		}
	}
	return out
}

// Sendable refuses words that still have a place in them. ErrUnfilled.
func Sendable(text string) error {
	if left := Unfilled(text); len(left) > 0 {
		return named(ErrUnfilled, left)
	}
	return nil
}

func named(e *candor.Error, names []string) error {
	out := *e
	for i, n := range names {
		names[i] = "{{" + n + "}}"
	}
	out.Args = map[string]string{"names": strings.Join(names, ", ")}
	return &out
}

// Fits reports whether the reply is for a conversation in the language, answered by somebody of the teams.
func (c Canned) Fits(language string, teams []string) bool {
	base := func(tag string) string { b, _, _ := strings.Cut(strings.ToLower(tag), "-"); return b }
	return (c.Language == "" || base(c.Language) == base(language)) && (c.Team == "" || slices.Contains(teams, c.Team))
}

// Looked reports whether every word of the query begins a word of the name, or stands in the reply.
func (c Canned) Looked(query string) bool {
	name, body := " "+strings.ToLower(c.Name), strings.ToLower(placeShape.ReplaceAllString(c.Body, ""))
	for _, w := range strings.Fields(strings.ToLower(query)) {
		if !strings.Contains(name, " "+w) && !strings.Contains(body, w) {
			return false
		}
	}
	return true
}
