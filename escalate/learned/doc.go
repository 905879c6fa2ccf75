// Package learned adds to the rules what no list of phrases can hold: for each sensitive matter a
// linear sum over the words of a message, learned from example sentences.
//
// The promise: it is small, the same everywhere and explainable. A score is a sum of weights of
// words, pairs of words and beginnings of words; the words that weighed most are given with it.
// Names, ages and words for who somebody is (faith, origin, gender, orientation, disability, trade)
// are taken out before anything is counted, so that they cannot weigh; wife and husband, he and she
// are one word. The weights stand in weights.bin, which the command
//
//	go run ./escalate/learned/train
//
// makes from examples/ and from permissively licensed public sets, bit for bit the same each time.
//
// The refusal: nothing here learns from customers, is applied to staff, or is kept on a profile; a
// score lives as long as the look at one message. The model is a logistic regression for each matter
// (Fan et al., LIBLINEAR, JMLR 9, 2008).
package learned
