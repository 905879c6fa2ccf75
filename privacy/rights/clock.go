package rights

import "time"

// Clock is what the law says of a request at one moment.
type Clock struct {
	Due           Deadline // the answer is with the person by then; while Paused, as if the proof came now
	AcknowledgeBy Deadline // receipt is confirmed by then; None where the law does not ask for it
	ExtendBy      Deadline // more time can be taken until then; None when it cannot

	Paused  bool // the time does not run: the person has been asked who they are
	Stopped bool // the request is closed; the rest tells how it was at that moment

	Overdue            bool // Due passed before the request was closed
	AcknowledgeOverdue bool // AcknowledgeBy passed before receipt was confirmed or the request was closed
	DaysLeft           int  // calendar days until Due's day: 0 on the day itself, negative when over
}

// Clock computes the request's clocks as they stand at now, from the law of its regime.
func (r Request) Clock(c Calendar, now time.Time) Clock {
	out := Clock{Paused: r.paused()}
	if r.State.Closed() {
		out.Stopped, out.Paused, now = true, false, r.Closed
	}
	answer, extension := r.Regime.law().answerTerm(r.Kind)
	start, shift := r.start(c, now)
	base := c.after(start, answer).plus(shift)
	due := base
	switch {
	case r.Extension.At.IsZero():
		if !extension.none() {
			out.ExtendBy = c.deadline(base)
		}
	case extension.told:
		due = c.dateOf(r.Extension.Until)
	default:
		// All three months run from the first day: a request of 31 January is answered by 30 April,
		// not by 28 April, which is two months after the end of the first.
		due = c.after(start, answer.plus(extension)).plus(shift)
	}
	out.Due = c.deadline(due)
	out.Overdue = out.Due.Over(now)
	out.DaysLeft = c.dateOf(now).daysTo(c.dateOf(out.Due.Day))
	if t := r.Regime.law().acknowledgeTerm(r.Kind); !t.none() {
		out.AcknowledgeBy = c.deadline(c.after(c.dateOf(r.Received), t))
		until := now
		if !r.Acknowledged.IsZero() {
			until = r.Acknowledged
		}
		out.AcknowledgeOverdue = out.AcknowledgeBy.Over(until)
	}
	return out
}

// start gives the day from which the term runs, and by how many days waiting has moved its end.
func (r Request) start(c Calendar, now time.Time) (from date, shift int) {
	from = c.dateOf(r.Received)
	if r.IdentityAsked.IsZero() {
		return from, 0
	}
	until := r.Proof.At
	if until.IsZero() {
		until = now
	}
	switch r.Regime.law().identity {
	case restarts:
		return c.dateOf(until), 0
	case suspends:
		return from, max(0, c.dateOf(r.IdentityAsked).daysTo(c.dateOf(until)))
	}
	return from, 0
}

// paused reports whether the law lets the clock rest now.
func (r Request) paused() bool {
	return r.State == Identity && r.Regime.law().identity != runs
}

func (t term) plus(more term) term {
	return term{months: t.months + more.months, days: t.days + more.days, workdays: t.workdays + more.workdays}
}
