// Package client speaks to a running desk as customers and agents do: the public JSON interface,
// the console's own forms, and live events.
//
// The promise: it uses nothing that a browser could not use, so what it measures and what it finds
// in order is what people get. The refusal: it talks to this machine only; any other address is an
// error before a byte is sent.
package client
