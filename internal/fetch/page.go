package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Known is what a page said of itself when it was last read.
type Known struct{ ETag, Modified string }

// Page is what came.
type Page struct {
	URL       string // where it was found, after redirects, without a fragment
	Kind      string // as the end of a file's name: ".html", ".md", ".txt", ".pdf", ".docx", ".json", ".xml"
	Body      []byte // unpacked; text is UTF-8; nil when Unchanged
	Known     Known
	Unchanged bool // it is as it was when Known was true
}

// Page reads one page. known may be empty. The failure is an *Error, or that of ctx.
func (c *Client) Page(ctx context.Context, address string, known Known) (Page, error) {
	u, err := Parse(address)
	if err != nil {
		return Page{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.o.Timeout)
	defer cancel()
	for range maxRedirects + 1 {
		page, next, err := c.once(ctx, u, known)
		if err != nil {
			return Page{}, c.told(u, err)
		}
		if next == nil {
			return page, nil
		}
		u = next
	}
	return Page{}, &Error{Kind: Redirects, Host: u.Hostname()}
}

// once asks one address, which may lead to another.
func (c *Client) once(ctx context.Context, u *url.URL, known Known) (Page, *url.URL, error) {
	h, done, err := c.turn(ctx, u.Scheme+"://"+u.Host)
	if err != nil {
		return Page{}, nil, err
	}
	defer done()
	if err := c.mayRead(ctx, h, u); err != nil {
		return Page{}, nil, err
	}
	res, err := c.get(ctx, u, known)
	if err != nil {
		return Page{}, nil, err
	}
	defer res.Body.Close()
	switch {
	case res.StatusCode == http.StatusNotModified && known != (Known{}):
		return Page{URL: u.String(), Known: known, Unchanged: true}, nil, nil
	case res.StatusCode >= 300 && res.StatusCode < 400:
		next, err := leadsTo(u, res)
		return Page{}, next, err
	case res.StatusCode != http.StatusOK:
		return Page{}, nil, &Error{Kind: Refused, Host: u.Hostname(), Status: res.StatusCode}
	}
	page := Page{URL: u.String(), Known: Known{line(res.Header.Get("ETag")), line(res.Header.Get("Last-Modified"))}}
	kind, charset := kindOf(res, u)
	most := limitOf(kind)
	if most == 0 {
		return Page{}, nil, &Error{Kind: WrongKind, Host: u.Hostname()}
	}
	if res.ContentLength > most {
		return Page{}, nil, &Error{Kind: TooLarge, Host: u.Hostname()}
	}
	if page.Body, err = read(res, u, most); err != nil {
		return Page{}, nil, err
	}
	page.Kind = kind
	if kind != ".pdf" && kind != ".docx" && kind != ".xml.gz" {
		page.Body = utf8Text(page.Body, charset)
	}
	return page, nil, nil
}

func (c *Client) get(ctx context.Context, u *url.URL, known Known) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, &Error{Kind: BadAddress, Host: u.Hostname(), err: err}
	}
	req.Header.Set("User-Agent", Agent+"/1")
	req.Header.Set("Accept", "text/html,application/xhtml+xml,text/markdown,text/plain,application/pdf,application/xml;q=0.9,*/*;q=0.1")
	req.Header.Set("Accept-Encoding", "gzip")
	if known.ETag != "" {
		req.Header.Set("If-None-Match", known.ETag)
	}
	if known.Modified != "" {
		req.Header.Set("If-Modified-Since", known.Modified)
	}
	return c.http.Do(req)
}

// leadsTo checks where a redirect leads.
func leadsTo(u *url.URL, res *http.Response) (*url.URL, error) {
	to, err := u.Parse(res.Header.Get("Location"))
	if err != nil || res.Header.Get("Location") == "" {
		return nil, &Error{Kind: Redirects, Host: u.Hostname(), err: err}
	}
	next, err := Parse(to.String())
	if err != nil || u.Scheme == "https" && next.Scheme != "https" {
		return nil, &Error{Kind: Redirects, Host: u.Hostname(), err: err}
	}
	return next, nil
}

// read takes a body of at most so many bytes, also unpacked.
func read(res *http.Response, u *url.URL, most int64) ([]byte, error) {
	var r io.Reader = io.LimitReader(res.Body, most+1)
	packed := strings.EqualFold(res.Header.Get("Content-Encoding"), "gzip")
	switch {
	case !packed && res.Header.Get("Content-Encoding") != "":
		return nil, &Error{Kind: Damaged, Host: u.Hostname()}
	case packed:
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, damaged(u, err)
		}
		r = z
	}
	return readAll(r, u, most)
}

// readAll takes what is there, and unpacks it where it is a packed file.
func readAll(r io.Reader, u *url.URL, most int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, damaged(u, err)
	}
	if int64(len(data)) > most {
		return nil, &Error{Kind: TooLarge, Host: u.Hostname()}
	}
	return data, nil
}

// damaged tells a broken body from a broken connection.
func damaged(u *url.URL, err error) error {
	var network net.Error
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) || errors.As(err, &network) {
		return err
	}
	return &Error{Kind: Damaged, Host: u.Hostname(), err: err}
}

// told turns a failure on the way into an Error.
func (c *Client) told(u *url.URL, err error) error {
	var own *Error
	var network net.Error
	switch {
	case errors.As(err, &own):
		return own
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return &Error{Kind: TooSlow, Host: u.Hostname(), err: err}
	}
	return &Error{Kind: Unreachable, Host: u.Hostname(), err: err}
}

// kindOf tells the kind of a body by what the site says of it, and where it says nothing of use by the
// end of the address.
func kindOf(res *http.Response, u *url.URL) (kind, charset string) {
	media, params, _ := mime.ParseMediaType(res.Header.Get("Content-Type"))
	ending := strings.ToLower(u.Path[strings.LastIndexAny(u.Path, "./")+1:])
	switch media {
	case "text/html", "application/xhtml+xml":
		return ".html", params["charset"]
	case "text/markdown", "text/x-markdown":
		return ".md", params["charset"]
	case "application/pdf":
		return ".pdf", ""
	case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
		return ".docx", ""
	case "application/json":
		return ".json", ""
	case "application/xml", "text/xml":
		return ".xml", params["charset"]
	case "text/plain", "":
		switch ending {
		case "md", "markdown":
			return ".md", params["charset"]
		case "xml":
			return ".xml", params["charset"]
		}
		return ".txt", params["charset"]
	case "application/gzip", "application/x-gzip", "application/octet-stream", "binary/octet-stream":
		switch {
		case strings.HasSuffix(u.Path, ".xml.gz"):
			return ".xml.gz", ""
		case ending == "pdf", ending == "docx":
			return "." + ending, ""
		}
	}
	return "", ""
}

func limitOf(kind string) int64 {
	switch kind {
	case ".html", ".md", ".txt":
		return MaxPage
	case ".pdf", ".docx", ".json":
		return MaxDocument
	case ".xml", ".xml.gz":
		return MaxSitemap
	}
	return 0
}

// line gives a header that may be sent back: one line of modest length.
func line(s string) string {
	if len(s) > 500 || strings.ContainsAny(s, "\r\n\x00") {
		return ""
	}
	return s
}

func statusText(n int) string {
	return strings.TrimSpace(strconv.Itoa(n) + " " + http.StatusText(n))
}
