package consent_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/consent"

	"github.com/google/go-cmp/cmp"
)

func signer(t testing.TB, seed byte) *consent.Signer {
	t.Helper()
	s, err := consent.NewSigner(bytes.Repeat([]byte{seed}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// issue is a choice with everything that a receipt tells: allowed, taken back, allowed again.
func issue() consent.Issue {
	n := consent.Notice{ // of its own, so that better words do not change the form of receipts
		Purpose: candor.Vendor, Version: 1, Language: "es", Title: "¿Puede ir texto tapado a otra empresa?", Text: []string{"A \"Acme AI\"."},
		Allow: "Sí", Refuse: "No", Recipients: []string{"Acme AI"}, Digest: "4593b3c66b8fca5c77f414a52657bad4",
	}
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	var history []candor.Consent
	for i, act := range []candor.ConsentAct{candor.Objected, candor.Gave, candor.Withdrew, candor.Gave} {
		c := candor.Consent{
			ID: candor.ConsentID(fmt.Sprintf("cns_%026d", i)), Customer: "cus_secret", Purpose: candor.Vendor, Act: act, Notice: n.Digest,
			Version: n.Version, Recipients: n.Recipients, Language: n.Language, Via: candor.ViaPage, At: at.Add(time.Duration(i) * time.Minute),
		}
		if act == candor.Objected {
			c.Notice, c.Version, c.Recipients, c.Language, c.Via = "", 0, nil, "", candor.ViaGPC
		}
		history = append(history, c)
	}
	return consent.Issue{
		Company: "Harbour & Pine", URL: "https://help.example", Principal: "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4", At: at.Add(time.Hour),
		Act: history[3], History: history, Text: n.Plain(),
	}
}

func signed(t testing.TB) []byte {
	t.Helper()
	file, err := signer(t, 1).Sign(consent.NewReceipt(issue()))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestAReceiptVerifiesWithTheDesksKeyAlone(t *testing.T) {
	t.Parallel()
	want := consent.NewReceipt(issue())
	got, key, err := consent.Verify(signed(t), signer(t, 1).PublicKey()+"\n")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what was verified is not what was signed:\n%s", diff)
	}
	if key != signer(t, 1).PublicKey() {
		t.Errorf("key %s", key)
	}
	if _, _, err := consent.Verify(signed(t), ""); err != nil {
		t.Errorf("against its own key: %v", err)
	}
}

func TestAReceiptTellsWhatTheStandardAsksAndNoIdentity(t *testing.T) {
	t.Parallel()
	file := string(signed(t))
	for _, field := range []string{
		"schema_version", "record_id", "receipt_id", "pii_principal_id", "privacy_notice", "language", "purposes", "purpose", "lawful_basis",
		"pii_information", "pii_type", "pii_optional", "pii_controllers", "collection_method", "processing_method", "storage_locations",
		"retention_period", "jurisdiction", "recipient_third_parties", "withdrawal_method", "privacy_rights", "party_id", "party_name",
		"party_role", "party_address", "party_contact", "event_time", "validity_duration", "entity_id", "event_type", "event_state",
	} {
		if !strings.Contains(file, `"`+field+`":`) {
			t.Errorf("there is no %s", field)
		}
	}
	for _, want := range []string{
		"Harbour & Pine", "Acme AI", "¿Puede ir texto tapado a otra empresa?", `"event_state": "objected"`, `"event_state": "given"`,
		`"event_state": "withdrawn"`, `"via": "gpc"`, "2026-11-23T10:01:00Z",
	} {
		if !strings.Contains(file, want) {
			t.Errorf("it does not say %s", want)
		}
	}
	if strings.Contains(file, "cus_") {
		t.Error("it names the customer")
	}
	r := consent.NewReceipt(issue())
	sum := sha256.Sum256([]byte(r.Processing.Notice.Text))
	if r.Processing.Notice.TextSHA256 != hex.EncodeToString(sum[:]) {
		t.Error("the notice's digest is of another text")
	}
}

// The file is read by programs of later years: its form may not change by accident.
func TestTheFormOfReceiptsIsAsItWas(t *testing.T) {
	t.Parallel()
	const golden = "testdata/receipt.json"
	if os.Getenv("CANDOR_GOLDEN") != "" {
		if err := os.WriteFile(golden, signed(t), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := consent.Verify(want, signer(t, 1).PublicKey()); err != nil {
		t.Errorf("a receipt of earlier does not verify: %v", err)
	}
	if diff := cmp.Diff(string(want), string(signed(t))); diff != "" {
		t.Errorf("the same choice gives another receipt; if that is meant, raise SchemaVersion or run with CANDOR_GOLDEN=1:\n%s", diff)
	}
}

func TestAnyChangedByteIsFound(t *testing.T) {
	t.Parallel()
	file := signed(t)
	key := signer(t, 1).PublicKey()
	for i := range file {
		for _, bit := range []byte{1, 0x20} {
			spoiled := bytes.Clone(file)
			spoiled[i] ^= bit
			if isSpace(file[i]) && isSpace(spoiled[i]) {
				continue
			}
			_, _, err := consent.Verify(spoiled, key)
			if f := (*consent.Fault)(nil); !errors.As(err, &f) || f.What == "" {
				t.Fatalf("byte %d, %q for %q: %v", i, spoiled[i], file[i], err)
			}
		}
	}
	for _, n := range []int{0, 1, len(file) / 2, len(file) - 3} {
		if _, _, err := consent.Verify(file[:n], key); err == nil {
			t.Errorf("cut to %d bytes it verifies", n)
		}
	}
}

func isSpace(b byte) bool { return b == ' ' || b == '\n' || b == '\t' || b == '\r' }

func TestWhatIsWrongIsSaid(t *testing.T) {
	t.Parallel()
	file := string(signed(t))
	other, err := signer(t, 2).Sign(consent.NewReceipt(issue()))
	if err != nil {
		t.Fatal(err)
	}
	key := signer(t, 1).PublicKey()
	one := func(old, new string) string { return strings.Replace(file, old, new, 1) }
	for name, x := range map[string]struct{ file, want string }{
		"a state":            {one(`"event_state": "withdrawn"`, `"event_state": "given"`), "the part events was changed"},
		"the company":        {one(`"party_name": "Harbour & Pine"`, `"party_name": "Harbour & Oak"`), "the part party_identification was changed"},
		"the notice":         {one("texto tapado", "texto"), "the part pii_processing was changed"},
		"whose it is":        {one("Zm9v", "Zm9x"), "the part pii_principal_id was changed"},
		"the signature":      {one(`"signature": "`, `"signature": "AA`), "the signature does not fit"},
		"another's key":      {string(other), "signed with another key"},
		"a part taken out":   {one(`"schema_version": "`+consent.SchemaVersion+`",`, ""), "the part schema_version was taken out"},
		"a part added":       {one(`"receipt": {`, `"receipt": {"note": "void",`), `a part was added after it was signed: "note"`},
		"said twice":         {one(`"receipt": {`, `"receipt": {"record_id": "cns_1",`), `it says "record_id" twice`},
		"something beside":   {one(`"receipt": {`, `"more": 1, "receipt": {`), "nothing else"},
		"something after":    {file + "{}", "something follows its end"},
		"nothing":            {"", "not whole JSON"},
		"a list":             {"[]", "nothing else"},
		"not text":           {"\xff", "not text"},
		"a fraction":         {one(`"notice_version": 1`, `"notice_version": 1.5`), "the number 1.5"},
		"deep":               {strings.Repeat("[", 100), "nested too deeply"},
		"huge":               {strings.Repeat(" ", 2<<20), "larger than any receipt"},
		"no signature":       {one(`"type": "Ed25519-RFC8785"`, `"type": "none"`), "its proof is not of the kind"},
		"a damaged key":      {one(`"key": "candor-receipt+`, `"key": "candor-receipt+0`), "does not fit its own fingerprint"},
		"a key of elsewhere": {one(`"key": "candor-receipt+`, `"key": "candor-ledger+`), "not a key of receipts"},
	} {
		_, _, err := consent.Verify([]byte(x.file), key)
		if err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v, want %q", name, err, x.want)
		}
	}
	if _, _, err := consent.Verify([]byte(file), "nonsense"); err == nil || errors.As(err, new(*consent.Fault)) {
		t.Errorf("a key that is none: %v", err)
	}
}

func TestSpaceBetweenPartsMayChange(t *testing.T) {
	t.Parallel()
	var tight bytes.Buffer
	if err := json.Compact(&tight, signed(t)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := consent.Verify(tight.Bytes(), signer(t, 1).PublicKey()); err != nil {
		t.Error(err)
	}
}

func TestAReceiptWithoutANoticeSaysThatNoneWasShown(t *testing.T) {
	t.Parallel()
	i := issue()
	i.Act, i.History, i.Text = i.History[0], i.History[:1], ""
	file, err := signer(t, 1).Sign(consent.NewReceipt(i))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(file), `"privacy_notice": null`) {
		t.Errorf("%s", file)
	}
	if _, _, err := consent.Verify(file, ""); err != nil {
		t.Error(err)
	}
}

// The examples of RFC 8785, 3.2.2 and 3.2.3.
func TestTheCanonicalFormIsThatOfTheStandard(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`: "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
		` { "literals" : [ null , true, false ], "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/" } `:                                                                                                       `{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
		`[-0, 9007199254740991, {}]`: `[0,9007199254740991,{}]`,
	} {
		got, err := consent.Canonical([]byte(in))
		if err != nil || got != want {
			t.Errorf("%s\n got %s, %v\nwant %s", in, got, err, want)
		}
	}
	for _, in := range []string{`9007199254740992`, `1e3`, `0.5`, `{"a":1,"a":1}`, `[1`, `"a" "b"`, `{"a"}`, `nul`} {
		if got, err := consent.Canonical([]byte(in)); err == nil {
			t.Errorf("%s is read as %s", in, got)
		}
	}
}

func FuzzVerify(f *testing.F) {
	f.Add(signed(f))
	f.Add([]byte(`{"receipt":{},"proof":{}}`))
	key := signer(f, 1).PublicKey()
	genuine := consent.NewReceipt(issue())
	f.Fuzz(func(t *testing.T, file []byte) {
		got, _, err := consent.Verify(file, key)
		if err == nil && !cmp.Equal(genuine, got) {
			t.Errorf("a receipt that was never signed verifies: %+v", got)
		}
		once, err := consent.Canonical(file)
		if err != nil {
			return
		}
		if again, err := consent.Canonical([]byte(once)); err != nil || again != once {
			t.Errorf("the canonical form has another one: %s, %v", again, err)
		}
	})
}

func ExampleVerify() {
	s, _ := consent.NewSigner(bytes.Repeat([]byte{1}, 32))
	file, _ := s.Sign(consent.NewReceipt(issue()))
	r, _, err := consent.Verify(file, s.PublicKey())
	fmt.Println(r.Processing.Purposes[0].Purpose, r.Events[len(r.Events)-1].State, err)
	// Output: vendor given <nil>
}
