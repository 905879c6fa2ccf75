// Package plain gives a text in one plain spelling and remembers where each part of it stood.
//
// The promise: whoever searches the plain spelling finds a value however it was typed (full-width or
// Arabic digits, no-break spaces, exotic hyphens, invisible characters between the digits), and can
// point at the exact bytes of the original. The refusal: case is kept and nothing is guessed; what
// has no compatible spelling stays as it is.
//
// (Unicode Standard Annex 15, form NFKC; general categories Nd, Zs and Pd.)
package plain
