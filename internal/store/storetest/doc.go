// Package storetest is the contract of the store: what every engine must keep, one case for each
// guarantee. Run it from a test of the engine:
//
//	func TestStoreContract(t *testing.T) { storetest.Run(t, store.Open) }
//
// Cases work through the public methods only. What people write is sealed with a real cipher, and
// messages come from a real pipeline.
package storetest
