package fetch

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/temoto/robotstxt"
)

// longestWait is the most that a site's wish to be asked slowly is heeded; one that wants more is asked
// at this pace.
const longestWait = 10 * time.Second

// mayRead asks the site's robots.txt once and refuses what it wants left alone (RFC 9309: no file means
// that all may be read, a failing site that nothing may).
func (c *Client) mayRead(ctx context.Context, h *host, u *url.URL) error {
	if !h.known {
		group, err := c.robots(ctx, u)
		if err != nil {
			return err
		}
		h.robots, h.known = group, true
		if group != nil && group.CrawlDelay > h.wait {
			h.wait = min(group.CrawlDelay, longestWait)
		}
	}
	if h.robots != nil && !h.robots.Test(u.RequestURI()) {
		return &Error{Kind: Robots, Host: u.Hostname()}
	}
	return nil
}

// robots gives what the site asks of this client; nil when it asks nothing.
func (c *Client) robots(ctx context.Context, u *url.URL) (*robotstxt.Group, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for range maxRedirects + 1 {
		res, err := c.get(ctx, at, Known{})
		if err != nil {
			return nil, err
		}
		if res.StatusCode >= 300 && res.StatusCode < 400 {
			_ = res.Body.Close() // nothing of it is wanted
			next, err := leadsTo(at, res)
			if err != nil {
				return nil, nil
			}
			at = next
			continue
		}
		text, err := read(res, at, maxRobots)
		_ = res.Body.Close() // it is read
		var own *Error
		if errors.As(err, &own) && own.Kind == TooLarge {
			return nil, &Error{Kind: Robots, Host: u.Hostname(), err: err}
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		return groupOf(res.StatusCode, text, u)
	}
	return nil, nil // RFC 9309, 2.3.1.2: more than five redirects count as no file
}

// groupOf reads the file. The parser is somebody else's and the text anybody's: a panic of it refuses.
func groupOf(status int, text []byte, u *url.URL) (group *robotstxt.Group, err error) {
	defer func() {
		if recover() != nil {
			group, err = nil, &Error{Kind: Robots, Host: u.Hostname()}
		}
	}()
	if status >= 400 && status < 500 && status != http.StatusTooManyRequests {
		return nil, nil
	}
	if status != http.StatusOK {
		return nil, &Error{Kind: Robots, Host: u.Hostname(), Status: status}
	}
	data, err := robotstxt.FromBytes(text)
	if err != nil {
		return nil, nil // RFC 9309, 2.2: lines that cannot be read are passed over
	}
	return data.FindGroup(Agent), nil
}
