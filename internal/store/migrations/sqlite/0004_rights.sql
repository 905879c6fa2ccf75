-- +goose Up

-- What is known of who a customer is: one sealed text for each.
CREATE TABLE profile (
	customer TEXT    PRIMARY KEY REFERENCES customer (id),
	updated  INTEGER NOT NULL,
	body     BLOB    NOT NULL -- sealed JSON
) STRICT, WITHOUT ROWID;

-- Which customers share a contact they have proven. The tag is an HMAC of the contact under a key of
-- the desk's own; the alias follows from the customer's key and goes with it, so that a row in an old
-- backup tells neither the contact nor whose it was.
CREATE TABLE contact (
	tag   TEXT    NOT NULL CHECK (length(tag) = 43),
	alias BLOB    NOT NULL CHECK (length(alias) = 16),
	at    INTEGER NOT NULL,
	PRIMARY KEY (tag, alias)
) STRICT, WITHOUT ROWID;

CREATE INDEX contact_alias ON contact (alias);

-- What a customer says beside a message about them. The message itself is never rewritten.
CREATE TABLE statement (
	conversation TEXT    NOT NULL REFERENCES conversation (id),
	message      TEXT    NOT NULL,
	at           INTEGER NOT NULL,
	body         BLOB    NOT NULL, -- sealed
	PRIMARY KEY (conversation, message)
) STRICT, WITHOUT ROWID;

-- Requests about one's own data. Facts hold the clocks and reasons, none of which is personal; the
-- words that people wrote are sealed, under the key of the first customer or, where nobody is known
-- yet, under a key of the request's own.
CREATE TABLE request (
	id       TEXT    PRIMARY KEY,
	version  INTEGER NOT NULL CHECK (version > 0),
	kind     TEXT    NOT NULL,
	regime   TEXT    NOT NULL,
	state    TEXT    NOT NULL,
	received INTEGER NOT NULL,
	closed   INTEGER NOT NULL,
	contact  TEXT    NOT NULL, -- keyed tag
	facts    TEXT    NOT NULL, -- JSON
	own_key  INTEGER NOT NULL CHECK (own_key IN (0, 1)),
	words    BLOB              -- sealed JSON
) STRICT, WITHOUT ROWID;

CREATE INDEX request_closed ON request (closed, received);

CREATE TABLE request_customer (
	request TEXT    NOT NULL REFERENCES request (id),
	place   INTEGER NOT NULL CHECK (place > 0),
	alias   BLOB    NOT NULL CHECK (length(alias) = 16),
	PRIMARY KEY (request, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX request_customer_alias ON request_customer (alias);

-- One-time links to an address. Only digests of the secret are kept.
CREATE TABLE link (
	hash    BLOB    PRIMARY KEY CHECK (length(hash) = 32),
	bound   BLOB    NOT NULL CHECK (length(bound) = 32),
	contact TEXT    NOT NULL, -- keyed tag
	purpose TEXT    NOT NULL CHECK (purpose <> ''),
	request TEXT    NOT NULL,
	expires INTEGER NOT NULL,
	used    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX link_expires ON link (expires);
CREATE INDEX link_contact ON link (contact);

-- Which tokens of embedding sites were used already, until they are refused for their age.
CREATE TABLE replay (
	digest  BLOB    PRIMARY KEY CHECK (length(digest) = 32), -- SHA-256 of the inbox and the token's id
	expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX replay_expires ON replay (expires);

-- What must be kept although somebody asked for it to go or its time is over. The foreign key makes
-- the database itself refuse to drop a customer under hold.
CREATE TABLE hold (
	id           TEXT    PRIMARY KEY,
	customer     TEXT    NOT NULL REFERENCES customer (id),
	conversation TEXT    NOT NULL, -- '' for everything about the customer
	ground       TEXT    NOT NULL CHECK (ground <> ''),
	placed       INTEGER NOT NULL,
	placed_by    TEXT    NOT NULL CHECK (placed_by <> ''),
	until        INTEGER NOT NULL,
	lifted       INTEGER NOT NULL,
	lifted_by    TEXT    NOT NULL,
	reason       BLOB    NOT NULL -- sealed
) STRICT, WITHOUT ROWID;

CREATE INDEX hold_customer ON hold (customer, conversation);

-- Erasures. The customer stands here only while one is under way, so that it is finished after a
-- stop; a finished one says how much went and no more of whom.
CREATE TABLE erasure (
	id       TEXT    PRIMARY KEY,
	customer TEXT    NOT NULL,
	actor    TEXT    NOT NULL CHECK (actor <> ''),
	cause    TEXT    NOT NULL CHECK (cause IN ('asked', 'retention', 'restored')),
	began    INTEGER NOT NULL,
	finished INTEGER NOT NULL,
	counts   TEXT    NOT NULL -- rows of each table, as JSON
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX erasure_customer ON erasure (customer) WHERE customer <> '';

-- Up to which destroyed key this file was searched for what is left of its customer.
CREATE TABLE sweep (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	up_to INTEGER NOT NULL
) STRICT;

INSERT INTO sweep (id, up_to) VALUES (1, 0);

-- What reports still need of conversations that are gone: how many of what, each day, in each inbox.
CREATE TABLE tally (
	day     INTEGER NOT NULL, -- since 1970, in UTC
	inbox   TEXT    NOT NULL,
	measure TEXT    NOT NULL,
	n       INTEGER NOT NULL,
	PRIMARY KEY (day, inbox, measure)
) STRICT, WITHOUT ROWID;

-- Finding and dropping everything of a customer, and checking that nothing refers to it, without
-- reading whole tables.
CREATE INDEX conversation_customer ON conversation (customer);
CREATE INDEX verdict_conversation ON verdict (conversation);
CREATE INDEX message_verdict ON message (verdict_id);
