package service

import (
	"sync"
	"time"
)

// Days after Easter Sunday.
const (
	goodFriday    = -2
	easterDay     = 0
	easterMonday  = 1
	ascension     = 39
	whitSunday    = 49
	whitMonday    = 50
	corpusChristi = 60
)

// holidays are those of whole countries, from the laws that are named. Owners add what their region or town
// keeps besides, and should check a year before they rely on it: laws change.
var holidays = sync.OnceValue(func() map[Country]country {
	return map[Country]country{
		"AT": {source: "Arbeitsruhegesetz § 7", days: []holiday{
			on(time.January, 1), on(time.January, 6), easter(easterMonday), on(time.May, 1), easter(ascension), easter(whitMonday),
			easter(corpusChristi), on(time.August, 15), on(time.October, 26), on(time.November, 1), on(time.December, 8),
			on(time.December, 25), on(time.December, 26)}},
		"BE": {source: "Act of 4 January 1974 and Royal Decree of 18 April 1974", days: []holiday{
			on(time.January, 1), easter(easterMonday), on(time.May, 1), easter(ascension), easter(whitMonday), on(time.July, 21),
			on(time.August, 15), on(time.November, 1), on(time.November, 11), on(time.December, 25)}},
		"BR": {source: "Leis 662/1949, 6.802/1980, 9.093/1995 and 14.759/2023", days: []holiday{
			on(time.January, 1), easter(goodFriday), on(time.April, 21), on(time.May, 1), on(time.September, 7), on(time.October, 12),
			on(time.November, 2), on(time.November, 15), {month: time.November, day: 20, since: 2024}, on(time.December, 25)}},
		"DE": {source: "those that all sixteen Länder keep; Einigungsvertrag Art. 2(2)", days: []holiday{
			on(time.January, 1), easter(goodFriday), easter(easterMonday), on(time.May, 1), easter(ascension), easter(whitMonday),
			on(time.October, 3), on(time.December, 25), on(time.December, 26)}},
		"ES": {source: "Estatuto de los Trabajadores art. 37.2 and Real Decreto 2001/1983 art. 45", days: []holiday{
			on(time.January, 1), on(time.January, 6), easter(goodFriday), on(time.May, 1), on(time.August, 15), on(time.October, 12),
			on(time.November, 1), on(time.December, 6), on(time.December, 8), on(time.December, 25)}},
		"FR": {source: "Code du travail L3133-1", days: []holiday{
			on(time.January, 1), easter(easterMonday), on(time.May, 1), on(time.May, 8), easter(ascension), easter(whitMonday),
			on(time.July, 14), on(time.August, 15), on(time.November, 1), on(time.November, 11), on(time.December, 25)}},
		"GB": {source: "Banking and Financial Dealings Act 1971, sch. 1 (England and Wales)", move: onward, days: []holiday{
			on(time.January, 1), easter(goodFriday), easter(easterMonday), nth(1, time.Monday, time.May), nth(-1, time.Monday, time.May),
			nth(-1, time.Monday, time.August), on(time.December, 25), on(time.December, 26)}},
		"IE": {source: "Organisation of Working Time Act 1997, sch. 2", days: []holiday{
			on(time.January, 1), nth(1, time.Monday, time.February), on(time.March, 17), easter(easterMonday), nth(1, time.Monday, time.May),
			nth(1, time.Monday, time.June), nth(1, time.Monday, time.August), nth(-1, time.Monday, time.October), on(time.December, 25),
			on(time.December, 26)}},
		"IT": {source: "Legge 260/1949 as amended, Legge 151/2025", days: []holiday{
			on(time.January, 1), on(time.January, 6), easter(easterMonday), on(time.April, 25), on(time.May, 1), on(time.June, 2),
			on(time.August, 15), {month: time.October, day: 4, since: 2026}, on(time.November, 1), on(time.December, 8),
			on(time.December, 25), on(time.December, 26)}},
		"NL": {source: "Algemene termijnenwet art. 3", days: []holiday{
			on(time.January, 1), easter(goodFriday), easter(easterMonday), on(time.April, 27), on(time.May, 5), easter(ascension),
			easter(whitMonday), on(time.December, 25), on(time.December, 26)}},
		"PL": {source: "Ustawa z 18 stycznia 1951 o dniach wolnych od pracy", days: []holiday{
			on(time.January, 1), on(time.January, 6), easter(easterDay), easter(easterMonday), on(time.May, 1), on(time.May, 3),
			easter(whitSunday), easter(corpusChristi), on(time.August, 15), on(time.November, 1), on(time.November, 11),
			{month: time.December, day: 24, since: 2025}, on(time.December, 25), on(time.December, 26)}},
		"PT": {source: "Código do Trabalho art. 234", days: []holiday{
			on(time.January, 1), easter(goodFriday), easter(easterDay), on(time.April, 25), on(time.May, 1), easter(corpusChristi),
			on(time.June, 10), on(time.August, 15), on(time.October, 5), on(time.November, 1), on(time.December, 1), on(time.December, 8),
			on(time.December, 25)}},
		"US": {source: "5 U.S.C. § 6103", move: nearest, days: []holiday{
			on(time.January, 1), nth(3, time.Monday, time.January), nth(3, time.Monday, time.February), nth(-1, time.Monday, time.May),
			{month: time.June, day: 19, since: 2021}, on(time.July, 4), nth(1, time.Monday, time.September), nth(2, time.Monday, time.October),
			on(time.November, 11), nth(4, time.Thursday, time.November), on(time.December, 25)}},
	}
})
