package service_test

import (
	"fmt"
	"testing"
	"time"

	"candor"
	"candor/service"
)

func TestWhatIsNoSpotIsBeforeTheFirst(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "start", "q", "q.1.0.0.1", "q.1.0.0.1.con_x", "q.-1.0.0.1.con_00000000000000000000000000", "q.1.7.0.1.con_00000000000000000000000000",
		"q.1.0.2.1.con_00000000000000000000000000", "q.1.0.0.x.con_00000000000000000000000000", "w0.1.con_00000000000000000000000000",
	} {
		if got := service.ParseSpot(text); got != (service.Spot{}) {
			t.Errorf("%q: %+v", text, got)
		}
	}
	if got := (service.Spot{}).String(); got != "" {
		t.Errorf("the first page has the spot %q", got)
	}
}

// A page begins exactly after the spot: what comes later in the order is on it, and nothing else.
func TestAPageBeginsAfterItsSpot(t *testing.T) {
	t.Parallel()
	roster := service.Roster{OpenAfter: 5 * time.Minute}
	began := time.Date(2026, 6, 17, 9, 0, 0, 0, time.UTC)
	var all []candor.Conversation
	for i := range 240 {
		all = append(all, candor.Conversation{
			ID: candor.ConversationID(fmt.Sprintf("con_%026d", i*7919%240)), State: candor.Waiting, Priority: candor.Priority(i % 3),
			Needs: []string{"", "lang:es", "fraud", "fraud lang:es"}[i/3%4], WaitingSince: began.Add(-time.Duration(i%11) * time.Minute),
		})
	}
	for _, skills := range [][]string{nil, {"lang:es"}, {"fraud", "lang:es"}} {
		for _, last := range all {
			spot := roster.SpotOf(last, skills, began)
			for _, c := range all {
				since, id, goes := roster.Onward(spot, c.Needs, skills)
				later := c.WaitingSince.After(since) || c.WaitingSince.Equal(since) && c.ID > id
				got := c.Priority < spot.Priority || c.Priority == spot.Priority && goes && later
				if want := roster.Compare(c, last, skills, began) > 0; got != want {
					t.Fatalf("with %v, %+v after %+v: %v, want %v", skills, c, last, got, want)
				}
			}
		}
	}
}

func ExampleRoster_SpotOf() {
	began := time.Date(2026, 6, 17, 9, 0, 0, 0, time.UTC)
	c := candor.Conversation{ID: "con_00000000000000000000000000", State: candor.Waiting, Needs: "lang:es", WaitingSince: began.Add(-time.Minute)}
	spot := service.Roster{}.SpotOf(c, nil, began)
	fmt.Println(spot.Others, service.ParseSpot(spot.String()) == spot)
	// Output: true true
}
