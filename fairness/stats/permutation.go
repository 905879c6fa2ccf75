package stats

import (
	"math"
	"math/big"
)

// Permutation is an exact test over every case that chance could have made of the data, the
// observed one among them (Fisher 1935, Pitman 1937).
type Permutation struct {
	Observed               float64  // difference of means, mean, or sum of all clusters
	Greater, Less, Farther *big.Int // cases at least as high, at most as high, at least as far from zero
	Total                  *big.Int
	PGreater, PLess, PAbs  float64
	PDoubled               float64 // min(1, 2·the smaller of PGreater and PLess)
}

func (p *Permutation) shares() {
	p.PGreater, p.PLess, p.PAbs = share(p.Greater, p.Total), share(p.Less, p.Total), share(p.Farther, p.Total)
	p.PDoubled = math.Min(1, 2*math.Min(p.PGreater, p.PLess))
}

// PermuteSamples tests the difference of the means of two samples, none of them empty, over every way to split
// all numbers into two of those sizes. It fails when there are more than some two million different sums.
func PermuteSamples(x, y []float64) (Permutation, error) {
	if len(x) == 0 || len(y) == 0 {
		return Permutation{}, impossible("an empty sample")
	}
	scaled, unit, err := exactly(x, y)
	if err != nil {
		return Permutation{}, err
	}
	n1, n2 := int64(len(x)), int64(len(y))
	mine, all := wholeSum(scaled[0]), wholeSum(scaled[0])+wholeSum(scaled[1])
	layers := make([]census, n1+1) // by how many were chosen so far
	for i := range layers {
		layers[i] = census{}
	}
	layers[0].add(0, big.NewInt(1))
	for i, v := range append(append([]int64{}, scaled[0]...), scaled[1]...) {
		states := 0
		for k := min(int64(i)+1, n1); k > 0; k-- {
			for sum, cases := range layers[k-1] {
				layers[k].add(sum+v, cases)
			}
			if states += len(layers[k]); states > widest {
				return Permutation{}, impossible("too many different sums to count every split")
			}
		}
	}
	c := layers[n1]
	// The difference of the means, times n1·n2: sum·(n1+n2) - all·n1.
	gap := func(sum int64) int64 { return sum*(n1+n2) - all*n1 }
	p := Permutation{
		Greater: c.count(func(s int64) bool { return s >= mine }),
		Less:    c.count(func(s int64) bool { return s <= mine }),
		Farther: c.count(func(s int64) bool { return distant(gap(s)) >= distant(gap(mine)) }),
		Total:   new(big.Int).Binomial(n1+n2, n1),
	}
	p.Observed = nearest(new(big.Rat).Mul(big.NewRat(gap(mine), n1*n2), unit))
	p.shares()
	return p, nil
}

// FlipSigns tests whether the mean of paired differences is zero, over every choice of their signs.
// Differences of zero are flipped too, which changes no p.
func FlipSigns(differences []float64) (Permutation, error) {
	if len(differences) == 0 {
		return Permutation{}, impossible("no differences")
	}
	scaled, unit, err := exactly(differences)
	if err != nil {
		return Permutation{}, err
	}
	p, err := flip(scaled[0])
	if err != nil {
		return Permutation{}, err
	}
	p.Observed = nearest(new(big.Rat).Mul(big.NewRat(wholeSum(scaled[0]), int64(len(differences))), unit))
	return p, nil
}

// Clustered is a test with one sign for each cluster.
type Clustered struct {
	Permutation           // Observed is the sum of all
	Sums        []float64 // of each cluster
}

// FlipClusters tests as FlipSigns does with one sign for each cluster, such as a template: repeated
// runs of one template do not count as independent. An empty cluster has the sum zero.
func FlipClusters(clusters [][]float64) (Clustered, error) {
	if len(clusters) == 0 {
		return Clustered{}, impossible("no clusters")
	}
	scaled, unit, err := exactly(clusters...)
	if err != nil {
		return Clustered{}, err
	}
	c := Clustered{}
	sums := make([]int64, len(scaled))
	for i, one := range scaled {
		sums[i] = wholeSum(one)
		c.Sums = append(c.Sums, nearest(new(big.Rat).Mul(new(big.Rat).SetInt64(sums[i]), unit)))
	}
	if c.Permutation, err = flip(sums); err != nil {
		return Clustered{}, err
	}
	c.Observed = nearest(new(big.Rat).Mul(new(big.Rat).SetInt64(wholeSum(sums)), unit))
	return c, nil
}

// flip counts every choice of signs. Zeros only double all counts.
func flip(d []int64) (Permutation, error) {
	c, zeros := census{0: big.NewInt(1)}, uint(0)
	for _, x := range d {
		if x == 0 {
			zeros++
			continue
		}
		next := make(census, 2*len(c))
		for sum, cases := range c {
			next.add(sum+x, cases)
			next.add(sum-x, cases)
		}
		if c = next; len(c) > widest {
			return Permutation{}, impossible("too many different sums to count every choice of signs")
		}
	}
	mine := wholeSum(d)
	count := func(asked func(int64) bool) *big.Int {
		n := c.count(asked)
		return n.Lsh(n, zeros)
	}
	p := Permutation{
		Greater: count(func(s int64) bool { return s >= mine }),
		Less:    count(func(s int64) bool { return s <= mine }),
		Farther: count(func(s int64) bool { return distant(s) >= distant(mine) }),
		Total:   new(big.Int).Lsh(big.NewInt(1), uint(len(d))),
	}
	p.shares()
	return p, nil
}

func wholeSum(x []int64) int64 {
	sum := int64(0)
	for _, v := range x {
		sum += v
	}
	return sum
}
