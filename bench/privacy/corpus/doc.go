// Package corpus makes labelled messages of the kind that customers write to a desk: what is personal
// in them, and what looks like it and is not.
//
// Everything is invented. Names are drawn from lists of common first and family names or, for
// people that no list knows, put together from parts; numbers are drawn in the shapes of their
// countries with check digits that hold; domains are those for examples (RFC 2606) or called so.
// The same seed makes the same messages. The refusal: nothing here knows how it will be looked for; a
// shape stands here because people write so.
//
// Offsets are in code points. The form on disk is JSON lines {text, lang, country, spans:[{type, start,
// end}], decoys:[{kind, start, end}], variant}.
package corpus
