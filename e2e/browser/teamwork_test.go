package browser_test

import (
	"testing"

	"candor"
	"candor/teamwork"
)

// A prepared reply, a tag, a hand-over with a note and several rows at once, by keyboard where there is a key.
func TestAgentsWorkTogetherInTheBrowser(t *testing.T) {
	t.Parallel()
	s := open(t)
	tom := s.agent("tom@harbourandpine.example", "Tom Lindqvist", candor.RoleLead)
	s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	store := s.app.Store()
	for _, err := range []error{
		store.SaveTag(t.Context(), teamwork.Tag{Name: "late-parcel", Meaning: "It did not come in time", By: tom.ID}),
		store.SaveTag(t.Context(), teamwork.Tag{Name: "refund", By: tom.ID}),
		store.SaveCanned(t.Context(), teamwork.Canned{ID: "cnd_1", Name: "Parcel is on its way", Body: "Your case is {{case.key}}. {{my.name}}", By: tom.ID}),
		store.SaveCanned(t.Context(), teamwork.Canned{ID: "cnd_2", Name: "By name", Body: "Dear {{customer.first_name}},", By: tom.ID}),
		store.AddField(t.Context(), teamwork.Field{ID: "fld_1", Label: "Bought on", Kind: teamwork.DateField, Purpose: "To know the warranty", By: tom.ID}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	id, other := s.customer("en", "Where is my parcel?"), s.customer("en", "And mine?")

	b := browser(t, look{})
	b.signIn(s, "maya@harbourandpine.example")
	b.visit(s.app.URL() + "/console/c/" + string(id))
	b.wait("the conversation", part("message"))
	b.shortcut("t")
	b.wait("that it is mine", part("resolve"))

	b.shortcut("r")
	b.wait("the reply box", `document.activeElement.id === 'reply'`)
	b.write("/")
	b.wait("the prepared replies", `document.activeElement.id === 'canned-query' && document.querySelectorAll('#canned-list a').length === 2`)
	b.axe("prepared replies")
	b.keep("canned")
	b.write("name")
	b.wait("the one that fits", `document.querySelectorAll('#canned-list a').length === 1`)
	b.press(enter)
	b.wait("its words in the reply", `document.querySelector('#reply').value === 'Dear {{customer.first_name}},' && document.activeElement.id === 'reply'`)
	b.submit()
	b.wait("why it was not sent", `document.querySelector('#reply-problem').innerText.includes('{{customer.first_name}} is not filled in')`)
	b.js(`(() => { const r = document.querySelector('#reply'); r.value = ''; r.dispatchEvent(new Event('input', { bubbles: true })); r.focus() })()`, nil)
	b.write("/")
	b.wait("the prepared replies again", `document.activeElement.id === 'canned-query' && document.querySelectorAll('#canned-list a').length === 2`)
	b.write("parcel")
	b.wait("the other one", `document.querySelectorAll('#canned-list a').length === 1`)
	b.press(enter)
	b.wait("its words, filled in", `document.querySelector('#reply').value === 'Your case is `+id.CaseKey()+`. Maya'`)
	b.submit()
	s.heard(id, "Your case is "+id.CaseKey()+". Maya")

	b.press(escape)
	b.js(`document.activeElement.blur()`, nil)
	b.shortcut("l")
	b.wait("the list of tags", `document.activeElement.id === 'tag-add'`)
	b.js(`document.querySelector('#tag-form').requestSubmit()`, nil)
	b.wait("the tag", `document.querySelector('[data-part="tag"]')?.innerText.includes('late-parcel')`)
	b.axe("a conversation with a tag")

	b.shortcut("a")
	b.wait("the form to hand it on", `document.querySelector('#assign-box').open`)
	b.js(`document.querySelector('#assign-to').value = '`+string(tom.ID)+`'; document.querySelector('#assign-note').focus()`, nil)
	b.write("The carrier lost it. Please refund.")
	b.axe("handing on")
	b.keep("assign")
	b.js(`document.querySelector('#assign-form').requestSubmit()`, nil)
	b.wait("that it was handed on", part("done")+`?.innerText.includes('Handed on')`)

	c := browser(t, look{})
	c.signIn(s, "tom@harbourandpine.example")
	c.wait("that something is for Tom", `document.querySelector('#lists-open')?.innerText.includes('2')`)
	c.visit(s.app.URL() + "/console?tab=for-me")
	c.wait("the conversation in his list", `document.querySelectorAll('`+`#list > li').length === 1`)
	c.visit(s.app.URL() + "/console/c/" + string(id) + "?tab=for-me")
	c.wait("the note, first", `document.querySelector('#context > *').matches('#first-note') && document.querySelector('#first-note').innerText.includes('The carrier lost it')`)
	c.axe("a conversation that was handed on")
	c.keep("handed-on")
	b.visit(s.app.URL() + "/console/c/" + string(id))
	c.wait("that Maya has it open too, live", part("colleagues")+`.innerText.includes('Maya')`)

	c.visit(s.app.URL() + "/console?tab=waiting")
	c.wait("both in the queue", `document.querySelectorAll('#list > li').length === 2`)
	c.shortcut("j")
	c.press("x", "j", "x")
	c.wait("that two are picked", `document.querySelector('#bulk-count').innerText === '2'`)
	s.says(other, "Are you there?")
	c.wait("a live update", `document.querySelector('#row-`+string(other)+`').innerText.includes('3 messages')`)
	if !c.truth(`document.querySelectorAll('input.pick:checked').length === 2 && document.querySelector('#bulk-count').innerText === '2'`) {
		t.Error("a live update took the picks away")
	}
	c.js(`document.querySelector('#bulk-open').click(); document.querySelector('#bulk-tag').value = 'refund'`, nil)
	c.axe("several rows picked")
	c.keep("bulk")
	c.js(`document.querySelector('[data-part="bulk-tag"]').click()`, nil)
	c.wait("what was done", part("did")+`?.innerText.includes('Done for 2 conversations')`)
	c.axe("what was done to several")
	for _, one := range []candor.ConversationID{id, other} {
		if beside, err := store.Beside(t.Context(), one); err != nil || beside.Tags[len(beside.Tags)-1] != "refund" {
			t.Errorf("tags: %v, %v", beside.Tags, err)
		}
	}
	for _, page := range []string{"/console/prepare", "/console/views", "/console/mentions"} {
		c.visit(s.app.URL() + page)
		c.axe(page)
		c.noSideways(page)
		c.keep("page" + page[len("/console/"):])
	}
}

// The same pages on a small phone, in the dark.
func TestTeamworkFitsOnAPhone(t *testing.T) {
	t.Parallel()
	s := open(t)
	tom := s.agent("tom@harbourandpine.example", "Tom Lindqvist", candor.RoleLead)
	for _, err := range []error{
		s.app.Store().SaveTag(t.Context(), teamwork.Tag{Name: "late-parcel", By: tom.ID}),
		s.app.Store().AddField(t.Context(), teamwork.Field{ID: "fld_1", Label: "Bought on", Kind: teamwork.ChoiceField, Choices: []string{"Site", "Shop"}, Purpose: "To know the warranty", By: tom.ID}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	id := s.customer("en", "Where is my parcel?")
	b := browser(t, look{width: 320, height: 640, dark: true})
	b.signIn(s, "tom@harbourandpine.example")
	for _, page := range []string{"/console", "/console/c/" + string(id), "/console/c/" + string(id) + "/canned", "/console/prepare", "/console/views", "/console/mentions"} {
		b.visit(s.app.URL() + page)
		b.js(`document.querySelectorAll('details:not(.menu):not(.why):not(.sources)').forEach((d) => { d.open = true })`, nil)
		b.noSideways(page)
		b.axe(page)
	}
}
