package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"candor/action"
	"candor/internal/config"
	"candor/internal/tool"
	"candor/policy"
)

// specFile is how an owner writes down what a tool takes and gives. docs/tools.md describes it.
type specFile struct {
	Title     string          `json:"title"`
	About     string          `json:"about"`
	Kind      string          `json:"kind"`
	Arguments json.RawMessage `json:"arguments"`
	Result    json.RawMessage `json:"result"`
	Field     string          `json:"field"`
	Says      map[string]struct {
		Key     string            `json:"key"`
		Args    map[string]string `json:"args"`
		Promise string            `json:"promise"`
		Due     string            `json:"due"`
	} `json:"says"`
	Missing string `json:"missing"`
	Ask     string `json:"ask"`
	Offer   string `json:"offer"`
	Second  bool   `json:"second"`
	Reading *struct {
		Topic    string `json:"topic"`
		Argument string `json:"argument"`
		Pattern  string `json:"pattern"`
		Form     string `json:"form"`
	} `json:"reading"`
}

// mostSpec is the largest file of a spec that is read, in bytes.
const mostSpec = 64 << 10

// toolsOf reads what the settings say of one tool.
func toolsOf(s config.Tool) (Tools, error) {
	spec, err := readSpec(s.Name, s.Spec)
	if err != nil {
		return Tools{}, err
	}
	secret, err := s.ReadSecret(os.Getenv)
	if err != nil {
		return Tools{}, err
	}
	end := tool.Endpoint{Tool: s.Name, Method: s.Method, URL: s.URL, Timeout: time.Duration(s.Patience) * time.Second}
	return Tools{Specs: []action.Spec{spec}, Endpoints: []tool.Endpoint{end}, Secret: secret}, nil
}

func readSpec(name, path string) (action.Spec, error) {
	file, err := os.Open(path)
	if err != nil {
		return action.Spec{}, fmt.Errorf("its spec cannot be read: %w", err)
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, mostSpec+1))
	if err != nil || len(text) > mostSpec {
		return action.Spec{}, errors.Join(fmt.Errorf("its spec %s cannot be read, or is larger than 64 KiB", path), err)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	var f specFile
	if err := d.Decode(&f); err != nil {
		return action.Spec{}, fmt.Errorf("its spec %s: %w", path, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return action.Spec{}, fmt.Errorf("its spec %s: something stands behind the object", path)
	}
	kind, ok := action.KindNamed(f.Kind)
	if !ok {
		return action.Spec{}, fmt.Errorf("its spec %s: kind is look, change or money", path)
	}
	spec := action.Spec{
		Name: name, Title: f.Title, About: f.About, Kind: kind, Arguments: f.Arguments, Result: f.Result, Field: f.Field,
		Says: map[string]action.Saying{}, Missing: f.Missing, Ask: f.Ask, Offer: f.Offer, Second: f.Second,
	}
	for value, say := range f.Says {
		spec.Says[value] = action.Saying{Key: say.Key, Args: say.Args, Promise: say.Promise, Due: say.Due}
	}
	if r := f.Reading; r != nil {
		spec.Reading = &action.Reading{Topic: action.Topic(r.Topic), Argument: r.Argument, Pattern: r.Pattern, Form: r.Form}
	}
	return spec, nil
}

// checkTexts makes sure that whatever the tools can say is in the catalogue, with the arguments that it
// needs, in every language of the desk. A text that is missing must show here, not when a customer waits for it.
func checkTexts(texts policy.Phrases, languages []string, specs []action.Spec) error {
	for _, s := range specs {
		arguments := map[string]string{}
		for _, name := range argumentsOf(s) {
			arguments[name] = sample(name)
		}
		said := map[string]map[string]string{s.Title: nil, s.Missing: arguments}
		for _, question := range []string{s.Ask, s.Offer} {
			if question != "" {
				said[question] = arguments
			}
		}
		for _, say := range s.Says {
			args := map[string]string{}
			for name := range say.Args {
				args[name] = sample(name)
			}
			said[say.Key] = args
		}
		for key, args := range said {
			for _, language := range languages {
				if _, ok := texts.Phrase(language, key, args); !ok {
					return fmt.Errorf("tool %s: the text %s is not in the catalogue, or needs other arguments", s.Name, key)
				}
			}
		}
	}
	return nil
}

func argumentsOf(s action.Spec) []string {
	var schema struct {
		Properties map[string]json.RawMessage `json:"properties"`
	}
	if json.Unmarshal(s.Arguments, &schema) != nil {
		return nil
	}
	var names []string
	for name := range schema.Properties {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// sample is a value of the kind that an argument of the catalogue takes, which its name tells.
func sample(name string) string {
	switch {
	case strings.HasSuffix(name, "_on"):
		return "2026-01-31"
	case strings.HasSuffix(name, "_at"):
		return "2026-01-31T12:00:00Z"
	}
	return "1"
}
