// Package shop is the web shop's order system of the made-up company in the demo: what an owner would
// have already, so that the desk's tools have something real to talk to.
//
// The promise: it knows a dozen orders of people who do not exist, and answers for the one person whom a
// token names, for one request, and for a minute. It reads tokens by itself, as another company's program would; see token.go
// for what it takes to.
//
// The refusal: an order of somebody else does not exist, and is told so in the same words. It listens on this machine
// alone, and forgets everything when it stops.
package shop
