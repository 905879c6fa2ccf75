// Package view builds what people see of a conversation: labels in words, sources as footnotes,
// the place in the queue, the reasons of a decision. The widget's JSON, the hosted page, the
// transcript and the console show the same because they are made from the same.
//
// The promise: who speaks is always told in words. The refusal: nothing internal gets through;
// notes, staff ids and file names have no field here.
package view
