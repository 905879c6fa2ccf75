package action

import (
	"errors"
	"time"

	"candor/policy"
)

// ErrResult says that what came back is not what the spec says it is. Nothing of it is used.
var ErrResult = errors.New("action: the result does not match its schema")

// Result is what came back, checked against the spec. Only Call.Result and Call.Missing make one.
type Result struct {
	call   Call
	fields map[string]any // nil: there is no such thing
}

// Result reads what came back. ErrResult.
func (c Call) Result(raw []byte) (Result, error) {
	if c.Empty() || len(raw) > maxResult {
		return Result{}, ErrResult
	}
	v, err := decode(raw)
	if err != nil || c.known.result.check(v, "") != nil {
		return Result{}, ErrResult
	}
	r := Result{call: c, fields: v.(map[string]any)}
	if _, told := r.Says(); !told {
		return Result{}, ErrResult
	}
	if due := c.known.Says[r.Outcome()].Due; due != "" && r.fields[due] == nil {
		return Result{}, ErrResult
	}
	return r, nil
}

// Missing is the result when there is no such thing, or when it is somebody else's: told alike.
func (c Call) Missing() Result { return Result{call: c} }

// Empty reports a result that says nothing.
func (r Result) Empty() bool { return r.call.Empty() }

// Outcome is the value that picked what is said; empty when there is no such thing.
func (r Result) Outcome() string {
	if r.fields == nil {
		return ""
	}
	value, _ := plain(r.fields[r.call.known.Field])
	return value
}

// Says is the text that tells the result: a key of the catalogue with checked arguments, never words
// of the other side. False: the result is empty.
func (r Result) Says() (policy.Fixed, bool) {
	if r.Empty() {
		return policy.Fixed{}, false
	}
	if r.fields == nil {
		return policy.Fixed{Key: r.call.known.Missing, Args: r.call.Texts()}, true
	}
	say := r.call.known.Says[r.Outcome()]
	out := policy.Fixed{Key: say.Key, Args: map[string]string{}}
	for arg, from := range say.Args {
		text, ok := plain(r.fields[from])
		if !ok {
			return policy.Fixed{}, false
		}
		out.Args[arg] = text
	}
	return out, out.Key != ""
}

// Promised gives the commitment that the result makes: of which kind, and the last day to keep it. The
// day ends at midnight in zone.
func (r Result) Promised(zone *time.Location) (kind string, due time.Time, ok bool) {
	if r.fields == nil {
		return "", time.Time{}, false
	}
	say := r.call.known.Says[r.Outcome()]
	text, _ := plain(r.fields[say.Due])
	day, err := time.ParseInLocation(time.DateOnly, text, zone)
	if say.Promise == "" || err != nil {
		return "", time.Time{}, false
	}
	return say.Promise, day.AddDate(0, 0, 1), true
}
