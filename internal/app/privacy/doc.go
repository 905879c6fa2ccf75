// Package privacy shows what the detector of personal data finds in a text, as JSON lines or for
// people.
//
// The promise: it is the same detector as in the running desk. The refusal: it keeps nothing, and
// what it reports of a line that cannot be read holds no words of that line.
package privacy
