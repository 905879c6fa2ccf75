// Package llmtest is a server that speaks all four formats of package llm, well and badly.
//
// The promise: what a real server, proxy or network does to a reply can be had on demand, plain and
// streamed: cuts at every byte, odd line ends, comments, pings, events nobody has heard of, errors
// inside a stream, stalls, every status with its Retry-After, error pages, arguments that are cut or
// come twice, usage that is missing, replies of any size, connections that break. The vendors' own
// clients understand the server when nothing is wrong (see internal/llm/oracle), so that a test against
// it is a test against the format.
//
// The refusal: a request that the real server would not take is answered with 400, and told to the
// test, so that nothing passes only because the test's server is kinder than the vendor's.
//
// For tests only: it is named like httptest, and no code of the product may import it.
package llmtest
