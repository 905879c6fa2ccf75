-- +goose Up

-- What was done, not only whether it was a yes; in which meaning; by which way; who was named (JSON).
ALTER TABLE consent ADD COLUMN act TEXT NOT NULL DEFAULT 'refused' CHECK (act IN ('given', 'refused', 'withdrawn', 'objected'));
ALTER TABLE consent ADD COLUMN version INTEGER NOT NULL DEFAULT 0 CHECK (version >= 0);
ALTER TABLE consent ADD COLUMN via TEXT NOT NULL DEFAULT '';
ALTER TABLE consent ADD COLUMN recipients TEXT NOT NULL DEFAULT '[]';

-- Until now there was one meaning, the first, and a no after a yes was a withdrawal.
UPDATE consent SET act = 'given', version = 1 WHERE given = 1;
UPDATE consent SET act = 'withdrawn', version = 1 WHERE given = 0 AND EXISTS (
	SELECT 1 FROM consent AS earlier
	WHERE earlier.customer = consent.customer AND earlier.purpose = consent.purpose
		AND earlier.number < consent.number AND earlier.given = 1
);
UPDATE consent SET version = 1 WHERE act = 'refused' AND notice <> '';

ALTER TABLE consent DROP COLUMN given;

CREATE INDEX consent_id ON consent (id);
