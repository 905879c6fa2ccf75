package teamwork

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"candor"
)

// Do is one kind of thing that a macro does.
type Do string

// What a macro can do. It sends nothing and finishes nothing: those are a person's own acts.
const (
	Insert     Do = "reply"    // puts a prepared reply, by name, where the agent writes
	AddTag     Do = "tag"      // a tag
	DropTag    Do = "untag"    // a tag
	AssignTo   Do = "assign"   // "me", "team:" with a name, or the id of an agent
	SnoozeFor  Do = "snooze"   // hours, 1 to 720
	Prioritise Do = "priority" // "urgent", "declared" (a need that the customer told of) or "normal"
)

// Step is one of a macro's.
type Step struct {
	Do    Do     `json:"do"`
	Value string `json:"value"`
}

// Macro is a list of steps under one name.
type Macro struct {
	ID      string
	Name    string
	Team    string // for whom it is; empty: everybody
	Steps   []Step
	By      candor.AgentID
	Changed time.Time
}

// MostSteps bounds a macro.
const MostSteps = 10

// ErrMacro says that a macro cannot be kept. Args["line"], where one line is at fault: its number, from 1.
var ErrMacro = candor.Fail(candor.CodeInvalid, "teamwork.macro_invalid", nil)

// Check gives the macro as it is kept, its steps in the order in which they are taken: what ends the work on a
// conversation comes last. ErrMacro.
func (m Macro) Check() (Macro, error) {
	var ok bool
	if m.Name, ok = label(m.Name, 60); !ok || len(m.Steps) == 0 || len(m.Steps) > MostSteps {
		return Macro{}, ErrMacro
	}
	once := map[Do]bool{}
	steps := slices.Clone(m.Steps)
	for i := range steps {
		var err error
		if steps[i], err = steps[i].check(); err != nil {
			return Macro{}, err
		}
		if d := steps[i].Do; d == Insert || d == AssignTo || d == SnoozeFor || d == Prioritise {
			if once[d] {
				return Macro{}, ErrMacro
			}
			once[d] = true
		}
	}
	if once[AssignTo] && once[SnoozeFor] {
		return Macro{}, ErrMacro // it cannot be somebody else's and set aside by this agent
	}
	order := []Do{Insert, AddTag, DropTag, Prioritise, AssignTo, SnoozeFor}
	slices.SortStableFunc(steps, func(a, b Step) int { return slices.Index(order, a.Do) - slices.Index(order, b.Do) })
	m.Steps = steps
	return m, nil
}

func (s Step) check() (Step, error) {
	s.Value = strings.TrimSpace(s.Value)
	var err error
	ok := true
	switch s.Do {
	case Insert:
		s.Value, ok = label(s.Value, 60)
	case AddTag, DropTag:
		s.Value, err = TagName(s.Value)
	case AssignTo:
		_, err = s.to("")
	case SnoozeFor:
		var n int
		n, err = strconv.Atoi(s.Value)
		ok = n >= 1 && n <= 720
	case Prioritise:
		ok = s.Value == word(s.Priority())
	default:
		ok = false
	}
	if err != nil || !ok {
		return Step{}, ErrMacro
	}
	return s, nil
}

// To gives for whom an assigning step means the conversation.
func (s Step) To(me candor.AgentID) To {
	to, _ := s.to(me)
	return to
}

func (s Step) to(me candor.AgentID) (To, error) {
	if team, ok := strings.CutPrefix(s.Value, "team:"); ok {
		team, ok = label(team, 60)
		if !ok {
			return To{}, ErrMacro
		}
		return To{Team: team}, nil
	}
	if s.Value == string(Me) {
		return To{Agent: me}, nil
	}
	if id := candor.AgentID(s.Value); id.Valid() {
		return To{Agent: id}, nil
	}
	return To{}, ErrMacro
}

// Hours gives for how long a snoozing step sets the conversation aside.
func (s Step) Hours() time.Duration {
	n, _ := strconv.Atoi(s.Value)
	return time.Duration(n) * time.Hour
}

// Priority gives what a prioritising step sets.
func (s Step) Priority() candor.Priority {
	switch s.Value {
	case "urgent":
		return candor.Urgent
	case "declared":
		return candor.Declared
	}
	return candor.Normal
}

// word names a priority as steps do.
func word(p candor.Priority) string {
	switch {
	case p >= candor.Urgent:
		return "urgent"
	case p >= candor.Declared:
		return "declared"
	}
	return "normal"
}

// ParseSteps reads steps as leads write them, one a line: "tag refund", "reply: Refund is on its way". ErrMacro.
func ParseSteps(text string) ([]Step, error) {
	var out []Step
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		at := strings.IndexAny(line, " :\t")
		if at < 0 {
			return nil, badLine(i)
		}
		step, err := Step{Do(strings.ToLower(line[:at])), strings.TrimLeft(line[at:], " :\t")}.check()
		if err != nil || len(out) == MostSteps {
			return nil, badLine(i)
		}
		out = append(out, step)
	}
	if len(out) == 0 {
		return nil, ErrMacro
	}
	return out, nil
}

func badLine(i int) error {
	e := *ErrMacro
	e.Args = map[string]string{"line": strconv.Itoa(i + 1)}
	e.Key = "teamwork.macro_line"
	return &e
}

// String gives the step as ParseSteps reads it.
func (s Step) String() string { return string(s.Do) + ": " + s.Value }

// Before is how a conversation was before steps were taken.
type Before struct {
	Tags     []string
	Priority candor.Priority
	To       To
}

// Undo gives the steps that take others back, in order, as far as they can be: a snooze is ended by taking the
// conversation up again, which is a person's own act, and inserted words are simply not sent.
func Undo(steps []Step, before Before) []Step {
	var out []Step
	for _, s := range slices.Backward(steps) {
		had := slices.Contains(before.Tags, s.Value)
		switch {
		case s.Do == AddTag && !had:
			out = append(out, Step{DropTag, s.Value})
		case s.Do == DropTag && had:
			out = append(out, Step{AddTag, s.Value})
		case s.Do == Prioritise && s.Priority() != before.Priority:
			out = append(out, Step{Prioritise, word(before.Priority)})
		case s.Do == AssignTo && before.To.Agent != "":
			out = append(out, Step{AssignTo, string(before.To.Agent)})
		case s.Do == AssignTo && before.To.Team != "":
			out = append(out, Step{AssignTo, "team:" + before.To.Team})
		}
	}
	return out
}
