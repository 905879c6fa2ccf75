package llm

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Limits bound one call. Zero values are the defaults.
type Limits struct {
	First time.Duration // until the first byte of a reply; 60 s
	Stall time.Duration // between two pieces of a reply; 20 s
	Whole time.Duration // for the whole call; 3 min
	Bytes int64         // of a reply as it comes, with all its framing; 4 MiB
	Event int           // of one event of a stream; 1 MiB
	// Now is asked only for a Retry-After with a date from a server that does not tell its own time;
	// time.Now when nil.
	Now func() time.Time
}

func (l Limits) orUsual() Limits {
	pick(&l.First, 60*time.Second)
	pick(&l.Stall, 20*time.Second)
	pick(&l.Whole, 3*time.Minute)
	pick(&l.Bytes, 4<<20)
	l.Bytes = min(l.Bytes, 1<<40)
	pick(&l.Event, 1<<20)
	if l.Now == nil {
		l.Now = time.Now
	}
	return l
}

func pick[T time.Duration | int | int64](v *T, usual T) {
	if *v <= 0 {
		*v = usual
	}
}

type client struct {
	dialect dialect
	url     string
	http    http.Client
	limits  Limits
}

// New makes a Model of a server that speaks a format at a base URL, with the usual Limits. The client's
// Transport adds credentials and decides what may be dialled; its CheckRedirect is not asked, because
// no redirect is followed. An error says what is wrong with the settings.
func New(format Format, baseURL string, client *http.Client) (Model, error) {
	return NewWithin(Limits{}, format, baseURL, client)
}

// NewWithin is New with limits of one's own.
func NewWithin(limits Limits, format Format, baseURL string, hc *http.Client) (Model, error) {
	if hc == nil {
		return nil, errors.New("llm: a model needs an HTTP client; nothing is dialled without one")
	}
	base, err := url.Parse(baseURL)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, errors.New("llm: the base URL is no http or https URL with a host")
	}
	if base.User != nil || base.RawQuery != "" || base.Fragment != "" {
		return nil, errors.New("llm: the base URL holds more than scheme, host and path; credentials are the transport's")
	}
	root := strings.TrimRight(baseURL, "/")
	c := &client{http: *hc, limits: limits.orUsual()}
	c.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	switch format {
	case Chat:
		c.dialect = chat{newer: ofOpenAI(base.Hostname())}
	case Responses:
		c.dialect = responses{}
	case Anthropic:
		c.dialect = anthropic{}
		root = strings.TrimSuffix(root, "/v1")
	case Ollama:
		c.dialect = ollama{}
	default:
		return nil, fmt.Errorf("llm: there is no format %q; there are %q", format, Formats())
	}
	c.url = root + c.dialect.path()
	return c, nil
}

// ofOpenAI reports the hosts of OpenAI itself, also at Azure.
func ofOpenAI(host string) bool {
	host = strings.ToLower(host)
	return host == "api.openai.com" || strings.HasSuffix(host, ".api.openai.com") || strings.HasSuffix(host, ".openai.azure.com")
}

func (c *client) Complete(ctx context.Context, r Request) (Reply, error) {
	x, err := c.send(ctx, r, false)
	if err != nil {
		return Reply{}, err
	}
	defer x.close()
	return c.plain(x)
}

// plain reads a reply that is one JSON value.
func (c *client) plain(x *exchange) (Reply, error) {
	body, err := io.ReadAll(x)
	if err != nil {
		return Reply{}, x.explain(err)
	}
	if wrong := errorIn(body); present(wrong) {
		return Reply{}, x.explain(faultOf(0, body))
	}
	reply, err := c.dialect.reply(body)
	if err != nil {
		return reply, x.explain(err)
	}
	return reply, nil
}

func (c *client) Stream(ctx context.Context, r Request, on func(Chunk) error) (Reply, error) {
	x, err := c.send(ctx, r, true)
	if err != nil {
		return Reply{}, err
	}
	defer x.close()
	hand := func(text string) error {
		if text == "" || on == nil {
			return nil
		}
		if err := on(Chunk{text}); err != nil {
			return &Error{Kind: Cancelled, Reason: "the caller took no more", cause: err}
		}
		return nil
	}
	// Some servers answer in one piece although they were asked for a stream.
	if x.media == "application/json" && c.dialect.media() == "text/event-stream" {
		reply, err := c.plain(x)
		if err == nil {
			err = hand(reply.Text)
		}
		if err != nil {
			return Reply{Usage: reply.Usage}, x.explain(err)
		}
		return reply, nil
	}
	f := c.dialect.fold()
	wrong := c.follow(x, f, hand)
	reply, err := f.reply()
	if wrong == nil {
		wrong = err
	}
	if wrong != nil {
		return Reply{Usage: reply.Usage}, x.explain(wrong)
	}
	return reply, nil
}

// follow reads a stream to its end.
func (c *client) follow(x *exchange, f fold, hand func(string) error) error {
	events := c.dialect.reader(x, c.limits.Event)
	for {
		e, err := events.next()
		if err != nil && f.whole() && !x.given() {
			return nil // only the formal end is missing
		}
		if err == io.EOF {
			return fail(CutOff, "the stream ended too early")
		}
		if err != nil {
			return err
		}
		text, over, err := f.take(e)
		if err != nil && e.last && KindOf(err) == Malformed {
			err = fail(CutOff, "the stream ended too early")
		}
		if err != nil {
			return err
		}
		if err := x.meanwhile(func() error { return hand(text) }); err != nil {
			return err
		}
		if over {
			x.drain()
			return nil
		}
		if f.whole() {
			x.hurry()
		}
	}
}

// send asks and gives the reply's body, after the server said that there is one.
func (c *client) send(ctx context.Context, r Request, stream bool) (*exchange, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	var body bytes.Buffer
	enc := json.NewEncoder(&body)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(c.dialect.body(r, stream)); err != nil {
		return nil, fail(BadRequest, "the request cannot be written as JSON")
	}
	x := begin(ctx, c.limits)
	req, err := http.NewRequestWithContext(x.ctx, http.MethodPost, c.url, bytes.NewReader(body.Bytes()))
	if err != nil {
		x.close()
		return nil, fail(BadRequest, "the base URL cannot be asked")
	}
	c.dialect.header(req.Header)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	if stream {
		req.Header.Set("Accept", c.dialect.media())
	}
	resp, err := c.http.Do(req)
	if err != nil {
		defer x.close()
		return nil, x.unsent(err)
	}
	x.body, x.status = resp.Body, resp.StatusCode
	x.media, _, _ = mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if err := c.judge(x, resp); err != nil {
		x.close()
		return nil, err
	}
	return x, nil
}

// mostFault is how much of an error page is read.
const mostFault = 64 << 10

// judge refuses what is no reply. Of an error's body the kind is read and nothing kept.
func (c *client) judge(x *exchange, resp *http.Response) error {
	if resp.StatusCode/100 == 2 {
		if x.media == "text/html" {
			return &Error{Kind: Malformed, Status: resp.StatusCode, Reason: "a web page came; the base URL is not the right one"}
		}
		return nil
	}
	body, _ := io.ReadAll(io.LimitReader(x, mostFault)) // what cannot be read says nothing; the status does
	if x.given() {
		return x.explain(context.Cause(x.ctx))
	}
	e := faultOf(resp.StatusCode, body)
	e.RetryAfter = retryAfter(resp.Header, c.limits.Now)
	return e
}
