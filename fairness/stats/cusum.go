package stats

import "math"

// CUSUM watches whether a share rose from p0 to p1: it adds log(p1/p0) when the outcome happened and
// log((1-p1)/(1-p0)) when not, never below 0, and alarms at a bar (Page 1954). It goes on after an alarm.
type CUSUM struct {
	Now, Most float64
	Seen      int64
	AlarmAt   int64 // from 1; 0: none
	up, down  float64
	bar       float64
}

// WatchRise begins with shares strictly between 0 and 1 and a bar above 0.
func WatchRise(p0, p1, bar float64) (*CUSUM, error) {
	for _, p := range []float64{p0, p1} {
		if err := checkOpen("share", p); err != nil {
			return nil, err
		}
	}
	if !(bar > 0) {
		return nil, impossible("a bar of %g", bar)
	}
	return &CUSUM{up: math.Log(p1 / p0), down: math.Log((1 - p1) / (1 - p0)), bar: bar}, nil
}

// Observe takes one outcome.
func (c *CUSUM) Observe(happened bool) {
	c.Seen++
	step := c.down
	if happened {
		step = c.up
	}
	c.Now = math.Max(0, c.Now+step)
	c.Most = math.Max(c.Most, c.Now)
	if c.AlarmAt == 0 && c.Now >= c.bar {
		c.AlarmAt = c.Seen
	}
}
