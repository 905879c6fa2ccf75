package stats

import (
	"math/big"
	"strconv"
)

// exactly turns numbers into whole multiples of one unit, so that sums are compared without rounding: each
// number counts as the shortest decimal that reads as it, so 0.1 is a tenth.
func exactly(lists ...[]float64) (scaled [][]int64, unit *big.Rat, err error) {
	under := big.NewInt(1)
	rats := make([][]*big.Rat, len(lists))
	for i, list := range lists {
		if err := finite(list); err != nil {
			return nil, nil, err
		}
		for _, x := range list {
			r, ok := new(big.Rat).SetString(strconv.FormatFloat(x, 'g', -1, 64))
			if !ok {
				return nil, nil, impossible("a number that cannot be read")
			}
			rats[i] = append(rats[i], r)
			common := new(big.Int).GCD(nil, nil, under, r.Denom())
			under.Mul(under, new(big.Int).Quo(r.Denom(), common))
		}
	}
	reach := new(big.Int)
	scaled = make([][]int64, len(lists))
	for i, list := range rats {
		for _, r := range list {
			n := new(big.Int).Mul(r.Num(), new(big.Int).Quo(under, r.Denom()))
			if reach.Add(reach, new(big.Int).Abs(n)); reach.BitLen() > 40 {
				return nil, nil, impossible("numbers that are too finely graded to count every case")
			}
			scaled[i] = append(scaled[i], n.Int64())
		}
	}
	return scaled, new(big.Rat).SetFrac(big.NewInt(1), under), nil
}

// census counts how many cases have which sum.
type census map[int64]*big.Int

func (c census) add(sum int64, cases *big.Int) {
	if had := c[sum]; had != nil {
		had.Add(had, cases)
		return
	}
	c[sum] = new(big.Int).Set(cases)
}

// count adds the cases of the sums that are asked for.
func (c census) count(asked func(sum int64) bool) *big.Int {
	all := new(big.Int)
	for sum, cases := range c {
		if asked(sum) {
			all.Add(all, cases)
		}
	}
	return all
}

// widest is how many different sums are followed.
const widest = 1 << 21

func share(cases, total *big.Int) float64 {
	return nearest(new(big.Rat).SetFrac(cases, total))
}

func distant(x int64) int64 { return max(x, -x) }
