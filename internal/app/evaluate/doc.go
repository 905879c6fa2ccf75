// Package evaluate measures how well articles answer questions whose right articles are known: a
// company's own, before it lets the assistant near its customers.
//
// The promise: the same retrieval, the same confidence and the same bar as in the running desk,
// every figure with its 95 % interval, and the same figures for the same files. Questions about the same
// article are rewordings of each other and are drawn together for the intervals, so that ten
// ways to ask one thing do not pass for ten things.
//
// The refusal: it measures only what the file can tell. What cannot be known is said to be
// unknown, never 0 or 1, and a line whose right article is not there is told and not counted.
package evaluate
