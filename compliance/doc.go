// Package compliance keeps the desk within its rules. Today it holds the stop switch.
//
// The promise: one switch stops the assistant everywhere at once, and people go on helping. The
// refusal: while it cannot be read whether the switch is on, it counts as on.
// (EU AI Act Art. 14(4)(e).)
package compliance
