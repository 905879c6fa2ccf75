package rights_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"candor/privacy/rights"
)

var update = flag.Bool("update", false, "write schema.json anew")

type object = map[string]any

// schemaOf describes a Go type as encoding/json writes it.
func schemaOf(t reflect.Type) object {
	switch t {
	case reflect.TypeFor[time.Time]():
		return object{"type": "string", "format": "date-time"}
	}
	switch t.Kind() {
	case reflect.String:
		return object{"type": "string"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return object{"type": "integer"}
	case reflect.Float64:
		return object{"type": "number"}
	case reflect.Slice:
		return object{"type": []string{"array", "null"}, "items": schemaOf(t.Elem())}
	}
	properties, required := object{}, []string{}
	for i := range t.NumField() {
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		properties[name] = schemaOf(t.Field(i).Type)
		if options == "" {
			required = append(required, name)
		}
	}
	return object{"type": "object", "properties": properties, "required": required}
}

func schema() []byte {
	lists := []struct {
		name, about string
		record      reflect.Type
	}{
		{"profiles", "What the desk knows of who the person is, for each customer it knows them as.", reflect.TypeFor[rights.Profile]()},
		{"conversations", "Each matter without its words.", reflect.TypeFor[rights.Conversation]()},
		{"messages", "Every message, by conversation and number, with exactly the words that were shown.", reflect.TypeFor[rights.Message]()},
		{"decisions", "What the program decided about messages and replies, and why. History: nothing is decided by it again.", reflect.TypeFor[rights.Decision]()},
		{"consents", "Every act of allowing, refusing or withdrawing, with every word that was shown.", reflect.TypeFor[rights.Consent]()},
		{"reads", "Who looked at the person's data, when and what for.", reflect.TypeFor[rights.Reading]()},
		{"requests", "The person's requests about their own data.", reflect.TypeFor[rights.Asked]()},
		{"ledger", "Entries of the desk's ledger that concern the person, as recorded. History: checked against that desk's checkpoints, never part of another ledger.", reflect.TypeFor[rights.Entry]()},
		{"attachments", "Files; path is where each stands in the archive.", reflect.TypeFor[rights.Attachment]()},
	}
	whole := schemaOf(reflect.TypeFor[rights.Header]())
	properties := whole["properties"].(object)
	properties["format"] = object{"const": rights.Format}
	properties["version"] = object{"const": rights.Version}
	for _, l := range lists {
		properties[l.name] = object{"type": "array", "description": l.about, "items": schemaOf(l.record)}
		whole["required"] = append(whole["required"].([]string), l.name)
	}
	whole["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	whole["title"] = "Everything a Candor desk keeps about one person"
	whole["description"] = "Times are RFC 3339 in UTC. Ids and numbers are those of the desk it was made by. " +
		"A reader takes its own version only and passes over members that it does not know."
	text, err := json.MarshalIndent(whole, "", "  ")
	if err != nil {
		panic(err)
	}
	return append(text, '\n')
}

func TestTheSchemaDescribesTheRecords(t *testing.T) {
	t.Parallel()
	want := schema()
	if *update {
		if err := os.WriteFile("schema.json", want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("schema.json is not what the types say: go test ./privacy/rights -run Schema -update")
	}
}
