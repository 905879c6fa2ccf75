// Package language reads text in many languages without a model: it normalises, splits into
// words and sentences, tells which language it is, and strips endings.
//
// The promise: every result points back to exact byte offsets of what was written, nothing
// here looks at anything but its arguments, and time grows linearly with length whatever the
// text. Detect says nothing rather than guess from a few signs.
//
// The refusal: nothing here was trained on other people's text. The profiles/ folder holds
// function words and plain sentences written for this package; all letter statistics come
// from them.
//
// Normalisation follows Unicode Standard Annex #15 (NFKC) and the default ignorable code
// points of Annex #44.
package language
