package stats

// Tails for tests against figures that were calculated with forty digits.
var (
	ChiSquareAbove = chiSquareAbove
	NormalTwoSided = normalBothSides
	BetaQuantile   = betaQuantile
)
