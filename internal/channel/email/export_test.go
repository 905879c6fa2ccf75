package email

// Bytes gives a letter as a file.
func Bytes(l Letter) ([]byte, error) { return l.bytes() }
