// Package charter is the ordered list of gates: what this desk promises, as code.
//
// Read testdata first: each file there is a case that anyone can read, with what must come of it.
// No setting, role or call takes a gate out of the list; the tests take out each in turn and
// demand that some case then fails.
package charter
