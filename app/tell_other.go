//go:build !windows

package app

import (
	"fmt"
	"os"
)

// tell writes a sentence where the person who started the program sees it.
func tell(_, text string) { fmt.Fprintln(os.Stderr, text) }
