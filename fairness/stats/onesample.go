package stats

import "math"

// oneSampleAbove gives P(D >= d) of one sample of n against a continuous distribution. Tails are twice the
// one-sided sum (Birnbaum, Tingey 1951; Miller 1956), the rest is that of Marsaglia, Tsang, Wang,
// J Stat Softw 2003;8(18).
func oneSampleAbove(n int, d float64) Value {
	nd := float64(n) * d
	switch {
	case n <= 0:
		return Value{}
	case d >= 1:
		return Known(0)
	case nd <= 0.5:
		return Known(1)
	case d >= 0.5 || nd*d > 4:
		return Known(math.Min(1, 2*oneSided(n, d)))
	}
	k := int(nd) + 1
	if k > 150 {
		return Value{}
	}
	return Known(1 - marsaglia(n, k, float64(k)-nd))
}

// oneSided is P(D+ >= d): d·Σ C(n,j)·(d+j/n)^(j-1)·(1-d-j/n)^(n-j).
func oneSided(n int, d float64) float64 {
	m, sum := float64(n), 0.0
	ln, _ := math.Lgamma(m + 1)
	for j := 0; float64(j) <= m*(1-d); j++ {
		x := float64(j)
		rest := 1 - d - x/m
		if rest <= 0 {
			if j < n {
				continue
			}
			rest = 1 // to the power 0
		}
		a, _ := math.Lgamma(x + 1)
		b, _ := math.Lgamma(m - x + 1)
		sum += math.Exp(ln - a - b + (x-1)*math.Log(d+x/m) + (m-x)*math.Log(rest))
	}
	return d * sum
}

// marsaglia gives P(D < d) as an entry of the n-th power of a matrix, with h = k - n·d.
func marsaglia(n, k int, h float64) float64 {
	m := 2*k - 1
	a := newSquare(m)
	for i := range m {
		for j := range m {
			if i-j+1 >= 0 {
				a.cell[i*m+j] = 1
			}
		}
	}
	for i := range m {
		a.cell[i*m] -= math.Pow(h, float64(i+1))
		a.cell[(m-1)*m+i] -= math.Pow(h, float64(m-i))
	}
	if 2*h > 1 {
		a.cell[(m-1)*m] += math.Pow(2*h-1, float64(m))
	}
	for i := range m {
		for j := range m {
			for g := 2; g <= i-j+1; g++ {
				a.cell[i*m+j] /= float64(g)
			}
		}
	}
	q := a.power(n)
	p := q.cell[(k-1)*m+k-1]
	for i := 1; i <= n; i++ {
		if p *= float64(i) / float64(n); p < 1e-140 {
			p *= 1e140
			q.exponent -= 140
		}
	}
	return p * math.Pow(10, float64(q.exponent))
}

// square is a matrix times a power of ten.
type square struct {
	side, exponent int
	cell           []float64
}

func newSquare(side int) square { return square{side: side, cell: make([]float64, side*side)} }

func (s square) times(o square) square {
	r := newSquare(s.side)
	r.exponent = s.exponent + o.exponent
	for i := range s.side {
		for k := range s.side {
			x := s.cell[i*s.side+k]
			if x == 0 {
				continue
			}
			for j := range s.side {
				r.cell[i*s.side+j] += x * o.cell[k*s.side+j]
			}
		}
	}
	if middle := r.cell[(s.side/2)*s.side+s.side/2]; middle > 1e140 {
		for i := range r.cell {
			r.cell[i] *= 1e-140
		}
		r.exponent += 140
	}
	return r
}

func (s square) power(n int) square {
	if n == 1 {
		return s
	}
	half := s.power(n / 2)
	half = half.times(half)
	if n%2 == 1 {
		return s.times(half)
	}
	return half
}
