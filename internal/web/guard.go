package web

import (
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"candor"
	"candor/internal/staff"
	"candor/internal/web/respond"
)

// admit puts in front of a route's handler what the route needs. A route that needs nothing known
// is refused to everybody.
func (s *Site) admit(r Route) http.Handler {
	switch {
	case strings.HasPrefix(r.Pattern, "/console") && s.console != nil:
		return s.console.Allow(r.Needs, r.Handler)
	case r.Needs == staff.Public || r.Needs == Own:
		return r.Handler
	case r.Needs == Proven && s.mine != nil:
		return s.mine.Admit(r.Handler)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		s.respond.FailPage(w, req, candor.Fail(candor.CodeForbidden, "error.not_allowed", nil), "/")
	})
}

// guard is what every request passes, outermost first: id, log, headers, contained panics, and the
// refusal of forms from other sites. The API is used from other sites: it takes no cookie, and
// answers only the sites that may ask.
func (s *Site) guard(next http.Handler) http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	if err := crossOrigin.AddTrustedOrigin(strings.TrimSuffix(s.o.PublicURL, "/")); err != nil && s.o.PublicURL != "" {
		s.o.Log.Warn("the public address is no origin; browsers are judged by the address they use", slog.Any("error", err))
	}
	crossOrigin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.respond.FailPage(w, r, candor.Fail(candor.CodeForbidden, "error.cross_site", nil), "/")
	}))
	// The widget's way to one's own data is a form on another site. It changes nothing and reads no
	// cookie: it shows a page that asks for a click.
	crossOrigin.AddInsecureBypassPattern("POST /privacy/from-conversation")
	crossOrigin.AddInsecureBypassPattern("POST /chat/{inbox}/arrive")
	pages := crossOrigin.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = respond.WithRequestID(w, r)
		seen := &recorder{ResponseWriter: w}
		began := s.o.Now()
		defer s.access(seen, r, began)
		defer s.contain(seen, r)
		headers(w.Header())
		if strings.HasPrefix(r.URL.Path, "/api/") {
			s.share(w.Header(), r)
			next.ServeHTTP(seen, r)
			return
		}
		pages.ServeHTTP(seen, r)
	})
}

// headers are sent with everything.
func headers(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "+
		"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()")
	h.Set("X-Frame-Options", "DENY")
}

// share lets the sites that may embed the widget read the API's answers (Fetch standard, CORS).
// Credentials are never allowed: a pass travels in a header.
func (s *Site) share(h http.Header, r *http.Request) {
	h.Add("Vary", "Origin")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	origin := r.Header.Get("Origin")
	if origin == "" || !slices.Contains(s.o.Origins, origin) && !slices.Contains(s.o.Origins, "*") {
		return
	}
	h.Set("Access-Control-Allow-Origin", origin)
	h.Set("Access-Control-Expose-Headers", "Content-Disposition, Retry-After, X-Request-Id")
}

// preflight answers OPTIONS for the API.
func (s *Site) preflight(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	if h.Get("Access-Control-Allow-Origin") != "" {
		h.Set("Access-Control-Allow-Methods", "GET, POST")
		h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID, Accept-Language")
		h.Set("Access-Control-Max-Age", "600")
	}
	w.WriteHeader(http.StatusNoContent)
}

// contain turns a panic into a failure. What is logged names the route and the kind of panic, never
// its value, which may hold words.
func (s *Site) contain(w *recorder, r *http.Request) {
	p := recover()
	if p == nil {
		return
	}
	if err, ok := p.(error); ok && err == http.ErrAbortHandler {
		panic(p)
	}
	s.o.Log.Error("a handler panicked", slog.String("request", respond.RequestID(r.Context())),
		slog.String("route", r.Pattern), slog.String("kind", kindOf(p)), slog.String("stack", stack()))
	if w.status != 0 {
		return // the answer has begun; it ends here
	}
	s.refuse(w, r, candor.Fail(candor.CodeInternal, "error.internal", nil))
}

// refuse tells a failure in the form that fits the address.
func (s *Site) refuse(w http.ResponseWriter, r *http.Request, err error) {
	if strings.HasPrefix(r.URL.Path, "/api/") {
		s.respond.Fail(w, r, err)
		return
	}
	s.respond.FailPage(w, r, err, "/")
}

// access writes one line for each request: no query, no id of a customer, no body. The route's
// pattern stands for the address.
func (s *Site) access(w *recorder, r *http.Request, began time.Time) {
	route := r.Pattern
	if route == "" {
		route = "none"
	}
	s.o.Log.Debug("request", slog.String("request", respond.RequestID(r.Context())), slog.String("route", route),
		slog.Int("status", w.code()), slog.Int64("bytes", w.bytes), slog.Duration("took", s.o.Now().Sub(began)))
}
