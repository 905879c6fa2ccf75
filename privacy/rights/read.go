package rights

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"candor"
)

// Failures of reading an archive. A stranger made it: it is refused whole at the first doubt.
var (
	ErrArchive        = candor.Fail(candor.CodeInvalid, "error.archive_broken", nil)    // no archive, changed, or not whole
	ErrArchiveVersion = candor.Fail(candor.CodeInvalid, "error.archive_version", nil)   // of a form that this desk does not know
	ErrArchiveLarge   = candor.Fail(candor.CodeTooLarge, "error.archive_large", nil)    // over a limit
	ErrArchiveKey     = candor.Fail(candor.CodeForbidden, "error.archive_unknown", nil) // signed by a desk that is not trusted
)

// ReadLimits bounds what reading an archive can cost. A zero field has the default.
type ReadLimits struct {
	Files  int   // in the archive; 10,000
	Bytes  int64 // of all files together, unpacked; 1 GiB
	Record int64 // of one record of data.json; 4 MiB
}

func (l ReadLimits) orDefaults() ReadLimits {
	if l.Files <= 0 {
		l.Files = 10_000
	}
	if l.Bytes <= 0 {
		l.Bytes = 1 << 30
	}
	if l.Record <= 0 {
		l.Record = 4 << 20
	}
	return l
}

// ReadOptions says whom to trust and how much to read.
type ReadOptions struct {
	// Trusted are public keys of desks. When it is empty every key is taken and Imported.Trusted is
	// false: then the archive is whole, and nothing is known of who made it.
	Trusted []ed25519.PublicKey
	Limits  ReadLimits
}

// Imported is an archive that was read and found whole.
type Imported struct {
	Header   Header
	Manifest Manifest
	Trusted  bool // it was signed by one of the trusted keys

	files  map[string]*zip.File
	limits ReadLimits
}

// Read opens an archive and checks all of it: every name, every size, every checksum and the
// signature, before it gives anything. Records and files are then read one at a time.
//
// Verdicts and ledger entries in it are history of the other desk: whoever imports keeps them as such.
//
// ErrArchive, ErrArchiveVersion, ErrArchiveLarge, ErrArchiveKey.
func Read(r io.ReaderAt, size int64, o ReadOptions) (*Imported, error) {
	limits := o.Limits.orDefaults()
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, broken("not a ZIP")
	}
	files, err := listed(z, limits)
	if err != nil {
		return nil, err
	}
	in := &Imported{files: files, limits: limits}
	if err := in.checkManifest(o.Trusted); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, f := range in.Manifest.Files {
		if seen[f.Name] {
			return nil, broken("a manifest that lists a file twice")
		}
		seen[f.Name] = true
		if err := in.checkFile(f); err != nil {
			return nil, err
		}
	}
	// A first pass finds what is malformed before anybody imports half of it.
	if err := in.checkRecords(); err != nil {
		return nil, err
	}
	if in.Header.Format != Format || in.Header.Version != Version {
		return nil, ErrArchiveVersion
	}
	return in, nil
}

// listed checks names and declared sizes, before a byte is unpacked.
func listed(z *zip.Reader, limits ReadLimits) (map[string]*zip.File, error) {
	if len(z.File) > limits.Files {
		return nil, ErrArchiveLarge
	}
	files := make(map[string]*zip.File, len(z.File))
	total := uint64(0)
	for _, f := range z.File {
		switch {
		case !knownName(f.Name):
			return nil, broken("a file that has no place in it")
		case files[f.Name] != nil:
			return nil, broken("a file that is there twice")
		case !f.Mode().IsRegular(), f.Flags&1 != 0, f.Method != zip.Deflate && f.Method != zip.Store:
			return nil, broken("a file of a kind that is not read")
		}
		files[f.Name] = f
		if f.UncompressedSize64 > uint64(limits.Bytes) {
			return nil, ErrArchiveLarge
		}
		if total += f.UncompressedSize64; total > uint64(limits.Bytes) {
			return nil, ErrArchiveLarge
		}
	}
	return files, nil
}

// knownName reports a name that NewArchive can give. There is no other, so none leads elsewhere.
func knownName(name string) bool {
	switch name {
	case fileReadme, filePage, fileData, fileSchema, fileMessages, fileConversations, fileDecisions,
		fileConsents, fileReads, fileManifest, fileSignature:
		return true
	}
	id, ok := strings.CutPrefix(name, folderAttachments)
	return ok && attachmentID.MatchString(id)
}

func (in *Imported) checkManifest(trusted []ed25519.PublicKey) error {
	text, err := in.small(fileManifest, maxManifest)
	if err != nil {
		return err
	}
	sig, err := in.small(fileSignature, 256)
	if err != nil {
		return err
	}
	m := &in.Manifest
	if err := json.Unmarshal(text, m); err != nil {
		return broken("a malformed manifest")
	}
	if m.Format != Format || m.Version != Version {
		return ErrArchiveVersion
	}
	if !checkSignature(m.Key, manifestPrefix, text, sig) {
		return broken("a signature that does not match")
	}
	in.Trusted = slices.ContainsFunc(trusted, func(k ed25519.PublicKey) bool { return bytes.Equal(k, m.Key) })
	if len(trusted) > 0 && !in.Trusted {
		return ErrArchiveKey
	}
	if len(m.Files)+2 != len(in.files) {
		return broken("a manifest that lists other files")
	}
	return nil
}

// small reads one of the files that the manifest does not list.
func (in *Imported) small(name string, most int64) ([]byte, error) {
	body, err := in.open(name)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	text, err := io.ReadAll(io.LimitReader(body, most+1))
	if err != nil {
		return nil, broken("a file that cannot be unpacked")
	}
	if int64(len(text)) > most {
		return nil, ErrArchiveLarge
	}
	return text, nil
}

// checkFile unpacks a file once and compares it with the manifest.
func (in *Imported) checkFile(f File) error {
	if f.Name == fileManifest || f.Name == fileSignature || f.Size < 0 || f.Size > in.limits.Bytes {
		return broken("a manifest that lists what it cannot")
	}
	body, err := in.open(f.Name)
	if err != nil {
		return err
	}
	defer body.Close()
	c := &counted{to: io.Discard, hash: sha256.New()}
	if _, err := io.Copy(c, io.LimitReader(body, f.Size+1)); err != nil {
		return broken("a file that cannot be unpacked")
	}
	if c.file(f.Name) != f {
		return broken("a file that was changed")
	}
	return nil
}

func (in *Imported) open(name string) (io.ReadCloser, error) {
	f := in.files[name]
	if f == nil {
		return nil, broken("a file is missing")
	}
	body, err := f.Open()
	if err != nil {
		return nil, broken("a file that cannot be unpacked")
	}
	return body, nil
}

// Open gives the bytes of an attachment, as a Record of Records described it. The caller closes it.
func (in *Imported) Open(a Attachment) (io.ReadCloser, error) {
	if !strings.HasPrefix(a.Path, folderAttachments) {
		return nil, ErrArchive
	}
	return in.open(a.Path)
}

// broken says what is wrong with an archive, without a word out of it.
func broken(what string) error {
	return fmt.Errorf("rights: read an archive: %s: %w", what, ErrArchive)
}

// errRecordLarge comes out of the decoder, which passes it on.
var errRecordLarge = errors.New("rights: a record over the limit")
