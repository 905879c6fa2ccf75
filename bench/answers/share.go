package main

import "candor/bench/report"

// share is a part of a whole with its 95 % interval; of nothing all is unknown.
func share(part, whole int) value {
	if whole == 0 {
		return value{}
	}
	s := report.Share{Part: part, Whole: whole}
	v := s.Value()
	low, high := s.Interval()
	return value{&v, &low, &high, whole}
}

// meanOf is the mean of several values. Its interval runs from the mean of the lower ends to the mean of
// the upper ends: right when all err together, as on one text in many languages, and too wide otherwise.
// One value that is unknown makes the mean unknown.
func meanOf(all []value) value {
	if len(all) == 0 {
		return value{}
	}
	var mid, low, high float64
	n := 0
	for _, v := range all {
		if v.Value == nil || v.Low == nil || v.High == nil {
			return value{}
		}
		mid, low, high, n = mid+*v.Value, low+*v.Low, high+*v.High, n+v.N
	}
	k := float64(len(all))
	mid, low, high = mid/k, low/k, high/k
	return value{&mid, &low, &high, n}
}
