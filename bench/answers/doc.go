// Answers measures how well candor answers and writes what it found beside what was wanted: figures.md
// for people, figures.json for programs, and a risk-coverage picture of each set.
//
//	go run ./bench/answers                          all of it, some five minutes
//	go run ./bench/answers -only sets,ground        parts of it
//	go run ./bench/answers -binary ./candor         of a binary that is built already
//
// It builds the binary, or takes the one that -binary names, and asks as people do: `candor eval` of
// articles and questions, `candor knowledge add` of five thousand articles. What no command shows (the
// time of a search on one core, how sentences of a model are judged, whether the stated bound holds) it
// reads from the benchmarks and tests of the module in the working folder.
//
// The labelled sets lie beside the repository (../shared, or the folder that CANDOR_SHARED names, with
// "data" in it). A set that is absent is told as not measured, never as met, and so is a part that
// fails; the rest is measured. What was timed while others used the machine is marked as disturbed.
package main
