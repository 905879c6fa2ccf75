// Listening measures `candor inspect` as people use it and writes what it heard beside what was
// wanted: figures.md for people, figures.json for programs.
//
//	go run ./bench/listening                        all of it, some two minutes
//	go run ./bench/listening -only request,loop     parts of it
//
// It builds the binary, or takes the one that -binary names, and feeds it messages as JSON lines: the
// labelled sets beside the repository (CANDOR_SHARED names the folder above them) and those that were
// written for these tests, in escalate/testdata. A set that is absent is told as absent, never as met.
// Every share stands with its 95 % interval; what was timed while others used the machine is marked
// as disturbed.
package main
