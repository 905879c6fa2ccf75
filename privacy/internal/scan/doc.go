// Package scan finds values that can be told by their build: numbers, codes, addresses on networks,
// dates, secrets.
//
// The promise: one walk over the plain text, every candidate looked at a bounded number of times, so
// that time is linear whatever is sent. A check digit that holds raises a score. The refusal: one that
// fails never lets a card, an account or an address slip through; such a value is still told, only
// under the name ACCOUNT_NUMBER, because we cannot say what it is. Numbers of orders, tickets and
// parcels are not personal data and stay.
//
// Builds and check digits follow the published rules of each issuer (ISO 7812, ISO 13616, ISO 7064,
// ICAO 9303, ITU E.164 and the national laws), not any other program.
package scan
