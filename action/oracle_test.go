package action_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// nowhere loads no schema: those of these tests refer to nothing.
type nowhere struct{}

func (nowhere) Load(string) (any, error) { return nil, errors.New("no schema is loaded") }

// What a call takes is judged by a full implementation of JSON Schema as well: whatever one takes, so
// does the other.
func TestAFullImplementationOfJSONSchemaAgrees(t *testing.T) {
	t.Parallel()
	spec := wide()
	r := registry(t, spec)
	schema, err := jsonschema.UnmarshalJSON(strings.NewReader(string(spec.Arguments)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.UseLoader(nowhere{})
	c.AssertFormat()
	if err := c.AddResource("mem:spec.json", schema); err != nil {
		t.Fatal(err)
	}
	oracle, err := c.Compile("mem:spec.json")
	if err != nil {
		t.Fatal(err)
	}
	odd := []any{
		"HP-123456", "HP-12345", "HP-1234567", "hp-123456", "HP-123456\n", " HP-123456", "HP-١٢٣٤٥٦", "2026-02-28", "2026-02-30", "2026-2-3", "2024-02-29",
		"late", "Late", "", true, false, nil, []any{}, map[string]any{}, []any{"late"}, -1, 0, 1, 9, 10, 1.5, 1e30,
	}
	good := map[string]any{"number": "HP-123456", "day": "2026-02-28", "count": 3, "gift": true, "why": "late"}
	random := rand.New(rand.NewPCG(1, 2))
	who, taken, refused := somebody(), 0, 0
	for range 20_000 {
		fields := map[string]any{}
		for name, fits := range good {
			switch random.IntN(8) {
			case 0:
				fields[name] = odd[random.IntN(len(odd))]
			case 1: // left out
			default:
				fields[name] = fits
			}
		}
		if random.IntN(10) == 0 {
			fields["more"] = odd[random.IntN(len(odd))]
		}
		raw, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(string(raw)))
		if err != nil {
			t.Fatal(err)
		}
		_, refusal := r.Call("wide", string(raw), who)
		if want := oracle.Validate(v); (want == nil) != (refusal == nil) {
			t.Fatalf("%s: here %v, there %v", raw, refusal, want)
		}
		if refusal == nil {
			taken++
		} else {
			refused++
		}
	}
	if taken < 1000 || refused < 1000 {
		t.Errorf("%d taken, %d refused: the test shows little", taken, refused)
	}
}
