package console

import (
	"time"

	"candor"
)

// lingers is how long an agent whose browser runs no scripts counts as being at the desk after a page.
const lingers = time.Minute

// visit is the presence that a page without a stream leaves behind.
type visit struct {
	gone func()
	end  *time.Timer
}

// visit says that an agent is at the desk for a while: the page that they just asked for may have
// no stream to say so. The timer is stopped by the next page or runs out by itself.
func (c *Console) visit(a candor.Agent) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if v := c.here[a.ID]; v != nil && v.end.Stop() {
		v.end.Reset(lingers)
		return
	}
	v := &visit{gone: c.o.Presence.Here(a.ID)}
	v.end = time.AfterFunc(lingers, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		v.gone()
		if c.here[a.ID] == v {
			delete(c.here, a.ID)
		}
	})
	c.here[a.ID] = v
}

// leave ends that presence at once: the agent signed out.
func (c *Console) leave(a candor.Agent) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if v := c.here[a.ID]; v != nil && v.end.Stop() {
		v.gone()
		delete(c.here, a.ID)
	}
}
