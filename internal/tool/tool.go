package tool

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"time"

	"candor/action"
)

// Options are what New needs. All are required but Now.
type Options struct {
	Registry  *action.Registry
	Endpoints []Endpoint
	Client    *http.Client // dials; its redirect rule is not used
	Secret    []byte       // shared with the other side; 32 bytes or more
	Issuer    string       // address of the desk
	Now       func() time.Time
}

// Tools does the acts that have an endpoint. Safe for concurrent use.
type Tools struct {
	endpoints map[string]*endpoint
	client    *http.Client
	sign      signer
	now       func() time.Time
}

// New refuses options that are not whole, and endpoints that do not fit their spec. ErrEndpoint.
func New(o Options) (*Tools, error) {
	if o.Registry == nil || o.Client == nil || len(o.Secret) < minSecret || o.Issuer == "" {
		return nil, errors.New("tool: a registry, a client, an issuer and a secret of 32 bytes are needed")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	client := *o.Client
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	client.Jar = nil
	t := &Tools{endpoints: map[string]*endpoint{}, client: &client, sign: newSigner(o.Secret, o.Issuer), now: o.Now}
	for _, e := range o.Endpoints {
		spec, ok := o.Registry.Spec(e.Tool)
		if !ok || t.endpoints[e.Tool] != nil {
			return nil, fmt.Errorf("%w: %s: no such tool, or it is there twice", ErrEndpoint, e.Tool)
		}
		one, err := examine(e, spec)
		if err != nil {
			return nil, err
		}
		t.endpoints[e.Tool] = one
	}
	return t, nil
}

// Failures that are told apart. None holds anything of a request or a reply.
var (
	ErrNotSent   = errors.New("tool: the request was not sent")
	ErrReply     = errors.New("tool: the reply cannot be used")
	ErrTooLarge  = errors.New("tool: the reply is too long")
	ErrRedirect  = errors.New("tool: the reply leads elsewhere, which is not followed")
	ErrBusy      = errors.New("tool: the other side asks to come back later")
	ErrForbidden = errors.New("tool: the other side does not take the desk's token")
)

// maxSends is how often one act is sent: again only after a failure that may pass, and only what may be
// repeated.
const maxSends = 2

// Do sends a call for somebody.
//
// action.ErrUnproven: they have not proved who they are, and nothing was sent. action.ErrUnknownEnd: what
// changes something was sent, and nobody knows what became of it; sending it again with the same key does it once. Any
// other error: nothing was changed.
func (t *Tools) Do(ctx context.Context, c action.Call, who action.Person) (action.Result, error) {
	e := t.endpoints[c.Spec().Name]
	if c.Empty() || e == nil {
		return action.Result{}, fmt.Errorf("%w: there is no endpoint for the act", ErrNotSent)
	}
	if who.Nobody() {
		return action.Result{}, action.ErrUnproven
	}
	reads := c.Spec().Kind == action.Look
	if !reads && c.IdempotencyKey() == "" {
		return action.Result{}, fmt.Errorf("%w: it changes something and nobody accepted it", ErrNotSent)
	}
	unsure := false
	for n := 1; ; n++ {
		result, err := t.send(ctx, e, c, who)
		unsure = unsure || errors.Is(err, errAfter)
		switch {
		case err == nil:
			return result, nil
		case n < maxSends && mayPass(err) && ctx.Err() == nil:
			continue
		case unsure && !reads:
			return action.Result{}, fmt.Errorf("%w: %w", action.ErrUnknownEnd, err)
		}
		return action.Result{}, err
	}
}

// errAfter marks failures after which the other side may have done what was asked.
var errAfter = errors.New("the request had been sent")

func mayPass(err error) bool {
	return errors.Is(err, errAfter) && !errors.Is(err, ErrReply) && !errors.Is(err, ErrTooLarge)
}

func (t *Tools) send(ctx context.Context, e *endpoint, c action.Call, who action.Person) (action.Result, error) {
	ctx, stop := context.WithTimeout(ctx, e.Timeout)
	defer stop()
	r, err := t.request(ctx, e, c, who)
	if err != nil {
		return action.Result{}, err
	}
	reply, err := t.client.Do(r)
	if err != nil {
		// The client's words hold the address, and that the arguments: only the kind of failure is kept.
		if ctx.Err() != nil {
			return action.Result{}, fmt.Errorf("tool: no reply in time: %w", errAfter)
		}
		return action.Result{}, fmt.Errorf("tool: no reply: %w", errAfter)
	}
	defer reply.Body.Close()
	return read(e, c, reply)
}

func (t *Tools) request(ctx context.Context, e *endpoint, c action.Call, who action.Person) (*http.Request, error) {
	to, ok := e.address(c)
	if !ok {
		return nil, fmt.Errorf("%w: an argument of its address is missing", ErrNotSent)
	}
	token, err := t.sign.token(who, e.Method, to, t.now())
	if err != nil {
		return nil, err
	}
	var body io.Reader
	if e.Method != http.MethodGet {
		rest := map[string]json.RawMessage{}
		if err := json.Unmarshal([]byte(c.JSON()), &rest); err != nil {
			return nil, fmt.Errorf("%w: its arguments cannot be written", ErrNotSent)
		}
		for name := range e.names {
			delete(rest, name)
		}
		raw, err := json.Marshal(rest)
		if err != nil {
			return nil, fmt.Errorf("%w: its arguments cannot be written", ErrNotSent)
		}
		body = bytes.NewReader(raw)
	}
	r, err := http.NewRequestWithContext(ctx, e.Method, to.String(), body)
	if err != nil {
		return nil, fmt.Errorf("%w: its address cannot be written", ErrNotSent)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Accept", "application/json")
	r.Header.Set("User-Agent", "candor")
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Idempotency-Key", c.IdempotencyKey())
	}
	return r, nil
}

// read turns a reply into a result. 404 means: no such thing among this customer's own.
func read(e *endpoint, c action.Call, reply *http.Response) (action.Result, error) {
	switch code := reply.StatusCode; {
	case code == http.StatusOK:
	case code == http.StatusNotFound:
		return c.Missing(), nil
	case code == http.StatusUnauthorized, code == http.StatusForbidden:
		return action.Result{}, ErrForbidden
	case code >= 300 && code < 400:
		return action.Result{}, ErrRedirect
	case code == http.StatusTooManyRequests:
		return action.Result{}, ErrBusy
	case code >= 500:
		return action.Result{}, fmt.Errorf("%w: status %d: %w", ErrBusy, code, errAfter)
	default:
		return action.Result{}, fmt.Errorf("tool: the other side refused: status %d", code)
	}
	after := func(err error) (action.Result, error) { return action.Result{}, fmt.Errorf("%w: %w", err, errAfter) }
	if kind, _, err := mime.ParseMediaType(reply.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return after(ErrReply)
	}
	raw, err := io.ReadAll(io.LimitReader(reply.Body, e.Most+1))
	switch {
	case err != nil:
		return action.Result{}, fmt.Errorf("tool: the reply was cut off: %w", errAfter)
	case int64(len(raw)) > e.Most:
		return after(ErrTooLarge)
	}
	result, err := c.Result(raw)
	if err != nil {
		return after(ErrReply)
	}
	return result, nil
}
