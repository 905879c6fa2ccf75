package escalate

// stuck counts the turns in a row, up to the newest, after which the customer was not helped:
// they say so, or they ask the same again. The first turn never counts: nobody had answered.
func (in *Inspector) stuck(turns []saying, loop loopJudgement, newestUnresolved bool) int {
	last := len(turns) - 1
	count := 0
	for i := last; i > 0 && i > last-mostTurns; i-- {
		bad := loop.likest[i] >= stuckBar
		if !bad && i == last {
			bad = newestUnresolved
		} else if !bad {
			_, bad = in.heard(turns[i].text, unresolved)
		}
		switch {
		case bad:
			count++
		case !turns[i].excused:
			return count
		}
	}
	return count
}
