package browser_test

import (
	"testing"

	"candor"
)

// Every public page in both themes, on a desk and on a phone, and right to left.
func TestEveryPageInEveryLook(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	arabic := s.customer("ar", "وصل المصباح مكسورًا، ماذا أفعل؟")
	for name, l := range map[string]look{
		"desk":        {},
		"desk-dark":   {dark: true},
		"phone":       {width: 390, height: 844},
		"phone-dark":  {width: 390, height: 844, dark: true},
		"phone-small": {width: 320, height: 640},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := browser(t, l)
			for _, page := range []struct{ name, path, dir string }{
				{"trust", "/trust", "ltr"}, {"trust-ar", "/trust?lang=ar", "rtl"}, {"audits", "/trust/audits", "ltr"}, {"audits-ar", "/trust/audits?lang=ar", "rtl"}, {"help", "/help", "ltr"}, {"help-ar", "/help?lang=ar", "rtl"},
				{"article", "/help/return-an-item", "ltr"}, {"chat", "/chat/main", "ltr"}, {"chat-ar", "/chat/main?lang=ar", "rtl"},
				{"missing", "/no-such-page", "ltr"}, {"sign-in", "/console/sign-in", "ltr"},
			} {
				b.visit(s.app.URL() + page.path)
				b.keep(page.name)
				if !b.truth(`document.documentElement.dir === '` + page.dir + `'`) {
					t.Errorf("%s is not %s", page.name, page.dir)
				}
				b.noSideways(page.name)
				b.axe(page.name)
			}
			b.visit(s.shop)
			b.click(within("open"))
			b.wait("both choices", within("ask"))
			b.keep("widget")
			b.axe("widget")
			b.js(`(() => { const c = document.querySelector('candor-chat').shadowRoot.querySelector('select'); c.value = 'ar'; c.dispatchEvent(new Event('change')) })()`, nil)
			b.wait("the widget in Arabic", `document.querySelector('candor-chat').shadowRoot.querySelector('[role=dialog]').dir === 'rtl'`)
			b.keep("widget-ar")
			b.axe("widget in Arabic")
			b.signIn(s, "maya@harbourandpine.example")
			b.keep("queue")
			b.noSideways("queue")
			b.axe("queue")
			b.visit(s.app.URL() + "/console/c/" + string(arabic))
			b.keep("conversation-ar")
			b.noSideways("conversation")
			b.axe("conversation in Arabic")
		})
	}
}

// noSideways fails when the page is wider than the window.
func (b *tab) noSideways(where string) {
	b.t.Helper()
	if b.truth(`document.documentElement.scrollWidth > document.documentElement.clientWidth + 1`) {
		b.t.Errorf("%s must be scrolled sideways", where)
	}
}
