package store_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// readOnlyAsNobody opens the database as a user who may not write there: root may write anywhere.
func readOnlyAsNobody(t *testing.T, path string) {
	t.Helper()
	const nobody = 65534
	// The test binary stands where others may not look; a copy in a folder of its own may be run.
	dir, err := os.MkdirTemp("", "store-nobody")
	must(t, err)
	t.Cleanup(func() { os.RemoveAll(dir) })
	program := filepath.Join(dir, "store.test")
	copyProgram(t, program)
	data := filepath.Join(dir, "data")
	must(t, os.Mkdir(data, 0o700))
	database := filepath.Join(data, "desk.db")
	b, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(database, b, 0o444))
	must(t, os.Chmod(data, 0o555))
	must(t, os.Chmod(dir, 0o755))
	own := filepath.Join(dir, "tmp")
	must(t, os.Mkdir(own, 0o777))
	must(t, os.Chmod(own, 0o777))

	cmd := exec.Command(program, "-test.run", "^TestOpenWhereOneMayNotWrite$")
	cmd.Dir = own
	cmd.Env = append(os.Environ(), placeVariable+"="+database, "TMPDIR="+own)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("the second process: %v\n%s", err, out)
	}
	if !strings.Contains(string(out), "outcome: unavailable true") {
		t.Errorf("got %s", out)
	}
}

func copyProgram(t *testing.T, to string) {
	t.Helper()
	in, err := os.Open(os.Args[0])
	must(t, err)
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE, 0o755)
	must(t, err)
	_, err = io.Copy(out, in)
	must(t, err)
	must(t, out.Close())
}
