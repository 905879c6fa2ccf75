package teamwork

import "candor"

// Colleague is somebody else of the staff who has the same conversation open now. It is known for as long as it is
// true and written down nowhere.
type Colleague struct {
	Agent  candor.AgentID
	Name   string // first name
	Writes bool   // types a reply
}
