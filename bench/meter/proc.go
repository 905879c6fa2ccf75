package meter

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"
)

// tick is the unit of /proc: USER_HZ is 100 on every Linux.
const tick = 10 * time.Millisecond

// Machine reads one machine's /proc. The zero value reads this machine's.
type Machine struct {
	Proc fs.FS // replaced in tests
}

// Process is what one process has used so far.
type Process struct {
	CPU      time.Duration // user and system time, all threads
	Resident int64         // bytes
}

// Process reads /proc/<pid>/stat (proc_pid_stat(5)).
func (m Machine) Process(pid int) (Process, error) {
	b, err := fs.ReadFile(m.proc(), strconv.Itoa(pid)+"/stat")
	if err != nil {
		return Process{}, fmt.Errorf("meter: read process %d: %w", pid, err)
	}
	// The name stands in brackets and may itself hold spaces and brackets.
	_, rest, ok := cutLast(string(b), ")")
	fields := strings.Fields(rest)
	const user, system, resident = 11, 12, 21 // counted from the field after the name
	if !ok || len(fields) <= resident {
		return Process{}, fmt.Errorf("meter: read process %d: stat has %d fields", pid, len(fields))
	}
	u, err1 := strconv.ParseInt(fields[user], 10, 64)
	s, err2 := strconv.ParseInt(fields[system], 10, 64)
	r, err3 := strconv.ParseInt(fields[resident], 10, 64)
	if err := errors.Join(err1, err2, err3); err != nil {
		return Process{}, fmt.Errorf("meter: read process %d: %w", pid, err)
	}
	return Process{CPU: time.Duration(u+s) * tick, Resident: r * int64(os.Getpagesize())}, nil
}

// Busy gives the processor time that programs have used on the whole machine, with the time that
// the hypervisor took away. Interrupts are left out: on loopback they are the runs' own traffic
// and belong to no process.
func (m Machine) Busy() (time.Duration, error) {
	b, err := fs.ReadFile(m.proc(), "stat")
	if err != nil {
		return 0, fmt.Errorf("meter: read the machine's time: %w", err)
	}
	first, _, _ := strings.Cut(string(b), "\n")
	fields := strings.Fields(first)
	if len(fields) < 9 || fields[0] != "cpu" {
		return 0, errors.New("meter: read the machine's time: no line of totals")
	}
	var sum int64
	for _, i := range []int{1, 2, 3, 8} { // user, nice, system, steal
		n, err := strconv.ParseInt(fields[i], 10, 64)
		if err != nil {
			return 0, fmt.Errorf("meter: read the machine's time: %w", err)
		}
		sum += n
	}
	return time.Duration(sum) * tick, nil
}

func (m Machine) proc() fs.FS {
	if m.Proc != nil {
		return m.Proc
	}
	return os.DirFS("/proc")
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
