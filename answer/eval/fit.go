package eval

import "math"

// Fit gives the weights of an L2-regularised logistic regression by Newton's method: the first is the
// constant, which is not penalised, then one a column of x. Rows of x are equally long. Strength
// is the penalty; 1 is mild. It returns nil without rows.
func Fit(x [][]float64, y []bool, weight []float64, strength float64) []float64 {
	if len(x) == 0 {
		return nil
	}
	d := len(x[0]) + 1
	w := make([]float64, d)
	row := make([]float64, d)
	for range 60 {
		gradient := make([]float64, d)
		hessian := make([][]float64, d)
		for i := range hessian {
			hessian[i] = make([]float64, d)
			if i > 0 {
				hessian[i][i] = strength
				gradient[i] = strength * w[i]
			}
		}
		for r := range x {
			row[0] = 1
			copy(row[1:], x[r])
			p := Logistic(dot(w, row))
			target := 0.0
			if y[r] {
				target = 1
			}
			k := 1.0
			if weight != nil {
				k = weight[r]
			}
			for i := range d {
				gradient[i] += k * (p - target) * row[i]
				for j := range d {
					hessian[i][j] += k * p * (1 - p) * row[i] * row[j]
				}
			}
		}
		step := solve(hessian, gradient)
		size := 0.0
		for i := range w {
			w[i] -= step[i]
			size += math.Abs(step[i])
		}
		if size < 1e-9 {
			break
		}
	}
	return w
}

// Logistic is 1 / (1 + e^-z).
func Logistic(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// solve gives v with a·v = b for a symmetric positive a, by elimination with pivots.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for c := range n {
		p := c
		for r := c + 1; r < n; r++ {
			if math.Abs(a[r][c]) > math.Abs(a[p][c]) {
				p = r
			}
		}
		a[c], a[p] = a[p], a[c]
		b[c], b[p] = b[p], b[c]
		if a[c][c] == 0 {
			continue
		}
		for r := c + 1; r < n; r++ {
			f := a[r][c] / a[c][c]
			for k := c; k < n; k++ {
				a[r][k] -= f * a[c][k]
			}
			b[r] -= f * b[c]
		}
	}
	v := make([]float64, n)
	for c := n - 1; c >= 0; c-- {
		sum := b[c]
		for k := c + 1; k < n; k++ {
			sum -= a[c][k] * v[k]
		}
		if a[c][c] != 0 {
			v[c] = sum / a[c][c]
		}
	}
	return v
}
