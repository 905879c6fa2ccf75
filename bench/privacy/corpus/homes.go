package corpus

// Home is a country with the language its customers write here.
type Home struct{ Country, Lang string }

// Homes are the countries that messages come from.
func Homes() []Home {
	return []Home{
		{"GB", "en"}, {"IE", "en"}, {"US", "en"}, {"CA", "en"}, {"AU", "en"}, {"DE", "de"}, {"AT", "de"}, {"CH", "de"}, {"FR", "fr"}, {"BE", "fr"},
		{"ES", "es"}, {"MX", "es"}, {"IT", "it"}, {"NL", "nl"}, {"PL", "pl"}, {"BR", "pt"}, {"TR", "tr"}, {"EG", "ar"}, {"JP", "ja"},
	}
}
