package candor

import (
	"log/slog"
	"time"
)

// Profile is what is known of who a customer is. Every field may be empty; it prints as [redacted].
type Profile struct {
	Name       string    `json:"name,omitempty"`
	Email      string    `json:"email,omitempty"`
	Phone      string    `json:"phone,omitempty"`
	Address    string    `json:"address,omitempty"`
	Orders     []string  `json:"orders,omitempty"`      // order and ticket numbers
	Language   string    `json:"language,omitempty"`    // BCP 47
	Verified   time.Time `json:"verified,omitzero"`     // when they last proved who they are; zero: never
	VerifiedBy string    `json:"verified_by,omitempty"` // how: "link", "site" or "staff"
	Site       string    `json:"site,omitempty"`        // keyed tag of the visitor as whom the embedding site named them
}

// LogValue keeps who a customer is out of logs.
func (Profile) LogValue() slog.Value { return slog.StringValue("[redacted]") }

// Empty reports whether nothing is known.
func (p Profile) Empty() bool {
	return p.Name == "" && p.Email == "" && p.Phone == "" && p.Address == "" && len(p.Orders) == 0 &&
		p.Language == "" && p.Verified.IsZero()
}
