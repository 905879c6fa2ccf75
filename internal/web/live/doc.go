// Package live holds open streams of server-sent events, thousands of them, cheaply.
//
// The promise: nothing is lost. A stream subscribes first, then reads the database after the
// Last-Event-ID the browser names, then waits for hints; a hint that got lost costs at most one
// heartbeat, because each heartbeat looks into the database too.
//
// The refusal: a slow or silent reader holds up nobody. It is cut off and resumes where it was.
//
// A connection that waits costs a small goroutine and nothing of net/http: on HTTP/1.1 it is
// taken over, and the reading is done by a few shared workers, so that the deep stacks that SQL and
// templates need are not paid for ten thousand times.
package live
