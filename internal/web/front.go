package web

import (
	"net/http"

	"candor"
	"candor/internal/web/respond"
)

// front answers GET /: to the chat of the first inbox, where people who typed the address want to be.
func (s *Site) front(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/chat/"+string(s.o.Inboxes[0].ID), http.StatusSeeOther)
}

// health answers GET /healthz for those who watch the desk: 200 when it can serve, 503 when not.
func (s *Site) health(w http.ResponseWriter, r *http.Request) {
	if s.o.Ready != nil {
		if err := s.o.Ready(r.Context()); err != nil {
			s.respond.Fail(w, r, candor.Fail(candor.CodeUnavailable, "error.busy", err))
			return
		}
	}
	s.respond.JSON(w, http.StatusOK, struct {
		Status string `json:"status"`
	}{"ok"})
}

// find answers what is not in the table: an address that is not there, or one that is used in a way
// that it cannot be.
func (s *Site) find(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, pattern := mux.Handler(r)
		if pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		verdict := statusOnly{header: http.Header{}}
		answer.ServeHTTP(&verdict, r)
		if allow := verdict.header.Get("Allow"); verdict.status == http.StatusMethodNotAllowed && allow != http.MethodOptions {
			w.Header().Set("Allow", allow)
			s.refuse(w, r, candor.Fail(candor.CodeInvalid, respond.KeyMethod, nil))
			return
		}
		s.refuse(w, r, candor.Fail(candor.CodeNotFound, "error.no_page", nil))
	})
}

// statusOnly takes an answer's status and header and drops its words.
type statusOnly struct {
	header http.Header
	status int
}

func (v *statusOnly) Header() http.Header         { return v.header }
func (v *statusOnly) WriteHeader(status int)      { v.status = status }
func (v *statusOnly) Write(b []byte) (int, error) { return len(b), nil }
