// Package request weighs the words of a message for a wish to deal with a person, where no rule of
// escalate/rules hears one.
//
// The promise: it is a linear sum over words, small and explainable, with the words that weighed most.
// Its weights stand in weights.bin, which the command
//
//	go run ./escalate/request/train
//
// makes from the examples for and against that stand in the rule files, from examples.txt, from plain
// sentences of many languages written for escalate's neighbours, and from permissively licensed public
// sets, bit for bit the same each time.
//
// The refusal: it can only add a hand-over, never take one back, and nothing here learns from customers.
package request
