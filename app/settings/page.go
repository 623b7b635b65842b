package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/addresses"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// House is what the screen needs of the window.
type House struct {
	Leave   func() // close the shop and choose another, or restore one
	Display func() // show the customer's screen on this one, to try it
	Pick    func(then func(folder string))
}

// Page is the screen of settings.
type Page struct {
	kit     *kit.Kit
	house   House
	facts   facts
	section int
	subject subject           // the words to customers that are shown
	wrong   map[string]string // words as they were typed, by setting, that could not be kept
	reader  *task.Runner
	saver   *task.Runner // of its own: what was typed is kept when the page is hidden
	rows    map[string]*row
	wanted  string // the setting that a person came for, until it is shown
	scope   *keys.Scope
	view    *view
	find    func(context.Context) []string // the printers there are
	try     func(context.Context) error    // the token of the post

	hasToken bool // of the post
}

// New builds the screen at a section, or at a setting, which gets the keyboard; arg "" is the first section.
func New(k *kit.Kit, arg string, house House) *Page {
	p := &Page{kit: k, house: house, section: sectionNamed(arg), reader: k.Pool.Runner(), saver: k.Pool.Runner(), rows: map[string]*row{}, wrong: map[string]string{}, find: shop.FindPrinters, try: k.Shop.TryPost}
	if at := sectionOf(arg); at >= 0 {
		p.section, p.wanted = at, arg
	}
	p.view = newView(p)
	step := func(by int) func() { return func() { p.open(p.section + by) } }
	p.scope = &keys.Scope{Title: "settings.title", Bindings: append(append(addresses.Bindings(p.editAddress), p.pictureBindings()...), []keys.Binding{
		{Chord: "Up", Label: "settings.key.up", Do: step(-1), WhenEmpty: true}, {Chord: "Down", Label: "settings.key.down", Do: step(1), WhenEmpty: true},
		{Chord: keys.Save, Label: "settings.key.save", Do: p.flush},
		{Chord: "Ctrl+P", Label: "settings.print", Do: p.print}, {Chord: "F7", Label: "settings.find", Do: p.findPrinters},
		{Chord: "F8", Label: "settings.card", Do: p.printCard},
		{Chord: "F3", Label: "settings.font.pick", Do: p.pickFont(shop.PaperFont)}, {Chord: "F4", Label: "settings.font.pick_bold", Do: p.pickFont(shop.PaperFontBold)},
		{Chord: "F9", Label: "settings.font.drop", Do: p.dropFonts},
		{Chord: "F10", Label: "settings.rates", Do: p.rates},
		{Chord: keyChannels, Label: "settings.channels", Do: p.channels},
		{Chord: keyReply, Label: "settings.replies.next", Do: p.nextKind}, {Chord: keyReplyChannel, Label: "settings.replies.next_channel", Do: p.nextChannel},
		{Chord: "F12", Label: "settings.replies.reset", Do: p.resetReply}, {Chord: keyToken, Label: "settings.post.change", Do: p.changeToken},
		{Chord: "F5", Label: "settings.backup", Do: p.backup}, {Chord: "F6", Label: "settings.check", Do: p.check},
		{Chord: keyRegister, Label: "addresses.register", Do: func() { addresses.Corrections(p.kit) }},
	}...)}
	return p
}

// print shows what the section chosen has to print: the card of the shop's PromptPay, else a printer's test.
func (p *Page) print() {
	if sections[p.section].name == "promptpay" {
		p.printCard()
		return
	}
	p.testPrint()
}

// rates goes to what the post asks.
func (p *Page) rates() { p.kit.Go(nav.Route{Screen: kit.Rates}) }

// keyChannels leads to the platforms that the shop is connected to; the window has it everywhere.
const keyChannels keys.Chord = "Ctrl+K"

func (p *Page) channels() { p.kit.Go(nav.Route{Screen: kit.Channels}) }

// keyRegister leads to the shop's register of subdistricts.
const keyRegister keys.Chord = "F11"

// shopAddress is the setting that holds the shop's address as one text.
const shopAddress = "shop.address"

// editAddress finds the place of the shop's address.
func (p *Page) editAddress() {
	p.open(sectionNamed("shop"))
	field := p.rows[shopAddress]
	addresses.Edit(p.kit, field.text(), field.write)
}

// Title names the screen.
func (p *Page) Title() string { return p.kit.T("settings.title") }

// Content is the screen.
func (p *Page) Content() fyne.CanvasObject { return p.view.object }

// Scope is what keys mean on it.
func (p *Page) Scope() *keys.Scope { return p.scope }

// Arg names the section shown, so that the window built anew comes back to it.
func (p *Page) Arg() string { return sections[p.section].name }

// Shown reads the shop.
func (p *Page) Shown() { p.Reload() }

// Hidden keeps what was typed and stops reading.
func (p *Page) Hidden() {
	p.flush()
	p.reader.Cancel()
}

// Reload reads the settings again, unless a person is typing.
func (p *Page) Reload() {
	for _, r := range p.rows {
		if r.dirty {
			return
		}
	}
	task.Run(p.reader, "read", func(ctx context.Context) (facts, error) { return read(ctx, p.kit.Shop, p.kit.Lang) },
		func(f facts, err error) {
			if err != nil {
				p.kit.Prompt.Error(err)
				return
			}
			p.facts = f
			p.open(p.section)
			p.lead()
		})
}

// lead gives the keyboard to the setting that a person came for, and shows it.
func (p *Page) lead() {
	row := p.rows[p.wanted]
	p.wanted = ""
	if row == nil || row.entry == nil || p.kit.Prompt.Open() {
		return
	}
	p.kit.Prompt.Focus(row.entry)
	p.view.scroll.Reveal(row.form)
}

// open shows a section.
func (p *Page) open(index int) {
	if index < 0 || index >= len(sections) {
		return
	}
	p.flush()
	p.section = index
	p.view.show(index)
}

// flush keeps every text that was typed and not kept yet.
func (p *Page) flush() {
	for key, r := range p.rows {
		if r.dirty {
			r.dirty = false
			p.save(key, r.text())
		}
	}
}

// save keeps one setting and says under its field what is wrong with it.
func (p *Page) save(key, value string) {
	if p.facts.set.Get(key) == value {
		return
	}
	task.Run(p.saver, "save "+key, func(ctx context.Context) (kept, error) { return save(ctx, p.kit.Shop, key, value) },
		func(k kept, err error) {
			row := p.rows[key]
			if err != nil {
				if row != nil {
					row.say(i18n.Message(p.kit.Lang, err))
				} else {
					p.kit.Prompt.Error(err) // the section was left: the refusal must still be seen
				}
				return
			}
			p.facts.set[key] = k.value
			if row != nil {
				row.say("")
			}
			if len(k.warnings) > 0 {
				p.kit.Prompt.Say(i18n.Message(p.kit.Lang, k.warnings[0]))
			} else {
				p.kit.Prompt.Say(p.kit.T("settings.kept"))
			}
			p.kit.Changed()
			if rebuilds(key) {
				p.kit.Rebuild()
			} else if isFont(key) || isPicture(key) {
				p.Reload()
			} else if key == "promptpay.id" || key == "reply.lang" || key == "reply.voice" {
				p.open(p.section)
			} else if isReply(key) {
				p.replyKept(key)
			}
		})
}
