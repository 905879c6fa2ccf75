package consent

// Canonical parses strictly and writes the form that is signed, for tests.
func Canonical(data []byte) (string, error) {
	v, err := parse(data)
	return string(canonical(nil, v)), err
}
