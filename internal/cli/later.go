package cli

import (
	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
)

// laterNames are commands that are agreed on and that this version does not have yet.
var laterNames = []string{"hub", "journal"}

// laterReports are reports that this version does not have yet.
var laterReports = []string{"sales", "products", "producers", "stock", "expiry", "post", "centre"}

func (p *program) addLater(root *cobra.Command) {
	for _, name := range laterNames {
		root.AddCommand(p.later(name))
	}
}

// later makes a command that only says it is not there yet, whatever follows it.
func (p *program) later(name string) *cobra.Command {
	return &cobra.Command{Use: name, Hidden: true, SilenceErrors: true, SilenceUsage: true, Args: cobra.ArbitraryArgs,
		FParseErrWhitelist: cobra.FParseErrWhitelist{UnknownFlags: true},
		RunE:               func(c *cobra.Command, _ []string) error { return commandLater(c) }}
}

func commandLater(c *cobra.Command) error {
	return fault.Unreadable("command_later", "", fault.Values{"command": c.CommandPath()})
}
