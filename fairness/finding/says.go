package finding

import (
	"fmt"

	"candor/fairness/report"
)

// Says tells in plain words what was found.
func (o Opening) Says() string {
	who, _ := report.People(o.Test.Axis, o.Test.Group)
	switch {
	case o.Gap != nil:
		return report.Sentence(*o.Gap, o.Test.Margin)
	case o.Alarm != nil:
		return o.Alarm.says(who)
	case o.Test.Kind == Right && o.Test.Group == "":
		return fmt.Sprintf("A right did not hold: %s. It failed for %s, asked without any sign of who asks.", o.Test.Right, times(o.Count))
	case o.Test.Kind == Right:
		return fmt.Sprintf("A right did not hold for %s: %s. It failed for %s.", who, o.Test.Right, times(o.Count))
	}
	return fmt.Sprintf("Something was found about %s.", who)
}

// Wants tells in plain words what closes the finding.
func (t Test) Wants() string {
	who, _ := report.People(t.Axis, t.Group)
	switch t.Kind {
	case Right:
		return fmt.Sprintf("The same questions are asked again, of what answers now, and the right holds for %s each time.", whoever(who, t.Group))
	case Live:
		way := "more"
		if t.Good {
			way = "fewer"
		}
		return fmt.Sprintf("At least %d conversations of %s after the change show that less than %s %s in 100 are %s.", t.Least, who, report.Hundred(t.Margin), way, report.What(t.Outcome))
	}
	return fmt.Sprintf("The same questions are asked again, of what answers now, and show that of %s fewer than %s more in 100 are %s.", who, report.Hundred(t.Margin), report.What(t.Outcome))
}

func (a Alarm) says(who string) string {
	group, okG := a.Rate.Number()
	others, okO := a.Others.Number()
	if !okG || !okO {
		return fmt.Sprintf("Among customers, %s are %s more often than others.", who, report.What(a.Outcome))
	}
	return fmt.Sprintf("Among customers, out of 100 %s about %s are %s; out of 100 others about %s. That rests on %d conversations.", who, report.Hundred(group), report.What(a.Outcome), report.Hundred(others), a.N)
}

func whoever(who, group string) string {
	if group == "" {
		return "everybody"
	}
	return who
}

func times(n int) string {
	if n == 1 {
		return "one question"
	}
	return fmt.Sprintf("%d questions", n)
}
