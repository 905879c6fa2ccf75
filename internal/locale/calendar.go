package locale

import (
	"fmt"
	"time"
)

// calendar is how a language writes a date.
type calendar struct {
	days   [7]string  // by time.Weekday
	months [12]string // January first
	moment string     // arguments: day of week, day, month, time of day, zone
	date   string     // arguments: day, month, year
}

var calendars = map[string]calendar{
	"en": {
		days: [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
		months: [12]string{"January", "February", "March", "April", "May", "June",
			"July", "August", "September", "October", "November", "December"},
		moment: "%s %d %s at %s %s",
		date:   "%d %s %d",
	},
	"es": {
		days: [7]string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
		months: [12]string{"enero", "febrero", "marzo", "abril", "mayo", "junio",
			"julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
		moment: "%s %d de %s, %s %s",
		date:   "%d de %s de %d",
	},
	"de": {
		days: [7]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
		months: [12]string{"Januar", "Februar", "März", "April", "Mai", "Juni",
			"Juli", "August", "September", "Oktober", "November", "Dezember"},
		moment: "%s, %d. %s, %s Uhr %s",
		date:   "%d. %s %d",
	},
	"fr": {
		days: [7]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
		months: [12]string{"janvier", "février", "mars", "avril", "mai", "juin",
			"juillet", "août", "septembre", "octobre", "novembre", "décembre"},
		moment: "%s %d %s à %s %s",
		date:   "%d %s %d",
	},
	"ar": {
		days: [7]string{"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"},
		months: [12]string{"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
			"يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
		moment: "%s %d %s، الساعة %s %s",
		date:   "%d %s %d",
	},
}

// Moment writes a date and time of day in the desk's zone, for example "Monday 5 October at
// 08:00 BST". The zone is named because customers may be in another.
func (c *Catalogue) Moment(lang string, at time.Time) string {
	cal, at := calendars[c.Match(lang)], at.In(c.zone)
	return fmt.Sprintf(cal.moment, cal.days[at.Weekday()], at.Day(), cal.months[at.Month()-1], at.Format("15:04"), at.Format("MST"))
}

// Date writes a day with its year, for example "5 October 2026".
func (c *Catalogue) Date(lang string, at time.Time) string {
	cal, at := calendars[c.Match(lang)], at.In(c.zone)
	return fmt.Sprintf(cal.date, at.Day(), cal.months[at.Month()-1], at.Year())
}

// Clock writes the time of day in the desk's zone, for example "08:00".
func (c *Catalogue) Clock(_ string, at time.Time) string { return at.In(c.zone).Format("15:04") }

// Weekday gives the name of a day.
func (c *Catalogue) Weekday(lang string, day time.Weekday) string {
	return calendars[c.Match(lang)].days[day]
}
