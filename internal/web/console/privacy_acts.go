package console

import (
	"slices"

	"candor/privacy/rights"
)

// actView is one thing that can be done with a request now, as a form.
type actView struct {
	Act                    rights.Act
	Title, Note, Button    string
	Open, Danger           bool
	Reasons                []optionView
	AsksWords, AsksWho     bool
	AsksUntil, AsksConfirm bool
	AsksLift, Lift         bool
	Words, Who, Until      string
	Problem                string
}

// actOrder is the order in which a request is worked on.
var actOrder = []rights.Act{
	rights.Acknowledge, rights.AskIdentity, rights.ProveIdentity, rights.Finish, rights.FinishPartly, rights.Extend, rights.Refuse, rights.Withdraw,
}

// acts gives what the table allows now, with the form for which f was filled in as it was.
func (c *Console) acts(row rights.Row, f actForm) []actView {
	allowed := rights.Transitions()[row.State]
	var out []actView
	for _, act := range actOrder {
		if _, ok := allowed[act]; !ok || !c.sensible(row, act) {
			continue
		}
		v := c.act(row, act)
		if f.Act == act {
			v.Open, v.Words, v.Who, v.Until, v.Lift, v.Problem = true, f.Words, f.Who, f.Until, f.Lift, f.Problem
		}
		for i := range v.Reasons {
			v.Reasons[i].Chosen = f.Act == act && v.Reasons[i].Value == f.Reason
		}
		out = append(out, v)
	}
	return out
}

// sensible leaves out what would change nothing, and what the clock no longer allows.
func (c *Console) sensible(row rights.Row, act rights.Act) bool {
	switch act {
	case rights.Acknowledge:
		return row.Acknowledged.IsZero()
	case rights.Extend:
		return extendable(row)
	}
	return true
}

func (c *Console) act(row rights.Row, act rights.Act) actView {
	key := string(act)
	if act == rights.Finish {
		key += "_" + c.finishes(row)
	}
	v := actView{
		Act: act, Title: c.text("console.privacy.act." + key), Note: c.text("console.privacy.note." + key),
		Button: c.text("console.privacy.button." + string(act)),
	}
	switch act {
	case rights.ProveIdentity:
		v.AsksWho = true
	case rights.Extend:
		v.AsksWords, v.AsksUntil = true, row.Regime == rights.Swiss // the one law that leaves the day to the desk
		for _, d := range []rights.Delay{rights.Complex, rights.Many} {
			v.Reasons = append(v.Reasons, optionView{Value: string(d), Label: c.text("console.privacy.delay.because_" + string(d))})
		}
	case rights.Finish:
		v.AsksConfirm, v.AsksLift = erases(row.Request), row.Kind == rights.ToRestrict && len(row.Customers) > 0
		v.Danger = v.AsksConfirm
	case rights.FinishPartly, rights.Refuse:
		v.AsksWords = true
		v.Reasons = c.refusals(row, act)
	}
	return v
}

// finishes names what finishing a request does besides noting it.
func (c *Console) finishes(row rights.Row) string {
	switch row.Kind {
	case rights.ToErase, rights.ToRestrict, rights.ToObject:
		if len(row.Customers) == 0 {
			return "nobody"
		}
		return string(row.Kind)
	case rights.ToSee, rights.ToExport:
		return "handed"
	}
	return "other"
}

// erases reports whether finishing the request destroys something.
func erases(r rights.Request) bool { return r.Kind == rights.ToErase && len(r.Customers) > 0 }

// refusals lists the reasons that the law takes for this request as it stands: it is tried with each, on
// a copy that nobody keeps.
func (c *Console) refusals(row rights.Row, act rights.Act) []optionView {
	var out []optionView
	for _, reason := range rights.RefusalsFor(row.Kind) {
		answer := rights.Answer{Reason: reason, Words: "why"}
		try := row.Refuse
		if act == rights.FinishPartly {
			try = row.FinishPartly
		}
		if _, _, err := try(answer, "desk", c.o.Now()); err == nil {
			out = append(out, optionView{Value: string(reason), Label: c.text("console.privacy.refusal." + string(reason))})
		}
	}
	slices.SortFunc(out, func(a, b optionView) int {
		if a.Label < b.Label {
			return -1
		}
		return 1
	})
	return out
}
