package eval

import (
	"cmp"
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
)

// Figure is a measured value with its 95 % interval and what it was counted over. Its parts are NaN
// where they cannot be known, which JSON shows as null.
type Figure struct {
	Value, Low, High float64
	N                int
}

// MarshalJSON writes {"value", "low", "high", "n"} with six digits.
func (f Figure) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Value *float64 `json:"value"`
		Low   *float64 `json:"low"`
		High  *float64 `json:"high"`
		N     int      `json:"n"`
	}{known(f.Value), known(f.Low), known(f.High), f.N})
}

func known(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	v = math.Round(v*1e6) / 1e6
	return &v
}

// Share is k of n with its Wilson interval; of nothing all is unknown.
func Share(k, n int) Figure {
	if n == 0 {
		return Figure{math.NaN(), math.NaN(), math.NaN(), 0}
	}
	v := float64(k) / float64(n)
	low, high := Wilson(v, n)
	return Figure{v, low, high, n}
}

const (
	resamples = 1000
	enough    = 0.9 // share of the resamples whose value must be known for an interval
)

// Bootstrap gives the value of a statistic and its percentile interval over 1000 resamples (Efron 1979). Items
// that belong together, such as rewordings of one question, have the same cluster and are
// drawn together (Field and Welsh 2007); each of strata lists the clusters of its items and is drawn from alone. The
// statistic is told how often each item of each stratum counts. The same input gives the same interval.
func Bootstrap(strata [][]int, statistic func(weights [][]float64) float64) Figure {
	weights := make([][]float64, len(strata))
	members := make([][][]int, len(strata))
	n := 0
	for s, clusters := range strata {
		n += len(clusters)
		weights[s] = make([]float64, len(clusters))
		members[s] = gather(clusters)
		for i := range weights[s] {
			weights[s][i] = 1
		}
	}
	out := Figure{Value: statistic(weights), Low: math.NaN(), High: math.NaN(), N: n}
	if math.IsNaN(out.Value) {
		return out
	}
	draw := rand.New(rand.NewPCG(20, 26))
	values := make([]float64, 0, resamples)
	for range resamples {
		for s := range weights {
			clear(weights[s])
			for range members[s] {
				for _, i := range members[s][draw.IntN(len(members[s]))] {
					weights[s][i]++
				}
			}
		}
		if v := statistic(weights); !math.IsNaN(v) {
			values = append(values, v)
		}
	}
	if float64(len(values)) < enough*resamples {
		return out
	}
	slices.SortFunc(values, cmp.Compare[float64])
	last := float64(len(values) - 1)
	out.Low, out.High = values[int(math.Round(0.025*last))], values[int(math.Round(0.975*last))]
	return out
}

// gather lists the items of every cluster, clusters in the order in which they first occur.
func gather(clusters []int) [][]int {
	place := map[int]int{}
	var out [][]int
	for i, c := range clusters {
		k, ok := place[c]
		if !ok {
			k = len(out)
			place[c] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], i)
	}
	return out
}

// Wilson gives the 95 % interval of a share of n (Wilson 1927); 0 to 1 when n is 0.
func Wilson(share float64, n int) (low, high float64) {
	if n <= 0 || math.IsNaN(share) {
		return 0, 1
	}
	const z = 1.959963984540054
	m := float64(n)
	mid := (share + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(share*(1-share)/m+z*z/(4*m*m))
	return max(0, mid-half), min(1, mid+half)
}
