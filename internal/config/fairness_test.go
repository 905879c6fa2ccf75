package config_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/internal/config"
)

func TestGroupsThatCustomersMayName(t *testing.T) {
	t.Parallel()
	usual := config.Default()
	if diff := cmp.Diff(map[string][]string{"ethnicity": nil}, usual.Fairness.Stated()); diff != "" {
		t.Errorf("usual: %s", diff)
	}
	c := config.Default()
	c.Fairness.Ask, c.Fairness.Groups = []string{"age", "ethnicity"}, map[string][]string{"ethnicity": {"one", "another"}}
	want := map[string][]string{"disability": nil, "gender": nil, "tongue": nil, "ethnicity": {"one", "another"}}
	if diff := cmp.Diff(want, c.Fairness.Stated()); diff != "" {
		t.Errorf("own: %s", diff)
	}
	if text := c.Render(); !strings.Contains(text, `ask = ["age", "ethnicity"]`) || !strings.Contains(text, `ethnicity = ["one", "another"]`) {
		t.Error("the file does not give the settings")
	}
}
