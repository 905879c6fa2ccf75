package service

import (
	"slices"
	"time"
)

// firstGuess is the wait of one customer before any was measured.
const firstGuess = 4 * time.Minute

// Expect gives the wait of a customer with this many ahead: the median of the recent waits that
// were measured, times the rounds it takes the agents on duty to reach the place. It is rounded
// up to whole minutes and is at least one. With nobody on duty there is no expectation: zero.
func Expect(recent []time.Duration, ahead, agents int) time.Duration {
	if agents <= 0 {
		return 0
	}
	one := firstGuess
	if Basis(len(recent)) > 0 {
		sorted := slices.Clone(recent)
		slices.Sort(sorted)
		one = sorted[len(sorted)/2]
	}
	rounds := 1 + max(ahead, 0)/agents
	wait := one * time.Duration(rounds)
	return max(time.Minute, (wait + time.Minute - 1).Truncate(time.Minute))
}

// fewestWaits is how many measured waits an expectation rests on at least.
const fewestWaits = 3

// Basis gives how many measured waits an expectation rests on: 0 when there are too few and it is a guess.
func Basis(recent int) int {
	if recent < fewestWaits {
		return 0
	}
	return recent
}
