package blind_test

import (
	"fmt"
	"testing"

	"candor"
)

// Each conversation that is opened is somebody's words read: no more are than can be shown.
func TestNoMoreConversationsAreOpenedThanAreShown(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var customers []candor.CustomerID
	for range 5 {
		customer := candor.NewCustomerID()
		customers = append(customers, customer)
		for n := range 4 {
			d.begin(t, customer, "en", fmt.Sprintf("Lamp number %d", n))
		}
	}
	must(0, d.index.CatchUp(t.Context()))(t)
	found, more, err := d.index.Search(t.Context(), candor.AgentReads(maya), "lamp", 6)
	if err != nil || len(found) != 6 || !more {
		t.Fatalf("%d found, more %v: %v", len(found), more, err)
	}
	opened := 0
	for _, customer := range customers {
		opened += len(must(d.Readings(t.Context(), customer, 10))(t))
	}
	if opened != 6 {
		t.Errorf("%d conversations were opened for 6", opened)
	}
	if found, more, err = d.index.Search(t.Context(), candor.AgentReads(maya), "lamp", 20); err != nil || len(found) != 20 || more {
		t.Errorf("%d found, more %v: %v", len(found), more, err)
	}
}

// A conversation is opened from its end, and as far back as it takes.
func TestWordsFarBackAreFound(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	c := d.begin(t, candor.NewCustomerID(), "en", "My xylophone came broken")
	first := c.Messages
	for range 60 {
		c = d.says(t, c, "en", "And a drum")
	}
	c = d.says(t, c, "en", "Still about that xylophone")
	must(0, d.index.CatchUp(t.Context()))(t)
	for query, number := range map[string]int64{"xylophone": c.Messages, "broken xylophone": first, `"xylophone came"`: first} {
		found, _, err := d.index.Search(t.Context(), candor.AgentReads(maya), query, 5)
		if err != nil || len(found) != 1 || found[0].Number != number {
			t.Errorf("%s: %+v %v", query, found, err)
		}
	}
	if found, _, err := d.index.Search(t.Context(), candor.AgentReads(maya), `"drum came"`, 5); err != nil || len(found) != 0 {
		t.Errorf("%+v %v", found, err)
	}
}
