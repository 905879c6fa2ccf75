package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"unicode/utf8"

	"candor"
)

// MaxBody is the most that a request may hold, in bytes: the longest message takes 32,000 in UTF-8
// and 96,000 with every character escaped as a pair.
const MaxBody = 128 << 10

// read takes the request's JSON into v. Nothing is read of a body that says it is too large.
//
// CodeTooLarge "error.body_too_large"; CodeInvalid "error.not_json", "error.message_not_text" for
// bytes that are not UTF-8 (JSON would silently replace them) and "error.bad_request".
func read(w http.ResponseWriter, r *http.Request, v any) error {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		return candor.Fail(candor.CodeInvalid, "error.not_json", nil)
	}
	if r.ContentLength > MaxBody {
		return tooLarge(nil)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	var over *http.MaxBytesError
	if errors.As(err, &over) {
		return tooLarge(err)
	}
	if err != nil {
		return bad(err)
	}
	if !utf8.Valid(body) {
		return candor.Fail(candor.CodeInvalid, "error.message_not_text", nil)
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return bad(err)
	}
	if d.More() {
		return bad(errors.New("more than one value"))
	}
	return nil
}

func tooLarge(err error) error { return candor.Fail(candor.CodeTooLarge, "error.body_too_large", err) }
func bad(err error) error      { return candor.Fail(candor.CodeInvalid, "error.bad_request", err) }
