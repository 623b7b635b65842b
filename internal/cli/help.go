package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// helpGroups puts the commands under headings, in the order help shows them.
var helpGroups = []struct {
	key      string
	commands []string
}{
	{"help.shop", []string{"init", "demo", "set", "get", "check", "backup", "verify", "restore"}},
	{"help.goods", []string{"product", "stock", "trip"}},
	{"help.selling", []string{"sell", "refund", "void", "exchange", "bills", "bill", "receipt", "customer", "shift", "order"}},
	{"help.producers", []string{"producer", "settle", "statement"}},
	{"help.post", []string{"rate", "tracking", "address"}},
	{"help.online", []string{"channel", "publish", "sync", "outbox", "feed"}},
	{"help.papers", []string{"paper", "promptpay", "slip", "words", "report", "label", "manifest", "pick", "tags", "testpage"}},
	{"help.program", []string{"version", "help"}},
}

func (p *program) helpCommand() *cobra.Command {
	return p.command("help [COMMAND]", 0, -1, func(args []string) (*answer, error) {
		c := p.root
		for _, name := range args {
			next := child(c, name)
			if next == nil {
				return nil, fault.Unreadable("command_unknown", "", fault.Values{"value": name, "command": c.CommandPath()})
			}
			c = next
		}
		return p.helpOn(c), nil
	})
}

func child(c *cobra.Command, name string) *cobra.Command {
	for _, under := range c.Commands() {
		if under.Name() == name {
			return under
		}
	}
	return nil
}

// helpOn describes a command: what it is for, how it is written, its flags.
func (p *program) helpOn(c *cobra.Command) *answer {
	if lang, err := i18n.ParseLang(p.langText); err == nil {
		p.lang = lang // --help comes before the common flags are read
	}
	out := &page{lang: p.lang}
	switch {
	case c.Hidden:
		out.line(i18n.Message(p.lang, commandLater(c)))
	case c == p.root:
		p.helpAll(out)
	default:
		p.helpOne(out, c)
	}
	words := out.String()
	return &answer{doc: document{"help": words}, text: func(out *page) { out.WriteString(words) }}
}

func (p *program) helpAll(out *page) {
	out.say("help.about")
	out.line("")
	out.line("  talat [--shop DIR] [--lang th|en] [--screen NAME]")
	out.line("  talat COMMAND …")
	for _, group := range helpGroups {
		out.line("")
		out.say(group.key)
		var rows [][]string
		for _, name := range group.commands {
			rows = append(rows, []string{"  " + name, out.t("about." + name)})
		}
		out.columns("", rows)
	}
	out.flags("help.common", p.root, p.root.PersistentFlags())
	out.line("")
	out.say("help.status")
	out.say("help.more")
}

func (p *program) helpOne(out *page, c *cobra.Command) {
	out.line(out.t("about." + keyOf(c)))
	out.line("")
	if c.Use != c.Name() || !c.HasSubCommands() {
		out.line("  " + synopsis(c))
	}
	for _, under := range c.Commands() {
		if !under.Hidden {
			out.line("  " + synopsis(under))
			out.line("      " + out.t("about."+keyOf(under)))
		}
	}
	if note := "cli.note." + keyOf(c); i18n.Has(p.lang, note) {
		out.line("")
		out.line(i18n.T(p.lang, note))
	}
	out.flags("help.flags", c, c.LocalNonPersistentFlags())
	out.flags("help.common", p.root, p.root.PersistentFlags())
}

// synopsis is how a command is written, whole.
func synopsis(c *cobra.Command) string {
	parent := ""
	if c.HasParent() {
		parent = c.Parent().CommandPath() + " "
	}
	return parent + c.Use
}

// flags lists flags under a heading, with what they take and what they are for; none is nothing.
func (p *page) flags(heading string, c *cobra.Command, set *pflag.FlagSet) {
	var rows [][]string
	set.VisitAll(func(flag *pflag.Flag) {
		if flag.Name != "help" && !flag.Hidden {
			rows = append(rows, []string{"  --" + strings.TrimSpace(flag.Name+" "+flag.Usage), p.t(flagKey(p.lang, c, flag))})
		}
	})
	if len(rows) > 0 {
		p.line("")
		p.say(heading)
		p.columns("", rows)
	}
}

// keyOf gives the words of a command as its texts are named: "product.import".
func keyOf(c *cobra.Command) string {
	return strings.ReplaceAll(strings.TrimPrefix(c.CommandPath(), "talat "), " ", ".")
}

// flagKey gives the text of a flag: the command's own where there is one, else that of the commands beside it, else
// the one all share.
func flagKey(lang i18n.Lang, c *cobra.Command, flag *pflag.Flag) string {
	for ; c.HasParent(); c = c.Parent() {
		if own := "flag." + keyOf(c) + "." + flag.Name; i18n.Has(lang, "cli."+own) {
			return own
		}
	}
	return "flag." + flag.Name
}
