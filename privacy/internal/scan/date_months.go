package scan

import "strings"

// monthNames are the months in each language, January first, in small letters; a stroke joins names of
// one month.
var monthNames = []string{
	"jan/january februar/feb/february mar/march apr/april may jun/june jul/july aug/august sep/sept/september oct/october nov/november dec/december",
	"januar/jänner/jän februar/feber märz/mär april mai juni juli august september oktober/okt november dezember/dez",
	"enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre octubre noviembre diciembre/dic",
	"janvier février/fevrier mars avril mai juin juillet août/aout septembre octobre novembre décembre/decembre",
	"gennaio febbraio marzo aprile maggio giugno/giu luglio/lug agosto settembre ottobre/ott novembre dicembre",
	"januari februari maart/mrt april mei juni juli augustus/augusti september oktober november december",
	"janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
	"stycznia/styczeń lutego/luty marca/marzec kwietnia/kwiecień maja/maj czerwca/czerwiec lipca/lipiec sierpnia/sierpień września/wrzesień " +
		"października/październik listopada/listopad grudnia/grudzień",
	"ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
	"يناير فبراير مارس أبريل/ابريل مايو يونيو/يونيه يوليو/يوليه أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر",
	"ינואר/בינואר פברואר/בפברואר מרץ/במרץ אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי אוגוסט/באוגוסט ספטמבר/בספטמבר אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר",
	"января/январь февраля/февраль марта/март апреля/апрель мая/май июня/июнь июля/июль августа/август сентября/сентябрь октября/октябрь ноября/ноябрь декабря/декабрь",
	"січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
	"ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
	"ledna/leden února/únor března/březen dubna/duben května/květen června/červen července/červenec srpna/srpen září října/říjen listopadu prosince/prosinec",
	"január/januára február/februára március/marca április/apríla május/mája június/júna július/júla augusztus/augusta szeptember/septembra október/októbra november/novembra december/decembra",
	"ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
	"tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu toukokuuta/toukokuu kesäkuuta/kesäkuu heinäkuuta/heinäkuu " +
		"elokuuta/elokuu syyskuuta/syyskuu lokakuuta/lokakuu marraskuuta/marraskuu joulukuuta/joulukuu",
	"januar februar marts april maj juni juli august september oktober november desember",
	"januari februari maret april mei juni juli agustus september oktober november desember",
}

// months gives the number of a month by its name, in small letters.
var months = compileMonths()

func compileMonths() map[string]int {
	all := make(map[string]int, 320)
	for _, year := range monthNames {
		for i, month := range strings.Fields(year) {
			for name := range strings.SplitSeq(month, "/") {
				all[name] = i + 1
			}
		}
	}
	return all
}

// The years and signs that count days in East Asia: 1941年9月3日, 1941년 9월 3일, 昭和16年9月3日.
var (
	yearSigns  = [...]string{"年", "년"}
	monthSigns = [...]string{"月", "월"}
	daySigns   = [...]string{"日", "号", "號", "일"}
	eras       = [...]string{"昭和", "平成", "令和", "大正", "民國", "民国"}
)

// signedDay reads a date whose parts each have their sign behind them.
func (w *walk) signedDay(i, from, at, year int) {
	s := w.text
	next := afterSign(s, at, yearSigns[:])
	if next == at {
		return
	}
	era := false
	for _, e := range eras {
		era = era || strings.HasSuffix(s[:from], e)
	}
	month, monthEnd := digitsAt(s, next)
	dayFrom := afterSign(s, monthEnd, monthSigns[:])
	if month < 1 || month > 12 || dayFrom == monthEnd || !era && (year < 1800 || year >= 2200) || era && year > 120 {
		return
	}
	d, dayEnd := digitsAt(s, dayFrom)
	end := dayEnd
	for _, sign := range daySigns {
		if strings.HasPrefix(s[dayEnd:], sign) {
			end = dayEnd + len(sign)
		}
	}
	if d < 1 || d > 31 || end == dayEnd {
		return
	}
	if era {
		from -= len(eras[0])
	}
	w.dayAt(i, from, end, 0.6)
}

// afterSign gives the place behind one of some signs and a space, or the same place.
func afterSign(s string, at int, signs []string) int {
	for _, sign := range signs {
		if rest, ok := strings.CutPrefix(s[at:], sign); ok {
			at += len(sign)
			if strings.HasPrefix(rest, " ") {
				at++
			}
			return at
		}
	}
	return at
}
