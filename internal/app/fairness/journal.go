package fairness

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"candor/fairness/audit"
)

// Journal is a file of what models were asked in an audit, so that one that was cut off goes on where it was. Each line is sealed with a
// key of the desk together with the one before it: a line that was written, changed or taken out by anybody else ends the
// audit. It belongs to one release and one plan. It implements audit.Kept.
type Journal struct {
	mu   sync.Mutex
	f    *os.File
	key  []byte
	seal []byte // of the last line
	seen map[string]audit.Observed
}

// ErrJournal says that a journal is not one of this audit.
var ErrJournal = errors.New("fairness: the journal is of another desk, release or plan, or somebody changed it; name another file to begin anew")

// entry is one line.
type entry struct {
	Probe    string         `json:"probe"`
	Observed audit.Observed `json:"observed"`
}

// OpenJournal takes up a journal or begins one. Secret is the desk's own. ErrJournal.
func OpenJournal(path string, secret []byte, release, plan string) (*Journal, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("fairness: open the journal: %w", err)
	}
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("candor fairness journal 1\n"))
	j := &Journal{f: f, key: mac.Sum(nil), seen: map[string]audit.Observed{}}
	j.seal = j.next([]byte(release + "\n" + plan + "\n"))
	if err := j.read(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return j, nil
}

// next gives the seal of a line behind the last one.
func (j *Journal) next(line []byte) []byte {
	mac := hmac.New(sha256.New, j.key)
	mac.Write(j.seal)
	mac.Write(line)
	return mac.Sum(nil)
}

// read takes up what stands in the file. A last line that was cut off is dropped.
func (j *Journal) read() error {
	in := bufio.NewReader(j.f)
	whole := int64(0)
	for {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("fairness: read the journal: %w", err)
		}
		text, sealed, ok := bytes.Cut(bytes.TrimSuffix(line, []byte("\n")), []byte("\t"))
		seal := j.next(text)
		var one entry
		if !ok || !hmac.Equal([]byte(hex.EncodeToString(seal)), sealed) || json.Unmarshal(text, &one) != nil {
			return ErrJournal
		}
		j.seal, j.seen[one.Probe] = seal, one.Observed
		whole += int64(len(line))
	}
	if err := j.f.Truncate(whole); err != nil {
		return fmt.Errorf("fairness: read the journal: %w", err)
	}
	if _, err := j.f.Seek(whole, io.SeekStart); err != nil {
		return fmt.Errorf("fairness: read the journal: %w", err)
	}
	return nil
}

// Len is how many answers are remembered.
func (j *Journal) Len() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return len(j.seen)
}

func nameOfAsking(p audit.Probe, n int) string { return fmt.Sprintf("%s %d %s", p.ID(), n, p.Model) }

// Seen implements audit.Kept.
func (j *Journal) Seen(p audit.Probe, n int) (audit.Observed, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	o, ok := j.seen[nameOfAsking(p, n)]
	return o, ok
}

// Keep implements audit.Kept.
func (j *Journal) Keep(p audit.Probe, n int, o audit.Observed) error {
	name := nameOfAsking(p, n)
	text, err := json.Marshal(entry{name, o})
	if err != nil {
		return fmt.Errorf("fairness: write down an answer: %w", err)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	seal := j.next(text)
	if _, err := j.f.Write(append(append(text, '\t'), hex.EncodeToString(seal)+"\n"...)); err != nil {
		return fmt.Errorf("fairness: write the journal: %w", err)
	}
	j.seal, j.seen[name] = seal, o
	return nil
}

// Close lets go of the file.
func (j *Journal) Close() error { return j.f.Close() }
