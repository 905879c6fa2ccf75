// Package eval measures answers: how often the right article comes first, how well
// confidence parts right from wrong, and how much can be answered at a given precision.
//
// Every figure comes with what it was counted over, and a figure that cannot be known is NaN, never 0 or 1. A
// Figure has its 95 % interval: Wilson's for a share, the bootstrap's for everything else.
// The package computes; it reads no files and decides nothing.
package eval
