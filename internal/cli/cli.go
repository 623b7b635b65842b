// Package cli is the program's second face: each command reads its flags, calls the same service as
// the window, and prints one answer, for people or as one JSON document.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// Exit statuses.
const (
	done    = 0
	refused = 1 // understood and not done
	misused = 2 // could not be read
	partly  = 3 // something of it was done
)

// program is one run of one command.
type program struct {
	ctx    context.Context
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer

	// The common flags.
	dir      string
	langText string
	screen   string // where the window is to begin
	json     bool

	lang   i18n.Lang
	now    clock.Clock
	root   *cobra.Command
	answer *answer
}

// answer is what a command has to say: the JSON document, and the same as text.
type answer struct {
	doc      document
	text     func(*page)
	warnings []*fault.Error
	status   int
}

// document is the one JSON object of an answer.
type document map[string]any

// Run does one command and gives its exit status. args are those after the program's name. A command
// that a person or the system stops ends at the next place where nothing is half done.
func Run(args []string, stdin io.Reader, stdout, stderr io.Writer) (status int) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	p := &program{ctx: ctx, stdin: stdin, stdout: stdout, stderr: stderr}
	p.lang, p.json = glance(args)
	defer func() {
		// A fault of the program is one sentence like any other; people at a till have no use for a trace.
		if broken := recover(); broken != nil {
			status = p.fail(fault.Wrap(fmt.Errorf("%v", broken), "internal"))
		}
	}()
	p.root = p.commands()
	p.root.SetArgs(args)
	if err := p.root.ExecuteContext(ctx); err != nil {
		return p.fail(p.stopped(flagFault(err)))
	}
	return p.print(p.answer)
}

// commands builds the tree of all commands.
func (p *program) commands() *cobra.Command {
	root := p.group("talat")
	p.windowOnly(root)
	root.PersistentFlags().StringVar(&p.dir, "shop", "", "DIR")
	root.PersistentFlags().BoolVar(&p.json, "json", p.json, "")
	root.PersistentFlags().StringVar(&p.langText, "lang", string(p.lang), "th|en")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return flagFault(err) })
	root.PersistentPreRunE = func(c *cobra.Command, _ []string) error { return p.common(c) }
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { p.answer = p.helpOn(c) })
	root.CompletionOptions.DisableDefaultCmd = true
	help := p.helpCommand()
	root.SetHelpCommand(help)
	root.AddCommand(help, p.versionCommand(), p.initCommand(), p.demoCommand(), p.setCommand(), p.getCommand(), p.checkCommand(),
		p.backupCommand(), p.verifyCommand(), p.restoreCommand(),
		p.productCommand(), p.stockCommand(), p.tripCommand(),
		p.sellCommand(), p.refundCommand(), p.voidCommand(), p.exchangeCommand(), p.billsCommand(), p.billCommand(),
		p.receiptCommand(), p.customerCommand(), p.shiftCommand(),
		p.promptpayCommand(), p.slipCommand(), p.wordsCommand(), p.addressCommand(), p.reportCommand(), p.labelCommand(), p.tagsCommand(), p.testpageCommand(), p.manifestCommand(), p.pickCommand(),
		p.producerCommand(), p.settleCommand(), p.statementCommand(), p.rateCommand(), p.trackingCommand(), p.orderCommand(), p.feedCommand(),
		p.channelCommand(), p.publishCommand(), p.syncCommand(), p.outboxCommand(), p.officeCommand())
	p.addLater(root)
	return root
}

// stopped gives the sentence for a command that ended because it was told to; what was refused before
// that stays as it is.
func (p *program) stopped(err error) error {
	var known *fault.Error
	if p.ctx.Err() == nil || errors.As(err, &known) && known.Kind != fault.Internal {
		return err
	}
	return fault.New("stopped", "", nil)
}

// command makes one command. use begins with its name and goes on with what it takes; least and most
// bound its arguments, most −1 for any number.
func (p *program) command(use string, least, most int, act func(args []string) (*answer, error)) *cobra.Command {
	return &cobra.Command{Use: use, SilenceErrors: true, SilenceUsage: true,
		Args: func(c *cobra.Command, args []string) error {
			switch {
			case len(args) < least:
				return fault.Unreadable("argument_missing", "", fault.Values{"command": c.CommandPath()})
			case most >= 0 && len(args) > most:
				return fault.Unreadable("argument_surplus", "", fault.Values{"value": args[most], "command": c.CommandPath()})
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) (err error) {
			p.answer, err = act(args)
			return err
		}}
}

// group makes a command that only holds others. Flags it does not know are left to the sentence about
// the command that is missing or unknown.
func (p *program) group(name string, under ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: name, SilenceErrors: true, SilenceUsage: true, Args: cobra.ArbitraryArgs,
		FParseErrWhitelist: cobra.FParseErrWhitelist{UnknownFlags: true},
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fault.Unreadable("command_unknown", "", fault.Values{"value": args[0], "command": c.CommandPath()})
			}
			return fault.Unreadable("command_missing", "", fault.Values{"command": c.CommandPath()})
		}}
	c.AddCommand(under...)
	return c
}

// common reads what every command takes: language, clock, the shop's folder.
func (p *program) common(c *cobra.Command) (err error) {
	if p.lang, err = i18n.ParseLang(p.langText); err != nil {
		return err
	}
	if flag := c.Flags().Lookup("shop"); flag != nil && flag.Changed && p.dir == "" {
		return fault.Unreadable("flag_value_missing", "shop", fault.Values{"value": "--shop"})
	}
	p.now, err = clock.FromEnv()
	return err
}

// folder gives the shop's folder: the one named, or the default.
func (p *program) folder() (string, error) {
	if p.dir != "" {
		return p.dir, nil
	}
	return DefaultDir()
}

// inShop opens the shop, lets act work in it, and closes it.
func (p *program) inShop(act func(*shop.Shop) (*answer, error)) (*answer, error) {
	dir, err := p.folder()
	if err != nil {
		return nil, err
	}
	s, err := shop.Open(p.ctx, dir, p.now)
	if err != nil {
		return nil, err
	}
	defer s.Close() // what was answered is already on disk
	return act(s)
}
