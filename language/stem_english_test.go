package language_test

import (
	"testing"

	"candor/language"
)

func TestBritishAndAmericanSpellingsMeet(t *testing.T) {
	t.Parallel()
	for british, american := range map[string]string{"instalment": "installment", "instalments": "installments", "enrolment": "enrollment", "organisation": "organization"} {
		if a, b := language.Stem("en", british), language.Stem("en", american); a != b {
			t.Errorf("%s is %s, %s is %s", british, a, american, b)
		}
	}
	if language.Stem("en", "installment") == language.Stem("en", "install") {
		t.Error("paying in parts and installing have become one")
	}
}
