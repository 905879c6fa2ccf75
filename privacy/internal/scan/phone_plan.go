package scan

import "strings"

// plans gives for each country the calling code, the fewest and the most digits after it, the trunk
// prefix (x for none) and, for numbers typed at home in one piece, what they may begin with
// (ITU E.164 and the national plans).
const plans = `US 1 10 10 1 23456789|CA 1 10 10 1 23456789|RU 7 10 10 8 9348|KZ 7 10 10 8 7|EG 20 8 10 0 1|ZA 27 9 9 0 12345678|GR 30 10 10 x 26
NL 31 9 9 0 12345678|BE 32 8 9 0 12345678|FR 33 9 9 0 123456789|ES 34 9 9 x 6789|HU 36 8 9 06 23456789|IT 39 6 11 x 03|RO 40 9 9 0 237
CH 41 9 9 0 234567|AT 43 4 13 0 123456789|GB 44 7 10 0 12378|DK 45 8 8 x 23456789|SE 46 7 10 0 12345678|NO 47 8 8 x 2345679|PL 48 9 9 x 12345678
DE 49 4 13 0 123456789|PE 51 8 9 0 9|MX 52 10 11 x 23456789|CU 53 6 8 0 5|AR 54 10 11 0 1239|BR 55 10 11 0 123456789|CL 56 8 9 x 29|CO 57 8 10 x 36
VE 58 10 10 0 24|MY 60 8 10 0 1356789|AU 61 9 9 0 23478|ID 62 7 12 0 238|PH 63 8 10 0 29|NZ 64 7 10 0 234679|SG 65 8 8 x 3689|TH 66 8 9 0 123456789
JP 81 9 10 0 123456789|KR 82 7 10 0 12345678|VN 84 9 10 0 235789|CN 86 10 11 0 1|TR 90 10 10 0 2345|IN 91 10 10 0 6789|PK 92 9 10 0 3|AF 93 9 9 0 7
LK 94 9 9 0 7|MM 95 7 10 0 9|IR 98 10 10 0 9|MA 212 9 9 0 567|DZ 213 8 9 0 567|TN 216 8 8 x 23457899|LY 218 8 9 0 9|GM 220 7 7 x 0|SN 221 9 9 x 37
MR 222 8 8 x 0|ML 223 8 8 x 0|GN 224 9 9 x 6|CI 225 8 10 x 0|BF 226 8 8 x 0|NE 227 8 8 x 0|TG 228 8 8 x 0|BJ 229 8 10 x 0|MU 230 7 8 x 5|LR 231 7 9 0 0
SL 232 8 8 0 0|GH 233 9 9 0 235|NG 234 7 10 0 789|TD 235 8 8 x 0|CF 236 8 8 x 0|CM 237 8 9 x 62|CV 238 7 7 x 0|ST 239 7 7 x 0|GQ 240 9 9 x 0|GA 241 7 8 0 0
CG 242 9 9 x 0|CD 243 7 9 0 8|AO 244 9 9 x 9|GW 245 7 9 x 0|IO 246 7 7 x 0|SC 248 7 7 x 0|SD 249 9 9 0 9|RW 250 9 9 0 7|ET 251 9 9 0 9|SO 252 7 9 0 0
DJ 253 8 8 x 0|KE 254 9 9 0 17|TZ 255 9 9 0 67|UG 256 9 9 0 7|BI 257 8 8 x 0|MZ 258 8 9 x 8|ZM 260 9 9 0 97|MG 261 9 9 0 3|RE 262 9 9 0 26|ZW 263 5 10 0 7
NA 264 6 10 0 8|MW 265 7 9 0 0|LS 266 8 8 x 0|BW 267 7 8 x 7|SZ 268 8 8 x 7|KM 269 7 7 x 0|ER 291 7 7 0 0|AW 297 7 7 x 0|FO 298 6 6 x 0|GL 299 6 6 x 0
GI 350 8 8 x 0|PT 351 9 9 x 29|LU 352 5 11 x 6|IE 353 7 9 0 12456789|IS 354 7 9 x 45678|AL 355 8 9 0 6|MT 356 8 8 x 279|CY 357 8 8 x 29|FI 358 5 12 0 145
BG 359 7 9 0 89|LT 370 8 8 0 6|LV 371 8 8 x 26|EE 372 7 8 x 5|MD 373 8 8 0 67|AM 374 8 8 0 0|BY 375 9 9 8 2|AD 376 6 9 x 0|MC 377 8 9 x 0|SM 378 6 10 x 0
UA 380 9 9 0 369|RS 381 8 9 0 6|ME 382 8 8 0 6|XK 383 8 8 0 4|HR 385 8 9 0 9|SI 386 8 8 0 1234567|BA 387 8 8 0 6|MK 389 8 8 0 7|CZ 420 9 9 x 234567|SK 421 9 9 0 9
LI 423 7 9 x 0|FK 500 5 5 x 0|BZ 501 7 7 x 0|GT 502 8 8 x 2345|SV 503 8 8 x 267|HN 504 8 8 x 2389|NI 505 8 8 x 28|CR 506 8 8 x 25678|PA 507 7 8 x 6|PM 508 6 6 0 0
HT 509 8 8 x 0|GP 590 9 9 0 56|BO 591 8 8 0 67|GY 592 7 7 x 6|EC 593 8 9 0 9|GF 594 9 9 0 56|PY 595 9 9 0 9|MQ 596 9 9 0 56|SR 597 6 7 x 0|UY 598 8 8 0 9
CW 599 7 8 x 0|TL 670 7 8 x 0|BN 673 7 7 x 0|NR 674 7 7 x 0|PG 675 7 8 x 0|TO 676 5 7 x 0|SB 677 5 7 x 0|VU 678 5 7 x 0|FJ 679 7 7 x 0|PW 680 7 7 x 0
WF 681 6 6 x 0|CK 682 5 5 x 0|WS 685 5 7 x 0|KI 686 8 8 x 0|NC 687 6 6 x 0|TV 688 5 6 x 0|PF 689 6 8 x 0|FM 691 7 7 x 0|MH 692 7 7 x 0|KP 850 8 10 0 0
HK 852 8 8 x 235679|MO 853 8 8 x 26|KH 855 8 9 0 0|LA 856 8 10 0 0|BD 880 8 10 0 1|TW 886 8 9 0 29|MV 960 7 7 x 79|LB 961 7 8 0 0|JO 962 8 9 0 7|SY 963 8 9 0 9
IQ 964 8 10 0 7|KW 965 7 8 x 569|YE 967 7 9 0 7|SA 966 8 9 0 15|OM 968 8 8 x 79|PS 970 8 9 0 5|AE 971 8 9 0 5|IL 972 8 9 0 5|BH 973 8 8 x 3|QA 974 7 8 x 3567
BT 975 7 8 x 0|MN 976 8 8 0 89|NP 977 8 10 0 9|TJ 992 9 9 8 9|TM 993 8 8 8 6|AZ 994 9 9 0 5|GE 995 9 9 0 5|KG 996 9 9 0 57|UZ 998 9 9 8 9`

// plan is the numbering plan of a country.
type plan struct {
	land        string
	code        string
	least, most int
	trunk       string // empty when there is none
	begins      string
}

// dialPlans are the plans by calling code and by country.
type dialPlans struct {
	byCode [1000]*plan
	byLand [len(landSet{}) * 64]*plan
}

func compilePlans() dialPlans {
	var d dialPlans
	for line := range strings.Lines(plans) {
		for entry := range strings.SplitSeq(strings.TrimSpace(line), "|") {
			f := strings.Fields(entry)
			p := &plan{land: f[0], code: f[1], least: int(number8(f[2])), most: int(number8(f[3])), begins: f[5]}
			if f[4] != "x" {
				p.trunk = f[4]
			}
			if word, bit, ok := landBit(p.land); ok {
				d.byLand[word*64+bit] = p
			}
			n := 0
			for _, c := range []byte(p.code) {
				n = n*10 + num(c)
			}
			if d.byCode[n] == nil {
				d.byCode[n] = p
			}
		}
	}
	return d
}

// ofInternational gives the plan of digits that begin with a calling code, and the rest.
func (d *dialPlans) ofInternational(digits string) (*plan, string) {
	n := 0
	for i := 0; i < 3 && i < len(digits); i++ {
		n = n*10 + num(digits[i])
		if n == 0 {
			return nil, ""
		}
		if p := d.byCode[n]; p != nil && len(p.code) == i+1 {
			return p, digits[i+1:]
		}
	}
	return nil, ""
}

// fits reports a number that can be dialled after the calling code. A trunk zero may have stayed.
func (p *plan) fits(national string) bool {
	if p.trunk != "" {
		if rest, ok := strings.CutPrefix(national, p.trunk); ok && len(rest) >= p.least {
			national = rest
		}
	}
	return len(national) >= p.least && len(national) <= p.most
}

// fitsAtHome reports a number that can be dialled inside of the country.
func (p *plan) fitsAtHome(digits string) bool {
	if p.trunk == "" || p.code == "1" {
		if p.code == "1" && len(digits) == 11 {
			digits = strings.TrimPrefix(digits, "1")
		}
		return len(digits) >= p.least && len(digits) <= p.most && strings.IndexByte(p.begins, digits[0]) >= 0 &&
			(p.code != "1" || digits[3] >= '2')
	}
	national, ok := strings.CutPrefix(digits, p.trunk)
	if !ok || national == "" {
		return p.withoutTrunk(digits)
	}
	if len(national) < p.least || len(national) > p.most || strings.IndexByte(p.begins, national[0]) < 0 {
		return false
	}
	return p.land != "PH" || len(national) == 10 && national[0] == '9' || national[0] != '9'
}

// withoutTrunk reports a number that people in some countries write without the trunk prefix.
func (p *plan) withoutTrunk(digits string) bool {
	switch p.land {
	case "TR":
		return turkishArea(digits)
	case "IN":
		return len(digits) == 10 && digits[0] >= '6'
	case "CN":
		return len(digits) == 11 && digits[0] == '1' && digits[1] >= '3'
	case "BR":
		return len(digits) == 11 && digits[2] == '9' || len(digits) == 10 && digits[0] != '0' && digits[1] != '0' && digits[2] >= '2' && digits[2] <= '5'
	case "AU":
		return len(digits) == 10 && (digits[:4] == "1300" || digits[:4] == "1800")
	}
	return false
}

// turkishArea reports ten digits that begin with an area of Turkey or with a mobile network.
func turkishArea(digits string) bool {
	return len(digits) == 10 && digits[0] >= '2' && digits[0] <= '5'
}
