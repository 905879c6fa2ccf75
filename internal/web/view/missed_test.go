package view_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/locale"
	"candor/internal/web/port"
	"candor/internal/web/view"
	"candor/policy"
)

// queue is a desk with one customer in the queue.
type queue struct {
	port.Reader
	port.Presence
	status func(now time.Time) policy.Service
}

func (q queue) Consents(context.Context, candor.CustomerID) (policy.Consents, error) {
	return policy.Consents{}, nil
}

func (q queue) Ahead(context.Context, candor.Conversation) (ahead, all int, err error) {
	return 0, 1, nil
}

func (q queue) Typing(candor.ConversationID, candor.Author, time.Time) (string, bool) {
	return "", false
}

func (q queue) Status(_ context.Context, _ candor.InboxID, now time.Time) (policy.Service, error) {
	return q.status(now), nil
}

func (q queue) Stopped(context.Context) (bool, error) { return false, nil }

var promised = time.Date(2026, 10, 5, 8, 0, 0, 0, time.UTC)

// seen is what a customer sees at a time who was promised somebody from Monday 5 October, 08:00 on.
func seen(t *testing.T, language string, now time.Time, status func(time.Time) policy.Service) view.Conversation {
	t.Helper()
	words, err := locale.New(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	q := queue{status: status}
	v := view.Viewer{Desk: "Harbour & Pine", Text: words, Reader: q, Service: q, Presence: q, Now: func() time.Time { return now }}
	c, err := v.Of(t.Context(), candor.Conversation{
		ID: candor.NewConversationID(), State: candor.Waiting, WithPerson: true, Language: language,
		WaitingSince: promised.Add(-12 * time.Hour), PromisedBy: promised,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func closedUntil(at time.Time) func(time.Time) policy.Service {
	return func(time.Time) policy.Service { return policy.Service{NextOpen: at} }
}

func TestAMissedPromiseIsOwnedUpTo(t *testing.T) {
	t.Parallel()
	next := promised.AddDate(0, 0, 1)
	const missed = "We promised you a person from Monday 5 October at 08:00 UTC at the latest, and missed it. We are sorry. "
	tests := map[string]struct {
		now    time.Time
		status func(time.Time) policy.Service
		want   string
		dated  bool
	}{
		"it still holds":          {promised.Add(-time.Minute), closedUntil(next), "A person is here from Monday 5 October at 08:00 UTC at the latest. You're in the queue.", true},
		"closed again":            {promised.Add(14 * time.Hour), closedUntil(next), missed + "Now from Tuesday 6 October at 08:00 UTC at the latest. You're in the queue.", true},
		"nobody came to the desk": {promised.Add(time.Hour), func(now time.Time) policy.Service { return policy.Service{NextOpen: now.Add(30 * time.Minute)} }, missed + "Now from Monday 5 October at 10:00 UTC at the latest. You're in the queue.", true},
		"and not again":           {promised.Add(2 * time.Hour), func(now time.Time) policy.Service { return policy.Service{NextOpen: now.Add(30 * time.Minute)} }, missed + "Now from Monday 5 October at 12:00 UTC at the latest. You're in the queue.", true},
		"no time is known":        {promised.Add(time.Hour), closedUntil(time.Time{}), missed + "Nobody is at the desk yet, and we can't give you a new time. You're in the queue.", false},
		"somebody is here late": {promised.Add(time.Hour), func(time.Time) policy.Service {
			return policy.Service{Staffed: true, Waiting: 1, Wait: 4 * time.Minute, Measured: 9}
		}, missed + "You're number 1.", false},
	}
	for name, x := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := seen(t, "en", x.now, x.status)
			if !strings.HasPrefix(got.Status, x.want) {
				t.Errorf("the status is %q, want %q", got.Status, x.want)
			}
			if dated := got.Waiting.PromisedBy != nil; dated != x.dated {
				t.Errorf("a date is given: %v, want %v", dated, x.dated)
			}
		})
	}
}

func TestAMissedPromiseIsOwnedUpToInEveryLanguage(t *testing.T) {
	t.Parallel()
	for language, words := range map[string][]string{
		"de": {"zugesagt und das nicht gehalten. Das tut uns leid. Jetzt spätestens ab Dienstag"}, "es": {"no lo cumplimos. Lo sentimos. Ahora"},
		"fr": {"pas tenu parole. Nous en sommes désolés. Maintenant"}, "it": {"non abbiamo mantenuto la parola. Ci dispiace. Ora"}, "ar": {"ولم نفِ بوعدنا. نأسف لذلك. الموعد الآن"},
	} {
		got := seen(t, language, promised.Add(14*time.Hour), closedUntil(promised.AddDate(0, 0, 1)))
		for _, w := range words {
			if !strings.Contains(got.Status, w) {
				t.Errorf("%s: %q does not say %q", language, got.Status, w)
			}
		}
	}
}
