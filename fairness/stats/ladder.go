package stats

import (
	"math"
	"math/big"
)

// ladder is a distribution on whole numbers with one peak, up to a factor. It is built from the peak
// outwards by the ratio of neighbours, so that no logarithm of a factorial costs digits, and each
// sum is of positive numbers.
type ladder struct {
	low    int64     // what the first weight belongs to
	weight []float64 // relative to the largest
	total  float64
}

// climb builds a ladder on low…high. up(x) is weight(x+1)/weight(x). What is smaller than 1e-307 of
// the peak is left out.
func climb(low, high, peak int64, up func(x int64) float64) ladder {
	var below []float64 // from the peak downwards
	for x, w := peak-1, 1.0; x >= low; x-- {
		if w /= up(x); w < 1e-307 {
			break
		}
		below = append(below, w)
	}
	l := ladder{low: peak - int64(len(below)), weight: make([]float64, 0, 2*len(below)+2)}
	for i := len(below) - 1; i >= 0; i-- {
		l.weight = append(l.weight, below[i])
	}
	l.weight = append(l.weight, 1)
	for x, w := peak, 1.0; x < high; x++ {
		if w *= up(x); w < 1e-307 {
			break
		}
		l.weight = append(l.weight, w)
	}
	l.total = l.sum(func(int64) bool { return true })
	return l
}

// at gives the probability of x.
func (l ladder) at(x int64) float64 {
	if i := x - l.low; i >= 0 && i < int64(len(l.weight)) {
		return l.weight[i] / l.total
	}
	return 0
}

// sum adds the weights of what counts, smallest first from both ends.
func (l ladder) sum(counts func(x int64) bool) float64 {
	left, right, i, j := 0.0, 0.0, 0, len(l.weight)-1
	for i <= j {
		if l.weight[i] <= l.weight[j] {
			if counts(l.low + int64(i)) {
				left += l.weight[i]
			}
			i++
			continue
		}
		if counts(l.low + int64(j)) {
			right += l.weight[j]
		}
		j--
	}
	return left + right
}

// upTo gives P(X <= x).
func (l ladder) upTo(x int64) float64 {
	return math.Min(1, l.sum(func(y int64) bool { return y <= x })/l.total)
}

// from gives P(X >= x).
func (l ladder) from(x int64) float64 {
	return math.Min(1, l.sum(func(y int64) bool { return y >= x })/l.total)
}

// noLikelierThan gives the sum of the probabilities that are at most that of x. Where floating point
// cannot tell, exact decides with whole numbers.
func (l ladder) noLikelierThan(x int64, exact func(x int64) *big.Int) float64 {
	mine := l.at(x) * l.total
	var whole *big.Int
	p := l.sum(func(y int64) bool {
		w := l.weight[y-l.low]
		if y == x || math.Abs(w-mine) > 1e-7*mine {
			return y == x || w < mine
		}
		if whole == nil {
			whole = exact(x)
		}
		return exact(y).Cmp(whole) <= 0
	})
	return math.Min(1, p/l.total)
}

// fairCoin is the number of heads of n throws.
func fairCoin(n int64) ladder {
	return climb(0, n, n/2, func(x int64) float64 { return float64(n-x) / float64(x+1) })
}
