package calibrate

// Searched says how the search works that labels were measured with, and why it does so. A model is for that search
// alone. The zero value is a search by words, of which nothing was tried.
type Searched struct {
	Vectors bool    `json:"vectors"` // word vectors are used
	Asked   int     `json:"asked"`   // questions of the trial that decided it, each asked with them and without
	Without float64 `json:"without"` // mean reciprocal rank of the right article without them, 0 to 1
	With    float64 `json:"with"`    // and with them
	Doubt   float64 `json:"doubt"`   // standard error of the difference
}

// Searched gives the search that the model is for.
func (m Model) Searched() Searched { return m.c.Searched }

// sound reports whether a trial can have come to this. Vectors that were not shown to help are not used.
func (s Searched) sound() bool {
	if s.Asked < 0 || !isShare(s.Without) || !isShare(s.With) || !isShare(s.Doubt) {
		return false
	}
	return !s.Vectors || s.Asked > 0 && s.With-s.Without > s.Doubt
}
