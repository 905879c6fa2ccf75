package turn

import (
	"context"

	"candor"
	"candor/policy"
)

// staffLanguage is the one in which staff read what the desk notes for them.
const staffLanguage = "en"

// note keeps a fixed text for staff beside the conversation; the customer never sees it. One that cannot be
// kept is logged: what it is about goes on all the same.
func (s *step) note(ctx context.Context, f policy.Fixed) {
	if f.Key == "" {
		return
	}
	c := s.as()
	c.Draft = &policy.Draft{Author: candor.ByDesk, Kind: candor.Note, Fixed: f, Language: staffLanguage}
	x, decision := s.d.o.Gates.Clear(ctx, c)
	if x.Empty() {
		s.d.o.Log.ErrorContext(ctx, "turn: a note for staff could not be kept", "key", f.Key, "reason", decision.Reason)
		return
	}
	s.clear(x)
}
