// Package settings is the screen where a shop's choices are made, kept safe and checked.
package settings

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ordering/reply"
	"github.com/talat-pos/talat/internal/rules"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// section is a part of the screen.
type section struct {
	name, icon string
	keys       []string // the settings it holds, in order
}

var sections = []section{
	{"shop", "shop", []string{"shop.name", "shop.address", "shop.phone", "shop.tax_id", "shop.branch", "privacy.mask_phone", "chat.keep_days"}},
	{"promptpay", "qr", []string{"promptpay.id", "promptpay.name", "promptpay.mode", "promptpay.warn_above"}},
	{"receipt", "bill", []string{"printer.auto", "paper.receipt", "receipt.footer"}},
	{"printers", "print", []string{"printer.receipt", "printer.label", "printer.label.language", "printer.label.dpi", "paper.label", "printer.document", "paper.tags", shop.PaperFont, shop.PaperFontBold}},
	{"selling", "sell", []string{"cash.round", "stock.below_zero", "stock.expired", "pay.to", "shift.count", "shop.vat", "vat.pos_id", "scale.layout"}},
	{"post", "ship", []string{"post.postcode", "post.island", "post.cutoff", "packing.grams", "packing.percent", "cod.percent", "cod.most"}},
	{"papers", "file", []string{"numbers.shape", "numbers.reset", "shop.kind", "vat.closed", "bank.name", "bank.account", "bank.account_name", "paper.signer", "paper.signer_position", "paper.logo", "paper.seal", "paper.conditions", "shop.house", "shop.subdistrict"}},
	{"net", "online", []string{"net.auto", "net.hours"}},
	{"replies", "chat", append(replyKeys(), "reply.voice", "reply.lang")},
	{"look", "sun", []string{"ui.lang", "ui.theme", "ui.size", "ui.font", "ui.sound", "ui.alt_keys"}},
	{"safety", "backup", nil},
}

// replyKeys lists the settings that hold words to customers and producers.
func replyKeys() (keys []string) {
	for _, kind := range reply.Kinds {
		keys = append(keys, reply.Key(kind, ""))
		for _, channel := range reply.Channels {
			if kind.PerChannel() {
				keys = append(keys, reply.Key(kind, channel))
			}
		}
	}
	return keys
}

func isReply(key string) bool {
	known, _ := rules.Describe(key)
	return known.Kind == "reply"
}

// sectionNamed gives the index of a section, the first for a name there is not.
func sectionNamed(name string) int {
	return max(slices.IndexFunc(sections, func(s section) bool { return s.name == name }), 0)
}

// sectionOf finds the section of a setting, −1 for none.
func sectionOf(key string) int {
	return slices.IndexFunc(sections, func(s section) bool { return slices.Contains(s.keys, key) })
}

// rebuilds reports whether the window must be built anew for a setting to show.
func rebuilds(key string) bool {
	return slices.Contains([]string{"ui.lang", "ui.theme", "ui.size", "ui.font", "ui.sound", "ui.alt_keys", "shop.name"}, key)
}

// isSwitch reports whether a setting is yes or no.
func isSwitch(key string) bool {
	known, _ := rules.Describe(key)
	return slices.Equal(known.Choices, []string{"no", "yes"})
}

// choices lists what a setting may be and how each is written, nil for a text.
func choices(lang i18n.Lang, key string) (values, labels []string) {
	known, _ := rules.Describe(key)
	for _, value := range known.Choices {
		label := "settings." + key + "." + value
		if !i18n.Has(lang, label) {
			labels = append(labels, value)
		} else {
			labels = append(labels, i18n.T(lang, label))
		}
	}
	return known.Choices, labels
}

// facts are what the screen shows.
type facts struct {
	set     shop.Settings
	methods []selling.Method // the shop's own ways of payment
	fonts   shop.PaperFonts  // what papers are set in
	backup  string           // when the newest backup was made, "" = never
}

func read(ctx context.Context, s *shop.Shop, lang i18n.Lang) (f facts, err error) {
	if f.set, err = s.Settings(ctx); err != nil {
		return f, err
	}
	all, err := s.Methods(ctx)
	known := map[string]bool{}
	for _, method := range rules.Methods() {
		known[method.Code] = true
	}
	for _, method := range all {
		if !known[method.Code] {
			f.methods = append(f.methods, method)
		}
	}
	slices.SortFunc(f.methods, func(a, b selling.Method) int { return strings.Compare(a.Code, b.Code) })
	if err == nil {
		f.fonts, err = s.PaperFonts(ctx, samplePixels)
	}
	f.backup = i18n.Moment(lang, s.LastBackup())
	return f, err
}

// kept is what came of saving a setting.
type kept struct {
	value    string
	warnings []*fault.Error
}

func save(ctx context.Context, s *shop.Shop, key, value string) (kept, error) {
	value, warnings, err := s.Set(ctx, key, value)
	return kept{value, warnings}, err
}

// methodCode makes the code of a way of payment of the shop's own from those there are.
func methodCode(methods []selling.Method) string {
	for n := 1; ; n++ {
		code := "OWN" + strconv.Itoa(n)
		if !slices.ContainsFunc(methods, func(m selling.Method) bool { return m.Code == code }) {
			return code
		}
	}
}
