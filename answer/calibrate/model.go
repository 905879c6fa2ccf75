package calibrate

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"slices"
	"strconv"
	"time"

	"candor/knowledge"
)

// Model is one calibration. The zero value never answers. It does not change and is safe for
// concurrent use.
type Model struct {
	c      content
	digest string
}

// content is a model as it is stored.
type content struct {
	Created   time.Time   `json:"created"`
	Knowledge string      `json:"knowledge"`
	Names     []string    `json:"names"`
	Target    float64     `json:"target"`
	Fitted    bool        `json:"fitted"` // false: there was nothing to fit on, and the next fields are empty
	Mean      []float64   `json:"mean"`
	Scale     []float64   `json:"scale"`
	Weights   []float64   `json:"weights"`
	Constant  float64     `json:"constant"`
	Penalty   float64     `json:"penalty"`
	Base      Guarantee   `json:"base"`
	Tiers     []Guarantee `json:"tiers"` // in the order of Tiers()
	Refused   int         `json:"refused"`
	Repeated  int         `json:"repeated"`
	Left      int         `json:"left"`
	Edges     []float64   `json:"edges"` // of confidence, rising; see FeatureTest
	Usual     []int       `json:"usual"` // real labels between them
	Searched  Searched    `json:"searched"`
}

func (c *content) keep(f fitted) {
	c.Fitted, c.Penalty = true, f.penalty
	c.Mean, c.Scale, c.Weights, c.Constant = f.curve.mean, f.curve.scale, f.curve.weights, f.curve.constant
}

func (c *content) put(g Guarantee) {
	if g.Tier == "" {
		c.Base = g
		return
	}
	c.Tiers = append(c.Tiers, g)
}

// reference keeps how sure the real labels of the test part are, for the watch on changed questions.
func (c *content) reference(thresholds []float64, test []scored) {
	c.Edges = slices.Clone(thresholds)
	slices.Reverse(c.Edges)
	c.Usual = make([]int, len(c.Edges)+1)
	for _, s := range test {
		if s.real {
			c.Usual[bin(c.Edges, s.score)]++
		}
	}
}

func (m Model) curve() curve {
	return curve{mean: m.c.Mean, scale: m.c.Scale, weights: m.c.Weights, constant: m.c.Constant}
}

// Digest names exactly this model; empty for the zero one.
func (m Model) Digest() string { return m.digest }

// Created tells when the model was made.
func (m Model) Created() time.Time { return m.c.Created }

// Knowledge gives the digest of the articles it is for.
func (m Model) Knowledge() string { return m.c.Knowledge }

// Names gives the features in their order.
func (m Model) Names() []string { return slices.Clone(m.c.Names) }

// Dropped counts the labels that were given and not used: those that cannot be read, those said twice,
// and made ones that real ones put out.
func (m Model) Dropped() (refused, repeated, replaced int) {
	return m.c.Refused, m.c.Repeated, m.c.Left
}

// Base gives what holds over all tiers together.
func (m Model) Base() Guarantee { return m.c.Base }

// Guarantee gives what holds in a tier. Only this one allows answers.
func (m Model) Guarantee(t Tier) Guarantee {
	for _, g := range m.c.Tiers {
		if g.Tier == t.known() {
			return g
		}
	}
	return Guarantee{Tier: t.known(), ErrorBound: 1, Coverage: Interval{High: 1}, Reason: NoLabelsYet}
}

// Confidence gives the chance that the article found is right, 0 to 1. It is false when the model was
// never fitted or these are not its features.
func (m Model) Confidence(features []float64) (float64, bool) {
	if !m.c.Fitted || !measured(features, len(m.c.Names)) {
		return 0, false
	}
	return m.curve().confidence(features), true
}

// Contribution is one feature's part in a confidence.
type Contribution struct {
	Name    string
	Value   float64 // as measured
	LogOdds float64 // what it adds, compared to its mean; negative speaks against
}

// Explain takes a confidence apart, the weightiest part first. The parts and Prior, the log-odds of a
// question whose features are all as usual, add up to the log-odds of the confidence. Without a
// confidence there is nothing to explain.
func (m Model) Explain(features []float64) []Contribution {
	if _, ok := m.Confidence(features); !ok {
		return nil
	}
	c := m.curve()
	out := make([]Contribution, len(features))
	for i, v := range features {
		out[i] = Contribution{m.c.Names[i], v, c.weights[i] * c.standard(i, v)}
	}
	slices.SortStableFunc(out, func(a, b Contribution) int { return cmp.Compare(math.Abs(b.LogOdds), math.Abs(a.LogOdds)) })
	return out
}

// Prior gives the log-odds that every confidence starts from.
func (m Model) Prior() float64 { return m.c.Constant }

// KnowledgeDigest names what articles say. The same articles in another order have the same one.
func KnowledgeDigest(articles []knowledge.Article) string {
	lines := make([]string, len(articles))
	for i, a := range articles {
		lines[i] = string(a.ID) + " " + a.Digest
	}
	slices.Sort(lines)
	h := sha256.New()
	for _, line := range lines {
		h.Write([]byte(strconv.Itoa(len(line)) + ":" + line))
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

func properNames(names []string) bool {
	seen := map[string]bool{}
	for _, n := range names {
		if n == "" || seen[n] {
			return false
		}
		seen[n] = true
	}
	return len(names) > 0
}
