// Package report holds what a measured run found, as a line for people and as a line for programs.
//
// The promise: a run that met errors or a busy machine says so in the same line as its figures, so
// that no figure travels without its doubt.
package report
