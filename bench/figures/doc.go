// Figures measures the desk and writes what it found beside what was wanted: bench/figures.md for
// people, bench/figures.json for programs.
//
//	go run ./bench/figures            all of it, some ten minutes on a quiet machine
//	go run ./bench/figures -d 3s -reps 1 -only ingest,idle
//
// It builds the stripped binary, sets desks up in throw-away folders, fills one with 5,000 articles
// made from the demo company's, and lets candor-load measure each from outside. Where CANDOR_FLOOR
// names a yardstick server, the same customers write to it in the same window, turn by turn, and the
// ratio is told: an absolute rate says as much about the machine as about the desk.
//
// A figure that misses its goal is written down as missed, and one that was measured on a busy
// machine as disturbed.
package main
