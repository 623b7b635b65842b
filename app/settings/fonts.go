package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// fontEndings are those of files that may be a font of papers.
var fontEndings = []string{".ttf", ".otf"}

// samplePixels is how wide the sample is drawn; the toolkit makes it smaller.
const samplePixels = 1000

// sampleSize is the place of the sample on the screen, in the shape of its page.
var sampleSize = fyne.NewSize(384, 88)

func isFont(key string) bool { return key == shop.PaperFont || key == shop.PaperFontBold }

// pickFont asks for the file of one of the fonts that papers are set in.
func (p *Page) pickFont(key string) func() {
	return func() {
		p.showFont(key)
		p.kit.PickFile(fontEndings, func(path string) { p.save(key, path) })
	}
}

// dropFonts sets papers in Sarabun again.
func (p *Page) dropFonts() {
	p.showFont(shop.PaperFont)
	p.save(shop.PaperFont, "")
	p.save(shop.PaperFontBold, "")
}

// showFont brings a font into view, where its sample and what is wrong with a file stand.
func (p *Page) showFont(key string) {
	p.open(sectionNamed("printers"))
	form := p.rows[key].form
	p.view.scroll.ShowPart(form.Position(), form.Size().AddWidthHeight(0, 4*widget.Gap)) // and what is said under it
}

// font makes the place of one of the two fonts: what it is, a sample of both above, and how to choose.
func (v *view) font(key string) fyne.CanvasObject {
	p, fonts := v.page, v.page.facts.fonts
	button := func(text, icon string, chord keys.Chord, do func()) fyne.CanvasObject {
		return widget.NewButton(widget.Plain, p.kit.T(text), do).WithIcon(icon).WithKey(chord.Name(p.kit.Lang, p.kit.Twins))
	}
	field := widget.Column(8)
	if key == shop.PaperFont && fonts.Sample != nil {
		sample := &canvas.Image{Image: fonts.Sample, FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}
		sample.SetMinSize(sampleSize)
		field.Add(container.NewHBox(widget.NewNotice(widget.Calm, sample)))
	}
	field.Add(widget.NewWrapLabel(p.fontName(key), 2, widget.Body))
	if key == shop.PaperFont {
		buttons := []fyne.CanvasObject{button("settings.font.pick", "file", "F3", p.pickFont(key))}
		if p.facts.set.Get(shop.PaperFont)+p.facts.set.Get(shop.PaperFontBold) != "" {
			buttons = append(buttons, button("settings.font.drop", "undo", "F9", p.dropFonts))
		}
		field.Add(widget.Row(buttons...))
		field.Add(widget.NewWrapLabel(p.kit.T("settings.font.text"), 0, widget.Caption))
	} else {
		field.Add(widget.Row(button("settings.font.pick_bold", "file", "F4", p.pickFont(key))))
	}
	p.rows[key] = &row{form: widget.NewFormRow(p.kit.T("settings."+key), field)}
	for _, gone := range fonts.Faults {
		if gone.Field == key {
			field.Add(widget.NewWrapLabel(i18n.Message(p.kit.Lang, gone), 3, widget.TroubleText.At(theme.Small)))
		}
	}
	return p.rows[key].form
}

// fontName says what a face of papers is.
func (p *Page) fontName(key string) string {
	fonts := p.facts.fonts
	family := fonts.Regular
	if key == shop.PaperFontBold {
		family = fonts.Bold
		if family == "" && fonts.Regular != "" {
			return p.kit.T("settings.font.same")
		}
	}
	if family == "" {
		return "Sarabun"
	}
	return family
}
