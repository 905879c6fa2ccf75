-- +goose Up

-- To whom mail of no customer goes, so that an erasure finds it: the keyed tag of the address. And
-- whether it tells of an erasure, and so is not kept once it was given up.
ALTER TABLE mail ADD COLUMN contact TEXT NOT NULL DEFAULT '';
ALTER TABLE mail ADD COLUMN last INTEGER NOT NULL DEFAULT 0 CHECK (last IN (0, 1));

CREATE INDEX mail_contact ON mail (contact) WHERE customer = '' AND contact <> '';

-- What a person asked to be erased, until nothing of it is left: a hold may keep it for long, or a
-- store may fail. Then the certificate stays and whose it was goes.
CREATE TABLE erasure_order (
	request     TEXT    PRIMARY KEY,
	began       INTEGER NOT NULL,
	finished    INTEGER NOT NULL, -- 0 until nothing is left
	actor       TEXT    NOT NULL CHECK (actor <> ''),
	subject     TEXT    NOT NULL, -- JSON: customers, the keyed tags of their contacts, and their open requests; '' at the end
	certificate BLOB              -- signed JSON, which names nobody
) STRICT, WITHOUT ROWID;

CREATE INDEX erasure_order_open ON erasure_order (began) WHERE finished = 0;
