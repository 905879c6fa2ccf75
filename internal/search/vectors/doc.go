// Package vectors holds what English words mean as far as the company they keep tells it: one short row of
// small numbers a word, made once from public-domain GloVe vectors (Pennington, Socher and Manning 2014) by
// scripts/vectors and shipped in the binary. README.md says where they come from.
//
// The promise: looking a word up and comparing two words allocates nothing, and the same file gives the same
// numbers everywhere.
//
// The refusal: a file that is damaged, cut short or of another make is not read at all. Words are stems as
// knowledge.Stem gives them; a word that is not there means nothing here, and nothing is guessed for it.
package vectors
