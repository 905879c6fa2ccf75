package vendors

import "slices"

// Class is a kind of data that may go to a vendor. What an entry does not list does not go there.
type Class string

// The classes.
const (
	Public   Class = "public"   // help that anyone can read, and the desk's own instructions
	Internal Class = "internal" // help for staff only
	Dialogue Class = "dialogue" // what customer and desk wrote, masked
	Records  Class = "records"  // what tools say about an order or an account, masked
	Special  Class = "special"  // masked text that touches on a special category (GDPR Art. 9)
)

// Classes lists them all.
func Classes() []Class { return []Class{Public, Internal, Dialogue, Records, Special} }

// Acts lists the kinds of acts that a vendor's models may be let propose: to look something up, to change
// something after the customer's yes, and to move money after theirs and an agent's.
func Acts() []string { return []string{"look", "change", "money"} }

// Valid reports whether it is one of Classes.
func (c Class) Valid() bool { return slices.Contains(Classes(), c) }
