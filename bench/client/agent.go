package client

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Agent is a member of staff who is signed in to the console.
type Agent struct {
	desk   *Desk
	cookie string
}

// SignIn sends the console's sign-in form.
func (d *Desk) SignIn(ctx context.Context, email, password string) (*Agent, error) {
	a := &Agent{desk: d}
	res, body, err := a.submit(ctx, "/console/sign-in", url.Values{"email": {email}, "password": {password}})
	if err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusSeeOther {
		return nil, refusal(res.StatusCode, body)
	}
	var kept []string
	for _, c := range res.Cookies() {
		kept = append(kept, c.Name+"="+c.Value)
	}
	if len(kept) == 0 {
		return nil, fmt.Errorf("client: signing in gave no cookie")
	}
	a.cookie = strings.Join(kept, "; ")
	return a, nil
}

// Take takes a conversation.
func (a *Agent) Take(ctx context.Context, conversation string) error {
	return a.press(ctx, conversation, "take", nil)
}

// TakeNext takes the conversation that has waited longest. It gives an empty id when nobody waits.
func (a *Agent) TakeNext(ctx context.Context) (conversation string, err error) {
	res, body, err := a.submit(ctx, "/console/next", nil)
	if err != nil {
		return "", err
	}
	if res.StatusCode != http.StatusSeeOther {
		return "", refusal(res.StatusCode, body)
	}
	to, err := res.Location()
	if err != nil {
		return "", fmt.Errorf("client: take the next: %w", err)
	}
	id, found := strings.CutPrefix(to.Path, "/console/c/")
	if !found {
		return "", nil
	}
	return id, nil
}

// Reply says something to the customer. The same key says it once.
func (a *Agent) Reply(ctx context.Context, conversation, text, key string) error {
	return a.press(ctx, conversation, "reply", url.Values{"text": {text}, "key": {key}})
}

// Note keeps words between agents. The same key keeps them once.
func (a *Agent) Note(ctx context.Context, conversation, text, key string) error {
	return a.press(ctx, conversation, "note", url.Values{"text": {text}, "key": {key}})
}

// Resolve ends the conversation, having seen everything that was written. Where each point needs an answer of its own
// the desk leads to a form instead, and it stays open.
func (a *Agent) Resolve(ctx context.Context, conversation string) error {
	return a.press(ctx, conversation, "resolve", url.Values{"seen": {"1000000"}})
}

// Watch opens the events of the console's page: the queue and, unless it is empty, one conversation
// from its first message on, notes among them.
func (a *Agent) Watch(ctx context.Context, conversation string) (*Stream, error) {
	path := "/console/live?tab=mine"
	if conversation != "" {
		path += "&open=" + url.QueryEscape(conversation) + "&at=0.0"
	}
	return a.desk.listen(ctx, path, http.Header{"Cookie": {a.cookie}}, "", 0)
}

// press sends one of the forms of a conversation.
func (a *Agent) press(ctx context.Context, conversation, button string, form url.Values) error {
	res, body, err := a.submit(ctx, "/console/c/"+conversation+"/"+button, form)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusSeeOther && res.StatusCode != http.StatusCreated {
		return refusal(res.StatusCode, body)
	}
	return nil
}

func (a *Agent) submit(ctx context.Context, path string, form url.Values) (*http.Response, []byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.desk.base.String()+path, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, nil, fmt.Errorf("client: POST %s: %w", path, err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json") // as the console's own script asks: failures come as JSON
	if a.cookie != "" {
		req.Header.Set("Cookie", a.cookie)
	}
	res, err := a.desk.http.Do(req)
	if err != nil {
		return nil, nil, fmt.Errorf("client: %w", err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return nil, nil, fmt.Errorf("client: POST %s: read the answer: %w", path, err)
	}
	return res, body, nil
}
