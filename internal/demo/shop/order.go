package shop

import "time"

// status says where an order is.
type status string

const (
	received  status = "received"
	packed    status = "packed"
	onItsWay  status = "on_its_way"
	delivered status = "delivered"
	cancelled status = "cancelled"
)

// line is one article of an order.
type line struct {
	Code     string `json:"code"`
	Quantity int    `json:"quantity"`
}

// order is one order. Days count from the day on which the shop started, so that the demo is never out
// of date.
type order struct {
	number   string
	owner    string // e-mail address, in lower case
	status   status
	carrier  string
	days     int // from today until it arrives, or since it did
	lines    []line
	cents    int
	refunded bool
}

func (o order) day(today time.Time) string { return today.AddDate(0, 0, o.days).Format(time.DateOnly) }

// Customer is somebody who ordered something.
type Customer struct {
	Name, Email string
	Orders      []string
}

// People are the customers of the shop. Their addresses are under example.org, which is nobody's (RFC 2606).
func People() []Customer {
	names := []struct{ name, email string }{
		{"Robin Ashdown", "robin@example.org"}, {"Imke Tannhoff", "imke@example.org"}, {"Celestino Arriaga", "celestino@example.org"},
		{"Odile Marchenoir", "odile@example.org"}, {"Nadim Qasrawi", "nadim@example.org"},
	}
	var out []Customer
	for _, n := range names {
		c := Customer{Name: n.name, Email: n.email}
		for _, o := range orders() {
			if o.owner == n.email {
				c.Orders = append(c.Orders, o.number)
			}
		}
		out = append(out, c)
	}
	return out
}

// Carriers are those who bring what the shop sells.
func Carriers() []string { return []string{"Northline", "Parcelbird", "Tidewater"} }

func orders() []order {
	return []order{
		{"HP-482913", "robin@example.org", onItsWay, "Parcelbird", 1, []line{{"LN0104", 1}}, 8900, false},
		{"HP-482914", "robin@example.org", packed, "Tidewater", 12, []line{{"SF0311", 1}, {"CU0020", 2}}, 124900, false},
		{"HP-471205", "robin@example.org", delivered, "Northline", -9, []line{{"CH0208", 4}}, 35600, false},
		{"HP-490022", "imke@example.org", received, "Parcelbird", 4, []line{{"SH0107", 1}}, 14900, false},
		{"HP-466731", "imke@example.org", delivered, "Parcelbird", -21, []line{{"LN0101", 2}}, 11800, false},
		{"HP-488310", "celestino@example.org", onItsWay, "Tidewater", 2, []line{{"TB0402", 1}}, 69900, false},
		{"HP-479954", "celestino@example.org", cancelled, "Northline", 0, []line{{"RG0015", 1}}, 22000, false},
		{"HP-491077", "odile@example.org", received, "Northline", 5, []line{{"BD0506", 1}, {"MT0506", 1}}, 98000, false},
		{"HP-485561", "odile@example.org", onItsWay, "Northline", 0, []line{{"CU0033", 6}}, 17400, false},
		{"HP-462210", "odile@example.org", delivered, "Tidewater", -40, []line{{"WR0701", 1}}, 54900, true},
		{"HP-489902", "nadim@example.org", packed, "Parcelbird", 3, []line{{"LN0104", 2}, {"LN0110", 1}}, 23700, false},
		{"HP-474418", "nadim@example.org", delivered, "Parcelbird", -4, []line{{"SH0112", 2}}, 19800, false},
	}
}
