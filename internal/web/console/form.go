package console

import (
	"errors"
	"net/http"
	"net/url"

	"candor"
)

// readForm reads the form of a request within the limit that Allow set.
func readForm(r *http.Request) error {
	err := r.ParseForm()
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return candor.Fail(candor.CodeTooLarge, "error.body_too_large", err)
	case err != nil:
		return candor.Fail(candor.CodeInvalid, "error.bad_request", err)
	}
	return nil
}

// conversationOf gives the id in the address. ErrNoConversation when it has not the shape of one.
func conversationOf(r *http.Request) (candor.ConversationID, error) {
	id := candor.ConversationID(r.PathValue("id"))
	if !id.Valid() {
		return "", candor.ErrNoConversation
	}
	return id, nil
}

// address writes a path with a query; empty values are left out.
func address(path string, pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
