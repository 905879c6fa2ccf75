package monitor

import "time"

// Fewest is how many people at least a figure is about.
const Fewest = 10

// Again is after how long somebody counts again.
const Again = 90 * 24 * time.Hour

// Count is of how many people an outcome is awaited or known, of how many it is known, and how many of those had each
// outcome of the family.
type Count struct {
	Begun, N int64
	K        [Slots]int64
}

// Plus adds.
func (c Count) Plus(d Count) Count {
	c.Begun, c.N = c.Begun+d.Begun, c.N+d.N
	for i := range c.K {
		c.K[i] += d.K[i]
	}
	return c
}

// Less subtracts.
func (c Count) Less(d Count) Count {
	c.Begun, c.N = c.Begun-d.Begun, c.N-d.N
	for i := range c.K {
		c.K[i] -= d.K[i]
	}
	return c
}

// Cell counts one cell of a partition of everybody. Told is what may be shown, in whole batches of Fewest people; Open is
// what a batch lacks, which is shown to nobody. The zero Cell has counted nobody.
type Cell struct{ Told, Open Count }

// Begin counts a person whose outcome is awaited, and reports whether something can be told now that could not before.
func (c *Cell) Begin() (tells bool) {
	if c.Open.Begun++; c.Open.Begun < Fewest {
		return false
	}
	c.Told.Begun, c.Open.Begun = c.Told.Begun+c.Open.Begun, 0
	return true
}

// Settle counts a person whose outcome is known, and reports whether something can be told now that could not before.
func (c *Cell) Settle(h Happened) (tells bool) {
	c.Open.N++
	for i, yes := range h {
		if yes {
			c.Open.K[i]++
		}
	}
	if c.Open.N < Fewest {
		return false
	}
	c.Told.N, c.Open.N = c.Told.N+c.Open.N, 0
	for i := range c.Open.K {
		c.Told.K[i], c.Open.K[i] = c.Told.K[i]+c.Open.K[i], 0
	}
	return true
}
