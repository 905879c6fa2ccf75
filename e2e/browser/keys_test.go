package browser_test

import (
	"context"
	"strings"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Keys that have names.
const (
	enter  = "Enter"
	escape = "Escape"
	tabKey = "Tab"
)

// press types keys one after the other as a keyboard does: a page that handles a key press keeps
// the letter from being written, which is not so when letters are inserted.
func (b *tab) press(keys ...string) {
	b.t.Helper()
	for _, k := range keys {
		b.run(stroke(k, 0))
	}
}

// shortcut presses a key of the console once its scripts run, with the focus nowhere.
func (b *tab) shortcut(key string) {
	b.t.Helper()
	b.wait("the scripts of the console", `document.readyState === 'complete' && document.documentElement.classList.contains('js')`)
	b.js(`document.activeElement?.blur()`, nil)
	b.press(key)
}

// chord presses a key together with Ctrl.
func (b *tab) chord(key string) { b.t.Helper(); b.run(stroke(key, input.ModifierCtrl)) }

// write types letters.
func (b *tab) write(text string) {
	b.t.Helper()
	for _, r := range text {
		b.press(string(r))
	}
}

func stroke(key string, held input.Modifier) chromedp.Action {
	named := map[string]struct {
		code int64
		text string
	}{enter: {13, "\r"}, escape: {27, ""}, tabKey: {9, ""}}
	code, text := int64(0), key
	if n, ok := named[key]; ok {
		code, text = n.code, n.text
	} else if isPlain(key) {
		code = int64(strings.ToUpper(key)[0])
	}
	if held != 0 {
		text = ""
	}
	kind := input.KeyDown
	if text == "" {
		kind = input.KeyRawDown
	}
	return chromedp.ActionFunc(func(ctx context.Context) error {
		down := input.DispatchKeyEvent(kind).WithKey(key).WithWindowsVirtualKeyCode(code).WithText(text).WithModifiers(held)
		if err := down.Do(ctx); err != nil {
			return err
		}
		return input.DispatchKeyEvent(input.KeyUp).WithKey(key).WithWindowsVirtualKeyCode(code).WithModifiers(held).Do(ctx)
	})
}

// isPlain reports whether the code of a key is that of its letter; for signs it is not.
func isPlain(key string) bool {
	return len(key) == 1 && (key[0] >= 'a' && key[0] <= 'z' || key[0] >= 'A' && key[0] <= 'Z' || key[0] >= '0' && key[0] <= '9' || key[0] == ' ')
}
