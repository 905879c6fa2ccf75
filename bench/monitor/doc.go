// Monitor measures live monitoring of fairness as people use it and writes what it found beside what was wanted:
// figures.md for people, figures.json for programs.
//
//	go run ./bench/monitor                    all of it, some fifteen minutes
//	go run ./bench/monitor -only page         parts of it: page, alarms
//	go run ./bench/monitor -desks 40          fewer desks in the simulation
//
// The page is asked of the real binary, over a desk whose counters stand as ten million conversations in a year leave them. The
// alarms are those of package monitor, over simulated desks that are looked at every hour for a year. It builds the binary, or takes
// the one that -binary names. What was timed while others used the machine is marked as disturbed.
package main
