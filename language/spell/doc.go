// Package spell mends slips of the keyboard: it finds the known word that an unknown one was meant to be.
//
// The promise: a known word is never touched, and what could be two words stays as it was written. The
// known words and how common they are come from the caller, who knows what is spoken of; nothing else is known here.
// Time grows linearly with the length of a text, and Words never changes once it is made, so any number of
// goroutines may ask it.
//
// How near. A word is as many edits away as it takes letters left out, put in, exchanged, or two neighbours
// swapped, no letter being touched twice: the restricted Damerau-Levenshtein distance (Lowrance and Wagner 1975;
// Damerau 1964). One edit is forgiven in words of four to seven letters
// (in three, only two letters swapped or one left out of a very common word), two from eight on, and then only where
// the first letter stands and the ending alone is not what differs. Scripts that leave vowels out (Arabic, Hebrew) need one letter more, for there more
// words are each other's neighbours.
//
// Which one. Of several, that one counts whose slip is likelier (two letters swapped, one doubled or not, a key
// beside it, a vowel for a vowel, an accent missing) that is commoner, and that is known to stand beside the words around it, weighed as a noisy channel
// does (Kernighan, Church and Gale 1990). Without a clear lead none is taken.
//
// The refusal: numbers, codes, addresses, placeholders such as <EMAIL_1>, what has a capital inside, and names that begin with one
// within a sentence are left alone, and so are scripts that are not written letter by letter. It does not know
// grammar: a right word in the wrong place ("form" for "from") stays.
package spell
