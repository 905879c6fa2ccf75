package shop

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// Shop answers for orders. It is an http.Handler; Serve puts it on an address of this machine.
type Shop struct {
	door  door
	mux   *http.ServeMux
	today time.Time

	mu     sync.Mutex
	orders map[string]*order
	done   map[string]answered // by idempotency key and customer
}

// answered is what was said to a request that changed something.
type answered struct {
	path string
	code int
	body any
}

// New makes a shop that takes tokens signed with a secret of 32 bytes or more. Now is time.Now when nil.
func New(secret []byte, now func() time.Time) (*Shop, error) {
	if len(secret) < sha256Size {
		return nil, errors.New("shop: the secret has fewer than 32 bytes")
	}
	if now == nil {
		now = time.Now
	}
	s := &Shop{
		door: door{secret: secret, now: now, seen: map[string]time.Time{}}, mux: http.NewServeMux(), today: now(),
		orders: map[string]*order{}, done: map[string]answered{},
	}
	for _, o := range orders() {
		s.orders[o.number] = &o
	}
	s.mux.HandleFunc("GET /orders/{number}", s.show)
	s.mux.HandleFunc("POST /orders/{number}/cancel", s.once(s.cancel))
	s.mux.HandleFunc("POST /orders/{number}/refund", s.once(s.refund))
	return s, nil
}

const sha256Size = 32

// ServeHTTP answers a request. It limits what it reads.
func (s *Shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	s.mux.ServeHTTP(w, r)
}

// Serve listens on an address of this machine that nobody else has, until ctx ends. Ready is told the
// base address, such as "http://127.0.0.1:41231".
func (s *Shop) Serve(ctx context.Context, ready func(base string)) error {
	var listen net.ListenConfig
	l, err := listen.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("shop: listen: %w", err)
	}
	server := &http.Server{Handler: s, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second}
	stopped := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(stopped)
		server.Close()
	})
	ready("http://" + l.Addr().String())
	err = server.Serve(l)
	if !stop() {
		<-stopped
	}
	if errors.Is(err, http.ErrServerClosed) && ctx.Err() != nil {
		return nil
	}
	return fmt.Errorf("shop: serve: %w", err)
}

func reply(w http.ResponseWriter, code int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	json.NewEncoder(w).Encode(body)
}

type problem struct {
	Error string `json:"error"`
}

// own finds the order in the address, if it is the customer's. What is somebody else's is told like what
// does not exist.
func (s *Shop) own(r *http.Request, customer string) (*order, bool) {
	o, ok := s.orders[r.PathValue("number")]
	return o, ok && customer != "" && o.owner == customer
}

func (s *Shop) show(w http.ResponseWriter, r *http.Request) {
	customer, err := s.door.customer(r)
	if err != nil {
		reply(w, http.StatusUnauthorized, problem{"token"})
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	o, ok := s.own(r, customer)
	if !ok {
		reply(w, http.StatusNotFound, problem{"not_found"})
		return
	}
	reply(w, http.StatusOK, shown{o.number, o.status, o.carrier, o.day(s.today), o.lines})
}

type shown struct {
	Number   string `json:"number"`
	Status   status `json:"status"`
	Carrier  string `json:"carrier"`
	Expected string `json:"expected"` // or when it came
	Items    []line `json:"items"`
}

// change is what became of an order that somebody wanted to change.
type change struct {
	Number  string `json:"number"`
	Outcome string `json:"outcome"`
	Amount  string `json:"amount,omitempty"`
	PaidBy  string `json:"paid_by,omitempty"`
}

// once does what changes an order once for a key, and says the same again to whoever repeats it.
func (s *Shop) once(do func(*order) change) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		customer, err := s.door.customer(r)
		if err != nil {
			reply(w, http.StatusUnauthorized, problem{"token"})
			return
		}
		key := r.Header.Get("Idempotency-Key")
		if len(key) < 16 || len(key) > 100 {
			reply(w, http.StatusBadRequest, problem{"idempotency_key"})
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		key = customer + " " + key
		was, again := s.done[key]
		if again && was.path != r.URL.Path {
			reply(w, http.StatusUnprocessableEntity, problem{"idempotency_key"})
			return
		}
		if !again {
			was = answered{path: r.URL.Path, code: http.StatusNotFound, body: problem{"not_found"}}
			if o, ok := s.own(r, customer); ok {
				was.code, was.body = http.StatusOK, do(o)
			}
			s.done[key] = was
		}
		reply(w, was.code, was.body)
	}
}

func (s *Shop) cancel(o *order) change {
	switch o.status {
	case cancelled:
		return change{Number: o.number, Outcome: "already"}
	case received, packed:
		o.status = cancelled
		return change{Number: o.number, Outcome: "cancelled"}
	}
	return change{Number: o.number, Outcome: "too_late"}
}

// paysIn is how many days a refund takes at most.
const paysIn = 5

func (s *Shop) refund(o *order) change {
	switch {
	case o.refunded:
		return change{Number: o.number, Outcome: "already"}
	case o.status != delivered && o.status != cancelled:
		return change{Number: o.number, Outcome: "not_yet"}
	}
	o.refunded = true
	return change{
		Number: o.number, Outcome: "started", Amount: fmt.Sprintf("%d.%02d", o.cents/100, o.cents%100),
		PaidBy: s.door.now().AddDate(0, 0, paysIn).Format(time.DateOnly),
	}
}
