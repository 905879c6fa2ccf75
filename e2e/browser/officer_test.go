package browser_test

import (
	"strings"
	"testing"

	"candor"
)

// signInOfficer signs in somebody who sees the privacy pages alone.
func (b *tab) signInOfficer(s *site, email string) {
	b.t.Helper()
	b.visit(s.app.URL() + "/console/sign-in")
	b.fill("email", email)
	b.fill("password", password)
	b.click(part("sign-in-button"))
	b.wait("the privacy pages", part("empty")+` && location.pathname === '/console/privacy'`)
}

// open opens the form of something that can be done with a request.
func (b *tab) open(act string) {
	b.t.Helper()
	b.wait("the form "+act, part("act-"+act))
	b.js(part("act-"+act)+`.open = true`, nil)
}

// fill types into a field by its id.
func (b *tab) fill(id, words string) {
	b.t.Helper()
	b.js(`document.getElementById(`+quoted(id)+`).value = `+quoted(words), nil)
}

// From a letter to the certificate, with the pages checked on the way.
func TestAnOfficerErasesSomebodyWhoWroteALetter(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.agent("pia@harbourandpine.example", "Pia Sommer", candor.RoleOfficer)
	id := s.customer("en", "My secret is a blue lamp.")
	b := browser(t, look{})
	b.signInOfficer(s, "pia@harbourandpine.example")
	if b.truth(`document.querySelector('a[href="/console"]')`) {
		t.Error("an officer is led to conversations")
	}
	b.axe("no requests")

	b.visit(s.app.URL() + "/console/privacy/new")
	b.axe("writing a request down")
	b.fill("who", string(id))
	b.fill("words", "Please forget me.")
	b.js(`document.getElementById('kind').value = 'erase'`, nil)
	b.click(part("write-down"))
	b.wait("the request", part("words")+`?.innerText.includes('Please forget me.')`)
	b.axe("a request")
	b.keep("request")

	b.open("refuse")
	b.axe("a form of a request")
	b.open("prove_identity")
	b.click(part("do-prove_identity"))
	b.wait("that it is in work", part("state")+`?.innerText === 'In work'`)
	b.click(part("show-who"))
	b.wait("who it is", part("who")+`?.innerText.includes('Nothing is known of who they are.')`)
	b.axe("who it is")

	b.open("finish")
	b.fill("finish-confirm", "no")
	b.click(part("do-finish"))
	b.wait("that it was not confirmed", part("problem")+`?.innerText.includes('Nothing was erased')`)
	b.axe("a form with a mistake")
	b.fill("finish-confirm", "erase")
	b.click(part("do-finish"))
	b.wait("the certificate", part("certificate")+`?.innerText.includes('is destroyed')`)
	b.axe("the certificate")
	b.keep("certificate")
	if _, err := s.app.Store().Conversation(t.Context(), id); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("the conversation is still there (%v)", err)
	}
	b.visit(s.app.URL() + "/console/privacy?tab=closed")
	b.wait("the answered request", part("request"))
	b.axe("answered requests")
}

func TestAnOfficerHoldsAndCountsOnAPhone(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.agent("pia@harbourandpine.example", "Pia Sommer", candor.RoleOfficer)
	id := s.customer("en", "Hello.")
	b := browser(t, look{width: 390, height: 844, dark: true})
	b.signInOfficer(s, "pia@harbourandpine.example")
	b.visit(s.app.URL() + "/console/privacy/holds")
	b.axe("holds")
	b.fill("who", string(id))
	b.js(`document.querySelector('[name="ground"][value="legal_claims"]').checked = true`, nil)
	b.fill("words", "Claim 12 of 2026")
	b.click(part("place-hold"))
	b.wait("that it is held", part("done"))
	b.fill("find", string(id))
	b.click(part("find-holds"))
	b.wait("the hold", part("holds")+`?.innerText.includes('Claim 12 of 2026')`)
	b.axe("the holds on a person")
	b.keep("holds")
	var address string
	b.js(`location.href`, &address)
	if strings.Contains(address, string(id)) {
		t.Errorf("the address names whose holds they are: %s", address)
	}
	b.visit(s.app.URL() + "/console/privacy/retention")
	b.axe("retention")
	b.click(part("count"))
	b.wait("the counts", part("rules")+`?.innerText.includes('Would go')`)
	b.axe("retention, counted")
	b.keep("retention")
}
