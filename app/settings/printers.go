package settings

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/shop"
)

// printers are the settings that name one.
var printers = []string{shop.ReceiptPrinter, shop.LabelPrinter, shop.DocumentPrinter}

// option is one of a few things to choose from.
type option struct {
	label string
	do    func()
}

// choose asks for one of some options, by mouse or by its number; more than nine are there for the mouse.
func (p *Page) choose(title, text string, options []option) {
	d := &prompt.Dialog{Title: title, Actions: []prompt.Action{{Label: p.kit.T("prompt.cancel"), Key: keys.Esc}}}
	rows := []fyne.CanvasObject{}
	for n, o := range options {
		take := func() {
			d.Close()
			o.do()
		}
		button := widget.NewButton(widget.Plain, o.label, take)
		if number := keys.Chord(strconv.Itoa(n + 1)); n < 9 {
			button.WithKey(string(number))
			d.Bindings = append(d.Bindings, keys.Binding{Chord: number, Do: take})
		}
		rows = append(rows, button)
	}
	list := widget.Inset(2, 2, 2, 14, widget.Column(6, rows...)) // beside the bar of the scroll
	high := min(list.MinSize().Height, p.kit.Prompt.Size().Height*0.5)
	d.Body = widget.Column(10, widget.NewWrapLabel(text, 4, widget.Body), container.New(widget.Least{Height: high}, widget.NewDragScroll(list)))
	p.kit.Prompt.Show(d)
}

// findPrinters lists what printers the system knows, and asks what the chosen one is for.
func (p *Page) findPrinters() {
	p.flush()
	p.kit.Prompt.Say(p.kit.T("settings.find_runs"))
	task.Run(p.reader, "find", func(ctx context.Context) ([]string, error) { return p.find(ctx), ctx.Err() }, func(found []string, err error) {
		if err != nil {
			return
		}
		p.kit.Prompt.Hush()
		var options []option
		for _, printer := range found {
			options = append(options, option{printer, func() { p.assign(printer) }})
		}
		options = append(options, option{p.kit.T("settings.pick_folder"), func() {
			p.house.Pick(func(folder string) { p.assign("file:" + folder) })
		}})
		text := "settings.found"
		if len(found) == 0 {
			text = "settings.found_none"
		}
		p.choose(p.kit.T("settings.find"), p.kit.T(text), options)
	})
}

// assign asks which paper a printer is for.
func (p *Page) assign(printer string) {
	var options []option
	for _, key := range printers {
		options = append(options, option{p.kit.T("settings." + key), func() {
			p.save(key, printer)
			p.open(p.section)
		}})
	}
	p.choose(printer, p.kit.T("settings.assign"), options)
}

// testPrint shows the test of a printer, so that a person sees that paper, size and letters are right.
func (p *Page) testPrint() {
	p.flush()
	var options []option
	for _, key := range printers {
		if p.facts.set.Get(key) != "" {
			options = append(options, option{p.kit.T("settings."+key) + " · " + p.facts.set.Get(key), func() { p.test(key) }})
		}
	}
	switch len(options) {
	case 0:
		p.kit.Prompt.Say(p.kit.T("settings.no_printer"))
	case 1:
		options[0].do()
	default:
		p.choose(p.kit.T("settings.test_print"), p.kit.T("settings.test_which"), options)
	}
}

func (p *Page) test(key string) *printout.Dialog {
	s, lang := p.kit.Shop, p.kit.Lang
	return printout.Open(p.kit, printout.Form{Title: p.kit.T("settings.test_print"), Lay: func() func(context.Context) (printout.Made, error) {
		return func(ctx context.Context) (made printout.Made, err error) {
			made.Papers, err = s.TestPapers(ctx, key, lang)
			return made, err
		}
	}})
}
