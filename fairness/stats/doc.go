// Package stats calculates what an audit of fairness says: rates by group with their doubt, gaps
// and ratios, tests for independent and for paired outcomes, corrections for many tests, sample
// sizes, and tests that may be looked at at any time.
//
// The promise: each figure is what its formula says, exactly where it can be exact; the source of
// the formula stands with the function. The refusal: what cannot be known stays undefined. A rate
// whose denominator is zero is a Value that is not known, never 0, which would turn "we cannot know" into
// the largest or the smallest gap there is. Figures as other libraries would give them (0 for
// undefined) are there beside it under a name that says so.
//
// Differences are the first minus the second. An outcome of 1 means that it happened. Tails are
// calculated as tails, so that a p-value of 1e-200 is that and not 0. Nothing here draws random
// numbers, keeps state or reads a clock.
package stats
