// Package console is what an agent sees: the queue, a conversation with all that was said and
// why, and beside it what is known of it; signing in; the team; the desk. And what a privacy officer
// sees: requests about people's own data with the clocks that the law sets, holds, retention.
//
// The promise: everything works as plain pages and forms, and stays current without reloading when
// the browser runs scripts. An agent's typed words are never lost: a refused reply comes back with
// the words in it, and a live update never touches a field. Who said what is told in words at every
// message. Opening a conversation goes into the ledger before anything of it is shown.
//
// The refusal: no page, fragment or stream is given to somebody who is not signed in or whose role
// does not reach; a stream ends soon after its session does. Lists hold no customer's words. A privacy
// officer sees no conversation, and who a person is only once they ask to, on the record.
// Nothing here scores, ranks or times an agent.
package console
