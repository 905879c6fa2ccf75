// Package email sends mail to customers and staff.
//
// The promise: what Send takes is on the disk, sealed under the customer's key, before it returns,
// and is sent after that, by itself, until a server takes it or it is given up where people can see
// it. A mail may arrive twice after a failure at the worst moment, never under two Message-IDs, so
// that mail programs show one. What was sent is not kept.
//
// The refusal: no server without TLS, but on the machine itself; no certificate that is not the
// server's; no line break in what becomes a header; no address, subject, text or server's answer in
// a log or an error. A customer who is erased while their mail waits gets none.
//
// Without a server the mail is written as .eml files into a folder that only the desk's own user may
// read: what a small desk opens by hand, and what a demo shows. Nothing there is sealed, so files go
// after a week, and at once with their customer.
//
// Messages follow RFC 5322, headers say that a machine wrote them (RFC 3834, Auto-Submitted), and
// STARTTLS or TLS from the first byte is as in RFC 8314.
package email
