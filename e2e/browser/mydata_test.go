package browser_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"candor"
	"candor/internal/store"
)

// focus presses Tab until the focus is on a part of the page.
func (b *tab) focus(name string) {
	b.t.Helper()
	b.wait(name, part(name))
	for range 120 {
		if b.truth(`document.activeElement?.dataset.part === '` + name + `'`) {
			return
		}
		b.press(tabKey)
	}
	b.t.Fatalf("Tab never reaches %s", name)
}

// focusField presses Tab until the focus is on a field.
func (b *tab) focusField(id string) {
	b.t.Helper()
	for range 120 {
		if b.truth(`document.activeElement?.id === '` + id + `'`) {
			return
		}
		b.press(tabKey)
	}
	b.t.Fatalf("Tab never reaches the field %s", id)
}

// checked looks a page over: accessible, and nothing cut off.
func (b *tab) checked(name string) {
	b.t.Helper()
	b.keep(name)
	b.noSideways(name)
	b.axe(name)
}

// A customer's own data by keyboard alone: who looked, correct, an address that opens it all, take it
// along, erase, with a certificate at the end.
func TestACustomerDecidesAboutTheirDataByKeyboard(t *testing.T) {
	t.Parallel()
	s := open(t)
	maya := s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	b := browser(t, look{})
	b.visit(s.app.URL() + "/chat/main")
	b.focus("person")
	b.press(enter)
	b.wait("the queue", part("queue")+`?.dataset.state === 'waiting'`)
	id := s.only()
	if _, err := s.app.Turn.Take(t.Context(), id, maya); err != nil {
		t.Fatal(err)
	}
	if _, err := s.app.Store().Messages(t.Context(), candor.AgentReads(maya.ID), id, 0, 10, true); err != nil {
		t.Fatal(err)
	}

	b.visit(s.app.URL() + "/privacy")
	b.checked("privacy")
	b.focus("from-chat")
	b.press(enter)
	b.focus("all-data")
	b.checked("data")
	b.press(enter)
	b.wait("who looked", part("readings")+`?.textContent.includes('Maya')`)
	b.checked("mine")

	b.focusField("f-name")
	b.write("Lena Osei")
	b.press(enter)
	b.wait("the name set right", `document.getElementById('f-name')?.value === 'Lena Osei' && `+part("done")+`.textContent !== ''`)

	b.focusField("email")
	b.write("lena@example.org")
	b.press(enter)
	b.wait("a word about the mail", part("done")+`?.textContent.includes('sent a link')`)
	b.visit(s.mailed("purpose=email"))
	b.wait("the secret out of the address", `location.hash === '' && document.getElementById('link').value.length === 43 && document.getElementById('paste').hidden`)
	b.checked("link")
	b.focus("open")
	b.press(enter)
	b.wait("the address shown to be theirs", `document.getElementById('email-state')?.textContent.includes('Shown to be yours')`)

	b.archive()

	b.focus("erase")
	b.press(enter)
	b.wait("what would go", part("erase-page"))
	b.checked("erase")
	b.focus("erase-now")
	b.press(enter)
	b.wait("the certificate", part("erased")+`?.dataset.complete === 'true'`)
	b.checked("erased")
	if _, err := s.app.Store().Conversation(t.Context(), id); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("the conversation is still there: %v", err)
	}
	b.visit(s.app.URL() + "/privacy/mine")
	b.wait("a closed door", part("error"))
	b.checked("closed")
}

// archive fetches the ZIP as the page's form would, with the page's own cookie.
func (b *tab) archive() {
	b.t.Helper()
	var got string
	err := chromedp.Run(b.ctx, chromedp.Evaluate(`fetch('/privacy/export', {method: 'POST'}).then(a => a.arrayBuffer()).then(b => Array.from(new Uint8Array(b), c => String.fromCharCode(c)).join('')).then(btoa)`, &got, awaited))
	if err != nil {
		b.t.Fatal(err)
	}
	body, err := base64.StdEncoding.DecodeString(got)
	if err != nil {
		b.t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		b.t.Fatalf("the archive: %v", err)
	}
	f, err := z.Open("data.json")
	if err != nil {
		b.t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil || !strings.Contains(string(text), "Lena Osei") || !strings.Contains(string(text), "Maya") {
		b.t.Errorf("the archive lacks the name or who looked: %v", err)
	}
}

// mailed waits for the newest letter with a link of the kind, and gives the link.
func (s *site) mailed(kind string) string {
	s.t.Helper()
	deadline := time.Now().Add(patience)
	link := regexp.MustCompile(regexp.QuoteMeta(s.app.URL()) + `/privacy/link\?\S*` + regexp.QuoteMeta(kind) + `\S*#\S+`)
	for {
		for _, text := range s.letters() {
			if found := link.FindString(text); found != "" {
				return found
			}
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("no letter with a link of %s", kind)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// letters reads what the desk wrote into its mail folder.
func (s *site) letters() []string {
	s.t.Helper()
	var out []string
	files, err := filepath.Glob(filepath.Join(s.mail, "*"))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			continue // it is being written
		}
		out = append(out, strings.NewReplacer("=\r\n", "", "=\n", "", "=3D", "=").Replace(string(raw))) // quoted-printable
	}
	return out
}

// The pages of one's own data in both themes, on a desk and on a phone, and right to left.
func TestOnesOwnDataInEveryLook(t *testing.T) {
	t.Parallel()
	s := open(t)
	for name, l := range map[string]look{
		"dark": {dark: true}, "phone": {width: 390, height: 844}, "phone-small-dark": {width: 320, height: 640, dark: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := browser(t, l)
			for _, page := range []string{"/privacy", "/privacy?lang=ar", "/privacy/link", "/privacy/link?lang=ar&purpose=email", "/privacy/mine"} {
				b.visit(s.app.URL() + page)
				b.checked(page)
			}
			b.visit(s.app.URL() + "/chat/main?lang=ar")
			b.click(part("person"))
			b.wait("the queue", part("queue")+`?.dataset.state === 'waiting'`)
			b.visit(s.app.URL() + "/chat/main/data")
			b.click(part("all-data"))
			b.wait("the data in Arabic", part("profile")+` && document.documentElement.dir === 'rtl'`)
			b.checked("mine-ar")
			b.click(part("choices"))
			b.wait("the choices", part("choices-page"))
			b.checked("choices-ar")
			b.visit(s.app.URL() + "/privacy/erase")
			b.checked("erase-ar")
		})
	}
}

// From the widget on somebody else's site: a form with the pass opens a page that asks for a click.
func TestTheWidgetLeadsToOnesOwnData(t *testing.T) {
	t.Parallel()
	s := open(t)
	b := browser(t, look{})
	b.visit(s.shop)
	b.click(within("open"))
	b.click(within("person"))
	b.wait("the queue", within("queue")+`?.dataset.state === 'waiting'`)
	b.click(within("mydata"))
	b.wait("the way to all data", within("all-data"))
	b.axe("the widget's data")
	b.stays()
	b.click(within("all-data"))
	b.wait("the question", part("arrive"))
	b.checked("arrive")
	b.click(part("open"))
	b.wait("the data", part("profile"))
	if all, err := s.app.Store().Listed(t.Context(), store.Filter{Limit: 10}); err != nil || len(all) != 1 ||
		!b.truth(`document.body.innerHTML.includes(`+quoted(string(all[0].ID))+`)`) {
		t.Errorf("it is not the widget's conversation: %v", err)
	}
}
