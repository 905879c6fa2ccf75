package ledger

import (
	"maps"
	"slices"
)

// facts is the compiled list of what an entry may tell. A key belongs here only if none of its
// values can come from what a customer wrote or from who a customer is.
var facts = map[string]bool{
	"act":          true, // what was done, a word of the program
	"action":       true, // what a gate wants
	"agent":        true, // id of a member of staff
	"approved_by":  true, // id of a member of staff
	"article":      true, // id
	"articles":     true, // how many
	"attempt":      true,
	"basis":        true, // legal basis
	"build":        true,
	"by":           true, // who made a change: a staff id or a command
	"channel":      true,
	"code":         true, // of an error
	"confidence":   true,
	"config":       true, // digest of the configuration in force
	"consent":      true, // given or refused
	"conversation": true, // a commitment
	"count":        true,
	"deadline":     true,
	"digest":       true, // of something public: an article, a file, a notice
	"failed":       true, // how many
	"from":         true, // state
	"gate":         true,
	"gates":        true, // how many were passed
	"hidden":       true, // kinds of what was taken out of a message, never the words
	"inbox":        true,
	"key":          true, // fingerprint of a key
	"knowledge":    true, // digest of the articles in force
	"language":     true,
	"message":      true, // a commitment
	"method":       true,
	"model":        true,
	"new":          true, // value of a setting
	"notice":       true, // digest of the notice that was shown
	"number":       true, // of a message within its conversation
	"old":          true, // value of a setting
	"outcome":      true,
	"passage":      true, // id
	"passages":     true, // how many
	"place":        true, // in the queue
	"policy":       true, // version or digest
	"priority":     true,
	"prompt":       true, // digest
	"purpose":      true,
	"rating":       true,
	"reason":       true, // key of a translated text
	"region":       true,
	"role":         true,
	"root":         true, // of a tree
	"rule":         true,
	"schema":       true,
	"sealed":       true, // SHA-256 of a sealed body
	"setting":      true, // its name
	"size":         true, // of a tree, or of a file in bytes
	"sources":      true, // how many were cited
	"staff":        true, // id of the member of staff it was done to
	"stage":        true, // which list of gates ran
	"state":        true,
	"stopped":      true, // yes or no
	"to":           true, // state
	"until":        true,
	"vendor":       true,
	"verdict":      true, // id
	"version":      true,
	"via":          true, // button, words or API
}

// Facts lists every key that an entry may have, sorted.
func Facts() []string { return slices.Sorted(maps.Keys(facts)) }
