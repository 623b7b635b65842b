// Talat is a till for community producers: a window, and the same shop by commands.
package main

import (
	"os"

	"github.com/talat-pos/talat/internal/cli"
)

func main() { os.Exit(run(os.Args[1:])) }

// run opens the window when the line names no command, and does the command otherwise.
func run(args []string) int {
	if window, wanted := cli.ReadWindow(args); wanted {
		return openWindow(window)
	}
	return cli.Run(args, os.Stdin, os.Stdout, os.Stderr)
}
