// Privacy measures `candor privacy detect` as people use it and writes what it found beside what was
// wanted: figures.md for people, figures.json for programs.
//
//	go run ./bench/privacy                      all of it, some two minutes
//	go run ./bench/privacy -only cases,corpus   parts of it
//
// It builds the binary, or takes the one that -binary names, and feeds it texts as JSON lines: the
// labelled sets beside the repository (CANDOR_SHARED names the folder above them) and messages that it makes
// itself, in eleven languages and nineteen countries. A set that is absent is told as absent, never as
// met. Every share stands with its 95 % interval; what was timed while others used the machine
// is marked as disturbed.
package main
