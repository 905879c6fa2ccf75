package host

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"candor/bench/client"
)

// readyWithin is how long a desk may take until it serves.
const readyWithin = 60 * time.Second

// Host is a desk's folder and the binary that runs there.
type Host struct {
	binary, dir, address string
}

// Build compiles the program of the module in the working folder, stripped as it is released.
func Build(ctx context.Context, to string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", to, "candor/cmd/candor")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("host: build: %w\n%s", err, out)
	}
	return nil
}

// New sets a desk up in an empty folder.
func New(ctx context.Context, binary, dir string) (*Host, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	h := &Host{binary: binary, dir: dir, address: address}
	if out, err := h.command(ctx, "init", dir, "--name", "Harbour & Pine", "--timezone", "UTC").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("host: set up: %w\n%s", err, out)
	}
	return h, nil
}

// Base is the address of the desk once it serves.
func (h *Host) Base() string { return "http://" + h.address }

// ServeLine is the arguments with which the binary serves this folder. It audits nothing by itself, so that what is
// measured is not the audit.
func (h *Host) ServeLine() []string {
	return []string{"serve", "--config", h.settings(), "--listen", h.address, "--no-audit"}
}

// Release lets the desk answer from the articles that it has now, for a day: it measures how sure answers are, as it would
// while it serves, and two persons release what came of it.
func (h *Host) Release(ctx context.Context) error {
	if _, err := h.Run(ctx, "", "calibrate", "--now"); err != nil {
		return err
	}
	_, err := h.Run(ctx, "", "fairness", "gate", "--by", "Maya Bench", "--by", "Tom Bench", "--days", "1", "--reason", "A measurement of something else.")
	return err
}

// Run runs a command of the binary on this folder and gives what it printed. Input may be empty.
func (h *Host) Run(ctx context.Context, input string, args ...string) (string, error) {
	cmd := h.command(ctx, append(args, "--config", h.settings())...)
	cmd.Stdin = strings.NewReader(input)
	var out, trouble bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &trouble
	if err := cmd.Run(); err != nil {
		return out.String(), fmt.Errorf("host: candor %s: %w\n%s%s", strings.Join(args, " "), err, &out, &trouble)
	}
	return out.String(), nil
}

// AddAgent lets somebody sign in who may also approve articles.
func (h *Host) AddAgent(ctx context.Context, email, name, password string) error {
	_, err := h.Run(ctx, password+"\n", "user", "add", email, "--name", name, "--role", "lead", "--password-stdin")
	return err
}

func (h *Host) settings() string { return filepath.Join(h.dir, "candor.toml") }

// command runs in the desk's folder and hears of no setting in this program's environment.
func (h *Host) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, h.binary, args...)
	cmd.Dir = h.dir
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "CANDOR_") {
			cmd.Env = append(cmd.Env, e)
		}
	}
	return cmd
}

// Server is a desk that serves.
type Server struct {
	cmd  *exec.Cmd
	log  *bytes.Buffer // read it only after gone
	gone chan struct{}
	err  error // of the process; valid after gone
}

// Serve starts the desk and waits until it serves.
func (h *Host) Serve(ctx context.Context) (*Server, error) {
	desk, err := client.New(client.Options{Base: h.Base(), Patience: 2 * time.Second})
	if err != nil {
		return nil, err
	}
	defer desk.Close()
	s := &Server{cmd: h.command(context.WithoutCancel(ctx), h.ServeLine()...), log: new(bytes.Buffer), gone: make(chan struct{})}
	s.cmd.Stdout, s.cmd.Stderr = s.log, s.log
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("host: serve: %w", err)
	}
	go func() {
		s.err = s.cmd.Wait()
		close(s.gone)
	}()
	late := time.NewTimer(readyWithin)
	defer late.Stop()
	for desk.Ready(ctx) != nil {
		select {
		case <-time.After(2 * time.Millisecond):
		case <-s.gone:
			return nil, fmt.Errorf("host: serve: it ended: %w\n%s", s.err, s.log)
		case <-late.C:
			s.Kill()
			return nil, fmt.Errorf("host: serve: not ready after %v\n%s", readyWithin, s.log)
		case <-ctx.Done():
			s.Kill()
			return nil, ctx.Err()
		}
	}
	return s, nil
}

// PID is the server's process.
func (s *Server) PID() int { return s.cmd.Process.Pid }

// Kill ends the server without a warning, as a power cut or the kernel would, and gives its log.
func (s *Server) Kill() string {
	s.cmd.Process.Kill()
	<-s.gone
	return s.log.String()
}

// Stop asks the server to end, and kills it when it does not.
func (s *Server) Stop() error {
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("host: stop: %w", err)
	}
	select {
	case <-s.gone:
		if s.err != nil {
			return fmt.Errorf("host: stop: %w\n%s", s.err, s.log)
		}
		return nil
	case <-time.After(15 * time.Second):
		return fmt.Errorf("host: stop: it had to be killed\n%s", s.Kill())
	}
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("host: find a free port: %w", err)
	}
	defer l.Close()
	return l.Addr().String(), nil
}
