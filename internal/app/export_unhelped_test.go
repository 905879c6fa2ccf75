package app

import (
	"candor"
	"candor/escalate"
)

// Unhelped tells whether words only say that the last answer did not help, by the rules of a desk.
func Unhelped() (func(words candor.Text, language string) bool, error) {
	signals, err := escalate.New()
	if err != nil {
		return nil, err
	}
	return unhelped(signals), nil
}
