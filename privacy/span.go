package privacy

// Type names a kind of personal data, in the spelling that detectors share: PERSON, EMAIL_ADDRESS,
// CREDIT_CARD, IBAN_CODE, UK_NHS and so on.
type Type string

// Span is one finding in a text. Start and End are byte offsets in the original text, End after the
// last byte. Score is from 0 to 1. Spans that Detect gives do not overlap and come in order.
type Span struct {
	Type  Type
	Start int
	End   int
	Score float64
}

// Hints are what the desk knows of a message beside its words. All of it may be empty.
type Hints struct {
	Language string   // BCP 47
	Country  string   // ISO 3166-1 alpha-2, any case: switches on that country's weak patterns
	Regions  []string // further countries
	Known    []Known  // values that stand on the customer's record already
}

// Known is a value on the customer's record. It is found in any spelling that folds to the same.
type Known struct {
	Type  Type
	Value string
}
