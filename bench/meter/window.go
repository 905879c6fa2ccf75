package meter

import (
	"context"
	"os"
	"time"
)

// Noise is the share of one core that others may use before a run counts as disturbed.
const Noise = 0.15

// Window is a stretch of time that is being measured.
type Window struct {
	m      Machine
	server int
	from   reading
}

type reading struct {
	at                 time.Time
	self, server, busy time.Duration
}

// Usage is what a stretch of time cost.
type Usage struct {
	Wall     time.Duration
	Self     time.Duration // processor time of this process
	Server   time.Duration // of the server; 0 when its process is not known
	Resident int64         // bytes of the server at the end; 0 when its process is not known
	Foreign  float64       // processor time of everybody else, in cores
}

// Dirty reports whether others disturbed the stretch.
func (u Usage) Dirty() bool { return u.Foreign > Noise }

// Open begins to measure. Server is the process under load; with 0 its time counts as foreign.
func (m Machine) Open(server int) (*Window, error) {
	w := &Window{m: m, server: server}
	var err error
	w.from, _, err = w.read()
	return w, err
}

// Close gives the cost since Open. The window can be closed again later.
func (w *Window) Close() (Usage, error) {
	to, resident, err := w.read()
	if err != nil {
		return Usage{}, err
	}
	u := Usage{
		Wall: to.at.Sub(w.from.at), Self: to.self - w.from.self, Server: to.server - w.from.server, Resident: resident,
	}
	foreign := to.busy - w.from.busy - u.Self - u.Server
	if u.Wall > 0 {
		u.Foreign = max(0, foreign.Seconds()/u.Wall.Seconds())
	}
	return u, nil
}

func (w *Window) read() (reading, int64, error) {
	r := reading{at: time.Now()}
	self, err := w.m.Process(os.Getpid())
	if err != nil {
		return r, 0, err
	}
	var server Process
	if w.server != 0 {
		if server, err = w.m.Process(w.server); err != nil {
			return r, 0, err
		}
	}
	r.self, r.server = self.CPU, server.CPU
	r.busy, err = w.m.Busy()
	return r, server.Resident, err
}

// Quiet waits until others have left the machine alone for half a second, at most for long. It
// reports whether that happened.
func (m Machine) Quiet(ctx context.Context, server int, long time.Duration) (bool, error) {
	for end := time.Now().Add(long); ; {
		w, err := m.Open(server)
		if err != nil {
			return false, err
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-time.After(500 * time.Millisecond):
		}
		u, err := w.Close()
		if err != nil {
			return false, err
		}
		if !u.Dirty() {
			return true, nil
		}
		if time.Now().After(end) {
			return false, nil
		}
	}
}
