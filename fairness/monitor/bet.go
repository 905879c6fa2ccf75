package monitor

import (
	"math"
	"slices"
)

// bet is one e-process for one group against the rest: money that is put on the group faring worse, block by block, by what
// the blocks before show. When the group fares no worse, the money is not expected to grow, however the shares of both go up and
// down together over time (Turner, Ly, Grünwald 2024, arXiv 2106.02693, for blocks of any size).
type bet struct {
	J     int     `json:"j"` // which it is, from 1
	Mine  seen    `json:"m"`
	Rest  seen    `json:"r"`
	Money float64 `json:"e"` // natural logarithm
}

// seen counts people and who of them had the outcome.
type seen struct {
	N int64 `json:"n"`
	K int64 `json:"k"`
}

func (s seen) less(t seen) seen { return seen{s.N - t.N, s.K - t.K} }
func (s seen) plus(t seen) seen { return seen{s.N + t.N, s.K + t.K} }

// prior is what each share begins with, on both sides: the choice of Turner, Ly and Grünwald.
const prior = 0.18

func (s seen) share() float64 { return (float64(s.K) + prior) / (float64(s.N) + 2*prior) }

// block takes what happened to some of the group and some of the rest meanwhile. How many they are must not depend on what
// happened to them.
func (b *bet) block(mine, rest seen, good bool) {
	p, q := b.Mine.share(), b.Rest.share()
	if worse := p < q; worse == good && p != q {
		n, m := float64(mine.N), float64(rest.N)
		both := (n*p + m*q) / (n + m)
		b.Money += likely(mine, p, both) + likely(rest, q, both)
	}
	b.Mine, b.Rest = b.Mine.plus(mine), b.Rest.plus(rest)
}

// likely is the logarithm of how much likelier p makes what was seen than q does.
func likely(s seen, p, q float64) float64 {
	return float64(s.K)*math.Log(p/q) + float64(s.N-s.K)*math.Log((1-p)/(1-q))
}

// pair is the watch of one group for one outcome: bets that begin one after the other, so that a gap that opens late is not
// drowned in what was before it. Of the money at the beginning each has its fixed part, 1/(j(j+1)), so that together they are
// one e-process.
type pair struct {
	Mine seen  `json:"m"` // what was looked at, of all that is told
	Rest seen  `json:"r"`
	J    int   `json:"j"` // how many bets began
	Next int64 `json:"t"` // when the next begins, in seconds since 1970
	Bets []bet `json:"b"`
}

// How often a bet begins, and how many are kept. One that is given up counts as lost, which raises no alarm.
const (
	betEvery = 28 * 24 * 60 * 60
	mostBets = 40
)

// look takes what is told by now. A block needs people on both sides; until then it waits. Where less is told than before,
// the settings have put other people into the comparison, and it begins anew.
func (p *pair) look(mine, rest seen, good bool, now int64) {
	if mine.N < p.Mine.N || rest.N < p.Rest.N || mine.K < p.Mine.K || rest.K < p.Rest.K {
		*p = pair{Mine: mine, Rest: rest}
	}
	if p.J == 0 || now >= p.Next {
		p.begin(now)
	}
	m, r := mine.less(p.Mine), rest.less(p.Rest)
	if m.N <= 0 || r.N <= 0 {
		return
	}
	for i := range p.Bets {
		p.Bets[i].block(m, r, good)
	}
	p.Mine, p.Rest = mine, rest
}

func (p *pair) begin(now int64) {
	p.J++
	p.Next = now + betEvery
	if len(p.Bets) == mostBets {
		worst := 0
		for i, b := range p.Bets {
			if b.Money < p.Bets[worst].Money {
				worst = i
			}
		}
		p.Bets = slices.Delete(p.Bets, worst, worst+1)
	}
	p.Bets = append(p.Bets, bet{J: p.J})
}

// logE is the logarithm of the evidence: the money of all bets, and what is kept for those that did not begin.
func (p *pair) logE() float64 {
	waiting := 1 / float64(p.J+1) // the sum of 1/(j(j+1)) from J+1 on
	top := math.Log(waiting)
	for _, b := range p.Bets {
		top = max(top, b.Money-stake(b.J))
	}
	sum := math.Exp(math.Log(waiting) - top)
	for _, b := range p.Bets {
		sum += math.Exp(b.Money - stake(b.J) - top)
	}
	return top + math.Log(sum)
}

// stake is minus the logarithm of a bet's part.
func stake(j int) float64 { return math.Log(float64(j)) + math.Log(float64(j+1)) }
