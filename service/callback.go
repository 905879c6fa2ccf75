package service

import (
	"time"
	"unicode/utf8"

	"candor"
)

// Window is a stretch of time within opening hours in which a customer can be called.
type Window struct{ From, To time.Time }

// The shape of windows: whole ones begin on the hour and last two.
const (
	windowLength = 2 * time.Hour
	windowLead   = 30 * time.Minute // from now to the first one
	windowsAhead = 14 * 24 * time.Hour
)

// Windows gives the next stretches of opening hours to choose from, at most count, within two weeks. None
// crosses closing time; one that would be shorter than half an hour is left out.
func Windows(h Hours, now time.Time, count int) []Window {
	var out []Window
	at := now.Add(windowLead)
	for end := now.Add(windowsAhead); len(out) < count && at.Before(end); {
		from := h.Next(at)
		if from.IsZero() {
			break
		}
		if local := from.In(h.zone()); from.Equal(at) && (local.Minute() > 0 || local.Second() > 0) {
			next := time.Date(local.Year(), local.Month(), local.Day(), local.Hour()+1, 0, 0, 0, h.zone())
			if !next.After(at) { // an hour that the clocks repeat
				next = at.Add(time.Hour)
			}
			at = next
			continue
		}
		to := h.until(from, from.Add(windowLength))
		if to.Sub(from) >= windowLead {
			out = append(out, Window{from, to})
		}
		at = to
		if !to.After(from) {
			at = from.Add(windowLead)
		}
	}
	return out
}

// until gives the moment up to which the desk stays open from an open moment on, at most the limit.
func (h Hours) until(from, limit time.Time) time.Time {
	local := from.In(h.zone())
	minute := local.Hour()*60 + local.Minute()
	for _, s := range h.on(local) {
		if minute < s.Open || minute >= s.Close {
			continue
		}
		shut := time.Date(local.Year(), local.Month(), local.Day(), s.Close/60, s.Close%60, 0, 0, h.zone())
		if shut.Before(limit) {
			return shut
		}
	}
	return limit
}

// CallbackID names a call that a customer asked for: "cal_" and 26 characters.
type CallbackID string

// CallbackState says what became of it.
type CallbackState string

// The states.
const (
	CallOpen      CallbackState = "open"
	CallDone      CallbackState = "done"
	CallFailed    CallbackState = "failed" // nobody answered, or the number was wrong
	CallWithdrawn CallbackState = "withdrawn"
)

// Callback is a call that a customer asked for, without the number.
type Callback struct {
	ID           CallbackID
	Conversation candor.ConversationID
	Window       Window
	Made         time.Time
	State        CallbackState
	Ended        time.Time
	Agent        candor.AgentID
}

// ErrPhone says that a text is no telephone number.
var ErrPhone = candor.Fail(candor.CodeInvalid, "error.phone", nil)

// ErrWindow says that a time to be called at is not one of those that were offered.
var ErrWindow = candor.Fail(candor.CodeInvalid, "error.call_window", nil)

// CheckPhone gives a number as it is kept: digits with an optional + before them, 6 to 15 of them (ITU-T
// E.164). Spaces, dots, hyphens and brackets between digits go. ErrPhone.
func CheckPhone(text candor.Text) (candor.Text, error) {
	if utf8.RuneCountInString(string(text)) > 40 {
		return "", ErrPhone
	}
	var out []byte
	digits := 0
	for _, r := range string(text) {
		switch {
		case r >= '0' && r <= '9':
			out, digits = append(out, byte(r)), digits+1
		case r >= '٠' && r <= '٩':
			out, digits = append(out, byte('0'+r-'٠')), digits+1
		case r == '+' && digits == 0 && len(out) == 0:
			out = append(out, '+')
		case r == ' ' || r == '.' || r == '-' || r == '(' || r == ')' || r == '/' || r == '\u00a0' || r == '\u200e' || r == '\u202f':
		default:
			return "", ErrPhone
		}
	}
	if digits < 6 || digits > 15 {
		return "", ErrPhone
	}
	return candor.Text(out), nil
}
