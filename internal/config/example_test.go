package config_test

import (
	"fmt"

	"candor/internal/config"
)

func ExampleRead() {
	_, err := config.Read("candor.toml", []byte("[server]\nlsiten = \"127.0.0.1:8420\"\n"), nil)
	fmt.Println(err)
	// Output: candor.toml: unknown key `lsiten` on line 2; did you mean `listen`?
}
