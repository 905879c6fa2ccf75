package escalate

// stuck counts the turns in a row, up to the newest, after which the customer was not helped:
// they say so, or they ask the same again.
func (in *Inspector) stuck(turns []string, loop loopJudgement, newestUnresolved bool) int {
	count := 0
	for i := len(turns) - 1; i >= 0 && i >= len(turns)-mostTurns; i-- {
		bad := loop.repeat[i]
		if !bad {
			if i == len(turns)-1 {
				bad = newestUnresolved
			} else {
				bad = in.hear(turns[i], "").Unresolved
			}
		}
		if !bad {
			break
		}
		count++
	}
	return count
}
