package web_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/web"
)

// Ten thousand customers who wait must fit into a small machine: 23 KiB each is the limit for
// everything that belongs to a connection.
func TestIdleStreamsAreCheap(t *testing.T) {
	const (
		many  = 1000
		limit = 23 << 10
	)
	d := newDesk(t, func(o *web.Options) { o.Beat = time.Minute })
	id, pass := d.begins(candor.CustomerAsksPerson)
	before := inUse()
	var conns []net.Conn
	for range many {
		conns = append(conns, d.dial(id, pass))
	}
	t.Cleanup(func() {
		for _, c := range conns {
			c.Close()
		}
	})
	d.until(func() bool { return d.site.Streams() == many })
	head := make([]byte, 4096)
	for _, c := range conns { // each has been told the conversation
		for told := ""; !strings.Contains(told, "event: conversation"); {
			n := must(c.Read(head))(t)
			told += string(head[:n])
		}
	}
	each := (inUse() - before) / many
	t.Logf("%d bytes for each of %d streams, the test's own end included", each, many)
	if each > limit {
		t.Errorf("an idle stream costs %d bytes, more than %d", each, limit)
	}
}

// inUse gives the bytes of heap and stacks that are held.
func inUse() int {
	for range 3 {
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapInuse + m.StackInuse)
}

// dial opens a stream on a bare connection, without a goroutine of its own.
func (d *desk) dial(id candor.ConversationID, pass string) net.Conn {
	d.t.Helper()
	c := must(net.Dial("tcp", d.server.Listener.Addr().String()))(d.t)
	if _, err := fmt.Fprintf(c, "GET %s/events HTTP/1.1\r\nHost: desk\r\nAuthorization: %s\r\n\r\n", address(id), pass); err != nil {
		d.t.Fatal(err)
	}
	return c
}

// From the moment that an agent's reply is durable to the moment that it is on the customer's line.
func TestAReplyIsOnTheScreenAtOnce(t *testing.T) {
	d := newDesk(t)
	ctx := context.Background()
	id, pass := d.begins(candor.CustomerAsksPerson)
	must(d.turn.Take(ctx, id, d.maya))(t)
	c := d.dial(id, pass)
	defer c.Close()
	lines := bufio.NewReader(c)
	wait := func(word string) {
		for {
			line, err := lines.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(line, word) {
				return
			}
		}
	}
	wait(`"conversation"`)
	var took []time.Duration
	for i := range 100 {
		word := fmt.Sprintf("reply-%d-", i)
		must(d.turn.Reply(ctx, id, d.maya, incoming(word)))(t)
		began := time.Now()
		wait(word)
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	t.Logf("from durable to the line: p50 %v, p99 %v", took[50], took[98])
	if took[50] > 20*time.Millisecond { // ten times the goal of 2 ms: a busy machine is no failure
		t.Errorf("half of the replies took longer than %v", took[50])
	}
}
