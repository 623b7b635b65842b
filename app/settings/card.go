package settings

import (
	"context"
	"os"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
)

// pictureEndings are those of files that may be a logo.
var pictureEndings = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"}

// card asks for the paper of the PromptPay card and a logo, beside what will print.
type card struct {
	page   *Page
	paper  printing.CardPaper
	logo   string // the file, "" for none
	dialog *printout.Dialog
}

func (p *Page) printCard() { p.openCard() }

func (p *Page) openCard() *card {
	t := p.kit.T
	d := &card{page: p, paper: printing.CardA6}
	sizes := []printing.CardPaper{printing.CardA6, printing.CardA5}
	choice := widget.NewSegmented([]string{"A6", "A5"}, 0, func(n int) {
		d.paper = sizes[n]
		d.dialog.Draw()
	})
	logo := widget.NewButton(widget.Plain, t("settings.card.logo"), d.pickLogo).WithIcon("photo").WithKey(keys.Chord("F3").Name(p.kit.Lang, p.kit.Twins))
	options := widget.Column(12, widget.NewFormRow(t("settings.card.paper"), choice), widget.Row(logo),
		widget.NewWrapLabel(t("settings.card.text"), 5, widget.Caption))
	d.dialog = printout.Open(p.kit, printout.Form{Title: t("settings.card"), Options: options, Keys: []keys.Binding{{Chord: "F3", Do: d.pickLogo}}, Lay: d.lay})
	return d
}

func (d *card) pickLogo() {
	d.page.kit.PickFile(pictureEndings, func(path string) {
		d.logo = path
		d.dialog.Draw()
	})
}

func (d *card) lay() func(context.Context) (printout.Made, error) {
	s, lang, paper, path := d.page.kit.Shop, d.page.kit.Lang, d.paper, d.logo
	return func(ctx context.Context) (made printout.Made, err error) {
		var logo *printing.Picture
		if path != "" {
			if logo, err = readLogo(path); err != nil {
				return made, err
			}
		}
		made.Papers, err = s.CounterCard(ctx, paper, logo, lang)
		return made, err
	}
}

func readLogo(path string) (*printing.Picture, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fault.Wrap(err, "picture_unread")
	}
	defer file.Close()
	return printing.NewPicture(file)
}
