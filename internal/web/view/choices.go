package view

import (
	"context"
	"time"

	"candor"
	"candor/consent"
	"candor/internal/web/port"
	"candor/internal/web/ui"
)

// Choices are everything that a customer may decide, and did.
type Choices struct {
	GPC       bool      `json:"gpc"` // something is off because of Global Privacy Control
	Purposes  []Choice  `json:"purposes"`
	Explained Explained `json:"explained"` // what is not asked, and why
}

// Choice is one purpose.
type Choice struct {
	Purpose candor.Purpose   `json:"purpose"`
	State   consent.Standing `json:"state"`
	Words   string           `json:"words"`  // the state in a sentence
	Notice  *Notice          `json:"notice"` // in force; null when it is not asked here any more
	History []Act            `json:"history"`
}

// Act is one thing that was done about a purpose.
type Act struct {
	ID       candor.ConsentID  `json:"id"`
	Act      candor.ConsentAct `json:"act"`
	Words    string            `json:"words"`
	At       time.Time         `json:"at"`
	Via      candor.Via        `json:"via"`
	Digest   string            `json:"digest,omitempty"` // of the notice that was shown
	Version  int               `json:"version,omitempty"`
	Language string            `json:"language,omitempty"`
}

// Explained is what rests on the contract or the law.
type Explained struct {
	Title string   `json:"title"`
	Text  []string `json:"text"`
}

// Allowed reports whether the purpose is allowed now.
func (c Choice) Allowed() bool { return c.State == consent.Allowed }

// Off reports whether the customer said no.
func (c Choice) Off() bool { return c.State == consent.Declined }

// Any reports whether there is anything to take back.
func (c Choices) Any() bool {
	for _, p := range c.Purposes {
		if p.State == consent.Allowed || p.State == consent.Stale {
			return true
		}
	}
	return false
}

// Chooser shows choices and hands out receipts. All fields are required.
type Chooser struct {
	Desk    string // name of the company
	URL     string // where browsers reach the desk
	Decided port.Decided
	Book    *consent.Book
	Signer  *consent.Signer
	Text    ui.Phrases
	Now     func() time.Time
}

// Of gives the choices of a conversation's customer in a language.
func (c *Chooser) Of(ctx context.Context, customer candor.CustomerID, language string) (Choices, error) {
	history, err := c.Decided.ConsentHistory(ctx, customer)
	if err != nil {
		return Choices{}, err
	}
	explained := c.Book.Explained(language)
	out := Choices{Explained: Explained{explained.Title, explained.Text}, Purposes: []Choice{}}
	for _, p := range candor.Asked() {
		one := Choice{Purpose: p, History: []Act{}}
		var last candor.Consent
		for _, x := range history {
			if x.Purpose != p {
				continue
			}
			last = x
			one.History = append(one.History, Act{
				ID: x.ID, Act: x.Act, Words: c.actWords(language, x), At: x.At.UTC(), Via: x.Via, Digest: x.Notice, Version: x.Version, Language: x.Language,
			})
		}
		n, asked := c.Book.Notice(p, language)
		if !asked && last.Act == "" {
			continue
		}
		if asked {
			shown := noticeOf(n)
			one.Notice = &shown
		} else {
			n.Purpose, n.Version = p, p.Meaning()
		}
		one.State = consent.Check(last, n)
		one.Words = c.standingWords(language, one.State, last)
		out.GPC = out.GPC || last.Via == candor.ViaGPC
		out.Purposes = append(out.Purposes, one)
	}
	return out, nil
}

// Notice gives the notice about a purpose that is in force, or nil where nothing is asked about it.
func (c *Chooser) Notice(p candor.Purpose, language string) *Notice {
	n, ok := c.Book.Notice(p, language)
	if !ok {
		return nil
	}
	shown := noticeOf(n)
	return &shown
}

func noticeOf(n consent.Notice) Notice {
	return Notice{
		Digest: n.Digest, Purpose: n.Purpose, Version: n.Version, Language: n.Language, Title: n.Title, Text: n.Text,
		Allow: n.Allow, Refuse: n.Refuse, Recipients: n.Recipients,
	}
}

// standingWords tells where the customer stands towards a purpose.
func (c *Chooser) standingWords(language string, s consent.Standing, last candor.Consent) string {
	switch s {
	case consent.Required:
		return c.say(language, "data.choice_open", nil)
	case consent.Stale:
		return c.say(language, "data.choice_stale", nil)
	}
	return c.actWords(language, last)
}

func (c *Chooser) actWords(language string, x candor.Consent) string {
	at := map[string]string{"decided_at": x.At.UTC().Format(time.RFC3339)}
	switch {
	case x.Act == candor.Gave:
		return c.say(language, "data.choice_allowed", at)
	case x.Act == candor.Withdrew:
		return c.say(language, "data.choice_withdrawn", at)
	case x.Via == candor.ViaGPC:
		return c.say(language, "data.choice_gpc", at)
	}
	return c.say(language, "data.choice_refused", at)
}

func (c *Chooser) say(language, key string, args map[string]string) string {
	text, _ := c.Text.Phrase(language, key, args)
	return text
}

// Receipt gives the signed receipt for one act of a customer, with a name for its file.
// CodeNotFound "error.no_receipt" when it is not an act of theirs.
func (c *Chooser) Receipt(ctx context.Context, customer candor.CustomerID, id candor.ConsentID) (file []byte, name string, err error) {
	history, err := c.Decided.ConsentHistory(ctx, customer)
	if err != nil {
		return nil, "", err
	}
	issue := consent.Issue{Company: c.Desk, URL: c.URL, At: c.Now()}
	for _, x := range history {
		if x.ID == id {
			issue.Act = x
		}
	}
	if issue.Act.ID == "" || id == "" {
		return nil, "", candor.Fail(candor.CodeNotFound, "error.no_receipt", nil)
	}
	for _, x := range history {
		if x.Purpose == issue.Act.Purpose {
			issue.History = append(issue.History, x)
		}
	}
	if issue.Act.Notice != "" {
		if _, issue.Text, err = c.Decided.Notice(ctx, issue.Act.Notice); err != nil {
			return nil, "", err
		}
	}
	if issue.Principal, err = c.Decided.Pseudonym(ctx, customer); err != nil {
		return nil, "", err
	}
	file, err = c.Signer.Sign(consent.NewReceipt(issue))
	return file, "receipt-" + string(issue.Act.Purpose) + ".json", err
}
