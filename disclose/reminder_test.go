package disclose_test

import (
	"testing"
	"time"

	"candor"
	"candor/disclose"
)

func TestReminderIsDueEveryThreeHours(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 10, 5, 15, 0, 0, 0, time.UTC)
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	answer := func(number int64, d time.Duration) candor.Message {
		return candor.Message{Number: number, Author: candor.ByAssistant, Kind: candor.Said, At: ago(d)}
	}
	fixed := func(number int64, key string, d time.Duration) candor.Message {
		return candor.Message{Number: number, Author: candor.ByAssistant, Kind: candor.Notice, Key: key, At: ago(d)}
	}
	asked := func(number int64, d time.Duration) candor.Message {
		return candor.Message{Number: number, Author: candor.ByCustomer, At: ago(d)}
	}
	tests := map[string]struct {
		history []candor.Message
		want    bool
	}{
		"nothing said yet":                  {nil, false},
		"only the customer wrote":           {[]candor.Message{asked(1, 9*time.Hour)}, false},
		"a young conversation":              {[]candor.Message{asked(1, time.Hour), answer(2, time.Hour)}, false},
		"three hours of answers":            {[]candor.Message{asked(1, 4*time.Hour), answer(2, 3*time.Hour), answer(4, time.Minute)}, true},
		"one second short":                  {[]candor.Message{asked(1, 4*time.Hour), answer(2, 3*time.Hour-time.Second)}, false},
		"reminded lately":                   {[]candor.Message{asked(1, 9*time.Hour), answer(2, 8*time.Hour), fixed(3, "assistant.reminder", time.Hour)}, false},
		"reminded long ago":                 {[]candor.Message{fixed(1, "assistant.reminder", 3*time.Hour), answer(3, time.Minute)}, true},
		"asked whether human a while ago":   {[]candor.Message{asked(1, 5*time.Hour), answer(2, 5*time.Hour), fixed(4, "assistant.not_human", 2*time.Hour)}, false},
		"picked again by the customer":      {[]candor.Message{answer(2, 9*time.Hour), fixed(5, "assistant.back", time.Minute)}, false},
		"cut, and nothing left that says":   {[]candor.Message{asked(30, time.Minute), answer(31, time.Minute)}, true},
		"cut, and something left that does": {[]candor.Message{asked(30, time.Hour), fixed(31, "assistant.reminder", time.Hour)}, false},
		"a clock that jumped back":          {[]candor.Message{asked(1, 0), answer(2, -5*time.Hour)}, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := disclose.ReminderDue(tt.history, now); got != tt.want {
				t.Errorf("due is %v, want %v", got, tt.want)
			}
		})
	}
}
