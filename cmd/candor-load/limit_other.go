//go:build !unix

package main

// allowFiles has nothing to raise here.
func allowFiles(uint64) error { return nil }
