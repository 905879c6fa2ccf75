package web

import "net/http"

// gpc answers GET /.well-known/gpc.json: this desk honours Global Privacy Control (its specification,
// section "GPC Support Resource"). The date is that of the rule in docs/decisions.
func (s *Site) gpc(w http.ResponseWriter, _ *http.Request) {
	s.respond.JSON(w, http.StatusOK, struct {
		GPC  bool   `json:"gpc"`
		Last string `json:"lastUpdate"`
	}{true, "2026-11-23"})
}
