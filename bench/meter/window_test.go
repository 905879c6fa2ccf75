package meter_test

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"candor/bench/meter"
)

// procAt makes a /proc in which this process, a server (pid 77) and the machine have used the given
// ticks. The server's name tries to break a parser.
func procAt(self, server, user, steal int) fstest.MapFS {
	stat := func(name string, ticks, pages int) *fstest.MapFile {
		zeros := strings.Repeat(" 0", 8)
		return &fstest.MapFile{Data: fmt.Appendf(nil, "77 (%s) S 1%s 0 %d %d%s %d 0\n", name, zeros, ticks-1, 1, zeros, pages)}
	}
	return fstest.MapFS{
		fmt.Sprintf("%d/stat", os.Getpid()): stat("load", self, 10),
		"77/stat":                           stat("a ) b (c) 5 5", server, 3),
		"stat":                              {Data: fmt.Appendf(nil, "cpu  %d 0 0 9999 99 50 60 %d 0 0\ncpu0 1 1 1\n", user, steal)},
	}
}

func TestProcessReadsPastAnAwkwardName(t *testing.T) {
	t.Parallel()
	got, err := meter.Machine{Proc: procAt(1, 250, 0, 0)}.Process(77)
	if err != nil {
		t.Fatal(err)
	}
	want := meter.Process{CPU: 2500 * time.Millisecond, Resident: 3 * int64(os.Getpagesize())}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestOthersWorkMakesARunDirty(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name        string
		user, steal int
		dirty       bool
	}{
		{"nobody else", 30, 0, false},
		{"a busy neighbour", 530, 0, true},
		{"a hypervisor that takes time away", 30, 500, true},
	} {
		proc := procAt(1, 1, 0, 0)
		w, err := meter.Machine{Proc: proc}.Open(77)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(20 * time.Millisecond)
		for name, file := range procAt(11, 21, x.user, x.steal) {
			proc[name] = file
		}
		u, err := w.Close()
		if err != nil {
			t.Fatal(err)
		}
		if u.Self != 100*time.Millisecond || u.Server != 200*time.Millisecond {
			t.Errorf("%s: self %v, server %v; want 100ms and 200ms", x.name, u.Self, u.Server)
		}
		if u.Dirty() != x.dirty {
			t.Errorf("%s: foreign %.2f cores, dirty %v, want %v", x.name, u.Foreign, u.Dirty(), x.dirty)
		}
	}
}

func TestAProcessThatIsGoneIsAnError(t *testing.T) {
	t.Parallel()
	if _, err := (meter.Machine{Proc: procAt(1, 1, 0, 0)}).Open(78); err == nil {
		t.Error("no error for a process that does not exist")
	}
}

func TestDamagedReadingsAreErrors(t *testing.T) {
	t.Parallel()
	for _, stat := range []string{"", "77", "77 (x) S 1 2 3", "77 (x" + strings.Repeat(" 1", 40), "77 (x)" + strings.Repeat(" y", 40)} {
		m := meter.Machine{Proc: fstest.MapFS{"77/stat": {Data: []byte(stat)}}}
		if got, err := m.Process(77); err == nil {
			t.Errorf("%q gave %+v", stat, got)
		}
	}
	for _, stat := range []string{"", "cpu", "cpu0 1 1 1 1 1 1 1 1", "cpu a b c d e f g h"} {
		m := meter.Machine{Proc: fstest.MapFS{"stat": {Data: []byte(stat)}}}
		if got, err := m.Busy(); err == nil {
			t.Errorf("%q gave %v", stat, got)
		}
	}
}

func TestThisMachineCanBeMeasured(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("only Linux has /proc")
	}
	w, err := meter.Machine{}.Open(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(80 * time.Millisecond); time.Now().Before(end); {
	}
	u, err := w.Close()
	if err != nil {
		t.Fatal(err)
	}
	if u.Self < 20*time.Millisecond || u.Resident < 1<<20 {
		t.Errorf("80 ms of work were measured as %v, in %d bytes", u.Self, u.Resident)
	}
}
