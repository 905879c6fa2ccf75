// Fairness measures `candor fairness` as people use it and writes what it found beside what was wanted:
// figures.md for people, figures.json for programs.
//
//	go run ./bench/fairness                       all of it, some five minutes
//	go run ./bench/fairness -only vectors,stream  parts of it: vectors, stream, simulate, audit
//
// It builds the binary, or takes the one that -binary names. The reference vectors stand beside the repository
// (CANDOR_SHARED names the folder above them); when they are absent that is told, never met. What was timed
// while others used the machine is marked as disturbed.
package main
