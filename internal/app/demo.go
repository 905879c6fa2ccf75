package app

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"candor"
	"candor/internal/config"
	"candor/internal/demo"
	"candor/internal/staff"
)

// DemoOptions say how to run the demo.
type DemoOptions struct {
	Dir      string // kept when named; a temporary folder, removed by Close, when empty
	Listen   string // host:port; the next free port when it is taken, any when the port is 0
	Log      *slog.Logger
	Progress func(line string) // told what takes more than a moment; may be nil
	NoAudit  bool              // see Options.NoAudit
}

// Demo is a running desk for a company that does not exist, with the company's own shop beside it.
type Demo struct {
	*App
	Shop, Console, Trust string   // addresses
	SignIns              []string // "address with password …", one for each agent
	Letters              string   // folder in which the desk's letters are to be read

	shop     *http.Server
	orders   *orders
	listener net.Listener
	remove   string
}

// OpenDemo makes the desk, or takes up the one that is in Dir.
func OpenDemo(ctx context.Context, o DemoOptions) (_ *Demo, err error) {
	if o.Progress == nil {
		o.Progress = func(string) {}
	}
	d := &Demo{}
	if o.Dir == "" {
		if o.Dir, err = os.MkdirTemp("", "candor-demo-"); err != nil {
			return nil, fmt.Errorf("make a folder for the demo: %w", err)
		}
		d.remove = o.Dir
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, d.Close())
		}
	}()
	c, err := demoSettings(o.Dir)
	if err != nil {
		return nil, err
	}
	main, err := listenNear(o.Listen, o.Progress)
	if err != nil {
		return nil, err
	}
	host, _, _ := net.SplitHostPort(main.Addr().String())
	if d.listener, err = listenNear(after(main.Addr()), o.Progress); err != nil {
		return nil, errors.Join(err, main.Close())
	}
	c.Server.Listen = main.Addr().String()
	c.Server.PublicURL = "http://" + main.Addr().String()
	d.Shop = "http://" + d.listener.Addr().String() + "/"
	c.Server.Origins = []string{strings.TrimSuffix(d.Shop, "/"), "http://" + host}
	if err = seed(ctx, c, o); err != nil {
		return nil, errors.Join(err, main.Close())
	}
	if d.SignIns, err = signIns(o.Dir); err != nil {
		return nil, errors.Join(err, main.Close())
	}
	if d.orders, err = openOrders(ctx); err != nil {
		return nil, errors.Join(err, main.Close())
	}
	if d.App, err = Open(ctx, Options{Config: c, Log: o.Log, Progress: o.Progress, Listener: main, Tools: []Tools{d.orders.tools}, NoAudit: o.NoAudit}); err != nil {
		return nil, errors.Join(err, main.Close())
	}
	d.Console, d.Trust = d.URL()+"/console", d.URL()+"/trust"
	d.Letters = filepath.Join(c.Data.Dir, mailFolder)
	shop, err := demo.Shop(d.URL() + "/widget.js")
	if err != nil {
		return nil, err
	}
	d.shop = &http.Server{Handler: shop, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Minute}
	return d, nil
}

// Run serves the desk and the shop until ctx ends.
func (d *Demo) Run(ctx context.Context) error {
	if err := d.release(ctx); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- d.shop.Serve(d.listener) }()
	err := d.App.Run(ctx)
	err = errors.Join(err, d.shop.Close())
	if stop := <-ended; !errors.Is(stop, http.ErrServerClosed) {
		err = errors.Join(err, stop)
	}
	return err
}

// Close lets go of everything, and removes the folder when it was a temporary one.
func (d *Demo) Close() error {
	var errs []error
	if d.App != nil {
		errs = append(errs, d.App.Close())
	}
	if d.orders != nil {
		errs = append(errs, d.orders.close())
	}
	if d.listener != nil {
		if err := d.listener.Close(); !errors.Is(err, net.ErrClosed) {
			errs = append(errs, err)
		}
	}
	if d.remove != "" {
		errs = append(errs, os.RemoveAll(d.remove))
	}
	return errors.Join(errs...)
}

func demoSettings(dir string) (config.Config, error) {
	c, err := demo.Settings()
	if err != nil {
		return config.Config{}, err
	}
	dir, err = filepath.Abs(dir)
	if err != nil {
		return config.Config{}, fmt.Errorf("find the folder of the demo: %w", err)
	}
	c.Data.Dir, c.Keys.File = filepath.Join(dir, "data"), filepath.Join(dir, "candor.key")
	return c, nil
}

// nearby is how many ports after the one asked for are tried.
const nearby = 20

// listenNear listens at the address or, when its port is taken, at the next free one, and says so.
func listenNear(address string, say func(string)) (net.Listener, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("%q is not an address such as 127.0.0.1:8420: %w", address, err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, candor.Fail(candor.CodeInvalid, "error.not_loopback", fmt.Errorf(
			"%s is not an address of this machine alone. The demo has known data and serves on loopback only. Use 127.0.0.1", host))
	}
	first, err := net.LookupPort("tcp", port)
	if err != nil {
		return nil, fmt.Errorf("%q is not a port: %w", port, err)
	}
	for n := first; ; n++ {
		l, err := net.Listen("tcp", net.JoinHostPort(host, fmt.Sprint(n)))
		switch {
		case err == nil:
			if n != first {
				say(fmt.Sprintf("Port %d is taken; using %d.", first, n))
			}
			return l, nil
		case !errors.Is(err, syscall.EADDRINUSE) || n >= first+nearby || n >= 65535:
			return nil, fmt.Errorf("listen: %w", err)
		}
	}
}

// after gives the address one port on.
func after(a net.Addr) string {
	tcp := a.(*net.TCPAddr)
	return net.JoinHostPort(tcp.IP.String(), fmt.Sprint(min(tcp.Port+1, 65535)))
}

// seed fills a new folder; one that is there is left as it is.
func seed(ctx context.Context, c config.Config, o DemoOptions) error {
	if _, err := os.Stat(dataFile(c)); err == nil {
		return nil
	}
	o.Progress("Making the desk of " + c.Desk.Name + " …")
	if err := Make(ctx, c); err != nil {
		return err
	}
	b, err := openBase(ctx, c, o.Log, nil)
	if err != nil {
		return err
	}
	return errors.Join(fill(ctx, b, o), b.close())
}

func fill(ctx context.Context, b *base, o DemoOptions) error {
	people, err := demo.Staff()
	if err != nil {
		return err
	}
	kept := make([]signIn, 0, len(people))
	var author, editor string // who brought the articles in, and who else approved them
	for _, a := range people {
		password := newPassword()
		made, err := b.team.Add(ctx, a, password, staff.ByCommand)
		if err != nil {
			return err
		}
		if may := staff.May(made, staff.ApproveKnowledge); may && editor == "" {
			editor = string(made.ID)
		} else if staff.May(made, staff.WriteKnowledge) {
			author = string(made.ID)
		}
		kept = append(kept, signIn{a.Email, password})
	}
	if author == "" || editor == "" {
		return errors.New("app: the demo has nobody who could approve what another wrote")
	}
	if _, err := addFS(ctx, b.store.Library(), demo.Articles, author, editor); err != nil {
		return err
	}
	if err := prepareDemo(ctx, b.store, candor.AgentID(editor)); err != nil {
		return err
	}
	text, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	if err := os.WriteFile(signInFile(o.Dir), text, 0o600); err != nil {
		return fmt.Errorf("keep the sign-ins of the demo: %w", err)
	}
	return nil
}

// signIn is how somebody of the demo signs in. The demo keeps it beside its data, readable by the
// owner of the folder only, so that a kept demo can be gone on with.
type signIn struct{ Email, Password string }

func signInFile(dir string) string { return filepath.Join(dir, "sign-ins.json") }

func signIns(dir string) ([]string, error) {
	text, err := os.ReadFile(signInFile(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return []string{"the people of this desk (candor user list)"}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the sign-ins of the demo: %w", err)
	}
	var kept []signIn
	if err := json.Unmarshal(text, &kept); err != nil {
		return nil, fmt.Errorf("read the sign-ins of the demo: %w", err)
	}
	out := make([]string, 0, len(kept))
	for _, s := range kept {
		out = append(out, s.Email+" with "+s.Password)
	}
	return out, nil
}

// newPassword gives 80 random bits as four groups of letters and digits.
func newPassword() string {
	var b [10]byte
	rand.Read(b[:])
	s := strings.ToLower(base32.StdEncoding.EncodeToString(b[:]))
	return s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:]
}
