package special_test

import (
	"strings"
	"testing"

	"candor/privacy/internal/special"
)

func BenchmarkFind(b *testing.B) {
	texts := map[string]string{
		"service":  "Hello, I ordered the oak table two weeks ago and it still has not arrived. Could you check where it is? My order number is 48213. Thank you, my wife needs it on Friday. ",
		"arabic":   "مرحبا، طلبت الطاولة قبل أسبوعين ولم تصل بعد. هل يمكنكم التحقق من مكانها؟ رقم الطلب هو ٤٨٢١٣. شكرا لكم. ",
		"japanese": "二週間前にテーブルを注文しましたが、まだ届いていません。確認していただけますか。注文番号は四八二一三です。",
		"hostile":  "i am a my i have a my as a black and a my i am ",
		"findings": "I am diabetic. My wife is a Muslim. I am on parole. ",
		"one word": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	}
	for name, text := range texts {
		text = strings.Repeat(text, 1<<20/len(text))
		for _, lang := range []string{"en", ""} {
			b.Run(name+"/"+lang, func(b *testing.B) {
				f := special.New()
				f.Find("", "")
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					f.Find(text, lang)
				}
			})
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		special.New().Find("", "")
	}
}
