// Package assist helps the people who help customers: what was asked, tried, promised and is open, a reply
// to start from, what to do next, and whether a reply began as one of these drafts.
//
// The promise: everything it gives points at the message or the passage that it stands in, word for word;
// it adds nothing of its own. It works without a model. What a customer did not allow (candor.Assist) is
// not read: whoever calls has to read under that purpose, and the store opens nothing without it.
//
// The refusals: a Draft cannot be said. It is no policy.Draft and nothing here makes one of it: a person
// reads it, changes it and sends words of their own (EU AI Act Art. 14; promise 9 of the charter). In matters
// where people trust a machine too easily (see Guard) there is no draft at all. Nothing here judges,
// counts or ranks the person who is helped: Use is kept by kind of help and never by who used it.
package assist
