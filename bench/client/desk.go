package client

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

// maxAnswer is the longest answer that is read, in bytes.
const maxAnswer = 32 << 20

// Options say which desk is spoken to and how.
type Options struct {
	Base        string        // http://127.0.0.1:8420; the host must be this machine
	Inbox       string        // "main" when empty
	Language    string        // "en" when empty
	Connections int           // kept open at once; 16 when 0
	Patience    time.Duration // longest wait for an answer; 30 s when 0
}

// Desk is a running desk. It is safe for concurrent use.
type Desk struct {
	o    Options
	base *url.URL
	http *http.Client
}

// New refuses an address that is not on this machine.
func New(o Options) (*Desk, error) {
	u, err := url.Parse(o.Base)
	if err != nil {
		return nil, fmt.Errorf("client: address %q: %w", o.Base, err)
	}
	ip := net.ParseIP(u.Hostname())
	if u.Scheme != "http" || ip == nil || !ip.IsLoopback() || u.Port() == "" {
		return nil, fmt.Errorf("client: address %q: want http://, a loopback address and a port, such as http://127.0.0.1:8420", o.Base)
	}
	if o.Inbox == "" {
		o.Inbox = "main"
	}
	if o.Language == "" {
		o.Language = "en"
	}
	if o.Connections == 0 {
		o.Connections = 16
	}
	if o.Patience == 0 {
		o.Patience = 30 * time.Second
	}
	return &Desk{o: o, base: &url.URL{Scheme: "http", Host: u.Host}, http: &http.Client{
		Timeout: o.Patience,
		Transport: &http.Transport{
			MaxIdleConns: o.Connections, MaxIdleConnsPerHost: o.Connections, DisableCompression: true,
			DialContext: (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
		},
		// Where a form leads is looked at, not followed.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Close lets idle connections go.
func (d *Desk) Close() { d.http.CloseIdleConnections() }

// Refusal is an answer of the desk that says no.
type Refusal struct {
	Status int
	Code   string // empty when the answer is not a JSON failure
	Key    string
}

func (r *Refusal) Error() string {
	return fmt.Sprintf("client: the desk answered %d %s %s", r.Status, r.Code, r.Key)
}

// Refused reports whether the desk looked at the request and will not carry it out, so that
// sending it again changes nothing. A broken connection, a 429 and a 5xx are not refusals in this
// sense: the request may have been carried out or may be later.
func Refused(err error) bool {
	var r *Refusal
	return errors.As(err, &r) && r.Status < 500 && r.Status != http.StatusTooManyRequests
}

// NewKey makes an idempotency key.
func NewKey() string { return rand.Text() }

// Ready reports whether the desk serves.
func (d *Desk) Ready(ctx context.Context) error {
	return d.call(ctx, http.MethodGet, "/healthz", "", nil, nil)
}

// call sends body as JSON when there is one and reads the answer into out when it is not nil. Any
// 2xx answer is success.
func (d *Desk) call(ctx context.Context, method, path, token string, body, out any) error {
	var sent io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return fmt.Errorf("client: write %s: %w", path, err)
		}
		sent = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, d.base.String()+path, sent)
	if err != nil {
		return fmt.Errorf("client: %s %s: %w", method, path, err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := d.http.Do(req)
	if err != nil {
		return fmt.Errorf("client: %w", err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("client: %s %s: read the answer: %w", method, path, err)
	}
	if res.StatusCode < 200 || res.StatusCode > 299 {
		return refusal(res.StatusCode, b)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(b, out); err != nil {
		return fmt.Errorf("client: %s %s: the answer is not as agreed: %w", method, path, err)
	}
	return nil
}

func refusal(status int, body []byte) *Refusal {
	var problem struct {
		Error struct{ Code, Key string }
	}
	_ = json.Unmarshal(body, &problem) // a page instead of JSON: the status says enough
	return &Refusal{Status: status, Code: problem.Error.Code, Key: problem.Error.Key}
}
