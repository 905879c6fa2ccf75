package respond

import (
	"context"
	"crypto/rand"
	"net/http"
)

type requestKey struct{}

// WithRequestID gives the request an id of its own, sent back as X-Request-Id, so that a person
// can quote it and the log can be searched for it.
func WithRequestID(w http.ResponseWriter, req *http.Request) *http.Request {
	id := rand.Text()[:16]
	w.Header().Set("X-Request-Id", id)
	return req.WithContext(context.WithValue(req.Context(), requestKey{}, id))
}

// RequestID gives the id, empty when there is none.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}
