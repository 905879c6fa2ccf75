package config_test

import (
	"strings"
	"testing"

	"candor/internal/config"
)

func TestAuditsArePublishedUnlessTheOwnerSaysNot(t *testing.T) {
	t.Parallel()
	for text, hidden := range map[string]bool{"": false, "[trust]\npublish_audits = true\n": false, "[trust]\npublish_audits = false\n": true} {
		c, err := config.Read("candor.toml", []byte(text), nil)
		if err != nil || c.Trust.HideAudits != hidden {
			t.Errorf("%q: hidden is %v, %v", text, c.Trust.HideAudits, err)
		}
		if want := "publish_audits = " + map[bool]string{false: "true", true: "false"}[hidden]; !strings.Contains(c.Render(), want) {
			t.Errorf("%q is written without %q", text, want)
		}
	}
	if _, err := config.Read("candor.toml", []byte("[trust]\npublish_audits = \"never\"\n"), nil); err == nil {
		t.Error("a word was taken for yes or no")
	}
}
