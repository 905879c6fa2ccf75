-- Times are microseconds since 1970 in UTC, 0 for none. Texts that may be absent are ''.
-- Words that people wrote, and what would tell of them, stand in BLOB columns sealed under the
-- customer's key.

-- +goose Up

-- One row. It says how far the ledger and the outbox have come; every commit that adds to either
-- moves it, so that no two writers can give the same number twice.
CREATE TABLE head (
	id          INTEGER PRIMARY KEY CHECK (id = 1),
	ledger_size INTEGER NOT NULL CHECK (ledger_size >= 0),
	ledger_note BLOB    NOT NULL, -- signed checkpoint of that size
	event_seq   INTEGER NOT NULL CHECK (event_seq >= 0),
	at          INTEGER NOT NULL
) STRICT;

CREATE TABLE ledger (
	seq    INTEGER PRIMARY KEY CHECK (seq >= 0),
	at     INTEGER NOT NULL,
	kind   TEXT    NOT NULL,
	record BLOB    NOT NULL,
	hashes BLOB    NOT NULL -- of the record and of every subtree it completes, 32 bytes each
) STRICT;

CREATE TABLE checkpoint (
	size INTEGER PRIMARY KEY,
	at   INTEGER NOT NULL,
	note BLOB    NOT NULL
) STRICT;

CREATE TABLE customer (
	id      TEXT    PRIMARY KEY,
	created INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Every act of allowing, refusing or withdrawing; the last number of a purpose counts.
CREATE TABLE consent (
	customer TEXT    NOT NULL REFERENCES customer (id),
	purpose  TEXT    NOT NULL CHECK (purpose <> ''),
	number   INTEGER NOT NULL CHECK (number > 0),
	id       TEXT    NOT NULL,
	given    INTEGER NOT NULL CHECK (given IN (0, 1)),
	notice   TEXT    NOT NULL,
	language TEXT    NOT NULL,
	at       INTEGER NOT NULL,
	PRIMARY KEY (customer, purpose, number)
) STRICT, WITHOUT ROWID;

-- The exact texts that were shown, by digest.
CREATE TABLE notice (
	digest   TEXT    PRIMARY KEY,
	language TEXT    NOT NULL,
	text     TEXT    NOT NULL,
	at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE conversation (
	id            TEXT    PRIMARY KEY,
	inbox         TEXT    NOT NULL CHECK (inbox <> ''),
	customer      TEXT    NOT NULL REFERENCES customer (id),
	state         TEXT    NOT NULL CHECK (state IN ('assisting', 'waiting', 'attended', 'snoozed', 'resolved')),
	version       INTEGER NOT NULL CHECK (version > 0),
	messages      INTEGER NOT NULL CHECK (messages >= 0),
	language      TEXT    NOT NULL,
	priority      INTEGER NOT NULL,
	with_person   INTEGER NOT NULL CHECK (with_person IN (0, 1)),
	offered       INTEGER NOT NULL CHECK (offered IN (0, 1)),
	unresolved    INTEGER NOT NULL CHECK (unresolved >= 0),
	agent         TEXT    NOT NULL,
	agent_name    TEXT    NOT NULL,
	reason        TEXT    NOT NULL,
	created       INTEGER NOT NULL,
	updated       INTEGER NOT NULL,
	waiting_since INTEGER NOT NULL,
	promised_by   INTEGER NOT NULL,
	snoozed_until INTEGER NOT NULL,
	customer_read INTEGER NOT NULL,
	agent_read    INTEGER NOT NULL,
	last_customer INTEGER NOT NULL,
	last_answered INTEGER NOT NULL,
	begin_key     TEXT,
	CHECK (state <> 'assisting' OR with_person = 0)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX conversation_begin_key ON conversation (begin_key) WHERE begin_key IS NOT NULL;
CREATE INDEX conversation_reference ON conversation (substr(id, 23)); -- the last 8 characters, which people read out
CREATE INDEX conversation_state ON conversation (state, updated);
CREATE INDEX conversation_agent ON conversation (agent, state, updated) WHERE agent <> '';
CREATE INDEX conversation_queue ON conversation (inbox, priority, waiting_since) WHERE state = 'waiting';

CREATE TABLE verdict (
	id           TEXT    PRIMARY KEY,
	conversation TEXT    NOT NULL REFERENCES conversation (id),
	stage        TEXT    NOT NULL CHECK (stage IN ('route', 'say')),
	action       TEXT    NOT NULL CHECK (action IN ('hold', 'pass', 'hand_over', 'reply')),
	reason       TEXT    NOT NULL,
	rule         TEXT    NOT NULL,
	priority     INTEGER NOT NULL,
	policy       TEXT    NOT NULL,
	at           INTEGER NOT NULL,
	gates        TEXT    NOT NULL -- every gate that was asked, in order, as JSON
) STRICT, WITHOUT ROWID;

-- Nothing is said without a decision: verdict_id is what makes that true of every row.
CREATE TABLE message (
	conversation TEXT    NOT NULL REFERENCES conversation (id),
	number       INTEGER NOT NULL CHECK (number > 0),
	id           TEXT    NOT NULL,
	verdict_id   TEXT    NOT NULL REFERENCES verdict (id),
	author       TEXT    NOT NULL CHECK (author IN ('customer', 'assistant', 'agent', 'desk')),
	kind         TEXT    NOT NULL CHECK (kind IN ('said', 'notice', 'note')),
	agent        TEXT    NOT NULL,
	name         TEXT    NOT NULL,
	text_key     TEXT    NOT NULL,
	language     TEXT    NOT NULL,
	confidence   REAL    NOT NULL,
	helpful      INTEGER NOT NULL CHECK (helpful IN (-1, 0, 1)),
	client_key   TEXT,
	at           INTEGER NOT NULL,
	body         BLOB    NOT NULL, -- sealed
	citations    BLOB,             -- sealed JSON
	PRIMARY KEY (conversation, number)
) STRICT;

CREATE UNIQUE INDEX message_client_key ON message (conversation, client_key) WHERE client_key IS NOT NULL;

CREATE TABLE outbox (
	seq          INTEGER PRIMARY KEY CHECK (seq > 0),
	kind         TEXT    NOT NULL,
	conversation TEXT    NOT NULL,
	message      TEXT    NOT NULL,
	number       INTEGER NOT NULL,
	author       TEXT    NOT NULL,
	internal     INTEGER NOT NULL CHECK (internal IN (0, 1)),
	at           INTEGER NOT NULL
) STRICT;

CREATE INDEX outbox_conversation ON outbox (conversation, seq);

CREATE TABLE job (
	conversation TEXT    NOT NULL REFERENCES conversation (id),
	kind         TEXT    NOT NULL,
	id           TEXT    NOT NULL UNIQUE,
	run_at       INTEGER NOT NULL,
	holder       TEXT    NOT NULL, -- the node that works on it until run_at; empty when nobody does
	attempts     INTEGER NOT NULL CHECK (attempts >= 0),
	PRIMARY KEY (conversation, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_run_at ON job (run_at);

-- How long people waited, without who they were.
CREATE TABLE finished_wait (
	inbox  TEXT    NOT NULL,
	at     INTEGER NOT NULL,
	micros INTEGER NOT NULL CHECK (micros >= 0)
) STRICT;

CREATE INDEX finished_wait_recent ON finished_wait (inbox, at);

CREATE TABLE agent (
	id            TEXT    PRIMARY KEY,
	email         TEXT    NOT NULL,
	email_folded  TEXT    NOT NULL UNIQUE,
	name          TEXT    NOT NULL,
	first_name    TEXT    NOT NULL,
	roles         TEXT    NOT NULL, -- parted by spaces
	languages     TEXT    NOT NULL, -- parted by spaces
	password_hash TEXT    NOT NULL,
	created       INTEGER NOT NULL,
	disabled      INTEGER NOT NULL CHECK (disabled IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
	token   BLOB    PRIMARY KEY CHECK (length(token) = 32), -- SHA-256; the token itself is in the cookie only
	data    BLOB    NOT NULL,
	expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_expires ON session (expires);

CREATE TABLE setting (
	name    TEXT    PRIMARY KEY CHECK (name <> ''),
	value   TEXT    NOT NULL,
	at      INTEGER NOT NULL,
	changed TEXT    NOT NULL -- by whom
) STRICT, WITHOUT ROWID;

-- Every version of every article; at most one of each is current.
CREATE TABLE article (
	id          TEXT    NOT NULL,
	version     INTEGER NOT NULL CHECK (version > 0),
	is_current  INTEGER NOT NULL CHECK (is_current IN (0, 1)),
	source_key  TEXT    NOT NULL,
	slug        TEXT    NOT NULL,
	title       TEXT    NOT NULL,
	language    TEXT    NOT NULL,
	topic       TEXT    NOT NULL,
	audience    TEXT    NOT NULL CHECK (audience IN ('public', 'internal')),
	source      TEXT    NOT NULL,
	updated     INTEGER NOT NULL,
	format      TEXT    NOT NULL,
	body        TEXT    NOT NULL,
	questions   TEXT    NOT NULL, -- other ways to ask for it: a JSON list
	digest      TEXT    NOT NULL,
	saved       INTEGER NOT NULL,
	PRIMARY KEY (id, version)
) STRICT;

CREATE UNIQUE INDEX article_current ON article (id) WHERE is_current = 1;
CREATE INDEX article_slug ON article (slug, language) WHERE is_current = 1;
CREATE INDEX article_saved ON article (saved);

-- The passages of the current versions.
CREATE TABLE passage (
	id       TEXT    PRIMARY KEY,
	article  TEXT    NOT NULL,
	version  INTEGER NOT NULL,
	place    INTEGER NOT NULL CHECK (place >= 0),
	heading  TEXT    NOT NULL,
	body     TEXT    NOT NULL,
	first    INTEGER NOT NULL, -- byte in the article's body
	past     INTEGER NOT NULL, -- byte after the last one
	steering INTEGER NOT NULL CHECK (steering IN (0, 1)),
	FOREIGN KEY (article, version) REFERENCES article (id, version)
) STRICT;

CREATE INDEX passage_article ON passage (article, version, place);
