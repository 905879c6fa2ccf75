package staff_test

import (
	"errors"
	"strings"
	"testing"

	"candor"
	"candor/internal/staff"
)

func TestPasswordRules(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ password, want string }{
		{"nine calm herons wade", ""},
		{"kJ8#qm2Lx!vT", ""},
		{"الباب الأخضر مفتوح", ""},
		{"十二文字以上の合言葉を選びます", ""},
		{"short", "staff.password_short"},
		{"elevenchars", "staff.password_short"},
		{"ééééééééééé", "staff.password_short"}, // eleven characters in twenty-two bytes
		{strings.Repeat("ab c", 51), "staff.password_long"},
		{"line\nbreak in the middle", "staff.password_characters"},
		{"not \xff utf-8 at all", "staff.password_characters"},
		{"maya@harbour.example", "staff.password_personal"},
		{"1maya@harbour.example1", "staff.password_personal"},
		{"MayaOkafor2024", "staff.password_personal"},
		{"harbour.example1", "staff.password_personal"},
		{"Password1234!", "staff.password_common"},
		{"P@ssw0rd2024!", "staff.password_common"},
		{"passwordpassword", "staff.password_common"},
		{"Welcome-2-2025", "staff.password_common"},
		{"qwertyuiop12", "staff.password_common"},
		{"contraseña2025", "staff.password_common"},
		{"123456789012", "staff.password_common"},
		{"839201746352", "staff.password_common"},
		{"aaaaaaaaaaaaaa", "staff.password_common"},
		{"abcabcabcabc", "staff.password_common"},
		{"abcdefghijkl", "staff.password_common"},
		{"1q2w3e4r5t6y", "staff.password_common"},
		{"thisismypassword", "staff.password_common"},
	} {
		err := staff.CheckPassword(c.password, maya.Email, maya.Name)
		var e *candor.Error
		got := ""
		if errors.As(err, &e) {
			got = e.Key
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.password, got, c.want)
		}
		if err != nil && len(c.password) > 5 && strings.Contains(err.Error(), c.password) {
			t.Errorf("the refusal repeats the password: %v", err)
		}
	}
}
