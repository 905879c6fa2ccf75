package browser_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// TestMain ends the Chromium that the tests share.
func TestMain(m *testing.M) {
	code := m.Run()
	if e, err := chromium(); err == nil {
		e.end()
	}
	os.Exit(code)
}

// engine is a running Chromium.
type engine struct {
	ctx context.Context
	end func()
}

// chromium is the one that all tabs share. Each tab has a context of its own in it, with its own cookies and storage,
// so that no two people of a test are one to the desk.
var chromium = sync.OnceValues(func() (engine, error) {
	path, err := program()
	if err != nil {
		return engine{}, err
	}
	dir, err := os.MkdirTemp("", "candor-browser-")
	if err != nil {
		return engine{}, err
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.UserDataDir(dir))...)
	ctx, cancel := chromedp.NewContext(alloc)
	e := engine{ctx: ctx, end: func() {
		cancel()
		stop()
		forget(dir)
	}}
	if err := chromedp.Run(ctx); err != nil {
		e.end()
		return engine{}, err
	}
	return e, nil
})

// tab opens a window with cookies and storage of its own. Both go with end.
func (e engine) tab() (ctx context.Context, end func(), err error) {
	b := cdp.WithExecutor(e.ctx, chromedp.FromContext(e.ctx).Browser)
	own, err := target.CreateBrowserContext().WithDisposeOnDetach(true).Do(b)
	if err != nil {
		return nil, nil, err
	}
	id, err := target.CreateTarget("about:blank").WithBrowserContextID(own).WithNewWindow(true).Do(b)
	if err != nil {
		return nil, nil, err
	}
	ctx, cancel := chromedp.NewContext(e.ctx, chromedp.WithTargetID(id))
	ctx, stop := context.WithTimeout(ctx, lifetime)
	return ctx, func() {
		stop()
		cancel()
		_ = target.DisposeBrowserContext(own).Do(b) // it may be gone with its only window
	}, nil
}

// lifetime bounds how long a tab is used, so that a browser that hangs ends its test.
const lifetime = 2 * time.Minute

// forget removes a profile, into which the browser may still be writing when it is told to end.
func forget(dir string) {
	for range 50 {
		if os.RemoveAll(dir) == nil {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// program finds Chromium on this machine.
func program() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Chromium on this machine; run make tools")
}
