package config

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

func serverFields() []field {
	return []field{
		{
			section: "server", key: "listen",
			help:    "Where the desk listens. Keep it on 127.0.0.1 when a proxy with TLS stands in front.",
			allowed: "host:port, with a port from 0 to 65535", example: `listen = "127.0.0.1:8420"`,
			read: words(func(c *Config, s string) error {
				c.Server.Listen = s
				return checkAddress(s)
			}),
			write: func(c Config) string { return quote(c.Server.Listen) },
		},
		{
			section: "server", key: "public_url",
			help:    "The address that browsers use, when it differs from listen. Empty: http:// and listen.",
			allowed: "an http or https address without path, query or fragment", example: `public_url = "https://help.example.com"`,
			read: words(func(c *Config, s string) error {
				s = strings.TrimRight(s, "/")
				c.Server.PublicURL = s
				if s == "" {
					return nil
				}
				return checkOrigin(s)
			}),
			write: func(c Config) string { return quote(c.Server.PublicURL) },
		},
		{
			section: "server", key: "origins",
			help:    "Sites whose pages may embed the widget. A site that is not listed gets no answer from the desk.",
			allowed: "a list of sites, each https://host or http://host:port; no wildcards", example: `origins = ["https://shop.example.com"]`,
			read: items(func(c *Config, list []string) error {
				c.Server.Origins = nil
				for _, s := range list {
					s = strings.TrimRight(strings.TrimSpace(s), "/")
					if err := checkOrigin(s); err != nil {
						return fmt.Errorf("%s: %w", quote(s), err)
					}
					c.Server.Origins = append(c.Server.Origins, s)
				}
				return nil
			}),
			write: func(c Config) string { return quoteList(c.Server.Origins) },
		},
		{
			section: "server", key: "address_header",
			help:    "The header in which your proxy names the visitor's address, so that failed sign-ins are counted per visitor. Leave it empty without a proxy: anyone could write the header.",
			allowed: "empty, X-Forwarded-For (its last address counts) or X-Real-IP", example: `address_header = "X-Forwarded-For"`,
			read: words(func(c *Config, s string) error {
				c.Server.AddressHeader = http.CanonicalHeaderKey(s)
				switch c.Server.AddressHeader {
				case "", "X-Forwarded-For", "X-Real-Ip":
					return nil
				}
				return errors.New("not a header that proxies use for this")
			}),
			write: func(c Config) string { return quote(c.Server.AddressHeader) },
		},
		{
			section: "server", key: "uncounted",
			help:    "Networks from which a program of yours asks for many people. Others' new conversations with the assistant are counted by network, so that nobody takes it from everybody else; no address is kept.",
			allowed: "a list of addresses or networks; those of your own house are never counted", example: `uncounted = ["203.0.113.7", "2001:db8:1::/48"]`,
			read: items(func(c *Config, list []string) error {
				c.Server.Uncounted = nil
				for _, s := range list {
					p, err := network(s)
					if err != nil {
						return fmt.Errorf("%s is not an address or a network", quote(s))
					}
					c.Server.Uncounted = append(c.Server.Uncounted, p)
				}
				return nil
			}),
			write: func(c Config) string {
				all := make([]string, len(c.Server.Uncounted))
				for i, p := range c.Server.Uncounted {
					all[i] = p.String()
				}
				return quoteList(all)
			},
		},
	}
}

// network reads an address, which is a network of its own, or a network.
func network(s string) (netip.Prefix, error) {
	s = strings.TrimSpace(s)
	if a, err := netip.ParseAddr(s); err == nil {
		return netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()), nil
	}
	p, err := netip.ParsePrefix(s)
	return p.Masked(), err
}

func checkAddress(s string) error {
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		return errors.New("not a host and a port with a colon between")
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return fmt.Errorf("%s is not a port", quote(port))
	}
	if strings.ContainsAny(host, " /\\") {
		return fmt.Errorf("%s is not a host", quote(host))
	}
	return nil
}

func checkOrigin(s string) error {
	if strings.Contains(s, "*") {
		return errors.New("a wildcard would let any site speak for you; list each site")
	}
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return errors.New("not an address")
	case u.Scheme != "https" && u.Scheme != "http":
		return errors.New("it does not begin with https:// or http://")
	case u.Hostname() == "":
		return errors.New("it has no host")
	case u.User != nil:
		return errors.New("a name or password does not belong in it")
	case u.Path != "" || u.RawQuery != "" || u.Fragment != "":
		return errors.New("it goes on after the host")
	}
	if p := u.Port(); p != "" {
		if n, err := strconv.Atoi(p); err != nil || n < 1 || n > 65535 {
			return fmt.Errorf("%s is not a port", quote(p))
		}
	}
	return nil
}
