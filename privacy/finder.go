package privacy

// Flag marks words that tell of a special category of personal data (GDPR Art. 9): health, religion,
// trade union, sexual life and so on. It is for policy; flagged words need not be masked.
type Flag struct {
	Category   string // "health", "religion", "union", "sexuality", "ethnicity", "politics", "genetics", "biometrics", "crime"
	Start, End int    // bytes in the original text
	Score      float64
}

// Finder looks through a text. Detector is the one there is; whoever masks takes it as a port, so
// that a test can make it slow, wrong or panicking.
type Finder interface {
	Detect(text string, h Hints) ([]Span, []Flag)
}
