package rights_test

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"candor"
	"candor/privacy/rights"
)

// parts is an archive taken to pieces, to be put together wrongly.
type parts struct {
	names []string
	files map[string][]byte
}

func takeApart(t testing.TB, text []byte) parts {
	t.Helper()
	p := parts{files: map[string][]byte{}}
	for name, content := range unpack(t, text) {
		p.names = append(p.names, name)
		p.files[name] = []byte(content)
	}
	slices.Sort(p.names)
	return p
}

// set adds or replaces a file.
func (p *parts) set(name, content string) {
	if _, there := p.files[name]; !there {
		p.names = append(p.names, name)
	}
	p.files[name] = []byte(content)
}

// sign makes the manifest anew, as somebody with a key would.
func (p *parts) sign(key ed25519.PrivateKey, change func(*rights.Manifest)) {
	var m rights.Manifest
	if err := json.Unmarshal(p.files["manifest.json"], &m); err != nil {
		panic(err)
	}
	m.Key, m.Files = key.Public().(ed25519.PublicKey), nil
	for _, name := range p.names {
		if name == "manifest.json" || name == "manifest.sig" {
			continue
		}
		sum := sha256.Sum256(p.files[name])
		m.Files = append(m.Files, rights.File{Name: name, Size: int64(len(p.files[name])), SHA256: hex.EncodeToString(sum[:])})
	}
	if change != nil {
		change(&m)
	}
	text, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	p.set("manifest.json", string(text))
	sum := ed25519.Sign(key, append([]byte("candor archive manifest 1\n"), text...))
	p.set("manifest.sig", base64.StdEncoding.EncodeToString(sum)+"\n")
}

func (p *parts) pack(t testing.TB, more ...func(*zip.Writer)) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range p.names {
		f, err := z.Create(name)
		if err == nil {
			_, err = f.Write(p.files[name])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, add := range more {
		add(z)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(text []byte, o rights.ReadOptions) error {
	_, err := rights.Read(bytes.NewReader(text), int64(len(text)), o)
	return err
}

func TestAChangedArchiveIsRefused(t *testing.T) {
	t.Parallel()
	whole := write(t, options("en"), sample())
	trusted := rights.ReadOptions{Trusted: []ed25519.PublicKey{publicKey()}}
	other := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, 32))
	for _, x := range []struct {
		name   string
		change func(p *parts)
		more   func(*zip.Writer)
		want   error
	}{
		{"as it was", func(*parts) {}, nil, nil},
		{"packed by another program", func(p *parts) { slices.Reverse(p.names) }, nil, nil},
		{"a word changed", func(p *parts) {
			p.set("data.json", strings.Replace(string(p.files["data.json"]), "A-1", "A-9", 1))
		}, nil, rights.ErrArchive},
		{"a table changed", func(p *parts) { p.set("messages.csv", "nothing") }, nil, rights.ErrArchive},
		{"changed and signed by somebody else", func(p *parts) { p.set("messages.csv", "x"); p.sign(other, nil) }, nil, rights.ErrArchiveKey},
		{"the manifest changed", func(p *parts) {
			p.set("manifest.json", strings.Replace(string(p.files["manifest.json"]), "Harbour", "Harbor", 1))
		}, nil, rights.ErrArchive},
		{"the signature is of something else", func(p *parts) {
			p.set("manifest.sig", base64.StdEncoding.EncodeToString(ed25519.Sign(deskKey(), p.files["manifest.json"]))+"\n")
		}, nil, rights.ErrArchive},
		{"no signature", func(p *parts) { p.set("manifest.sig", "") }, nil, rights.ErrArchive},
		{"a file more", func(p *parts) { p.set("attachments/more", "x") }, nil, rights.ErrArchive},
		{"a file less", func(p *parts) { p.names = slices.DeleteFunc(p.names, func(n string) bool { return n == "reads.csv" }) }, nil, rights.ErrArchive},
		{"no data", func(p *parts) {
			p.names = slices.DeleteFunc(p.names, func(n string) bool { return n == "data.json" })
			p.sign(deskKey(), nil)
		}, nil, rights.ErrArchive},
		{"another version", func(p *parts) { p.sign(deskKey(), func(m *rights.Manifest) { m.Version = 2 }) }, nil, rights.ErrArchiveVersion},
		{"another version inside", func(p *parts) {
			p.set("data.json", strings.Replace(string(p.files["data.json"]), `"version":1`, `"version":9`, 1))
			p.sign(deskKey(), nil)
		}, nil, rights.ErrArchiveVersion},
		{"a file listed twice in place of another", func(p *parts) {
			p.sign(deskKey(), func(m *rights.Manifest) { m.Files[0] = m.Files[1] })
		}, nil, rights.ErrArchive},
		{"the manifest lists itself", func(p *parts) {
			p.sign(deskKey(), func(m *rights.Manifest) { m.Files[0].Name = "manifest.sig" })
		}, nil, rights.ErrArchive},
		{"a size that is not", func(p *parts) { p.sign(deskKey(), func(m *rights.Manifest) { m.Files[0].Size++ }) }, nil, rights.ErrArchive},
		{"a negative size", func(p *parts) { p.sign(deskKey(), func(m *rights.Manifest) { m.Files[0].Size = -1 }) }, nil, rights.ErrArchive},
		{"a path that leads out", func(p *parts) { p.set("../evil", "x"); p.sign(deskKey(), nil) }, nil, rights.ErrArchive},
		{"a path that leads out of the folder", func(p *parts) { p.set("attachments/../evil", "x"); p.sign(deskKey(), nil) }, nil, rights.ErrArchive},
		{"an absolute path", func(p *parts) { p.set("/etc/passwd", "x"); p.sign(deskKey(), nil) }, nil, rights.ErrArchive},
		{"a path of Windows", func(p *parts) { p.set(`attachments/..\evil`, "x"); p.sign(deskKey(), nil) }, nil, rights.ErrArchive},
		{"a folder", func(p *parts) { p.set("attachments/", ""); p.sign(deskKey(), nil) }, nil, rights.ErrArchive},
		{"a file twice", func(*parts) {}, func(z *zip.Writer) {
			f, _ := z.Create("data.json")
			f.Write([]byte("{}"))
		}, rights.ErrArchive},
		{"a symbolic link", func(p *parts) {
			p.set("attachments/link", "/etc/passwd")
			p.sign(deskKey(), nil)
			p.names = slices.DeleteFunc(p.names, func(n string) bool { return n == "attachments/link" })
		}, func(z *zip.Writer) {
			h := &zip.FileHeader{Name: "attachments/link"}
			h.SetMode(fs.ModeSymlink | 0o777)
			f, _ := z.CreateHeader(h)
			f.Write([]byte("/etc/passwd"))
		}, rights.ErrArchive},
	} {
		p := takeApart(t, whole)
		x.change(&p)
		var more []func(*zip.Writer)
		if x.more != nil {
			more = append(more, x.more)
		}
		if err := open(p.pack(t, more...), trusted); !errors.Is(err, x.want) || (x.want == nil) != (err == nil) {
			t.Errorf("%s: %v, want %v", x.name, err, x.want)
		}
	}
}

func TestMalformedRecordsAreRefusedBeforeAnyIsGiven(t *testing.T) {
	t.Parallel()
	whole := write(t, options("en"), nil)
	for _, x := range []struct {
		name, data string
		ok         bool
	}{
		{"empty lists", `{"format":"candor-archive","version":1}`, true},
		{"members nobody knows", `{"format":"candor-archive","version":1,"more":{"a":[1]},"profiles":[{"customer":"cus_1","shoe_size":44}]}`, true},
		{"a list twice", `{"format":"candor-archive","version":1,"profiles":[],"profiles":[]}`, false},
		{"a version twice", `{"format":"candor-archive","version":9,"version":1}`, false},
		{"no object", `[]`, false},
		{"nothing", ``, false},
		{"half", `{"format":"candor-archive","version":1,"profiles":[{"customer":`, false},
		{"something after the end", `{"format":"candor-archive","version":1}{}`, false},
		{"no list", `{"format":"candor-archive","version":1,"profiles":{}}`, false},
		{"another type", `{"format":"candor-archive","version":1,"messages":[{"number":"one"}]}`, false},
		{"a message without an id", `{"format":"candor-archive","version":1,"messages":[{"number":1}]}`, false},
		{"a message numbered nought", fmt.Sprintf(`{"format":"candor-archive","version":1,"messages":[{"id":%q,"conversation":%q,"number":0}]}`, candor.NewMessageID(), candor.NewConversationID()), false},
		{"an id that is a path", `{"format":"candor-archive","version":1,"conversations":[{"id":"../../x"}]}`, false},
		{"an attachment that is another file", `{"format":"candor-archive","version":1,"attachments":[{"id":"data","path":"data.json"}]}`, false},
		{"an attachment that is not there", `{"format":"candor-archive","version":1,"attachments":[{"id":"a","path":"attachments/a"}]}`, false},
		{"deep", `{"format":"candor-archive","version":1,"more":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}`, false},
		{"names without end", `{"format":"candor-archive","version":1` + func() string {
			var b strings.Builder
			for i := range 200 {
				fmt.Fprintf(&b, `,"m%d":1`, i)
			}
			return b.String()
		}() + `}`, false},
	} {
		p := takeApart(t, whole)
		p.names = slices.DeleteFunc(p.names, func(n string) bool { return strings.HasPrefix(n, "attachments/") })
		p.set("data.json", x.data)
		p.sign(deskKey(), nil)
		if err := open(p.pack(t), rights.ReadOptions{}); (err == nil) != x.ok || !x.ok && !errors.Is(err, rights.ErrArchive) {
			t.Errorf("%s: %v", x.name, err)
		}
	}
}

func TestABombIsNotUnpacked(t *testing.T) {
	t.Parallel()
	zeros := strings.Repeat("\x00", 64<<20)
	bomb := func(name, content string) []byte {
		p := takeApart(t, write(t, options("en"), nil))
		p.set(name, content)
		p.sign(deskKey(), nil)
		return p.pack(t)
	}
	small := rights.ReadLimits{Bytes: 1 << 20, Record: 1 << 18, Files: 20}
	long := `{"format":"candor-archive","version":1,"profiles":[{"name":"` + strings.Repeat("a", 1<<19) + `"}]}`
	key := `{"format":"candor-archive","version":1,"` + strings.Repeat("k", 1<<19) + `":1}`
	for _, x := range []struct {
		name   string
		text   []byte
		limits rights.ReadLimits
		want   error
	}{
		{"64 MiB of nothing", bomb("attachments/a", zeros), small, rights.ErrArchiveLarge},
		{"a record without end", bomb("data.json", long), small, rights.ErrArchiveLarge},
		{"a name without end", bomb("data.json", key), small, rights.ErrArchiveLarge},
		{"the same record where there is room", bomb("data.json", long), rights.ReadLimits{}, nil},
	} {
		if err := open(x.text, rights.ReadOptions{Limits: x.limits}); !errors.Is(err, x.want) || (x.want == nil) != (err == nil) {
			t.Errorf("%s: %v, want %v", x.name, err, x.want)
		}
	}
	p := takeApart(t, write(t, options("en"), nil))
	for i := range 30 {
		p.set(fmt.Sprintf("attachments/a%d", i), "")
	}
	p.sign(deskKey(), nil)
	if err := open(p.pack(t), rights.ReadOptions{Limits: small}); !errors.Is(err, rights.ErrArchiveLarge) {
		t.Errorf("too many files: %v", err)
	}
}

func TestALyingDirectoryIsCaught(t *testing.T) {
	t.Parallel()
	p := takeApart(t, write(t, options("en"), nil))
	text := p.pack(t, func(z *zip.Writer) {
		// Declared as one byte long, and a megabyte inside.
		var packed bytes.Buffer
		inner := zip.NewWriter(&packed)
		f, _ := inner.Create("x")
		f.Write(bytes.Repeat([]byte("x"), 1<<20))
		inner.Close()
		r, _ := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
		raw, _ := r.File[0].OpenRaw()
		content, _ := io.ReadAll(raw)
		w, _ := z.CreateRaw(&zip.FileHeader{Name: "attachments/lie", Method: zip.Deflate, CompressedSize64: uint64(len(content)), UncompressedSize64: 1, CRC32: r.File[0].CRC32})
		w.Write(content)
	})
	if err := open(text, rights.ReadOptions{}); !errors.Is(err, rights.ErrArchive) {
		t.Errorf("%v", err)
	}
}

func TestWhoeverReadsMayStop(t *testing.T) {
	t.Parallel()
	in := read(t, write(t, options("en"), sample()))
	n := 0
	for range in.Records() {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("%d records", n)
	}
}

func TestAnArchiveOfAnyDeskIsWholeButNotTrusted(t *testing.T) {
	t.Parallel()
	text := write(t, options("en"), sample())
	in, err := rights.Read(bytes.NewReader(text), int64(len(text)), rights.ReadOptions{})
	if err != nil || in.Trusted {
		t.Errorf("trusted %v, %v", in != nil && in.Trusted, err)
	}
}

func FuzzReadTakesNothingThatWasChanged(f *testing.F) {
	whole := write(f, options("en"), sample()[:3])
	f.Add(whole, 0, byte(0))
	f.Add(whole, 200, byte(1))
	f.Add(whole[:len(whole)/2], 30, byte(7))
	f.Add([]byte("PK\x05\x06"+strings.Repeat("\x00", 18)), 0, byte(0))
	f.Fuzz(func(t *testing.T, text []byte, where int, flip byte) {
		if len(text) > 0 {
			text = slices.Clone(text)
			text[((where%len(text))+len(text))%len(text)] ^= flip
		}
		limits := rights.ReadLimits{Bytes: 1 << 20, Files: 50}
		in, err := rights.Read(bytes.NewReader(text), int64(len(text)), rights.ReadOptions{Trusted: []ed25519.PublicKey{publicKey()}, Limits: limits})
		if err != nil {
			return
		}
		// Whatever is taken has to be what the desk signed.
		n := 0
		for _, err := range in.Records() {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		if in.Manifest.Desk != "Harbour & Pine" || n != 4 {
			t.Errorf("taken: %+v, %d records", in.Manifest, n)
		}
	})
}
