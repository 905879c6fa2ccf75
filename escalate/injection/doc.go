// Package injection looks under what a message seems to say: it uncovers words that were hidden from
// the rules, and weighs the words of an order to an assistant.
//
// The promise: Hidden undoes what people do to slip an order past a filter, such as Base64, hexadecimal,
// ROT13, letters spelled apart or backwards, look-alike letters and letters that nobody can see, and
// says where it stood. Every piece is decoded once and never obeyed; time is linear in the length.
// Score is a linear sum over words, small and explainable, with the words that weighed most. Its
// weights stand in weights.bin, which the command
//
//	go run ./escalate/injection/train
//
// makes from examples.txt and from permissively licensed public sets, bit for bit the same each time.
//
// The refusal: nothing here learns from customers, and a score lives as long as the look at one
// message. Names are taken out before anything is counted, as in escalate/learned.
package injection
