-- What customers chose to say of themselves, to find out whether everybody is treated alike. Sealed under the customer's
-- key, apart from every conversation; read for the purpose of fairness only, with a live consent.

-- +goose Up

CREATE TABLE stated (
	customer TEXT    PRIMARY KEY REFERENCES customer (id),
	at       INTEGER NOT NULL,
	body     BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
