package main

import (
	"cmp"
	"math"
	"slices"
)

// reduced takes the mean and the strongest directions out of rows, gives what they are along the next wide
// ones, and makes each one long.
func reduced(rows [][]float64, drop, wide int) [][]float64 {
	d := len(rows[0])
	mean := make([]float64, d)
	for _, r := range rows {
		for i, v := range r {
			mean[i] += v / float64(len(rows))
		}
	}
	spread := make([][]float64, d)
	for i := range spread {
		spread[i] = make([]float64, d)
	}
	for _, r := range rows {
		for i := range d {
			for j := range i + 1 {
				spread[i][j] += (r[i] - mean[i]) * (r[j] - mean[j])
			}
		}
	}
	for i := range d {
		for j := range i {
			spread[j][i] = spread[i][j]
		}
	}
	directions := principal(spread)
	directions = directions[drop:min(drop+wide, d)]
	out := make([][]float64, len(rows))
	for k, r := range rows {
		row := make([]float64, len(directions))
		for i, direction := range directions {
			for j, v := range r {
				row[i] += (v - mean[j]) * direction[j]
			}
		}
		out[k] = unit(row)
	}
	return out
}

// principal gives the eigenvectors of a symmetric matrix, that of the largest eigenvalue first, by Jacobi's
// rotations. Of each the largest number is positive, so that a machine cannot choose the sign.
func principal(a [][]float64) [][]float64 {
	n := len(a)
	v := make([][]float64, n) // rows are directions
	for i := range v {
		v[i] = make([]float64, n)
		v[i][i] = 1
	}
	for range 100 {
		off := 0.0
		for i := range n {
			for j := range i {
				off += a[i][j] * a[i][j]
			}
		}
		if off < 1e-18 {
			break
		}
		for p := range n {
			for q := p + 1; q < n; q++ {
				rotate(a, v, p, q)
			}
		}
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(a[j][j], a[i][i]) })
	out := make([][]float64, n)
	for k, i := range order {
		out[k] = v[i]
		top := 0.0
		for _, x := range v[i] {
			if math.Abs(x) > math.Abs(top) {
				top = x
			}
		}
		if top < 0 {
			for j := range v[i] {
				v[i][j] = -v[i][j]
			}
		}
	}
	return out
}

// rotate turns the plane of p and q so that a has nothing between them.
func rotate(a, v [][]float64, p, q int) {
	if math.Abs(a[p][q]) < 1e-300 {
		return
	}
	theta := (a[q][q] - a[p][p]) / (2 * a[p][q])
	t := 1 / (math.Abs(theta) + math.Sqrt(theta*theta+1))
	if theta < 0 {
		t = -t
	}
	c := 1 / math.Sqrt(t*t+1)
	s := t * c
	for k := range a {
		x, y := a[k][p], a[k][q]
		a[k][p], a[k][q] = c*x-s*y, s*x+c*y
	}
	for k := range a {
		x, y := a[p][k], a[q][k]
		a[p][k], a[q][k] = c*x-s*y, s*x+c*y
	}
	for k := range v {
		x, y := v[p][k], v[q][k]
		v[p][k], v[q][k] = c*x-s*y, s*x+c*y
	}
}
