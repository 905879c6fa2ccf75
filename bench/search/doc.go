// Search measures the agents' search and their queue as pages, through the console on a real store, and writes what it
// found beside what was wanted: figures.md for people, figures.json for programs.
//
//	go run ./bench/search                          a million messages, some five minutes
//	go run ./bench/search -messages 100000 -out .  fewer, half a minute
//
// It runs the benchmarks of internal/web/console and reads what they tell. The desk's files are made in a folder of their
// own, which is removed afterwards; a million messages take 3 GB of it. What was timed while others used the machine is
// marked as disturbed.
package main
