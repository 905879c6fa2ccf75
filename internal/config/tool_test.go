package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/internal/config"
)

const oneTool = `
[[tool]]
name = "order_status"
spec = "order_status.json"
method = "GET"
url = "https://shop.example.com/orders/{number}"
secret_file = "shop.key"
patience = 5
`

func TestAToolIsReadAndWrittenAlike(t *testing.T) {
	t.Parallel()
	two := read(t, oneTool+strings.NewReplacer("order_status", "order_cancel", "GET", "POST", "secret_file", "secret_env", "shop.key", "SHOP", "patience = 5", "").Replace(oneTool))
	want := []config.Tool{
		{Name: "order_status", Spec: "order_status.json", Method: "GET", URL: "https://shop.example.com/orders/{number}", SecretFile: "shop.key", Patience: 5},
		{Name: "order_cancel", Spec: "order_cancel.json", Method: "POST", URL: "https://shop.example.com/orders/{number}", SecretEnv: "SHOP"},
	}
	if diff := cmp.Diff(want, two.Tools); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, read(t, two.Render()).Tools); diff != "" {
		t.Errorf("written and read: %s", diff)
	}
	if none := read(t, config.Default().Render()); len(none.Tools) != 0 {
		t.Errorf("%d tools by default", len(none.Tools))
	}
}

func TestToolsThatAreNotWholeAreRefused(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ name, text, want string }{
		{"one bracket", strings.Replace(oneTool, "[[tool]]", "[tool]", 1), "[[tool]] with two brackets"},
		{"a key that is near one", strings.Replace(oneTool, "method", "methods", 1), "did you mean `method`?"},
		{"a number for a name", strings.Replace(oneTool, `"order_status"`, "3", 1), "a number where text in quotes belongs"},
		{"a name that is none", strings.Replace(oneTool, `"order_status"`, `"Order status"`, 1), "name"},
		{"plain http", strings.Replace(oneTool, "https", "http", 1), "url: not https"},
		{"a password in the address", strings.Replace(oneTool, "https://", "https://me:secret@", 1), "url"},
		{"no method", strings.Replace(oneTool, `"GET"`, `"LOOK"`, 1), "method"},
		{"no spec", strings.Replace(oneTool, `"order_status.json"`, `""`, 1), "spec: missing"},
		{"no secret", strings.Replace(oneTool, `"shop.key"`, `""`, 1), "one of the two"},
		{"two secrets", oneTool + "secret_env = \"SHOP\"\n", "one of the two"},
		{"no patience", strings.Replace(oneTool, "patience = 5", "patience = 61", 1), "1 to 60"},
		{"two of one name", oneTool + oneTool, "have the same name"},
	} {
		_, err := config.Read("candor.toml", []byte(x.text), nil)
		var problems *config.Problems
		if !errors.As(err, &problems) || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v", x.name, err)
		}
	}
}

func TestPathsOfToolsStartAtTheSettingsFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "candor.toml")
	if err := os.WriteFile(path, []byte(oneTool), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if one := c.Tools[0]; one.Spec != filepath.Join(dir, "order_status.json") || one.SecretFile != filepath.Join(dir, "shop.key") {
		t.Errorf("%+v", one)
	}
}

func TestASecretThatIsShortOrAbsentIsRefusedAndNotTold(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte(strings.Repeat("k", 32)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := func(name string) string {
		return map[string]string{"LONG": strings.Repeat("e", 40), "SHORT": "hunter2hunter2"}[name]
	}
	for _, x := range []struct {
		tool config.Tool
		want string
	}{
		{config.Tool{SecretFile: file}, strings.Repeat("k", 32)},
		{config.Tool{SecretEnv: "LONG"}, strings.Repeat("e", 40)},
		{config.Tool{SecretEnv: "SHORT"}, ""},
		{config.Tool{SecretEnv: "NONE"}, ""},
		{config.Tool{SecretFile: file + ".none"}, ""},
	} {
		got, err := x.tool.ReadSecret(env)
		if string(got) != x.want || (err == nil) != (x.want != "") {
			t.Errorf("%+v: %d bytes, %v", x.tool, len(got), err)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Error("an error tells a secret")
		}
	}
}
