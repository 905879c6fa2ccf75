package config

import (
	"crypto/sha256"
	"encoding/hex"
)

// Digest names the settings as a whole in 24 hexadecimal digits, so that the record can say under
// which ones something was decided. It changes whenever a setting does.
func (c Config) Digest() string {
	sum := sha256.Sum256([]byte(c.Render()))
	return hex.EncodeToString(sum[:12])
}
