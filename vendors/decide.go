package vendors

import (
	"slices"
	"time"
)

// Ask is what somebody wants to send.
type Ask struct {
	Vendor  string  // by name
	Model   string  // exactly as the vendor calls it
	Classes []Class // of everything in it, at least one
	At      time.Time
}

// Decision is what the register says. The zero value is a no.
type Decision struct {
	Allowed bool
	Reason  Reason // of a no
	Entry   Entry  // zero when there is no such vendor
	Price   Price  // that holds at that moment; zero when unknown
}

// Decide says whether something may be sent. It looks at the register alone: whether the customer
// allows it and what is left of the budget are for the sender to ask.
func (r *Register) Decide(a Ask) Decision {
	e, ok := r.Entry(a.Vendor)
	if !ok {
		return Decision{Reason: NotRegistered}
	}
	d := Decision{Entry: e, Price: e.PriceAt(a.Model, a.At)}
	d.Reason = e.refuses(a, d.Price)
	d.Allowed = d.Reason == NoReason
	return d
}

func (e Entry) refuses(a Ask, p Price) Reason {
	switch {
	case e.Approval.By == "" || e.Approval.On.IsZero() || e.Approval.Until.IsZero() || e.Check() != nil:
		return NotApproved
	case a.At.Before(e.Approval.On):
		return ApprovalLater
	case !a.At.Before(e.Approval.Until.AddDate(0, 0, 1)):
		return ApprovalOver
	case !slices.Contains(e.Models, a.Model):
		return ModelNotAllowed
	case !e.allows(a.Classes):
		return DataNotAllowed
	case e.Budget.Set() && !p.Known():
		return PriceUnknown
	}
	return NoReason
}

// Instead gives who may take over when the vendor that was asked does not answer: those that its entry
// names, in that order, whose own entries allow the same kinds of data now, each with its usual model.
// Whether the customer allows them is for the sender to ask; what was masked for one vendor is masked
// anew for another.
func (r *Register) Instead(a Ask) []Ask {
	e, ok := r.Entry(a.Vendor)
	if !ok {
		return nil
	}
	var out []Ask
	for _, name := range e.Fallback {
		other, ok := r.Entry(name)
		if !ok || len(other.Models) == 0 {
			continue
		}
		b := Ask{Vendor: name, Model: other.Models[0], Classes: slices.Clone(a.Classes), At: a.At}
		if r.Decide(b).Allowed {
			out = append(out, b)
		}
	}
	return out
}
