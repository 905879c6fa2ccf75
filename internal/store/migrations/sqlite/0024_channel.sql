-- Where a conversation began: the widget, a page of the desk or the API. Empty: it began before this was kept.

-- +goose Up

ALTER TABLE conversation ADD COLUMN channel TEXT NOT NULL DEFAULT '' CHECK (channel IN ('', 'widget', 'page', 'api'));

-- The sums behind reports are told by channel too.
CREATE TABLE pace_by_channel (
	hour     INTEGER NOT NULL CHECK (hour >= 0), -- hours since 1970, UTC
	inbox    TEXT    NOT NULL,
	language TEXT    NOT NULL,
	channel  TEXT    NOT NULL,
	measure  TEXT    NOT NULL CHECK (measure IN ('begun', 'waited', 'first_reply', 'handled')),
	band     INTEGER NOT NULL CHECK (band >= 0), -- service.Band
	number   INTEGER NOT NULL CHECK (number > 0),
	PRIMARY KEY (hour, inbox, language, channel, measure, band)
) STRICT, WITHOUT ROWID;
INSERT INTO pace_by_channel (hour, inbox, language, channel, measure, band, number)
	SELECT hour, inbox, language, '', measure, band, number FROM pace;
DROP TABLE pace;
ALTER TABLE pace_by_channel RENAME TO pace;
