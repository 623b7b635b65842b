package welcome

import (
	"context"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/chooser"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// restore asks for a backup's file, then for what this machine is to be.
func (p *Page) restore() {
	chooser.File(p.host.Window, p.host.Lang, []string{shop.BackupExt}, p.askTill)
}

// askTill asks whether this machine takes the lost one's place or stands beside it: two machines must
// never write the same numbers.
func (p *Page) askTill(file string) {
	number := widget.NewEntry(p.t("welcome.next_bill_example")).Numbered()
	row := widget.NewFormRow(p.t("welcome.next_bill"), number)
	number.OnChanged = func(string) { row.SetMessage("") }
	last := widget.NewEntry(p.t("welcome.last_papers_example")).Numbered()
	body := container.New(layout.NewCustomPaddedVBoxLayout(12), widget.NewWrapLabel(file, 2, widget.Caption),
		widget.NewWrapLabel(p.t("welcome.till_text"), 0, widget.Body), row,
		widget.NewFormRow(p.t("welcome.last_papers"), last))
	d := &prompt.Dialog{Title: p.t("welcome.till_title"), Body: body, Width: 620}
	d.Actions = []prompt.Action{
		{Label: p.t("prompt.cancel"), Key: keys.Esc},
		{Label: p.t("welcome.till_beside"), Key: "F5", Do: func() { p.bringBack(file, shop.RestoreOptions{}) }},
		{Label: p.t("welcome.till_same"), Key: keys.Save, Kind: widget.Primary, Stays: true, Do: func() {
			next, err := readNextBill(number.Text)
			if err != nil {
				row.SetMessage(i18n.Message(p.host.Lang, err))
				return
			}
			d.Close()
			p.bringBack(file, shop.RestoreOptions{SameTill: true, NextBill: next, LastPapers: papers.LastSaid{Papers: readLastPapers(last.Text)}})
		}},
	}
	p.host.Prompt.Show(d)
}

// bringBack restores the shop, and once more where a person agrees that many numbers of papers are lost.
func (p *Page) bringBack(file string, o shop.RestoreOptions) {
	dir := p.host.Dir
	p.beginOr(dir, p.t("welcome.restoring"), func(ctx context.Context, _ func(int, int)) (*shop.Shop, error) {
		return shop.Restore(ctx, file, dir, o, p.host.Clock)
	}, func(err error) {
		if !fault.Is(err, "last_paper_many") {
			p.host.Prompt.Error(err)
			return
		}
		p.host.Prompt.Ask(prompt.Question{Title: p.t("welcome.till_title"), Text: i18n.Message(p.host.Lang, err), Yes: p.t("welcome.lost_yes"), No: p.t("prompt.cancel"), Danger: true}, func(yes bool) {
			if o.LastPapers.Sure = yes; yes {
				p.bringBack(file, o)
			}
		})
	})
}

// showShops lists the shops that lie beside each other.
func (p *Page) showShops() {
	list := container.NewVBox()
	var bindings []keys.Binding
	for n, known := range p.host.Shops {
		name, kind, icon := known.Name, widget.Plain, "shop"
		if name == "" {
			name = known.Dir
		}
		if known.Practice {
			kind, icon = widget.Minor, "star"
		}
		open := func() { p.openKnown(known) }
		button := widget.NewButton(kind, name, open).WithIcon(icon).WithHeight(theme.ButtonTall)
		if n < 9 {
			key := keys.Chord(rune('1' + n))
			button.WithKey(p.cap(key))
			bindings = append(bindings, keys.Binding{Chord: key, Do: open})
		}
		list.Add(button)
	}
	other := widget.NewButton(widget.Quiet, p.t("welcome.another"), p.showStart).WithIcon("plus").WithKey("N")
	bindings = append(bindings, keys.Binding{Chord: "N", Label: "welcome.another", Do: p.showStart})
	card := widget.NewCard(container.New(layout.NewCustomPaddedVBoxLayout(14), widget.NewText(p.t("welcome.choose"), widget.Title.Centre()), list, other))
	p.show(container.NewStack(newGround(), container.New(&column{width: 520}, card)), nil, bindings...)
}
