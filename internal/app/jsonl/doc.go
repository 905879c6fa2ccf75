// Package jsonl works through JSON lines: one object in, one object out.
//
// The promise: one bad line never stops the rest, each result stands in the order of its input,
// and whoever feeds line by line gets each answer at once. The refusal: a report of a bad line
// repeats no words of it, because they may be a customer's.
package jsonl
