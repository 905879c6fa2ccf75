package web

import (
	"net/http"

	"candor/internal/staff"
)

// Own is what it takes to use the routes of one conversation: its pass. The handler asks for it,
// because the conversation stands in the address.
const Own staff.Permission = "conversation.own"

// Proven is what it takes to see and decide about one's own data: a visit, which a proof of who one is
// opened.
const Proven staff.Permission = "data.proven"

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
		{"GET", "/trust/receipt-key", staff.Public, t.KeyOfReceipts},
		{"GET", "/trust/audits", staff.Public, t.Audits},
		{"GET", "/trust/audits/{digest}", staff.Public, t.Audit},
		{"GET", "/trust/audits/{digest}/report.json", staff.Public, t.AuditJSON},
		{"GET", "/trust/audits/{digest}/report.pdf", staff.Public, t.AuditPDF},
		{"GET", "/.well-known/gpc.json", staff.Public, s.gpc},
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
		{"GET", "/api/v1/conversations/{id}/consents", Own, a.Consents},
		{"POST", "/api/v1/conversations/{id}/consents", Own, a.Decide},
		{"POST", "/api/v1/conversations/{id}/consents/withdraw", Own, a.TakeBack},
		{"GET", "/api/v1/conversations/{id}/receipts/{consent}", Own, a.Receipt},
		{"POST", "/api/v1/conversations/{id}/confirm", Own, a.Confirm},
		{"POST", "/api/v1/conversations/{id}/read", Own, a.Read},
		{"POST", "/api/v1/conversations/{id}/typing", Own, a.Typing},
		{"POST", "/api/v1/conversations/{id}/messages/{mid}/rate", Own, a.Rate},
		{"GET", "/api/v1/conversations/{id}/messages/{mid}/why", Own, a.Why},
		{"POST", "/api/v1/conversations/{id}/proposals/{proposal}", Own, a.AnswerAsked},
		{"POST", "/api/v1/conversations/{id}/solved", Own, a.Solved},
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
		{"POST", "/chat/{inbox}/solved", Own, c.AnswerSolved},
		{"POST", "/chat/{inbox}/proposals/{proposal}", Own, c.AnswerAsked},
		{"POST", "/chat/{inbox}/read", Own, c.Read},
		{"POST", "/chat/{inbox}/typing", Own, c.Typing},
		{"GET", "/chat/{inbox}/why/{mid}", Own, c.Why},
		{"GET", "/chat/{inbox}/data", Own, c.Data},
		{"GET", "/chat/{inbox}/choices", Own, c.Choices},
		{"POST", "/chat/{inbox}/choices", Own, c.Decide},
		{"POST", "/chat/{inbox}/choices/withdraw", Own, c.TakeBack},
		{"GET", "/chat/{inbox}/receipts/{consent}", Own, c.Receipt},
		{"GET", "/chat/{inbox}/transcript", Own, c.Transcript},
		{"GET", "/chat/{inbox}/events", Own, c.Events},
	}
	if s.o.Reach != nil {
		all = append(all, s.reachRoutes()...)
	}
	if s.mine != nil {
		all = append(all, s.mineRoutes()...)
	}
	if s.console == nil {
		return all
	}
	return append(all, s.consoleRoutes()...)
}

// reachRoutes is every address at which customers say how they are reached, and come back.
func (s *Site) reachRoutes() []Route {
	a, c := s.api, s.chat
	return []Route{
		{"GET", "/return", staff.Public, c.Return},
		{"POST", "/return", staff.Public, c.OpenReturn},
		{"POST", "/chat/{inbox}/arrive", staff.Public, c.Arrive},
		{"POST", "/chat/{inbox}/open", staff.Public, c.OpenArrived},
		{"GET", "/chat/{inbox}/reach", Own, c.Reach},
		{"POST", "/chat/{inbox}/reach/mail", Own, c.ReachMail},
		{"POST", "/chat/{inbox}/reach/call", Own, c.ReachCall},
		{"POST", "/chat/{inbox}/reach/need", Own, c.ReachNeed},
		{"POST", "/chat/{inbox}/reach/supervisor", Own, c.ReachSupervisor},
		{"POST", "/chat/{inbox}/reach/link", Own, c.ReachLink},
		{"POST", "/chat/{inbox}/reach/receipt", Own, c.ReachReceipt},

		{"GET", "/api/v1/conversations/{id}/reach", Own, a.Reach},
		{"POST", "/api/v1/conversations/{id}/reach/mail", Own, a.ReachMail},
		{"POST", "/api/v1/conversations/{id}/reach/call", Own, a.ReachCall},
		{"POST", "/api/v1/conversations/{id}/reach/call/withdraw", Own, a.ReachNoCall},
		{"POST", "/api/v1/conversations/{id}/reach/sooner", Own, a.ReachSooner},
		{"POST", "/api/v1/conversations/{id}/reach/supervisor", Own, a.ReachSupervisor},
		{"POST", "/api/v1/conversations/{id}/reach/link", Own, a.ReachLink},
		{"POST", "/api/v1/conversations/{id}/reach/receipt", Own, a.ReachReceipt},
	}
}

// mineRoutes is every address at which people see and decide about their own data.
func (s *Site) mineRoutes() []Route {
	a, c, m := s.api, s.chat, s.mine
	return []Route{
		{"GET", "/privacy", staff.Public, m.Front},
		{"POST", "/privacy/link", staff.Public, m.AskLink},
		{"GET", "/privacy/link", staff.Public, m.Link},
		{"POST", "/privacy/open", staff.Public, m.Open},
		{"POST", "/privacy/from-conversation", staff.Public, m.FromConversation},
		{"POST", "/privacy/open-conversation", staff.Public, m.OpenConversation},
		{"GET", "/privacy/erased/{id}", staff.Public, m.Erased},
		{"GET", "/privacy/erased/{id}/certificate", staff.Public, m.Certificate},
		{"GET", "/privacy/mine", Proven, m.Show},
		{"POST", "/privacy/correct", Proven, m.Correct},
		{"POST", "/privacy/email", Proven, m.GiveEmail},
		{"POST", "/privacy/restrict", Proven, m.Restrict},
		{"POST", "/privacy/object", Proven, m.Object},
		{"POST", "/privacy/complain", Proven, m.Complain},
		{"POST", "/privacy/export", Proven, m.Export},
		{"GET", "/privacy/erase", Proven, m.EraseAsk},
		{"POST", "/privacy/erase", Proven, m.Erase},
		{"GET", "/privacy/groups", Proven, m.Groups},
		{"POST", "/privacy/groups", Proven, m.NameGroups},
		{"POST", "/privacy/leave", Proven, m.Leave},
		{"GET", "/privacy/conversations/{id}/transcript", Proven, m.Transcript},
		{"GET", "/privacy/conversations/{id}/choices", Proven, m.Choices},
		{"POST", "/privacy/conversations/{id}/choices", Proven, m.Decide},
		{"POST", "/privacy/conversations/{id}/choices/withdraw", Proven, m.TakeBack},
		{"GET", "/privacy/conversations/{id}/receipts/{consent}", Proven, m.Receipt},

		{"POST", "/chat/{inbox}/mine", Own, c.OwnData},
		{"GET", "/api/v1/conversations/{id}/data", Own, a.Data},
		{"GET", "/api/v1/conversations/{id}/data/readings", Own, a.Readings},
		{"POST", "/api/v1/conversations/{id}/data/export", Own, a.Export},
		{"POST", "/api/v1/conversations/{id}/data/correct", Own, a.Correct},
		{"POST", "/api/v1/conversations/{id}/data/restrict", Own, a.Restrict},
		{"POST", "/api/v1/conversations/{id}/data/object", Own, a.Object},
		{"POST", "/api/v1/conversations/{id}/data/erase", Own, a.Erase},
		{"POST", "/api/v1/conversations/{id}/identity", Own, a.Identity},
	}
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
		{"POST", "/console/account/notices", staff.OwnAccount, c.ChooseNotices},
		{"GET", "/console/here", staff.OwnAccount, c.Here},
		{"GET", "/console", staff.SeeConversations, c.Queue},
		{"GET", "/console/search", staff.SeeConversations, c.Search},
		{"POST", "/console/search", staff.SeeConversations, c.SearchWords},
		{"GET", "/console/live", staff.SeeConversations, c.Live},
		{"POST", "/console/next", staff.WorkOnThem, c.TakeNext},
		{"GET", "/console/c/{id}", staff.SeeConversations, c.Open},
		{"GET", "/console/c/{id}/why/{message}", staff.SeeConversations, c.Why},
		{"POST", "/console/c/{id}/take", staff.WorkOnThem, c.Take},
		{"POST", "/console/c/{id}/release", staff.WorkOnThem, c.Release},
		{"POST", "/console/c/{id}/resolve", staff.WorkOnThem, c.Resolve},
		{"GET", "/console/c/{id}/close", staff.WorkOnThem, c.ClosePage},
		{"POST", "/console/c/{id}/close", staff.WorkOnThem, c.Close},
		{"POST", "/console/c/{id}/points", staff.WorkOnThem, c.MendPoints},
		{"POST", "/console/c/{id}/complaint", staff.WorkOnThem, c.MarkComplaint},
		{"GET", "/console/calls", staff.SeeConversations, c.Calls},
		{"POST", "/console/calls/{call}", staff.WorkOnThem, c.EndCall},
		{"POST", "/console/calls/{call}/number", staff.WorkOnThem, c.ShowPhone},
		{"POST", "/console/c/{id}/snooze", staff.WorkOnThem, c.Snooze},
		{"POST", "/console/c/{id}/offer", staff.WorkOnThem, c.Offer},
		{"POST", "/console/c/{id}/reply", staff.WorkOnThem, c.Reply},
		{"POST", "/console/c/{id}/note", staff.WorkOnThem, c.Note},
		{"POST", "/console/c/{id}/read", staff.WorkOnThem, c.Read},
		{"POST", "/console/c/{id}/typing", staff.WorkOnThem, c.Typing},
		{"POST", "/console/c/{id}/assist", staff.WorkOnThem, c.Assist},
		{"POST", "/console/c/{id}/assist/rewrite", staff.WorkOnThem, c.Rewrite},
		{"GET", "/console/c/{id}/propose", staff.WorkOnThem, c.Propose},
		{"POST", "/console/c/{id}/propose", staff.WorkOnThem, c.AskCustomer},
		{"POST", "/console/c/{id}/assign", staff.WorkOnThem, c.Assign},
		{"POST", "/console/c/{id}/tag", staff.WorkOnThem, c.SetTag},
		{"POST", "/console/c/{id}/fields", staff.WorkOnThem, c.SetFields},
		{"POST", "/console/c/{id}/merge", staff.WorkOnThem, c.Merge},
		{"POST", "/console/c/{id}/limit", staff.LimitWriting, c.LimitWriting},
		{"POST", "/console/c/{id}/limit/lift", staff.LimitWriting, c.LiftLimit},
		{"GET", "/console/c/{id}/canned", staff.WorkOnThem, c.Canned},
		{"GET", "/console/c/{id}/macros/{macro}", staff.WorkOnThem, c.Macro},
		{"POST", "/console/c/{id}/macros/{macro}", staff.WorkOnThem, c.RunMacro},
		{"POST", "/console/c/{id}/undo", staff.WorkOnThem, c.Undo},
		{"POST", "/console/bulk", staff.WorkOnThem, c.Bulk},
		{"GET", "/console/mentions", staff.SeeConversations, c.Mentions},
		{"GET", "/console/views", staff.SeeConversations, c.Views},
		{"POST", "/console/views", staff.SeeConversations, c.SaveView},
		{"POST", "/console/views/{view}/drop", staff.SeeConversations, c.DropView},
		{"GET", "/console/prepare", staff.PrepareWork, c.Prepare},
		{"POST", "/console/prepare/tags", staff.PrepareWork, c.SaveTag},
		{"POST", "/console/prepare/tags/merge", staff.PrepareWork, c.MergeTags},
		{"POST", "/console/prepare/fields", staff.PrepareWork, c.SaveField},
		{"POST", "/console/prepare/fields/retire", staff.PrepareWork, c.RetireField},
		{"POST", "/console/prepare/replies", staff.PrepareWork, c.SaveReply},
		{"POST", "/console/prepare/macros", staff.PrepareWork, c.SaveMacro},
		{"GET", "/console/commitments", staff.SeeConversations, c.Commitments},
		{"GET", "/console/commitments/{id}", staff.SeeConversations, c.Commitment},
		{"POST", "/console/commitments/{id}", staff.WorkOnThem, c.EndCommitment},
		{"GET", "/console/proposals/{id}", staff.SeeConversations, c.Proposal},
		{"POST", "/console/proposals/{id}", staff.WorkOnThem, c.DecideProposal},
		{"GET", "/console/desk", staff.SeeDesk, c.DeskPage},
		{"GET", "/console/reports", staff.SeeDesk, c.Reports},
		{"GET", "/console/reports.csv", staff.SeeDesk, c.ReportsCSV},
		{"GET", "/console/policy", staff.SeeDesk, c.PolicyPage},
		{"GET", "/console/fairness/live", staff.SeeFairness, c.FairnessLive},
		{"GET", "/console/fairness/live.csv", staff.SeeFairness, c.FairnessLiveCSV},
		{"POST", "/console/fairness/live/end", staff.WorkOnPrivacy, c.EndGapAlarm},
		{"POST", "/console/desk/stop", staff.StopDesk, c.StopAssistant},
		{"POST", "/console/desk/start", staff.StopDesk, c.StartAssistant},
		{"GET", "/console/privacy", staff.SeePrivacy, c.Privacy},
		{"GET", "/console/privacy/new", staff.WorkOnPrivacy, c.NewRequest},
		{"POST", "/console/privacy/new", staff.WorkOnPrivacy, c.WriteDown},
		{"GET", "/console/privacy/holds", staff.SeePrivacy, c.PrivacyHolds},
		{"POST", "/console/privacy/holds", staff.WorkOnPrivacy, c.PlaceHold},
		{"POST", "/console/privacy/holds/find", staff.SeePrivacy, c.FindHolds},
		{"POST", "/console/privacy/holds/{hold}/lift", staff.WorkOnPrivacy, c.LiftHold},
		{"GET", "/console/privacy/retention", staff.SeePrivacy, c.PrivacyRetention},
		{"POST", "/console/privacy/retention/count", staff.SeePrivacy, c.CountRetention},
		{"POST", "/console/privacy/retention/run", staff.WorkOnPrivacy, c.RunRetention},
		{"POST", "/console/privacy/certificate", staff.WorkOnPrivacy, c.Certificate},
		{"GET", "/console/privacy/{id}", staff.SeePrivacy, c.PrivacyRequest},
		{"POST", "/console/privacy/{id}", staff.WorkOnPrivacy, c.PrivacyAct},
		{"POST", "/console/privacy/{id}/who", staff.WorkOnPrivacy, c.ShowWho},
		{"POST", "/console/privacy/{id}/archive", staff.WorkOnPrivacy, c.Deliver},
		{"GET", "/console/knowledge", staff.SeeKnowledge, c.Knowledge},
		{"GET", "/console/knowledge/gaps", staff.SeeKnowledge, c.KnowledgeGaps},
		{"GET", "/console/knowledge/new", staff.WriteKnowledge, c.NewArticle},
		{"POST", "/console/knowledge/new", staff.WriteKnowledge, c.WriteArticle},
		{"POST", "/console/knowledge/approve", staff.ApproveKnowledge, c.ApproveArticles},
		{"GET", "/console/knowledge/{id}", staff.SeeKnowledge, c.Article},
		{"GET", "/console/knowledge/{id}/edit", staff.WriteKnowledge, c.EditArticle},
		{"POST", "/console/knowledge/{id}/edit", staff.WriteKnowledge, c.ChangeArticle},
		{"POST", "/console/knowledge/{id}/approve", staff.ApproveKnowledge, c.ApproveArticle},
		{"POST", "/console/knowledge/{id}/discard", staff.ApproveKnowledge, c.DiscardArticle},
		{"POST", "/console/knowledge/{id}/withdraw", staff.ApproveKnowledge, c.WithdrawArticle},
		{"GET", "/console/audits", staff.SeePrivacy, c.AuditsPage},
		{"GET", "/console/audits/progress", staff.SeePrivacy, c.AuditProgress},
		{"GET", "/console/audits/replay", staff.SeePrivacy, c.ReplayProbe},
		{"POST", "/console/audits/run", staff.WorkOnPrivacy, c.BeginAudit},
		{"POST", "/console/audits/override", staff.WorkOnPrivacy, c.AskOverride},
		{"POST", "/console/audits/override/{id}", staff.WorkOnPrivacy, c.EndOverride},
		{"GET", "/console/audits/{digest}", staff.SeePrivacy, c.AuditReport},
		{"GET", "/console/audits/{digest}/report.json", staff.SeePrivacy, c.AuditJSON},
		{"GET", "/console/audits/{digest}/report.pdf", staff.SeePrivacy, c.AuditPDF},
		{"GET", "/console/findings", staff.SeePrivacy, c.Findings},
		{"GET", "/console/findings/{id}", staff.SeePrivacy, c.Finding},
		{"POST", "/console/findings/{id}", staff.WorkOnPrivacy, c.ActOnFinding},
		{"GET", "/console/calibration", staff.SeeDesk, c.Calibration},
		{"POST", "/console/calibration", staff.ApproveKnowledge, c.Calibrate},
		{"GET", "/console/calibration/judge", staff.WriteKnowledge, c.ToJudge},
		{"POST", "/console/c/{id}/judge/{message}", staff.WriteKnowledge, c.Judge},
		{"GET", "/console/team", staff.ManageTeam, c.Team},
		{"POST", "/console/team", staff.ManageTeam, c.AddAgent},
		{"POST", "/console/team/{agent}/disable", staff.ManageTeam, c.DisableAgent},
		{"POST", "/console/team/{agent}/enable", staff.ManageTeam, c.EnableAgent},
		{"POST", "/console/team/{agent}/password", staff.ManageTeam, c.ResetPassword},
	}
}
