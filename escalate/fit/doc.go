// Package fit learns the weights of one matter from examples: a logistic regression over the words of a
// message, as escalate/learned reads them.
//
// The promise: the same examples give the same weights, and the threshold is chosen by cross-validation so
// that a stated share of ordinary messages is heard wrongly and no more. The refusal: it learns from
// what the training commands hand it, which are sentences written for this purpose and permissively
// licensed public sets; no running desk imports it.
package fit
