package locale

import (
	"fmt"
	"strconv"
	"time"
)

// calendar is how a language writes a date.
type calendar struct {
	days   [7]string  // by time.Weekday
	months [12]string // January first
	first  string     // the first day of a month, where it is not written as a plain number
	moment string     // arguments: day of week, day, month, time of day, zone
	date   string     // arguments: day, month, year
}

var calendars = map[string]calendar{
	"en": {
		days: [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
		months: [12]string{"January", "February", "March", "April", "May", "June",
			"July", "August", "September", "October", "November", "December"},
		moment: "%s %s %s at %s %s",
		date:   "%s %s %d",
	},
	"es": {
		days: [7]string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
		months: [12]string{"enero", "febrero", "marzo", "abril", "mayo", "junio",
			"julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
		moment: "%s %s de %s, %s %s",
		date:   "%s de %s de %d",
	},
	"de": {
		days: [7]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
		months: [12]string{"Januar", "Februar", "März", "April", "Mai", "Juni",
			"Juli", "August", "September", "Oktober", "November", "Dezember"},
		moment: "%s, %s. %s, %s Uhr %s",
		date:   "%s. %s %d",
	},
	"fr": {
		days: [7]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
		months: [12]string{"janvier", "février", "mars", "avril", "mai", "juin",
			"juillet", "août", "septembre", "octobre", "novembre", "décembre"},
		first:  "1er",
		moment: "%s %s %s à %s %s",
		date:   "%s %s %d",
	},
	"it": {
		days: [7]string{"domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"},
		months: [12]string{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
			"luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"},
		first:  "1º",
		moment: "%s %s %s alle %s %s",
		date:   "%s %s %d",
	},
	"ar": {
		days: [7]string{"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"},
		months: [12]string{"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
			"يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
		moment: "%s %s %s، الساعة %s %s",
		date:   "%s %s %d",
	},
}

// day gives the day of the month as the language writes it.
func (c calendar) day(at time.Time) string {
	if at.Day() == 1 && c.first != "" {
		return c.first
	}
	return strconv.Itoa(at.Day())
}

// Moment writes a date and time of day in the desk's zone, for example "Monday 5 October at
// 08:00 BST". The zone is named because customers may be in another.
func (c *Catalogue) Moment(lang string, at time.Time) string {
	cal, at := calendars[c.Match(lang)], at.In(c.zone)
	return fmt.Sprintf(cal.moment, cal.days[at.Weekday()], cal.day(at), cal.months[at.Month()-1], at.Format("15:04"), at.Format("MST"))
}

// Date writes a day with its year, for example "5 October 2026".
func (c *Catalogue) Date(lang string, at time.Time) string {
	cal, at := calendars[c.Match(lang)], at.In(c.zone)
	return fmt.Sprintf(cal.date, cal.day(at), cal.months[at.Month()-1], at.Year())
}

// Clock writes the time of day in the desk's zone, for example "08:00".
func (c *Catalogue) Clock(_ string, at time.Time) string { return at.In(c.zone).Format("15:04") }

// Weekday gives the name of a day.
func (c *Catalogue) Weekday(lang string, day time.Weekday) string {
	return calendars[c.Match(lang)].days[day]
}
