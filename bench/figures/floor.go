package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"time"
)

// floor is the yardstick server, an outside program: POST /conv and /msg, durable, sealed and
// chained, with no desk in it.
type floor struct {
	cmd  *exec.Cmd
	base string
}

// startFloor gives nil when there is no yardstick.
func (b *bench) startFloor(ctx context.Context) (*floor, error) {
	if b.floor == "" {
		return nil, nil
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := l.Addr().String()
	l.Close()
	f := &floor{cmd: exec.CommandContext(ctx, b.floor, "-addr", address), base: "http://" + address}
	f.cmd.Env = append(os.Environ(), "TMPDIR="+b.dir) // it leaves its data behind when it is stopped
	if err := f.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the yardstick: %w", err)
	}
	for range 500 {
		res, err := http.Get(f.base + "/")
		if err == nil {
			res.Body.Close()
			return f, nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	f.stop()
	return nil, fmt.Errorf("the yardstick %s does not serve", b.floor)
}

func (f *floor) pid() string { return strconv.Itoa(f.cmd.Process.Pid) }

func (f *floor) stop() {
	if f == nil {
		return
	}
	f.cmd.Process.Kill()
	f.cmd.Wait()
}
