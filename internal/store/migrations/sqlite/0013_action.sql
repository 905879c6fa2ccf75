-- +goose Up

-- What customers were asked whether it may be done. What exactly is sealed under the customer's key.
CREATE TABLE proposal (
	id           TEXT    PRIMARY KEY,
	conversation TEXT    NOT NULL REFERENCES conversation (id),
	same         TEXT    NOT NULL,                             -- a commitment to what it is, under the customer's salt
	tool         TEXT    NOT NULL CHECK (tool <> ''),
	kind         TEXT    NOT NULL CHECK (kind IN ('change', 'money')),
	state        TEXT    NOT NULL CHECK (state IN ('proposed', 'accepted', 'approved', 'running', 'done', 'declined', 'expired', 'failed')),
	version      INTEGER NOT NULL CHECK (version > 0),
	made         INTEGER NOT NULL,
	moved        INTEGER NOT NULL,
	expires      INTEGER NOT NULL,
	accepted     INTEGER NOT NULL,                             -- by the customer
	approved     INTEGER NOT NULL,                             -- by an agent
	agent        TEXT    NOT NULL,
	ended        INTEGER NOT NULL,
	tries        INTEGER NOT NULL CHECK (tries >= 0),
	outcome      TEXT    NOT NULL,
	arguments    BLOB    NOT NULL,                             -- sealed JSON
	CHECK (state NOT IN ('running', 'done', 'failed') OR accepted > 0),
	CHECK (kind <> 'money' OR state NOT IN ('approved', 'running', 'done', 'failed') OR approved > 0 AND agent <> '')
) STRICT, WITHOUT ROWID;

CREATE INDEX proposal_conversation ON proposal (conversation, made);
CREATE UNIQUE INDEX proposal_same ON proposal (conversation, same) WHERE ended = 0;
CREATE INDEX proposal_open ON proposal (state, moved) WHERE ended = 0;

-- What was promised to customers by a time. Words are sealed under the customer's key.
CREATE TABLE commitment (
	id           TEXT    PRIMARY KEY,
	conversation TEXT    NOT NULL REFERENCES conversation (id),
	kind         TEXT    NOT NULL CHECK (kind <> ''),
	maker        TEXT    NOT NULL CHECK (maker IN ('action', 'desk', 'agent')),
	agent        TEXT    NOT NULL,
	source       TEXT    NOT NULL,
	made         INTEGER NOT NULL,
	due          INTEGER NOT NULL CHECK (due > made),
	standing     TEXT    NOT NULL CHECK (standing IN ('open', 'kept', 'late', 'broken')),
	ended        INTEGER NOT NULL CHECK ((ended = 0) = (standing = 'open')),
	ended_by     TEXT    NOT NULL,
	words        BLOB,
	reason       BLOB    CHECK (standing <> 'broken' OR reason IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX commitment_source ON commitment (conversation, kind, source) WHERE source <> '';
CREATE INDEX commitment_conversation ON commitment (conversation, due);
CREATE INDEX commitment_due ON commitment (standing, due);
