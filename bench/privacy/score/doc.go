// Package score compares what a detector of personal data found with what is labelled.
//
// The promise: it counts as score_pii.py counts, which measures other detectors too, and a test holds
// the two together. A span is exact when its type and both ends agree, and near when its type agrees and
// the two places share at least half of what they cover together. A character leaks when no span of any
// type covers it. The refusal: a share of nothing is never told as 0 or 1.
//
// Places are code points, half open.
package score
