-- +goose Up

-- E-mail on its way out. To whom, subject and text are sealed; what was sent is removed at once.
CREATE TABLE mail (
	id       TEXT    PRIMARY KEY,
	customer TEXT    NOT NULL, -- under whose key it is sealed; '' for the desk's own
	once     TEXT,             -- what it is sent but once for
	made     INTEGER NOT NULL,
	run_at   INTEGER NOT NULL,
	attempts INTEGER NOT NULL CHECK (attempts >= 0),
	holder   TEXT    NOT NULL, -- who tries to send it until run_at; empty when nobody does
	dead     INTEGER NOT NULL CHECK (dead IN (0, 1)),
	reason   TEXT    NOT NULL, -- of the last failure, a short word
	words    BLOB    NOT NULL  -- sealed JSON
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX mail_once ON mail (once) WHERE once IS NOT NULL;
CREATE INDEX mail_run_at ON mail (run_at) WHERE dead = 0;
CREATE INDEX mail_customer ON mail (customer);

-- What was sent but once, so that it stays so after the mail itself is gone: a digest, for a month.
CREATE TABLE mail_sent (
	once BLOB    PRIMARY KEY CHECK (length(once) = 32),
	at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX mail_sent_at ON mail_sent (at);
