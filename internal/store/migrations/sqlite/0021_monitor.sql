-- What live monitoring of fairness counts. No row says whom it is about; only monitor_turn names a customer, and
-- nothing of what they got or which group they belong to.

-- +goose Up

-- One cell of one partition of everybody: how many people, and how many of them had each outcome of the family.
-- What is told goes up in whole batches of ten people. The open part is what a batch lacks; nobody is shown it.
CREATE TABLE monitor_cell (
	family  TEXT    NOT NULL CHECK (family <> ''),
	part    TEXT    NOT NULL CHECK (part <> ''), -- what everybody is divided by
	cell    TEXT    NOT NULL CHECK (cell <> ''),
	begun   INTEGER NOT NULL DEFAULT 0,          -- told: of whom the outcome is awaited or known
	n       INTEGER NOT NULL DEFAULT 0,          -- told: of whom it is known
	k0      INTEGER NOT NULL DEFAULT 0,
	k1      INTEGER NOT NULL DEFAULT 0,
	k2      INTEGER NOT NULL DEFAULT 0,
	k3      INTEGER NOT NULL DEFAULT 0,
	o_begun INTEGER NOT NULL DEFAULT 0 CHECK (o_begun BETWEEN 0 AND 9),
	o_n     INTEGER NOT NULL DEFAULT 0 CHECK (o_n BETWEEN 0 AND 9),
	o_k0    INTEGER NOT NULL DEFAULT 0 CHECK (o_k0 BETWEEN 0 AND o_n),
	o_k1    INTEGER NOT NULL DEFAULT 0 CHECK (o_k1 BETWEEN 0 AND o_n),
	o_k2    INTEGER NOT NULL DEFAULT 0 CHECK (o_k2 BETWEEN 0 AND o_n),
	o_k3    INTEGER NOT NULL DEFAULT 0 CHECK (o_k3 BETWEEN 0 AND o_n),
	PRIMARY KEY (family, part, cell)
) STRICT, WITHOUT ROWID;

-- What was told at the end of a day, so that a window is one subtraction.
CREATE TABLE monitor_day (
	family TEXT    NOT NULL,
	part   TEXT    NOT NULL,
	cell   TEXT    NOT NULL,
	day    INTEGER NOT NULL, -- days since 1970 in UTC
	begun  INTEGER NOT NULL,
	n      INTEGER NOT NULL,
	k0     INTEGER NOT NULL,
	k1     INTEGER NOT NULL,
	k2     INTEGER NOT NULL,
	k3     INTEGER NOT NULL,
	PRIMARY KEY (family, part, cell, day)
) STRICT, WITHOUT ROWID;

-- Whose turn was counted when: somebody counts once in a while, however often they write.
CREATE TABLE monitor_turn (
	customer TEXT    NOT NULL REFERENCES customer (id),
	family   TEXT    NOT NULL,
	day      INTEGER NOT NULL, -- on which they began
	settled  INTEGER NOT NULL CHECK (settled IN (0, 1)),
	PRIMARY KEY (customer, family)
) STRICT, WITHOUT ROWID;

CREATE INDEX monitor_turn_due ON monitor_turn (day, customer) WHERE family = 'ended' AND settled = 0;
CREATE INDEX monitor_turn_day ON monitor_turn (day);

-- One row: how far the watch for gaps is, as JSON of figures.
CREATE TABLE monitor_watch (
	id      INTEGER PRIMARY KEY CHECK (id = 1),
	version INTEGER NOT NULL CHECK (version > 0),
	at      INTEGER NOT NULL,
	body    TEXT    NOT NULL
) STRICT;

-- Gaps that were found, of groups and never of anybody.
CREATE TABLE monitor_alarm (
	number  INTEGER PRIMARY KEY,
	outcome TEXT    NOT NULL CHECK (outcome <> ''),
	part    TEXT    NOT NULL CHECK (part <> ''),
	grp     TEXT    NOT NULL CHECK (grp <> ''),
	at      INTEGER NOT NULL CHECK (at > 0),
	log_e   REAL    NOT NULL,
	n       INTEGER NOT NULL,
	k       INTEGER NOT NULL,
	rest_n  INTEGER NOT NULL,
	rest_k  INTEGER NOT NULL,
	ended   INTEGER NOT NULL DEFAULT 0,
	ended_by TEXT   NOT NULL DEFAULT '' CHECK ((ended > 0) = (ended_by <> ''))
) STRICT;

CREATE UNIQUE INDEX monitor_alarm_open ON monitor_alarm (outcome, part, grp) WHERE ended = 0;

-- e-values over time, for charts.
CREATE TABLE monitor_line (
	outcome TEXT    NOT NULL,
	part    TEXT    NOT NULL,
	grp     TEXT    NOT NULL,
	day     INTEGER NOT NULL,
	log_e   REAL    NOT NULL,
	PRIMARY KEY (outcome, part, grp, day)
) STRICT, WITHOUT ROWID;
