// Package policy decides, and is the only place where something that is said to a customer
// can come into being.
//
// The promise: nothing is stored or sent unless every gate looked at it. A reply exists only
// as *Cleared and a customer's message only as *Received; both have unexported fields that
// only Pipeline fills, and the store refuses nil and empty ones. There is no other way in.
//
// The refusal: silence is not permission. The zero Verdict is Hold, and a gate that errors,
// panics or runs out of time holds too; held conversations go to a person.
//
// Gates decide and never write. They get a *Case and ports for reading.
package policy
