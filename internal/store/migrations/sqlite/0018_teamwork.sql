-- +goose Up

-- For whom a conversation is meant, and the note with which it was handed on. It holds nothing back: what waits can
-- be taken by anybody.
CREATE TABLE assignment (
	conversation TEXT    PRIMARY KEY REFERENCES conversation (id),
	agent        TEXT    NOT NULL, -- empty: whoever of the team
	team         TEXT    NOT NULL,
	made_by      TEXT    NOT NULL CHECK (made_by <> ''),
	at           INTEGER NOT NULL CHECK (at > 0),
	note         TEXT    NOT NULL, -- id of a message; empty: none
	number       INTEGER NOT NULL  -- of that message
) STRICT, WITHOUT ROWID;

CREATE INDEX assignment_agent ON assignment (agent) WHERE agent <> '';
CREATE INDEX assignment_team ON assignment (team) WHERE team <> '';

-- Who was spoken to in a note, and whether they have looked.
CREATE TABLE mention (
	agent        TEXT    NOT NULL CHECK (agent <> ''),
	message      TEXT    NOT NULL,
	conversation TEXT    NOT NULL REFERENCES conversation (id),
	number       INTEGER NOT NULL CHECK (number > 0),
	made_by      TEXT    NOT NULL,
	at           INTEGER NOT NULL CHECK (at > 0),
	seen         INTEGER NOT NULL,
	PRIMARY KEY (agent, message)
) STRICT, WITHOUT ROWID;

CREATE INDEX mention_conversation ON mention (conversation);
CREATE INDEX mention_new ON mention (agent, at) WHERE seen = 0;

-- Words of the desk's own for what a conversation is about.
CREATE TABLE tag (
	name    TEXT    PRIMARY KEY CHECK (name <> ''),
	meaning TEXT    NOT NULL,
	made_by TEXT    NOT NULL,
	made    INTEGER NOT NULL CHECK (made > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversation_tag (
	conversation TEXT    NOT NULL REFERENCES conversation (id),
	tag          TEXT    NOT NULL REFERENCES tag (name),
	made_by      TEXT    NOT NULL,
	at           INTEGER NOT NULL CHECK (at > 0),
	PRIMARY KEY (conversation, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX conversation_tag_tag ON conversation_tag (tag, conversation);

-- What is noted beside conversations, and why the desk needs it.
CREATE TABLE field (
	id      TEXT    PRIMARY KEY,
	label   TEXT    NOT NULL CHECK (label <> ''),
	kind    TEXT    NOT NULL CHECK (kind IN ('text', 'number', 'date', 'choice')),
	choices TEXT    NOT NULL, -- JSON
	purpose TEXT    NOT NULL CHECK (purpose <> ''),
	made_by TEXT    NOT NULL,
	made    INTEGER NOT NULL CHECK (made > 0),
	retired INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE field_value (
	conversation TEXT    NOT NULL REFERENCES conversation (id),
	field        TEXT    NOT NULL REFERENCES field (id),
	made_by      TEXT    NOT NULL,
	at           INTEGER NOT NULL CHECK (at > 0),
	body         BLOB    NOT NULL, -- sealed
	PRIMARY KEY (conversation, field)
) STRICT, WITHOUT ROWID;

CREATE INDEX field_value_field ON field_value (field);

-- Replies and steps that were prepared once, and lists that were saved.
CREATE TABLE canned (
	id       TEXT    PRIMARY KEY,
	name     TEXT    NOT NULL CHECK (name <> ''),
	language TEXT    NOT NULL,
	team     TEXT    NOT NULL,
	body     TEXT    NOT NULL CHECK (body <> ''),
	made_by  TEXT    NOT NULL,
	changed  INTEGER NOT NULL CHECK (changed > 0),
	UNIQUE (name, language, team)
) STRICT, WITHOUT ROWID;

CREATE TABLE macro (
	id      TEXT    PRIMARY KEY,
	name    TEXT    NOT NULL UNIQUE CHECK (name <> ''),
	team    TEXT    NOT NULL,
	steps   TEXT    NOT NULL, -- JSON
	made_by TEXT    NOT NULL,
	changed INTEGER NOT NULL CHECK (changed > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_view (
	id      TEXT    PRIMARY KEY,
	name    TEXT    NOT NULL CHECK (name <> ''),
	owner   TEXT    NOT NULL, -- an agent; empty: everybody's
	filter  TEXT    NOT NULL, -- JSON
	changed INTEGER NOT NULL CHECK (changed > 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX saved_view_owner ON saved_view (owner);

-- What goes on in another conversation of the same customer.
CREATE TABLE merged (
	conversation TEXT    PRIMARY KEY REFERENCES conversation (id),
	goes_on      TEXT    NOT NULL, -- id of the other
	made_by      TEXT    NOT NULL,
	at           INTEGER NOT NULL CHECK (at > 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX merged_goes_on ON merged (goes_on);

-- Who may not write for some days, and why. One row for each customer: the last.
CREATE TABLE writing_limit (
	customer  TEXT    PRIMARY KEY REFERENCES customer (id),
	made_by   TEXT    NOT NULL CHECK (made_by <> ''),
	at        INTEGER NOT NULL CHECK (at > 0),
	until     INTEGER NOT NULL CHECK (until > at),
	lifted    INTEGER NOT NULL,
	lifted_by TEXT    NOT NULL,
	reason    BLOB    NOT NULL -- sealed
) STRICT, WITHOUT ROWID;

-- Customers' own answers to whether something was solved.
CREATE TABLE solved_answer (
	conversation TEXT    PRIMARY KEY REFERENCES conversation (id),
	answer       TEXT    NOT NULL CHECK (answer IN ('yes', 'partly', 'no')),
	at           INTEGER NOT NULL CHECK (at > 0),
	comment      BLOB    -- sealed; NULL: none
) STRICT, WITHOUT ROWID;
