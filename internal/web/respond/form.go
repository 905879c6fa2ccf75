package respond

import (
	"errors"
	"net/http"

	"candor"
)

// Form reads a form of at most so many bytes. Nothing is read of one that says it is larger.
// CodeTooLarge "error.body_too_large", CodeInvalid "error.bad_request".
func Form(w http.ResponseWriter, r *http.Request, most int64) error {
	if r.ContentLength > most {
		return candor.Fail(candor.CodeTooLarge, "error.body_too_large", nil)
	}
	r.Body = http.MaxBytesReader(w, r.Body, most)
	err := r.ParseForm()
	var over *http.MaxBytesError
	if errors.As(err, &over) {
		return candor.Fail(candor.CodeTooLarge, "error.body_too_large", err)
	}
	if err != nil {
		return candor.Fail(candor.CodeInvalid, "error.bad_request", err)
	}
	return nil
}
