// Package host runs the real binary on a folder of its own: it sets a desk up with the same commands
// that an owner types, starts it, and ends it, kindly or not.
//
// The promise: nothing outside the folder is read or written, and every process that was started is
// ended. The refusal: it listens on loopback only.
package host
