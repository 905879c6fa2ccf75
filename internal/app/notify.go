package app

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"candor"
	"candor/internal/bus"
	"candor/internal/channel/email"
	"candor/internal/locale"
	"candor/internal/store"
)

// When staff hear by e-mail.
const (
	notifyEvery = time.Minute
	aloneAgain  = 30 * time.Minute // between two letters to the owners while nobody is at the desk
	digestHour  = 8                // of the day, in the desk's zone
)

// notifier tells staff by e-mail what they would miss: owners that somebody waits while nobody is at the desk,
// and whoever wants it how the queue stands. Letters hold counts and times, and nothing of anybody's words.
type notifier struct {
	store    *store.Store
	mail     *email.Outbox
	presence *bus.Presence
	text     *locale.Catalogue
	url      func() string
	zone     *time.Location
	now      func() time.Time
	log      *slog.Logger
	wake     chan struct{}
}

func (a *App) newNotifier() *notifier {
	return &notifier{
		store: a.base.store, mail: a.mail, presence: a.presence, text: a.text, url: a.URL, zone: a.o.Config.Hours.Zone, now: a.o.Now, log: a.o.Log,
		wake: make(chan struct{}, 1),
	}
}

// NeedsPerson implements turn.Alerts: it looks at once.
func (n *notifier) NeedsPerson(candor.Conversation) {
	select {
	case n.wake <- struct{}{}:
	default:
	}
}

// run looks every minute, and when somebody needs a person.
func (n *notifier) run(ctx context.Context) {
	tick := time.NewTicker(notifyEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-n.wake:
		}
		if err := n.look(ctx); err != nil && ctx.Err() == nil {
			n.log.ErrorContext(ctx, "notices: staff could not be told by e-mail; the console shows it", "err", err)
		}
	}
}

// look sends what is due. Each letter has a key, so that no two nodes and no restart send it twice.
func (n *notifier) look(ctx context.Context) error {
	waiting, urgent, since, err := n.store.Queued(ctx)
	if err != nil {
		return err
	}
	if waiting > 0 && len(n.presence.Online()) == 0 {
		if err := n.tellOwners(ctx, waiting, urgent, since); err != nil {
			return err
		}
	}
	return n.digests(ctx, waiting, urgent, since)
}

func (n *notifier) tellOwners(ctx context.Context, waiting, urgent int, since time.Time) error {
	agents, err := n.store.Agents(ctx)
	if err != nil {
		return fmt.Errorf("notices: read the owners: %w", err)
	}
	key := "console.notice.alone"
	if urgent > 0 {
		key = "console.notice.alone_urgent"
	}
	for _, a := range agents {
		if a.Disabled || !a.Has(candor.RoleOwner) {
			continue
		}
		once := fmt.Sprintf("alone %s %d %v", a.ID, n.now().Unix()/int64(aloneAgain.Seconds()), urgent > 0)
		if err := n.send(ctx, a, key, once, n.facts(waiting, urgent, since, 0)); err != nil {
			return err
		}
	}
	return nil
}

func (n *notifier) digests(ctx context.Context, waiting, urgent int, since time.Time) error {
	wanted, err := n.store.Digested(ctx)
	if err != nil {
		return err
	}
	now := n.now().In(n.zone)
	for _, w := range wanted {
		last := w.Sent.In(n.zone)
		switch {
		case w.Digest == store.Hourly && (waiting == 0 || now.Sub(w.Sent) < time.Hour):
			continue
		case w.Digest == store.Daily && (now.Hour() < digestHour || last.Format(time.DateOnly) == now.Format(time.DateOnly)):
			continue
		}
		a, err := n.store.Agent(ctx, w.Agent)
		if err != nil {
			return fmt.Errorf("notices: read who wants summaries: %w", err)
		}
		mine, err := n.store.HeldBy(ctx, w.Agent)
		if err != nil {
			return err
		}
		once := fmt.Sprintf("digest %s %s", a.ID, now.Format("2006-01-02 15"))
		if err := n.send(ctx, a, "console.notice.digest", once, n.facts(waiting, urgent, since, mine)); err != nil {
			return err
		}
		if err := n.store.DigestSent(ctx, a.ID, n.now()); err != nil {
			return err
		}
	}
	return nil
}

func (n *notifier) facts(waiting, urgent int, since time.Time, mine int) map[string]string {
	first := "–"
	if !since.IsZero() && waiting > 0 {
		first = since.In(n.zone).Format("15:04, 2 January")
	}
	return map[string]string{
		"waiting": strconv.Itoa(waiting), "urgent": strconv.Itoa(urgent), "since": first, "mine": strconv.Itoa(mine), "url": n.url() + "/console",
	}
}

// send writes a letter to a member of staff, in the language of the console.
func (n *notifier) send(ctx context.Context, a candor.Agent, key, once string, args map[string]string) error {
	subject, ok := n.text.Phrase("en", key+"_subject", args)
	body, both := n.text.Phrase("en", key, args)
	if !ok || !both {
		return fmt.Errorf("notices: no text %q", key)
	}
	err := n.mail.Send(ctx, email.Message{To: email.Address(a.Email), Subject: candor.Text(subject), Text: candor.Text(body), Key: once})
	if err != nil {
		return fmt.Errorf("notices: take a letter in: %w", err)
	}
	return nil
}

// digestChoices is the store as the account page asks it.
type digestChoices struct{ store *store.Store }

// Digest implements console.Notices.
func (d digestChoices) Digest(ctx context.Context, id candor.AgentID) (string, error) {
	n, err := d.store.AgentNotice(ctx, id)
	return string(n.Digest), err
}

// SetDigest implements console.Notices.
func (d digestChoices) SetDigest(ctx context.Context, id candor.AgentID, often string) error {
	return d.store.SaveAgentNotice(ctx, id, store.Digest(often))
}

// Digests implements console.Notices.
func (digestChoices) Digests() []string {
	var out []string
	for _, d := range store.Digests() {
		out = append(out, string(d))
	}
	return out
}
