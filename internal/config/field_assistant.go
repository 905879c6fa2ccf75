package config

import (
	"fmt"
	"math"
)

// targetField is the share of wrong answers that the owner accepts. It is what the stated bound is held to;
// account matters have half of it, and money, law and health a quarter.
func targetField() field {
	return field{
		section: "assistant", key: "target",
		help: "How many of the answers given may be from a wrong article, as a share: the calibration looks for the\n" +
			"confidence from which fewer are, with 95 % certainty. Account matters: half; money, law, health: a quarter.\n" +
			"0 keeps 0.1.",
		allowed: "0, or a number from 0.01 to 0.3", example: "target = 0.1",
		read: func(c *Config, _ string, v value) error {
			target, err := v.number()
			if err != nil {
				return err
			}
			if math.IsNaN(target) || target != 0 && (target < leastTarget || target > greatestTarget) {
				return fmt.Errorf("not between %s and %s", decimal(leastTarget), decimal(greatestTarget))
			}
			c.Assistant.Target = target
			return nil
		},
		write: func(c Config) string { return decimal(c.Assistant.Target) },
	}
}
