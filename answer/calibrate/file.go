package calibrate

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Failures of loading. With any of them there is no model: the caller keeps to its fixed bar and
// says that there is no guarantee yet.
var (
	ErrDamaged        = errors.New("calibrate: the file is damaged or was not written by this program")
	ErrVersion        = errors.New("calibrate: the file is of another version")
	ErrOtherFeatures  = errors.New("calibrate: the model was made for other features")
	ErrOtherKnowledge = errors.New("calibrate: the model was made for other articles")
	ErrOtherModel     = errors.New("calibrate: the watch belongs to another model")
)

const (
	fileVersion = 1
	largestFile = 1 << 20 // bytes
	modelFormat = "candor calibration"
	watchFormat = "candor calibration watch"
)

// envelope is a file: what it holds, and a digest of that to the byte.
type envelope struct {
	Format  string          `json:"format"`
	Version int             `json:"version"`
	Digest  string          `json:"digest"`
	Content json.RawMessage `json:"content"`
}

func digestOf(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// wrap puts content into a file.
func wrap(format string, content any) (file []byte, digest string, err error) {
	raw, err := json.Marshal(content)
	if err != nil {
		return nil, "", fmt.Errorf("calibrate: write: %w", err)
	}
	digest = digestOf(raw)
	file, err = json.Marshal(envelope{format, fileVersion, digest, raw})
	if err != nil {
		return nil, "", fmt.Errorf("calibrate: write: %w", err)
	}
	return append(file, '\n'), digest, nil
}

// unwrap reads a file into content. Errors are ErrDamaged, ErrVersion and those of the reader.
func unwrap(r io.Reader, format string, content any) (digest string, err error) {
	file, err := io.ReadAll(io.LimitReader(r, largestFile+1))
	if err != nil {
		return "", fmt.Errorf("calibrate: read: %w", err)
	}
	var e envelope
	if len(file) > largestFile || strict(file, &e) != nil || e.Format != format {
		return "", ErrDamaged
	}
	if e.Version != fileVersion {
		return "", ErrVersion
	}
	if digestOf(e.Content) != e.Digest || strict(e.Content, content) != nil {
		return "", ErrDamaged
	}
	return e.Digest, nil
}

// strict reads one JSON value with nothing after it and no field that is unknown.
func strict(raw []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return ErrDamaged
	}
	return nil
}

// seal makes a model of its content.
func seal(c content) (Model, error) {
	_, digest, err := wrap(modelFormat, c)
	return Model{c, digest}, err
}

// Save writes the model as JSON. Errors are those of the writer.
func (m Model) Save(w io.Writer) error {
	file, _, err := wrap(modelFormat, m.c)
	if err != nil {
		return err
	}
	if _, err := w.Write(file); err != nil {
		return fmt.Errorf("calibrate: write: %w", err)
	}
	return nil
}

// Load reads a model that was saved for exactly these features, in this order, and these articles
// (see KnowledgeDigest).
//
// Errors are ErrDamaged, ErrVersion, ErrOtherFeatures, ErrOtherKnowledge and those of the reader. With
// an error the model is the zero one.
func Load(r io.Reader, names []string, knowledge string) (Model, error) {
	var c content
	digest, err := unwrap(r, modelFormat, &c)
	if err != nil {
		return Model{}, err
	}
	if !c.sound() {
		return Model{}, ErrDamaged
	}
	if !slices.Equal(c.Names, names) {
		return Model{}, ErrOtherFeatures
	}
	if c.Knowledge != knowledge {
		return Model{}, ErrOtherKnowledge
	}
	return Model{c, digest}, nil
}
