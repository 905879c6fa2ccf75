// Package app puts the desk together: it is the only place where every part meets.
//
// The binary, the demo and the end-to-end tests all go through Open, Run and Close, so what is
// tested is what runs.
package app
