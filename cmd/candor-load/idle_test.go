package main

import (
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// serveAt makes the test's own binary play a server that is started: it listens where the variable
// says, slowly, and serves until it is interrupted.
const serveAt = "CANDOR_LOAD_TEST_SERVES"

func TestMain(m *testing.M) {
	if address := os.Getenv(serveAt); address != "" {
		if len(os.Args) > 1 && os.Args[1] == "fails" {
			os.Exit(3)
		}
		time.Sleep(50 * time.Millisecond)
		http.ListenAndServe(address, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func TestIdleMeasuresUntilTheServerServes(t *testing.T) {
	address := freeAddress(t)
	t.Setenv(serveAt, address)
	r := measure(t, "http://"+address, "idle", "-binary", os.Args[0], "-n", "2", "-rest", "10ms")[0]
	if ready := value(t, r, "ready p50"); ready < 50 || ready > 5000 {
		t.Errorf("ready after %v ms", ready)
	}
	if value(t, r, "rss at rest") < 1 || value(t, r, "binary") < 1 {
		t.Errorf("%s", r)
	}
}

func TestIdleTellsOfABinaryThatEnds(t *testing.T) {
	address := freeAddress(t)
	t.Setenv(serveAt, address)
	err := run(t.Context(), []string{"idle", "-base", "http://" + address, "-binary", os.Args[0], "-args", "fails", "-quiet", "1ms"}, os.Stderr)
	if err == nil || !strings.Contains(err.Error(), "ended before it served") {
		t.Errorf("got %v", err)
	}
}
