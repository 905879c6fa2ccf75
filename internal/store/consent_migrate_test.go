package store_test

import (
	"testing"

	"candor"

	"github.com/google/go-cmp/cmp"
)

func TestEarlierConsentsKeepWhatTheyWere(t *testing.T) {
	t.Parallel()
	path, db := tablesAt(t, 2)
	if _, err := db.Exec(`INSERT INTO customer (id, created) VALUES ('cus_1', 1)`); err != nil {
		t.Fatal(err)
	}
	for i, x := range []struct {
		purpose string
		given   int
		notice  string
	}{{"answers", 0, "abc"}, {"answers", 1, "abc"}, {"answers", 0, "abc"}, {"memory", 0, ""}} {
		_, err := db.Exec(`INSERT INTO consent (customer, purpose, number, id, given, notice, language, at) VALUES ('cus_1', $1, $2, $3, $4, $5, 'en', 5)`,
			x.purpose, i+1, "cns_"+string(rune('a'+i)), x.given, x.notice)
		must(t, err)
	}
	must(t, db.Close())
	_, d := open(t)
	d.options.Path, d.options.Create = path, true
	s := d.again(t)
	got, err := s.ConsentHistory(t.Context(), "cus_1")
	must(t, err)
	var brief []candor.Consent
	for _, c := range got {
		brief = append(brief, candor.Consent{Purpose: c.Purpose, Act: c.Act, Version: c.Version})
	}
	want := []candor.Consent{
		{Purpose: candor.Answers, Act: candor.Refused, Version: 1}, {Purpose: candor.Answers, Act: candor.Gave, Version: 1},
		{Purpose: candor.Answers, Act: candor.Withdrew, Version: 1}, {Purpose: candor.Memory, Act: candor.Refused},
	}
	if diff := cmp.Diff(want, brief); diff != "" {
		t.Error(diff)
	}
	now, err := s.Consents(t.Context(), "cus_1")
	if err != nil || now.Allows(candor.Answers) {
		t.Errorf("%v, %v", now, err)
	}
}
