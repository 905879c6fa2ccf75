package main

import "math"

// share is a part of a whole with its 95 % interval (Wilson 1927); of nothing all is unknown.
func share(part, whole int) value {
	if whole == 0 {
		return value{}
	}
	const z = 1.959963984540054
	n := float64(whole)
	p := float64(part) / n
	mid := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	low, high := max(0, mid-half), min(1, mid+half)
	return value{&p, &low, &high, whole}
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
