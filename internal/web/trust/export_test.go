package trust

// Body renders an article, for tests.
var Body = (*Trust).body
