package app

import (
	"context"
	"net/http"
	"time"

	"candor"
	"candor/action"
	"candor/internal/search/blind"
	"candor/internal/tool"
	"candor/privacy/rights"
	"candor/service"
	"candor/turn"
)

// OfficeOf gives a copy of a desk's office, for tests that put something in its way.
func OfficeOf(a *App) *rights.Office {
	o := *a.office
	return &o
}

// WordsOf gives the index of words that the console searches.
func WordsOf(a *App) *blind.Index { return a.words }

// TidyLetters does what the desk does every hour with the folder of letters.
func TidyLetters(ctx context.Context, a *App) error { return a.tidyLetters(ctx) }

// ResumeActs does what the desk does every minute about acts that were cut off.
func ResumeActs(ctx context.Context, a *App) { a.acts.resume(ctx) }

// UntoldActs does what the desk does every minute about acts whose text was lost.
func UntoldActs(ctx context.Context, a *App) { a.acts.untold(ctx) }

// Promises does what the desk does every minute about what was promised.
func Promises(ctx context.Context, a *App) error { return a.promises.look(ctx) }

// ClientFor is the client of a tool at an address.
func ClientFor(url string) *http.Client {
	return &http.Client{Transport: newNamed([]tool.Endpoint{{URL: url}})}
}

// RunnerOf is what does acts on a desk.
func RunnerOf(a *App) *action.Runner { return a.acts.runner }

// Tell writes to customers whom the desk would write to within half a minute.
func Tell(ctx context.Context, a *App) error { return a.tell.look(ctx) }

// Watch looks at the clocks as the desk does every five seconds, through a watch of its own with these alerts.
func Watch(a *App, alerts turn.Alerts) func(context.Context) error {
	return newWatch(a.base.store, a.care, a.o.Config, alerts, a.o.Now, a.o.Log).look
}

// Present says that an agent has the console open until the function that it gives is called.
func Present(a *App, id candor.AgentID) (gone func()) { return a.presence.Here(id) }

// CareOf is what keeps people reachable on a desk.
func CareOf(a *App) interface {
	Queue(ctx context.Context, a candor.Agent, limit int) ([]candor.Conversation, error)
	Windows(inbox candor.InboxID) []service.Window
	Call(ctx context.Context, c candor.Conversation, phone candor.Text, from time.Time) error
	OpenCall(ctx context.Context, id candor.ConversationID) (service.Callback, error)
	TakeBackCall(ctx context.Context, id candor.ConversationID) error
	CallEnds(ctx context.Context, id service.CallbackID, by candor.AgentID, state service.CallbackState) (service.Callback, error)
} {
	return a.care
}
