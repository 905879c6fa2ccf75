package browser_test

import (
	"context"
	"slices"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"candor"
	"candor/internal/store"
	"candor/turn"
)

type contextType = context.Context

func emulateOffline(off bool) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := network.EmulateNetworkConditionsByRule([]*network.Conditions{{Offline: off, DownloadThroughput: -1, UploadThroughput: -1}}).Do(ctx)
		return err
	})
}

// only gives the one conversation that the desk has.
func (s *site) only() candor.ConversationID {
	s.t.Helper()
	all, err := s.app.Store().Listed(s.t.Context(), store.Filter{Limit: 10})
	if err != nil || len(all) != 1 {
		s.t.Fatalf("%d conversations, %v; want one", len(all), err)
	}
	return all[0].ID
}

func (s *site) reply(id candor.ConversationID, a candor.Agent, text string) {
	s.t.Helper()
	_, err := s.app.Turn.Reply(s.t.Context(), id, a, turn.Incoming{Text: candor.Text(text), Key: string(candor.NewMessageID())})
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) messages(id candor.ConversationID) []candor.Message {
	s.t.Helper()
	all, err := s.app.Store().Messages(s.t.Context(), candor.CustomerReads(), id, 0, 200, true)
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

// heard waits until the desk has a message with these words.
func (s *site) heard(id candor.ConversationID, words string) {
	s.t.Helper()
	deadline := time.Now().Add(patience)
	for !slices.ContainsFunc(s.messages(id), func(m candor.Message) bool { return string(m.Body) == words }) {
		if time.Now().After(deadline) {
			s.t.Fatalf("the desk never heard %q", words)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
