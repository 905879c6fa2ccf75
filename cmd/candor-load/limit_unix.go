//go:build unix

package main

import (
	"fmt"
	"syscall"
)

// allowFiles makes sure that so many connections can be open at once.
func allowFiles(n uint64) error {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return fmt.Errorf("read the limit of open files: %w", err)
	}
	if limit.Cur >= n {
		return nil
	}
	limit.Cur, limit.Max = n, max(n, limit.Max)
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return fmt.Errorf("this needs %d open files and the system does not allow it (ulimit -Hn): %w", n, err)
	}
	return nil
}
