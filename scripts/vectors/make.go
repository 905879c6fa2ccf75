package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"
	"strings"

	"candor/internal/search/vectors"
	"candor/knowledge"
	"candor/language"
)

// What is kept.
const (
	mostStems = 26_000
	width     = 64
	commonest = 120_000 // words that are looked at
	shared    = 2       // strongest directions, which all words share
	fewest    = 2       // letters of a word
	most      = 24
)

// makeFile makes a file of vectors of a package, which is fetched unless its file is given, and says what it made.
func makeFile(from, to string, problems io.Writer) (string, error) {
	s, err := fetched(from, problems)
	if err != nil {
		return "", err
	}
	words, rows := joined(s, mostStems)
	file, err := vectors.Write(words, reduced(rows, shared, width))
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(to, file, 0o644); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s: %d stems, %d numbers each, %d bytes, SHA-256 %x", to, len(words), width, len(file), sha256.Sum256(file)), nil
}

// mostWords is how many words are ordinary.
const mostWords = 15_000

// makeWords makes a file of the commonest words of letters alone, likewise.
func makeWords(from, to string, problems io.Writer) (string, error) {
	s, err := fetched(from, problems)
	if err != nil {
		return "", err
	}
	words := slices.DeleteFunc(s.words, func(w string) bool { return !plain(w) })
	file := []byte(strings.Join(words[:min(len(words), mostWords)], "\n") + "\n")
	if err := os.WriteFile(to, file, 0o644); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s: %d words, %d bytes, SHA-256 %x", to, min(len(words), mostWords), len(file), sha256.Sum256(file)), nil
}

// fetched opens a package, which is fetched unless its file is given.
func fetched(from string, problems io.Writer) (source, error) {
	if from == "" {
		dir, err := os.MkdirTemp("", "candor-vectors-")
		if err != nil {
			return source{}, err
		}
		defer os.RemoveAll(dir)
		if from, err = fetch(dir, problems); err != nil {
			return source{}, err
		}
	}
	return open(from)
}

// joined gives the first stems, ascending, with the mean of their words, each word counting as often as it is
// used: by Zipf's law, one over its place.
func joined(s source, stems int) ([]string, [][]float64) {
	sum := map[string][]float64{}
	for place, word := range s.words[:min(len(s.words), commonest)] {
		if !plain(word) || language.StopWord("en", word) {
			continue
		}
		stem := knowledge.Stem("en", word)
		row, known := sum[stem]
		if !known {
			if len(sum) >= stems {
				continue
			}
			row = make([]float64, len(s.vectors[word]))
			sum[stem] = row
		}
		v := s.vectors[word]
		length := norm(v)
		for i := range v {
			row[i] += v[i] / length / float64(place+1)
		}
	}
	words := slices.Sorted(maps.Keys(sum))
	rows := make([][]float64, len(words))
	for i, w := range words {
		rows[i] = unit(sum[w])
	}
	return words, rows
}

func plain(word string) bool {
	if len(word) < fewest || len(word) > most {
		return false
	}
	for _, r := range word {
		if r < 'a' || r > 'z' {
			return false
		}
	}
	return true
}

func norm(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x * x
	}
	return math.Sqrt(sum)
}

// unit makes a row one long; one of nothing stays so.
func unit(v []float64) []float64 {
	length := norm(v)
	if length == 0 {
		return v
	}
	for i := range v {
		v[i] /= length
	}
	return v
}
