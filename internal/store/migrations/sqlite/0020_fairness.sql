-- +goose Up

-- Audits of fairness, each as it was reported. They hold made-up questions and the desk's own words, none of a customer.
CREATE TABLE fairness_audit (
	digest  TEXT    PRIMARY KEY CHECK (digest <> ''),
	release TEXT    NOT NULL CHECK (release <> ''),
	at      INTEGER NOT NULL CHECK (at > 0),
	blocked INTEGER NOT NULL CHECK (blocked IN (0, 1)),
	report  TEXT    NOT NULL CHECK (report <> '')
) STRICT;

CREATE INDEX fairness_audit_at ON fairness_audit (at);

-- What may answer customers, as the desk signed it. A row without the desk's signature is none.
CREATE TABLE fairness_release (
	number  INTEGER PRIMARY KEY,
	release TEXT    NOT NULL CHECK (release <> ''),
	at      INTEGER NOT NULL CHECK (at > 0),
	signed  TEXT    NOT NULL CHECK (signed <> '')
) STRICT;

CREATE INDEX fairness_release_release ON fairness_release (release, number);
