package fairness

import (
	"errors"

	"candor/fairness"
)

// What commands hand on about releases.
type (
	Record   = fairness.Record
	Override = fairness.Override
)

// NewOverride makes an override of two names.
func NewOverride(by []string, reason string) (Override, error) {
	if len(by) != 2 {
		return Override{}, fairness.ErrOverride
	}
	return Override{By: [2]string{by[0], by[1]}, Reason: reason}, nil
}

// NotReleased reports that it is known that nothing releases what answers, as opposed to not being known.
func NotReleased(err error) bool {
	for _, known := range []error{fairness.ErrNoRecord, fairness.ErrForged, fairness.ErrExpired, fairness.ErrBlocked, fairness.ErrOverride} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}
