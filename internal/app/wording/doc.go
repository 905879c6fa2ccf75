// Package wording asks a model to put an answer into words, on the one way that leads out.
//
// The promise: a model is asked only for a customer who allowed its maker by name; everything that goes
// there was masked for that maker and that conversation; leave was given and written down first; and
// what comes back has its tokens turned back before anything reads it. Which article answers, and
// whether to answer at all, was decided before.
//
// Choose asks a model which of the desk's acts a customer wants, and gives a call that was checked: of an act that was
// offered, with numbers that the customer wrote. Second asks another model whether a sentence is borne out; whatever keeps
// it from saying so plainly refuses the sentence.
//
// The refusal: it gives pieces of what a model wrote and no answer. Whoever takes them has to check every
// sentence (answer.Wording does). Whatever fails, nothing is said in a model's words.
package wording
