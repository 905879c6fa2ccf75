package app

import (
	"errors"

	"candor"
	"candor/internal/locale"
)

// Words gives the text that people are told for a failure, in English, and false for one that has
// none. It is read from the catalogue only when something failed, so that no start waits for it.
func Words(err error) (string, bool) {
	var known *candor.Error
	if !errors.As(err, &known) {
		return "", false
	}
	texts, err := locale.New(nil)
	if err != nil {
		return "", false
	}
	return texts.Phrase("en", known.Key, known.Args)
}
