// Package config reads the one file in which an owner says how their desk is set up.
//
// The promise: a desk never starts with a setting that was misread. The file is strict: an
// unknown key is refused with its line and the nearest known one, a bad value with what was
// found, what is allowed and an example, and all problems are told at once.
//
// The refusal: there is no key that takes people away, turns a gate off or makes the assistant
// bolder than it was calibrated to be. Operators may only tighten.
//
// Every key outside [[inbox]] and [card.…] can be set from the environment too, which wins over
// the file: CANDOR_SECTION_KEY, for example CANDOR_SERVER_LISTEN. Lists are comma-separated there.
package config
