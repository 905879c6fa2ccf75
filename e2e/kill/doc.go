// Package kill holds the test that kills a desk again and again while customers and agents use it.
//
// The promise that it tests: what was acknowledged is there, once and in order, whatever happens to
// the process; what was not can be sent again and is then there once; the ledger verifies; nobody is
// left waiting for something that will not come.
//
// What it cannot test is a power cut: a killed process leaves the operating system's cache behind. For
// that the store asks for full sync.
//
// It takes some minutes and has a target of its own: make test-kill, which runs
//
//	go test -tags kill -count 1 -v -timeout 5m ./e2e/kill
//
// CANDOR_KILL_ROUNDS and CANDOR_KILL_SEED change how often and with which random choices;
// CANDOR_BINARY names a binary that is built already.
package kill
