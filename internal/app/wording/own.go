package wording

import "errors"

// errNoEnd says that a model said something and did not come to an end.
var errNoEnd = errors.New("wording: the model did not come to an end")

// Own reports an error that is the model's own doing: what it wrote could not be used. Whoever asks it again may well be
// told the same.
func Own(err error) bool {
	return errors.Is(err, errCalls) || errors.Is(err, errNotPlain) || errors.Is(err, errNoEnd)
}
