// Package flow keeps one sender from taking the assistant away from everybody else.
//
// The promise: a person is never out of reach for it. Whoever asks for a person gets through, in a new conversation and in
// an old one, and so do words to people and about whatever a person must handle. The shares are wide: hundreds behind one
// address, as in a school or behind a telephone company, do not notice them. Whatever is not taken stays with who sent it,
// and can be sent a little later.
//
// The refusal: no address is kept. Senders are told apart by a keyed hash of their network, in memory only; the key is made
// anew each day and with each start, so that nobody can tell later who wrote. Networks of one's own house, and those that the
// owner names, are not counted: behind them stand programs and proxies that speak for many.
//
// (GDPR Art. 5(1)(c), 25. Buckets: Turner 1986, the leaky bucket as a meter.)
package flow
