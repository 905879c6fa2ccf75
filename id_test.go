package candor_test

import (
	"testing"
	"time"

	"candor"
)

func TestFirstIDPartsWhatWasMadeBeforeFromWhatComesAfter(t *testing.T) {
	t.Parallel()
	before := candor.NewConversationID()
	time.Sleep(2 * time.Millisecond)
	first := candor.FirstID("con_", time.Now())
	time.Sleep(time.Millisecond)
	after := candor.NewConversationID()
	if string(before) >= first || first >= string(after) || !candor.ConversationID(first).Valid() {
		t.Errorf("%s, %s, %s", before, first, after)
	}
	if old := candor.FirstID("con_", time.Time{}); old >= string(before) || old != candor.FirstID("con_", time.Unix(0, 0)) {
		t.Errorf("before all time: %s", old)
	}
}
