package privacy_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"candor/privacy"
)

// service is what customers write, with and without personal data.
const service = `Hi, I'm Naomi Ryan and I ordered two lamps last week (order ORD-843334, £281.43) but the tracking page for parcel ` +
	`1Z999AA10123456784 has not moved since 12 March. My address is 14 Harbour Street, Leeds LS1 4AB and you can ring me on +44 20 7946 0958 ` +
	`or write to naomi.ryan@example.org. I paid with the card ending 4242. Could you please tell me whether it is lost, and how long a refund takes? Thank you! `

func BenchmarkDetect(b *testing.B) {
	d := privacy.New()
	all := privacy.Hints{Language: "en", Country: "GB", Regions: strings.Fields("US DE FR ES IT NL PL SE FI TR IN KR SG TH PH JP CN AU NG ZA CA BR")}
	for _, test := range []struct {
		name, text string
		hints      privacy.Hints
	}{
		{"message", service, privacy.Hints{}},
		{"message with all countries", service, all},
		{"page", strings.Repeat(service, 50), all},
		{"german", strings.Repeat("Guten Tag, ich möchte wissen, wann meine Bestellung 4711 geliefert wird. Viele Grüße, Jörg Müller. ", 100), privacy.Hints{Language: "de", Country: "DE"}},
	} {
		b.Run(test.name, func(b *testing.B) {
			b.SetBytes(int64(len(test.text)))
			b.ReportAllocs()
			for b.Loop() {
				d.Detect(test.text, test.hints)
			}
		})
	}
}

// BenchmarkDetectMessage reports how long the slowest of a hundred messages of 400 characters takes.
func BenchmarkDetectMessage(b *testing.B) {
	d := privacy.New()
	text := service[:400]
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		d.Detect(text, privacy.Hints{Language: "en", Country: "GB"})
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds()), "p99-ns")
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		privacy.New()
	}
}
