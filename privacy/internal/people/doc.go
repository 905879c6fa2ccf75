// Package people finds the names of people, postal addresses, places and postcodes in a text.
//
// The promise: no model to download, no network, nothing remembered. What is found rests on lists of
// names that the house wrote, on words that announce a name ("my name is", "gez."), and on shape: a run
// of capitals, an initial, a particle, the ending of a family name. Names that stand in no list are found
// by the same signs. A place in the text never cuts a character. Time is linear in the length of the
// text, whatever the text.
//
// The refusal: a word of everyday speech is no name by itself, even where it also is one ("Will",
// "Rose", "May"); only what stands around it makes it one. A name that is a word elsewhere ("Tom",
// "Otto", "Mia") is taken for a word at the beginning of a sentence, unless the text is English or German.
//
// How the signs add up is a linear model: logistic regression, whose weights TestFitWeights learns. The
// lists and what they are made of are described in lists/README.md. (The signs follow D. Nadeau and
// S. Sekine, "A survey of named entity recognition and classification", 2007.)
package people
