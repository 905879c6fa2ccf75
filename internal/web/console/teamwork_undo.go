package console

import (
	"net/http"
	"sync"
	"time"

	"candor"
	"candor/teamwork"
	"candor/turn"
)

// undoFor is how long what a macro did can be taken back in one step.
const undoFor = 10 * time.Minute

// undos remembers, for a while, how what an agent did last to a conversation is taken back. It is kept here and not in
// the page, so that no link can have somebody undo what nobody did. The zero value knows nothing.
type undos struct {
	mu    sync.Mutex
	known map[undoKey]undo
}

type undoKey struct {
	agent        candor.AgentID
	conversation candor.ConversationID
}

type undo struct {
	steps []teamwork.Step
	at    time.Time
}

func (u *undos) put(key undoKey, steps []teamwork.Step, now time.Time) {
	const most = 1000
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.known == nil || len(u.known) >= most {
		u.known = map[undoKey]undo{}
	}
	delete(u.known, key)
	if len(steps) > 0 {
		u.known[key] = undo{steps, now}
	}
}

// has gives the steps that take it back; take forgets them, so that they are taken once.
func (u *undos) has(key undoKey, now time.Time, take bool) []teamwork.Step {
	u.mu.Lock()
	defer u.mu.Unlock()
	one := u.known[key]
	if now.Sub(one.at) > undoFor {
		delete(u.known, key)
		return nil
	}
	if take {
		delete(u.known, key)
	}
	return one.steps
}

// errNothingToUndo: it was undone, or too long ago.
var errNothingToUndo = candor.Fail(candor.CodeConflict, "teamwork.undo_none", nil)

// Undo answers POST /console/c/{id}/undo: what the agent's last macro did there is taken back, step by step.
func (c *Console) Undo(w http.ResponseWriter, r *http.Request) {
	id, ok := c.about(w, r)
	if !ok {
		return
	}
	a := actor(r)
	steps := c.undos.has(undoKey{a.ID, id}, c.o.Now(), true)
	err := error(nil)
	if len(steps) == 0 {
		err = errNothingToUndo
	} else {
		_, err = c.take(r.Context(), id, a, steps, turn.Incoming{})
	}
	c.keptBeside(w, r, id, err, "undone")
}
