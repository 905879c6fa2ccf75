// Package meter tells what a measured run cost, and whether the machine was quiet enough for the
// run to count.
//
// The promise: processor time is charged to whoever used it (this process, the servers under
// load, everybody else), and a run that others disturbed says so. The refusal: a percentile is
// never made up between two values that were measured.
//
// It reads Linux's /proc; elsewhere every reading fails and says why.
package meter
