// Package blind finds words in messages that are sealed.
//
// The promise: an agent finds a conversation by the words in it, by an e-mail address, an order
// or telephone number or a name, without the desk keeping a readable word outside the sealed
// messages. What is found is checked on the opened message before it is shown, and every opening
// is a read of personal data on the record, by the one who searches. When a customer is erased
// their alias goes with their key: from then on no row of the index, in a backup of the data from
// the day before neither, tells whose word it was.
//
// How it works. The words of a message are brought into plain form, stemmed in its language
// (language.Stem), function words are left out, and of each the first 8 bytes of HMAC-SHA-256
// under a key of the desk are kept beside the customer's alias, once for each customer. A search
// makes the same tags of its own words, in every way a language could have stemmed them, takes
// the aliases that have all of them, and asks the keyring who that is. Scripts without spaces are
// kept as pairs of characters. The index is filled after the commit, from the outbox, a second or
// so later, so that taking in messages costs nothing; how far it has come stands beside it in the
// same database, and a restart goes on from there.
//
// What the index tells, honestly. The tags are the same for the same word: searching needs that.
// Who has the database but not the keys cannot read or guess a word, since trying a list of words
// takes the key. They do see how many customers share a tag, which aliases share tags, and how
// many tags an alias has; with statistics of a language the very commonest words can be guessed
// from their frequency (function words are not there to be guessed), and on a small desk the
// number of an alias' words can be matched with the length of somebody's sealed messages, or two
// backups compared to see whose words came in between. Rows hold no time, no order and no
// conversation, so that this stays a matter of inference and not of reading. Who has the keys can
// read the messages themselves.
//
// The refusal: no part of words, no wildcards, no misspellings: each would need more of the word
// in the index. A single character of a script without spaces is found only where it stands alone.
//
// (GDPR Art. 17, 25, 32. Searchable symmetric encryption of this kind and what it leaks: Curtmola,
// Garay, Kamara and Ostrovsky 2006.)
package blind
