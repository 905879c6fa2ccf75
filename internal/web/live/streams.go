package live

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"candor"
	"candor/internal/web/port"
)

// Source is what one stream tells. It is used by one goroutine at a time.
type Source interface {
	// Topic is what to listen to for hints.
	Topic() string
	// Next gives the frames of everything since the last call; the first call starts where the
	// reader left off. Beat is true when no hint came for a while: then also what changes by time
	// alone is due. It returns no frames when there is nothing to tell.
	Next(ctx context.Context, beat bool) ([]byte, error)
}

// Options are what New needs.
type Options struct {
	Hints port.Hints
	Log   *slog.Logger
	Beat  time.Duration // between signs of life; 20 s when zero
	Most  int           // streams at once; 50,000 when zero
	Write time.Duration // that one write may take; 10 s when zero
}

// Streams are the open streams of one server.
type Streams struct {
	o       Options
	ctx     context.Context
	stop    context.CancelFunc
	asks    chan ask
	running sync.WaitGroup // workers and streams
	open    atomic.Int64
	mu      sync.Mutex // guards closing against new streams
	closed  bool
}

// ask is a stream's request for its next frames.
type ask struct {
	source Source
	beat   bool
	answer chan<- answer
}

type answer struct {
	frames []byte
	err    error
}

// errFull is told to a reader for whom there is no room.
var errFull = candor.Fail(candor.CodeUnavailable, "error.busy", nil)

// New starts the workers. Close ends them.
func New(o Options) *Streams {
	if o.Beat <= 0 {
		o.Beat = 20 * time.Second
	}
	if o.Most <= 0 {
		o.Most = 50_000
	}
	if o.Write <= 0 {
		o.Write = 10 * time.Second
	}
	ctx, stop := context.WithCancel(context.Background())
	s := &Streams{o: o, ctx: ctx, stop: stop, asks: make(chan ask)}
	for range 4 * runtime.GOMAXPROCS(0) {
		s.running.Go(s.work)
	}
	return s
}

// Open gives how many streams are open now.
func (s *Streams) Open() int { return int(s.open.Load()) }

// Close ends all streams and waits until they have ended.
func (s *Streams) Close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.stop()
	s.running.Wait()
}

// Serve opens a stream to whoever sent the request. On HTTP/1.1 it returns at once and the stream
// goes on; otherwise it returns when the stream ends. Headers set on w before are sent.
//
// CodeUnavailable "error.busy": as many streams are open as may be, or the server is closing.
// After nil nothing more may be written to w.
func (s *Streams) Serve(w http.ResponseWriter, r *http.Request, source Source) error {
	if r.Method == http.MethodHead { // whoever asks for the head alone gets no body, and this body never ends
		w.Header().Set("Content-Type", "text/event-stream")
		return nil
	}
	if s.open.Add(1) > int64(s.o.Most) {
		s.open.Add(-1)
		return errFull
	}
	leave, err := s.enter()
	if err != nil {
		s.open.Add(-1)
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // proxies must not hold events back
	if r.ProtoMajor == 1 && r.TLS == nil {
		conn, err := takeOver(w)
		if err == nil {
			go s.run(&hijacked{conn: conn, limit: s.o.Write}, source, s.ctx.Done(), leave)
			return nil
		}
	}
	s.run(newHeld(w, s.o.Write), source, r.Context().Done(), leave)
	return nil
}

// enter counts a stream in unless the server is closing.
func (s *Streams) enter() (leave func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, errFull
	}
	s.running.Add(1)
	return func() {
		s.open.Add(-1)
		s.running.Done()
	}, nil
}

// line is where frames are written to.
type line interface {
	send(frames []byte) error
	close()
}

// run is the life of one stream. Gone tells that the reader or the server has left.
func (s *Streams) run(l line, source Source, gone <-chan struct{}, leave func()) {
	defer leave()
	defer l.close()
	hints, cancel := s.o.Hints.Subscribe(source.Topic())
	defer cancel()
	answers := make(chan answer, 1)
	if !s.turn(l, source, false, answers, gone) {
		return
	}
	beat := time.NewTimer(s.o.Beat)
	defer beat.Stop()
	for {
		due := false
		select {
		case <-gone:
			return
		case <-s.ctx.Done():
			return
		case <-hints:
		case <-beat.C:
			due = true
		}
		if !s.turn(l, source, due, answers, gone) {
			return
		}
		if due {
			beat.Reset(s.o.Beat)
		}
	}
}

// turn has a worker read what is new and sends it. It reports whether the stream goes on.
func (s *Streams) turn(l line, source Source, beat bool, answers chan answer, gone <-chan struct{}) bool {
	select {
	case s.asks <- ask{source, beat, answers}:
	case <-gone:
		return false
	case <-s.ctx.Done():
		return false
	}
	a := <-answers
	if a.err != nil {
		if s.ctx.Err() == nil && !errors.Is(a.err, candor.ErrNoConversation) { // which was erased meanwhile
			s.o.Log.Error("stream ended because it could not be read on", slog.Any("error", a.err))
		}
		return false // the browser comes back and names the last event it has
	}
	switch {
	case len(a.frames) > 0:
		return l.send(a.frames) == nil
	case beat:
		return l.send(sign) == nil
	}
	return true
}

// sign is a comment that keeps proxies and the connection awake.
var sign = []byte(": \n\n")

// work answers asks until the streams are closed.
func (s *Streams) work() {
	for {
		select {
		case <-s.ctx.Done():
			return
		case a := <-s.asks:
			a.answer <- s.read(a)
		}
	}
}

// read asks a source, contained: a panic ends its stream and no other.
func (s *Streams) read(a ask) (out answer) {
	defer func() {
		if r := recover(); r != nil {
			out = answer{err: panicked(r)}
		}
	}()
	ctx, cancel := context.WithTimeout(s.ctx, s.o.Write)
	defer cancel()
	frames, err := a.source.Next(ctx, a.beat)
	return answer{frames, err}
}
