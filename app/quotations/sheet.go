package quotations

import (
	"context"
	"image"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// sheet shows the paper as it will print, beside the fields.
type sheet struct {
	page   *Page
	object fyne.CanvasObject
	inside *fyne.Container
	image  *canvas.Image
	hint   *widget.WrapLabel
	pages  *widget.Text
	before *widget.Button
	after  *widget.Button
	at     int // the page shown
	count  int
	asked  int // which drawing counts
}

// pause is how long a person must not have typed before the paper is drawn anew; tests wait for none.
var pause = 200 * time.Millisecond

// sheetPixels is how wide a page is drawn; the toolkit fits it into its place.
const sheetPixels = 900

func newSheet(p *Page) *sheet {
	s := &sheet{page: p, image: &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}, pages: widget.NewText("", widget.Caption.Centre()),
		hint: widget.NewWrapLabel(p.k.T("quotations.sheet_empty"), 8, widget.Caption.At(theme.Text).Centre())}
	s.image.Hide()
	s.before = p.button(widget.Minor, "PageUp", "papers.before", "", func() { s.step(-1) })
	s.after = p.button(widget.Minor, "PageDown", "papers.after", "", func() { s.step(1) })
	s.before.Hide()
	s.after.Hide()
	none := container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 24, 24, s.hint), layout.NewSpacer())
	foot := container.NewBorder(nil, nil, s.before, s.after, s.pages)
	s.inside = container.NewBorder(nil, foot, nil, nil, container.NewStack(s.image, none))
	s.object = widget.NewNotice(widget.Outline, s.inside)
	return s
}

// step shows another page.
func (s *sheet) step(by int) {
	if s.at+by >= 0 && s.at+by < s.count {
		s.at += by
		s.page.draw()
	}
}

// show shows a page, or in its place what is missing.
func (s *sheet) show(picture image.Image, at, count int, message string) {
	s.at, s.count = at, count
	s.image.Image, s.image.Hidden = picture, picture == nil
	s.image.Refresh()
	s.hint.Set(message)
	s.before.Hidden, s.after.Hidden = count < 2, count < 2
	s.pages.Set("")
	if count > 1 {
		s.pages.Set(s.page.k.T("papers.page", fault.Values{"page": at + 1, "of": count}))
	}
	for range 2 { // texts know their height once they know their width
		s.object.Refresh()
		s.inside.Refresh()
	}
}

// lay gives what lays the draft out as it is now; what is still missing of the buyer is dotted.
func (p *Page) lay() (func(context.Context) (printout.Made, error), error) {
	ask, err := p.draft.request(p.facts.by)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(ask.Buyer.Name) == "" {
		ask.Buyer.Name = strings.Repeat(".", 60)
	}
	s := p.k.Shop
	return func(ctx context.Context) (made printout.Made, err error) {
		paper, warnings, err := s.DraftPaper(ctx, ask)
		if err != nil {
			return made, err
		}
		made.Warnings = warnings
		made.Papers, err = s.PreviewPaper(ctx, paper)
		return made, err
	}, nil
}

// draw shows the paper as it is now, where there is room for it.
func (p *Page) draw() {
	sheet := p.view.sheet
	if !p.shown || p.facts.index == nil || !sheet.object.Visible() {
		return
	}
	sheet.asked++
	asked := sheet.asked
	if p.draft.bare() {
		sheet.show(nil, 0, 0, p.k.T("quotations.sheet_empty"))
		return
	}
	lay, err := p.lay()
	if err != nil {
		sheet.show(nil, 0, 0, i18n.Message(p.k.Lang, err))
		return
	}
	s, at := p.k.Shop, sheet.at
	type drawn struct {
		picture image.Image
		at, of  int
	}
	task.Run(p.runner, "sheet", func(ctx context.Context) (n drawn, err error) {
		select {
		case <-ctx.Done():
			return n, ctx.Err()
		case <-time.After(pause):
		}
		made, err := lay(ctx)
		if err != nil || ctx.Err() != nil {
			return n, err
		}
		n.of = len(made.Papers.Pages)
		n.at = max(min(at, n.of-1), 0)
		n.picture, err = s.ShowPage(made.Papers, n.at, sheetPixels)
		return n, err
	}, func(n drawn, err error) {
		if asked != sheet.asked {
			return
		}
		if err != nil {
			sheet.show(nil, 0, 0, i18n.Message(p.k.Lang, err))
			return
		}
		sheet.show(n.picture, n.at, n.of, "")
	})
}

// preview opens the dialog that shows the draft, prints it or keeps it as a PDF; it says on it that it is one.
func (p *Page) preview() {
	if p.draft.bare() {
		p.k.Prompt.Say(p.k.T("quotations.sheet_empty"))
		return
	}
	lay, err := p.lay()
	if err != nil {
		p.refused(err)
		return
	}
	printout.Open(p.k, printout.Form{Title: p.k.T("quotations.draft"), Lay: func() func(context.Context) (printout.Made, error) { return lay }})
}
