package cli

import "time"

// Hurry makes commands wait for a printer for so long, and gives what undoes it.
func Hurry(wait time.Duration) (undo func()) {
	before := printPatience
	printPatience = wait
	return func() { printPatience = before }
}
