// Package search is the article index: in memory, rebuilt at start, swapped whole.
//
// The promise: a question finds its article in well under a millisecond among ten thousand, and
// what is not public cannot be found by a customer, because it stands in an index of its own.
// A search sees one state of the knowledge from beginning to end: Replace builds aside and
// swaps, readers never wait.
//
// How it finds. Words are stemmed and scored with BM25 (Robertson and Zaragoza 2009), the title
// counting several times and once more as a field of its own. Of the questions under which an article
// is asked for, the one that fits best stands beside the title as another one. Groups of four letters within
// words are scored the same way and forgive endings and compounds. A question is first
// read with its mistyped words mended (package spell), and a mended word counts as said. One that may be
// several is looked for under each, and never counts as said. Where that finds
// nothing and vectors are used, words that keep its company stand in for it (package vectors, English). What
// machines call things, such as the code of an error, counts more than words.
//
// How it ranks. The best articles by both are read again: for neighbouring words, their best passage, their
// first one, what the question's first sentence has in common with them, and words that mean about the same
// (kin, and with vectors titles whose words keep the question's company). What each of these counts is fitted
// (feature.go). Words that every text has are damped, not dropped. Each language has its own index, so that one
// language's rare word is not another's common one.
//
// Vectors are off until Try shows that they help to find these very articles: they take "summer" for "winter".
//
// The refusal: it does not translate, and another language's articles are offered only when asked for.
package search
