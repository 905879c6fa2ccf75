package app

import (
	"time"

	"candor/escalate"
)

// reviewEvery is how long the table of helplines is good for without a new look at it.
const reviewEvery = 18 * 30 * 24 * time.Hour

// helplines looks at where customers in danger are sent.
func (d *doctor) helplines(now time.Time) {
	const name = "helplines"
	reviewed, err := time.Parse(time.DateOnly, escalate.HelplinesReviewed)
	if err != nil || now.Sub(reviewed) > reviewEvery {
		d.note(name, "the table of helplines was last looked through on "+escalate.HelplinesReviewed, "Update the program, and try the lines of your countries.")
		return
	}
	for _, in := range d.c.Inboxes {
		country := string(d.c.CalendarOf(in.ID).Country)
		if _, known := escalate.HelplineIn(country, ""); country != "" && !known {
			d.note(name, "no helpline is known for "+country+"; customers in danger read the general text", "Tell the makers of the program which line is right.")
			return
		}
	}
	d.good(name, "customers in danger read whom to call; the table was looked through on "+escalate.HelplinesReviewed)
}
