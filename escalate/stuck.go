package escalate

// stuck counts the turns in a row, up to the newest, after which the customer was not helped:
// they say so, or they ask the same again. The first turn never counts: nobody had answered.
func (in *Inspector) stuck(turns []string, loop loopJudgement, newestUnresolved bool) int {
	last := len(turns) - 1
	count := 0
	for i := last; i > 0 && i > last-mostTurns; i-- {
		bad := loop.likest[i] >= stuckBar
		if !bad && i == last {
			bad = newestUnresolved
		} else if !bad {
			bad = in.hear(turns[i], "").Unresolved
		}
		if !bad {
			break
		}
		count++
	}
	return count
}
