// Package locale holds every text that the desk says, in every language that it speaks, and the
// ways in which languages write dates and count things.
//
// The promise: a text that is there in one language is there in all, with the same arguments
// and the plural forms its language needs (Unicode CLDR). Areas for staff are in English only.
//
// The refusal: a key is never shown in place of a text, and a text is never shown with an
// argument missing: Phrase then gives false and the caller says nothing rather than half of it.
package locale
