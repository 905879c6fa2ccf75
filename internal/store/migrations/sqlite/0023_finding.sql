-- +goose Up

-- What audits and live monitoring found, as it stood on the first day. Nothing in it is about a customer. Rows are only added.
CREATE TABLE fairness_finding (
	id      TEXT    PRIMARY KEY CHECK (id <> ''),
	test    TEXT    NOT NULL CHECK (test <> ''), -- what is tested, whatever the plan
	at      INTEGER NOT NULL CHECK (at > 0),
	opening TEXT    NOT NULL CHECK (opening <> '')
) STRICT;

CREATE INDEX fairness_finding_test ON fairness_finding (test);

-- What was done about a finding, one row after the other. A row that closes one holds the desk's signature; without it
-- it closes nothing.
CREATE TABLE fairness_finding_act (
	finding TEXT    NOT NULL REFERENCES fairness_finding (id),
	number  INTEGER NOT NULL CHECK (number > 0),
	at      INTEGER NOT NULL CHECK (at > 0),
	actor   TEXT    NOT NULL CHECK (actor <> ''),
	act     TEXT    NOT NULL CHECK (act IN ('took', 'moved', 'changed', 'restated', 'closed')),
	words   TEXT    NOT NULL,
	PRIMARY KEY (finding, number)
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER fairness_finding_stays BEFORE UPDATE ON fairness_finding
BEGIN SELECT RAISE(ABORT, 'a finding is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER fairness_finding_kept BEFORE DELETE ON fairness_finding
BEGIN SELECT RAISE(ABORT, 'a finding is never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER fairness_finding_act_stays BEFORE UPDATE ON fairness_finding_act
BEGIN SELECT RAISE(ABORT, 'what was done about a finding is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER fairness_finding_act_kept BEFORE DELETE ON fairness_finding_act
BEGIN SELECT RAISE(ABORT, 'what was done about a finding is never deleted'); END;
-- +goose StatementEnd

-- A release against the audit that one person asked for and a second has not confirmed yet.
CREATE TABLE fairness_override (
	id      TEXT    PRIMARY KEY CHECK (id <> ''),
	release TEXT    NOT NULL CHECK (release <> ''),
	at      INTEGER NOT NULL CHECK (at > 0),
	agent   TEXT    NOT NULL CHECK (agent <> ''),
	reason  TEXT    NOT NULL CHECK (reason <> ''),
	days    INTEGER NOT NULL CHECK (days BETWEEN 1 AND 14),
	ended   TEXT    NOT NULL CHECK (ended IN ('', 'confirmed', 'dropped')),
	second  TEXT    NOT NULL
) STRICT;
