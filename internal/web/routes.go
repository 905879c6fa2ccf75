package web

import (
	"net/http"

	"candor/internal/staff"
)

// Own is what it takes to use the routes of one conversation: its pass. The handler asks for it,
// because the conversation stands in the address.
const Own staff.Permission = "conversation.own"

// Route is one line of the table.
type Route struct {
	Method  string
	Pattern string
	Needs   staff.Permission
	Handler http.HandlerFunc
}

// routes is every address of the desk.
func (s *Site) routes() []Route {
	a, c, t := s.api, s.chat, s.trust
	all := []Route{
		{"GET", "/{$}", staff.Public, s.front},
		{"GET", "/healthz", staff.Public, s.health},
		{"GET", "/static/{file}", staff.Public, s.assets.ServeHTTP},
		{"GET", "/widget.js", staff.Public, s.widget.ServeHTTP},

		{"GET", "/trust", staff.Public, t.Show},
		{"GET", "/trust/checkpoint", staff.Public, t.Checkpoint},
		{"GET", "/trust/key", staff.Public, t.Key},
		{"GET", "/help", staff.Public, t.Help},
		{"GET", "/help/{slug}", staff.Public, t.Article},

		{"OPTIONS", "/api/v1/", staff.Public, s.preflight},
		{"GET", "/api/v1/inboxes/{inbox}/card", staff.Public, a.Card},
		{"POST", "/api/v1/conversations", staff.Public, a.Begin},
		{"GET", "/api/v1/conversations/{id}", Own, a.View},
		{"GET", "/api/v1/conversations/{id}/messages", Own, a.Messages},
		{"POST", "/api/v1/conversations/{id}/messages", Own, a.Send},
		{"POST", "/api/v1/conversations/{id}/person", Own, a.Person},
		{"POST", "/api/v1/conversations/{id}/assistant", Own, a.Assistant},
		{"POST", "/api/v1/conversations/{id}/withdraw", Own, a.Withdraw},
		{"POST", "/api/v1/conversations/{id}/confirm", Own, a.Confirm},
		{"POST", "/api/v1/conversations/{id}/read", Own, a.Read},
		{"POST", "/api/v1/conversations/{id}/typing", Own, a.Typing},
		{"POST", "/api/v1/conversations/{id}/messages/{mid}/rate", Own, a.Rate},
		{"GET", "/api/v1/conversations/{id}/messages/{mid}/why", Own, a.Why},
		{"GET", "/api/v1/conversations/{id}/transcript", Own, a.Transcript},
		{"GET", "/api/v1/conversations/{id}/events", Own, a.Events},

		{"GET", "/chat/{inbox}", staff.Public, c.Show},
		{"POST", "/chat/{inbox}/begin", staff.Public, c.Begin},
		{"POST", "/chat/{inbox}/forget", staff.Public, c.Forget},
		{"POST", "/chat/{inbox}/messages", Own, c.Send},
		{"POST", "/chat/{inbox}/person", Own, c.Person},
		{"GET", "/chat/{inbox}/assistant", Own, c.Pick},
		{"POST", "/chat/{inbox}/assistant", Own, c.Assistant},
		{"POST", "/chat/{inbox}/withdraw", Own, c.Withdraw},
		{"POST", "/chat/{inbox}/confirm", Own, c.Confirm},
		{"POST", "/chat/{inbox}/rate", Own, c.Rate},
		{"POST", "/chat/{inbox}/read", Own, c.Read},
		{"POST", "/chat/{inbox}/typing", Own, c.Typing},
		{"GET", "/chat/{inbox}/why/{mid}", Own, c.Why},
		{"GET", "/chat/{inbox}/data", Own, c.Data},
		{"GET", "/chat/{inbox}/transcript", Own, c.Transcript},
		{"GET", "/chat/{inbox}/events", Own, c.Events},
	}
	if s.console == nil {
		return all
	}
	return append(all, s.consoleRoutes()...)
}

// consoleRoutes is every address of the agents' console.
func (s *Site) consoleRoutes() []Route {
	c := s.console
	return []Route{
		{"GET", "/console/sign-in", staff.Public, c.SignInPage},
		{"POST", "/console/sign-in", staff.Public, c.SignIn},
		{"POST", "/console/sign-out", staff.OwnAccount, c.SignOut},
		{"GET", "/console/account", staff.OwnAccount, c.Account},
		{"POST", "/console/account", staff.OwnAccount, c.ChangePassword},
		{"GET", "/console/here", staff.OwnAccount, c.Here},
		{"GET", "/console", staff.SeeConversations, c.Queue},
		{"GET", "/console/search", staff.SeeConversations, c.Search},
		{"GET", "/console/live", staff.SeeConversations, c.Live},
		{"POST", "/console/next", staff.WorkOnThem, c.TakeNext},
		{"GET", "/console/c/{id}", staff.SeeConversations, c.Open},
		{"GET", "/console/c/{id}/why/{message}", staff.SeeConversations, c.Why},
		{"POST", "/console/c/{id}/take", staff.WorkOnThem, c.Take},
		{"POST", "/console/c/{id}/release", staff.WorkOnThem, c.Release},
		{"POST", "/console/c/{id}/resolve", staff.WorkOnThem, c.Resolve},
		{"POST", "/console/c/{id}/snooze", staff.WorkOnThem, c.Snooze},
		{"POST", "/console/c/{id}/offer", staff.WorkOnThem, c.Offer},
		{"POST", "/console/c/{id}/reply", staff.WorkOnThem, c.Reply},
		{"POST", "/console/c/{id}/note", staff.WorkOnThem, c.Note},
		{"POST", "/console/c/{id}/read", staff.WorkOnThem, c.Read},
		{"POST", "/console/c/{id}/typing", staff.WorkOnThem, c.Typing},
		{"GET", "/console/desk", staff.SeeDesk, c.DeskPage},
		{"POST", "/console/desk/stop", staff.StopDesk, c.StopAssistant},
		{"POST", "/console/desk/start", staff.StopDesk, c.StartAssistant},
		{"GET", "/console/team", staff.ManageTeam, c.Team},
		{"POST", "/console/team", staff.ManageTeam, c.AddAgent},
		{"POST", "/console/team/{agent}/disable", staff.ManageTeam, c.DisableAgent},
		{"POST", "/console/team/{agent}/enable", staff.ManageTeam, c.EnableAgent},
		{"POST", "/console/team/{agent}/password", staff.ManageTeam, c.ResetPassword},
	}
}
