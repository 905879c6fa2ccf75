package console

import (
	"math"
	"strconv"

	"candor/fairness/monitor"
	"candor/fairness/stats"
)

// partWords names what people are told apart by.
func (c *Console) partWords(p monitor.Part) string {
	if axis, ok := p.Axis(); ok {
		return c.text("console.live.by.stated_" + axis)
	}
	return c.text("console.live.by." + string(p))
}

// groupWords names the people of a group: "people writing in French".
func (c *Console) groupWords(p monitor.Part, group string) string {
	return c.textWith("console.live.people."+peopleKey(p), map[string]string{"group": c.groupName(p, group)})
}

func peopleKey(p monitor.Part) string {
	if axis, ok := p.Axis(); ok {
		return "stated_" + axis
	}
	return string(p)
}

// groupName names a group alone, in the desk's own words where it made the list.
func (c *Console) groupName(p monitor.Part, group string) string {
	key := ""
	switch axis, stated := p.Axis(); {
	case group == monitor.Unknown:
		key = "unknown"
	case stated:
		key = axis + "_" + group
	case p == monitor.ByChannel:
		key = "channel_" + group
	case p == monitor.ByLanguage && group == monitor.Other:
		key = "language_other"
	case p == monitor.ByLanguage:
		key = "language_" + group
	case p == monitor.ByHour:
		return group + ":00"
	}
	if words := c.text("console.live.group." + key); words != "" {
		return words
	}
	if p == monitor.ByLanguage {
		return languageName(group)
	}
	return group
}

// didWords says what happened to people: "were dealt with at once".
func (c *Console) didWords(o monitor.Outcome) string { return c.text("console.live.did." + string(o)) }

func (c *Console) liveTable(s monitor.Section) liveTable {
	t := liveTable{
		ID: string(s.Outcome), Title: c.text("console.live.outcome." + string(s.Outcome)), Means: c.text("console.live.means." + string(s.Outcome)),
		First: c.partWords(s.Part), Beside: c.besideWords(s.Part),
	}
	for _, r := range s.Rows {
		row := c.liveRow(s, r)
		t.Rows = append(t.Rows, row)
		if r.N > 0 {
			t.Sentences = append(t.Sentences, c.sentence(s, r, row.Says))
		}
	}
	return t
}

// besideWords names what else people are compared within.
func (c *Console) besideWords(p monitor.Part) string {
	if p == monitor.ByLanguage {
		return c.text("console.live.alike.channel")
	}
	return c.text("console.live.alike.language")
}

// sentence tells a row as people talk.
func (c *Console) sentence(s monitor.Section, r monitor.Row, says string) string {
	args := map[string]string{"who": c.groupWords(s.Part, r.Group), "did": c.didWords(s.Outcome), "rate": hundred(r.Rate.Or(0)), "says": says}
	if !r.Rest.Defined() {
		return c.textWith("console.live.sentence_alone", args)
	}
	args["rest"] = hundred(r.Rest.Or(0))
	return c.textWith("console.live.sentence", args)
}

func (c *Console) liveRow(s monitor.Section, r monitor.Row) liveRow {
	v := liveRow{Name: c.groupName(s.Part, r.Group), Alarm: r.Finding == monitor.Alarmed, Says: c.says(s, r)}
	if r.N == 0 {
		v.People, v.Missing = c.text("console.live.under_ten"), "–"
		v.Rate, v.Between, v.Others, v.Smallest, v.More, v.Within = "–", "–", "–", "–", "–", "–"
		return v
	}
	v.People, v.Missing = strconv.FormatInt(r.N, 10), strconv.FormatInt(r.Missing, 10)
	v.Rate = hundred(r.Rate.Or(0))
	v.Between = c.textWith("console.live.between", map[string]string{"low": hundred(r.Interval.Low), "high": hundred(r.Interval.High)})
	v.Others, v.Smallest, v.Within = shown(r.Rest), shown(r.Smallest), signed(r.Within)
	more, known := r.More.Number()
	switch {
	case !known:
		v.More = "–"
	case math.IsInf(more, 1):
		v.More = c.text("console.live.more_others")
	default:
		v.More = strconv.FormatFloat(more, 'f', 0, 64)
	}
	return v
}

// says puts the finding of a row in words, with what Simpson's guard adds.
func (c *Console) says(s monitor.Section, r monitor.Row) string {
	switch {
	case r.N == 0:
		return c.text("console.live.finding.too_few")
	case !r.Gap.Defined():
		return c.text("console.live.finding.alone")
	}
	words := c.text("console.live.finding." + string(r.Finding))
	if r.Finding == monitor.Look && !r.Worse {
		words = c.text("console.live.finding.better")
	}
	if r.Simpson == monitor.Turns || r.Simpson == monitor.Gone {
		words += " " + c.textWith("console.live.simpson."+string(r.Simpson), map[string]string{"beside": c.besideWords(s.Part)})
	}
	return words
}

// hundred tells a share as so many of a hundred.
func hundred(share float64) string { return strconv.FormatFloat(share*100, 'f', 0, 64) }

func shown(v stats.Value) string {
	if !v.Defined() {
		return "–"
	}
	return hundred(v.Or(0))
}

// signed tells a gap as so many more or fewer of a hundred.
func signed(v stats.Value) string {
	if !v.Defined() {
		return "–"
	}
	of := int(math.Round(v.Or(0) * 100))
	switch {
	case of > 0:
		return "+" + strconv.Itoa(of)
	case of < 0:
		return "−" + strconv.Itoa(-of)
	}
	return "0"
}
