package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"strings"
)

// Limits of one sitemap with all that it leads to.
const (
	MaxAddresses = 20_000
	maxSitemaps  = 200
)

// Sitemap is the addresses that a site lists.
type Sitemap struct {
	Addresses []string // in order, each once
	Elsewhere int      // addresses of other hosts, which are not read
	Cut       bool     // there were more than MaxAddresses, or more lists than this program reads
}

// IsSitemap reports whether a page is a list of addresses or of such lists.
func (p Page) IsSitemap() bool {
	if p.Kind == ".xml.gz" {
		return true
	}
	head := p.Body[:min(len(p.Body), 2048)]
	return p.Kind == ".xml" && (bytes.Contains(head, []byte("<urlset")) || bytes.Contains(head, []byte("<sitemapindex")))
}

// Sitemap gives the addresses that a sitemap lists, with those of the lists that it leads to, one deep
// (sitemaps.org, protocol 0.9). A list that cannot be read is told in problems and the rest is given.
func (c *Client) Sitemap(ctx context.Context, p Page) (s Sitemap, problems []error) {
	seen := map[string]bool{}
	home, err := Parse(p.URL)
	if err != nil {
		return s, []error{err}
	}
	lists, err := s.take(p, home, seen)
	if err != nil {
		return s, []error{err}
	}
	for i, address := range lists {
		if i >= maxSitemaps || len(s.Addresses) >= MaxAddresses {
			s.Cut = true
			break
		}
		page, err := c.Page(ctx, address, Known{})
		if err == nil && !page.IsSitemap() {
			err = &Error{Kind: WrongKind, Host: home.Hostname()}
		}
		if err == nil {
			_, err = s.take(page, home, seen)
		}
		if err != nil {
			problems = append(problems, err)
		}
		if ctx.Err() != nil {
			break
		}
	}
	return s, problems
}

// take adds the addresses of one list and gives the lists that it names.
func (s *Sitemap) take(p Page, home *url.URL, seen map[string]bool) (lists []string, err error) {
	text, err := unpackedList(p, home)
	if err != nil {
		return nil, err
	}
	in := xml.NewDecoder(bytes.NewReader(text))
	in.Strict = false
	in.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 by now
	inside, inLoc := "", false
	var loc strings.Builder
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			return lists, nil
		}
		if err != nil {
			return lists, &Error{Kind: Damaged, Host: home.Hostname(), err: err}
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "url", "sitemap":
				inside = t.Name.Local
			case "loc":
				inLoc = inside != ""
				loc.Reset()
			}
		case xml.CharData:
			if inLoc && loc.Len() < 4096 {
				loc.Write(t)
			}
		case xml.EndElement:
			if t.Name.Local != "loc" || !inLoc {
				continue
			}
			inLoc = false
			switch u, err := Parse(loc.String()); {
			case err != nil || !strings.EqualFold(u.Host, home.Host):
				s.Elsewhere++
			case seen[u.String()]:
			case inside == "sitemap":
				seen[u.String()] = true
				lists = append(lists, u.String())
			case len(s.Addresses) >= MaxAddresses:
				s.Cut = true
				return lists, nil
			default:
				seen[u.String()] = true
				s.Addresses = append(s.Addresses, u.String())
			}
		}
	}
}

func unpackedList(p Page, home *url.URL) ([]byte, error) {
	if !bytes.HasPrefix(p.Body, []byte{0x1f, 0x8b}) {
		return p.Body, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(p.Body))
	if err != nil {
		return nil, &Error{Kind: Damaged, Host: home.Hostname(), err: err}
	}
	return readAll(z, home, MaxSitemap)
}
