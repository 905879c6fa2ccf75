package app

import (
	"cmp"
	"net"
	netmail "net/mail"
	"net/url"
	"path/filepath"
	"strings"

	"candor/internal/channel/email"
)

// mailFolder is where letters are written beside the databases when there is no server.
const mailFolder = "mail"

// newMail makes what sends letters: through the owner's server or, without one, into a folder beside
// the data that the owner opens by hand.
func (a *App) newMail() (*email.Outbox, error) {
	c := a.o.Config
	from := netmail.Address{Name: c.Desk.Name, Address: "desk@" + a.host()}
	var carrier email.Carrier = email.NewFolder(filepath.Join(c.Data.Dir, mailFolder))
	if c.Mail.Host != "" {
		sender, err := netmail.ParseAddress(c.Mail.From)
		if err != nil {
			return nil, err
		}
		password, err := c.Mail.ReadPassword()
		if err != nil {
			return nil, err
		}
		carrier, err = email.NewSMTP(email.Server{
			Host: c.Mail.Host, Port: c.Mail.Port, User: c.Mail.User, Password: string(password), Security: email.Security(c.Mail.TLS),
		})
		if err != nil {
			return nil, err
		}
		from = netmail.Address{Name: cmp.Or(sender.Name, c.Desk.Name), Address: sender.Address}
	}
	return email.New(email.Options{Store: a.base.store, Carrier: carrier, From: from, Holder: "desk", Log: a.o.Log, Now: a.o.Now})
}

// host is a name for the address that letters in the folder come from.
func (a *App) host() string {
	u, err := url.Parse(a.o.Config.Server.URL())
	if err != nil || u.Hostname() == "" || net.ParseIP(u.Hostname()) != nil || !strings.Contains(u.Hostname(), ".") {
		return "desk.localhost"
	}
	return u.Hostname()
}
