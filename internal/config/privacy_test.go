package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/internal/config"
)

func TestTheLawOfRequestsIsOneOfFour(t *testing.T) {
	t.Parallel()
	for _, regime := range []string{"gdpr", "uk", "ccpa", "fadp"} {
		if c := read(t, "[privacy]\nregime = \""+regime+"\""); c.Privacy.Regime != regime {
			t.Errorf("%s became %q", regime, c.Privacy.Regime)
		}
	}
	if c := read(t, ""); c.Privacy.Regime != "gdpr" {
		t.Errorf("without a word it is %q", c.Privacy.Regime)
	}
	c := read(t, "[privacy]\nauthority = \"AEPD\"\nauthority_url = \"https://www.aepd.es\"")
	if c.Privacy.Authority != "AEPD" || c.Privacy.AuthorityURL != "https://www.aepd.es" {
		t.Errorf("%+v", c.Privacy)
	}
	for file, want := range map[string]string{
		"regime = \"pipeda\"": `"gdpr", "uk", "ccpa" or "fadp"`,
		"regime = \"\"":       `"gdpr", "uk", "ccpa" or "fadp"`,
		"regime = 1":          "text in quotes",
		"authority = \"" + strings.Repeat("a", 121) + "\"":         "at most 120",
		"authority = \"A\"\nauthority_url = \"http://a.example\"":  "https",
		"authority = \"A\"\nauthority_url = \"javascript:x\"":      "https",
		"authority_url = \"https://a.example\"":                    "nobody is named",
		"authority = \"A\"\nauthority_ulr = \"https://a.example\"": "did you mean `authority_url`?",
	} {
		p := problems(t, "[privacy]\n"+file)
		if !strings.Contains(p.Error(), want) {
			t.Errorf("%s: %v does not say %q", file, p, want)
		}
	}
}

func TestTheSiteKeyIsReadFromAFileOfItsOwner(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "candor.toml"), []byte("[[inbox]]\nid = \"main\"\nsite_key = \"shop.key\"\n[[inbox]]\nid = \"plain\""), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(filepath.Join(dir, "candor.toml"), nil)
	if err != nil {
		t.Fatal(err)
	}
	main, plain := c.Inboxes[0], c.Inboxes[1]
	if main.SiteKey != filepath.Join(dir, "shop.key") || plain.SiteKey != "" {
		t.Errorf("%q and %q", main.SiteKey, plain.SiteKey)
	}
	if key, err := plain.ReadSiteKey(); key != "" || err != nil {
		t.Errorf("without one: %v", err)
	}
	key := strings.Repeat("k", 32)
	for _, x := range []struct {
		name, text string
		mode       os.FileMode
		want       string // the key, or what the error says
	}{
		{"whole", key + "\n", 0o600, key},
		{"of the owner to read", key, 0o400, key},
		{"for the group to read", key, 0o640, "chmod 600 " + main.SiteKey},
		{"for all to read", key, 0o604, "chmod 600 " + main.SiteKey},
		{"short", "secret" + "\n", 0o600, "has 6 bytes and needs 32 or more"},
		{"long only by spaces", "secret" + strings.Repeat(" ", 40), 0o600, "has 6 bytes and needs 32 or more"},
		{"empty", "", 0o600, "has 0 bytes and needs 32 or more"},
		{"not there", "", 0, "no such file"},
		{"a folder", "", os.ModeDir | 0o700, "is not a file"},
	} {
		switch {
		case x.mode.IsDir():
			err = os.Mkdir(main.SiteKey, 0o700)
		case x.mode != 0:
			if err = os.WriteFile(main.SiteKey, []byte(x.text), 0o600); err == nil {
				err = os.Chmod(main.SiteKey, x.mode)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		got, err := main.ReadSiteKey()
		if fine := x.want == key; (err == nil) != fine || fine && string(got) != key {
			t.Errorf("%s: %v", x.name, err)
		}
		if err != nil && (!strings.Contains(err.Error(), x.want) || !strings.Contains(err.Error(), "the site key of inbox main") || strings.Contains(err.Error(), "kkkk")) {
			t.Errorf("%s: %v", x.name, err)
		}
		if shown := fmt.Sprintf("%v %q %+v", got, got, got); strings.Contains(shown, "kkkk") {
			t.Errorf("%s: it is printed", x.name)
		}
		if err := os.RemoveAll(main.SiteKey); err != nil {
			t.Fatal(err)
		}
	}
}
