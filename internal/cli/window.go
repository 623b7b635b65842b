package cli

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// Window is what the line says when it names no command: the window is to be opened.
type Window struct {
	Dir    string // the shop's folder, "" = the default
	Lang   string // "th" or "en", "" = the shop's
	Screen string // where to begin, "" = the till
}

// screens are where the window may begin. The house rules hold them against those of the window.
var screens = []string{"till", "bills", "shift", "orders", "shipping", "products", "stock", "producers", "customers", "imports", "trips", "rates", "listings", "channels", "outbox", "papers", "quotations", "office", "settings"}

// ReadWindow reads a line that names no command. wanted is false when there is anything else on it:
// a command, or a flag the window does not have; Run then does it or says what is wrong.
func ReadWindow(args []string) (window Window, wanted bool) {
	flags := pflag.NewFlagSet("talat", pflag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	flags.StringVar(&window.Dir, "shop", "", "")
	flags.StringVar(&window.Lang, "lang", "", "")
	flags.StringVar(&window.Screen, "screen", "", "")
	if err := flags.Parse(args); err != nil || flags.NArg() > 0 {
		return Window{}, false
	}
	if _, err := i18n.ParseLang(window.Lang); err != nil && flags.Changed("lang") {
		return Window{}, false
	}
	if window.Dir == "" && flags.Changed("shop") {
		return Window{}, false
	}
	if flags.Changed("screen") && !slices.Contains(screens, window.Screen) {
		return Window{}, false
	}
	return window, true
}

// windowOnly lets the line without a command say why it opens no window: a screen that is not there.
func (p *program) windowOnly(root *cobra.Command) {
	root.Flags().StringVar(&p.screen, "screen", "", "NAME")
	missing := root.RunE
	root.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 0 && c.Flags().Changed("screen") && !slices.Contains(screens, p.screen) {
			return fault.Unreadable("screen_unknown", "screen", fault.Values{"value": p.screen, "names": strings.Join(screens, " ")})
		}
		return missing(c, args)
	}
}
