// Package corpus makes a large help centre out of a small real one, so that figures are measured
// on text that reads like a help centre and not on noise.
//
// Every made article is about one product of a made-up range. It takes the headings and paragraphs
// of a real article, names its product where the real one speaks of "the item", and borrows
// sections from others on the same topic. The same seed makes the same articles.
package corpus
