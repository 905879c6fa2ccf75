-- +goose Up

-- A person's words that began as a draft that AI made. The customer is told beside them.
ALTER TABLE message ADD COLUMN helped INTEGER NOT NULL DEFAULT 0 CHECK (helped IN (0, 1));

-- Drafts that people were shown in a conversation, so that what is sent can be told from what was drafted.
CREATE TABLE assist_draft (
	id           TEXT    PRIMARY KEY,
	conversation TEXT    NOT NULL REFERENCES conversation (id),
	kind         TEXT    NOT NULL CHECK (kind <> ''),
	at           INTEGER NOT NULL CHECK (at > 0),
	body         BLOB    NOT NULL -- sealed
) STRICT, WITHOUT ROWID;

CREATE INDEX assist_draft_conversation ON assist_draft (conversation, at);

-- How much help was worth, by kind and day: no customer and no member of staff stands in it.
CREATE TABLE assist_use (
	day     INTEGER NOT NULL CHECK (day > 0),
	kind    TEXT    NOT NULL CHECK (kind <> ''),
	offered INTEGER NOT NULL CHECK (offered >= 0),
	sent    INTEGER NOT NULL CHECK (sent >= 0),
	kept_0  INTEGER NOT NULL CHECK (kept_0 >= 0), -- replies of which under a fifth stood in the draft, and so on
	kept_1  INTEGER NOT NULL CHECK (kept_1 >= 0),
	kept_2  INTEGER NOT NULL CHECK (kept_2 >= 0),
	kept_3  INTEGER NOT NULL CHECK (kept_3 >= 0),
	kept_4  INTEGER NOT NULL CHECK (kept_4 >= 0),
	PRIMARY KEY (day, kind)
) STRICT, WITHOUT ROWID;

-- How often something took how long, by hour, inbox and language: no customer and no member of staff stands in it.
CREATE TABLE pace (
	hour     INTEGER NOT NULL CHECK (hour >= 0), -- hours since 1970, UTC
	inbox    TEXT    NOT NULL,
	language TEXT    NOT NULL,
	measure  TEXT    NOT NULL CHECK (measure IN ('begun', 'waited', 'first_reply', 'handled')),
	band     INTEGER NOT NULL CHECK (band >= 0), -- service.Band
	number   INTEGER NOT NULL CHECK (number > 0),
	PRIMARY KEY (hour, inbox, language, measure, band)
) STRICT, WITHOUT ROWID;

-- Which summaries by e-mail a member of staff wants.
CREATE TABLE agent_notice (
	agent  TEXT    PRIMARY KEY REFERENCES agent (id),
	digest TEXT    NOT NULL CHECK (digest IN ('never', 'daily', 'hourly')),
	sent   INTEGER NOT NULL CHECK (sent >= 0) -- the last one
) STRICT, WITHOUT ROWID;
