package candor

import "time"

// Purpose is one thing a customer may allow. Each is separate and off until allowed.
type Purpose string

// Answers lets the assistant read the customer's messages in order to answer them.
const Answers Purpose = "answers"

// Consent is one act of allowing, refusing or withdrawing. The latest for a purpose counts.
type Consent struct {
	ID       ConsentID
	Customer CustomerID
	Purpose  Purpose
	Given    bool   // false is a refusal or withdrawal, recorded as such
	Notice   string // digest of the exact notice that was shown
	Language string // in which it was shown
	At       time.Time
}
