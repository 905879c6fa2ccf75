package calibrate

import "math"

// widest is how many standard deviations from the mean a feature counts; beyond them it says no more.
const widest = 6

// curve joins features into a chance of being right.
type curve struct {
	mean, scale []float64 // of each feature where it was fitted
	weights     []float64 // for features in standard deviations from the mean
	constant    float64
}

// standard gives a feature in standard deviations from its mean, cut at widest. One that never varied is 0.
func (c curve) standard(i int, v float64) float64 {
	if c.scale[i] == 0 {
		return 0
	}
	return min(widest, max(-widest, (v-c.mean[i])/c.scale[i]))
}

func (c curve) logOdds(features []float64) float64 {
	z := c.constant
	for i, v := range features {
		z += c.weights[i] * c.standard(i, v)
	}
	return z
}

// confidence gives the chance of being right, 0 to 1; 0 when nothing was found.
func (c curve) confidence(features []float64) float64 {
	if features == nil {
		return 0
	}
	return logistic(c.logOdds(features))
}

func logistic(z float64) float64 {
	if z < 0 {
		e := math.Exp(z)
		return e / (1 + e)
	}
	return 1 / (1 + math.Exp(-z))
}

// loss is the negative log-likelihood of one outcome at log-odds z.
func loss(z float64, right bool) float64 {
	if right {
		z = -z
	}
	if z > 0 {
		return z + math.Log1p(math.Exp(-z))
	}
	return math.Log1p(math.Exp(z))
}

// standards measures mean and standard deviation of each feature.
func standards(rows [][]float64, width int) (mean, scale []float64) {
	mean, scale = make([]float64, width), make([]float64, width)
	n := float64(len(rows))
	for i := range width {
		for _, r := range rows {
			mean[i] += r[i] / n
		}
		for _, r := range rows {
			scale[i] += (r[i] - mean[i]) / n * (r[i] - mean[i])
		}
		scale[i] = math.Sqrt(scale[i])
		if !(scale[i] > 1e-9*(1+math.Abs(mean[i]))) || math.IsInf(scale[i], 0) {
			scale[i] = 0
		}
	}
	return mean, scale
}

// problem is what a curve is fitted on, in standard deviations from the mean.
type problem struct {
	mean, scale []float64
	x           [][]float64 // a 1 for the constant comes first
	right       []bool
}

// newProblem reads rows that are width long.
func newProblem(rows [][]float64, right []bool, width int) problem {
	c := curve{}
	c.mean, c.scale = standards(rows, width)
	p := problem{c.mean, c.scale, make([][]float64, len(rows)), right}
	for r := range rows {
		p.x[r] = make([]float64, width+1)
		p.x[r][0] = 1
		for i, v := range rows[r] {
			p.x[r][i+1] = c.standard(i, v)
		}
	}
	return p
}

// fit gives the constant and the weights of an L2-regularised logistic regression by Newton's method
// (iteratively reweighted least squares) from the ones given, with halved steps where a whole one would
// overshoot. The constant is not penalised. Both outcomes are among the rows and the penalty is
// over 0, so the fit is finite also where a feature parts right from wrong without fail.
func (p problem) fit(w []float64, penalty float64) []float64 {
	now := cost(p.x, p.right, w, penalty)
	for range 100 {
		step := newton(p.x, p.right, w, penalty)
		next, then := make([]float64, len(w)), 0.0
		size := 1.0
		for {
			for i := range w {
				next[i] = w[i] - size*step[i]
			}
			if then = cost(p.x, p.right, next, penalty); then <= now || size < 1e-6 {
				break
			}
			size /= 2
		}
		if !(then < now-1e-9*(1+now)) {
			break
		}
		w, now = next, then
	}
	return w
}

func (p problem) curve(w []float64) curve {
	return curve{mean: p.mean, scale: p.scale, constant: w[0], weights: w[1:]}
}

// cost is what the fit makes small: the loss of all rows and half the penalty on the squared weights.
func cost(x [][]float64, right []bool, w []float64, penalty float64) float64 {
	sum := 0.0
	for _, v := range w[1:] {
		sum += penalty / 2 * v * v
	}
	for r := range x {
		sum += loss(dot(w, x[r]), right[r])
	}
	return sum
}

// newton gives the step from w: the inverse of the second derivatives times the first.
func newton(x [][]float64, right []bool, w []float64, penalty float64) []float64 {
	d := len(w)
	slope := make([]float64, d)
	bend := make([][]float64, d)
	for i := range bend {
		bend[i] = make([]float64, d)
		bend[i][i] = 1e-9
		if i > 0 {
			bend[i][i] += penalty
			slope[i] = penalty * w[i]
		}
	}
	for r := range x {
		p := logistic(dot(w, x[r]))
		miss, weight := p, p*(1-p)
		if right[r] {
			miss--
		}
		for i, v := range x[r] {
			slope[i] += miss * v
			for j := 0; j <= i; j++ {
				bend[i][j] += weight * v * x[r][j]
			}
		}
	}
	return solve(bend, slope)
}

// solve gives v with a·v = b by Cholesky's decomposition. Only the lower half of a is read, which is
// symmetric and positive definite, and it is overwritten.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		for j := 0; j <= i; j++ {
			sum := a[i][j]
			for k := range j {
				sum -= a[i][k] * a[j][k]
			}
			if i == j {
				a[i][i] = math.Sqrt(max(sum, 1e-12))
				continue
			}
			a[i][j] = sum / a[j][j]
		}
	}
	v := make([]float64, n)
	for i := range n {
		v[i] = (b[i] - dot(a[i][:i], v)) / a[i][i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			v[i] -= a[k][i] * v[k]
		}
		v[i] /= a[i][i]
	}
	return v
}

// dot adds up the products over the length of a.
func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}
