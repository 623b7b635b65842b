// Package printout is the dialog that shows a form as it will print, prints it or keeps it as a PDF.
package printout

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// Made is a form laid out, with what a person should know about it.
type Made struct {
	Papers   shop.Papers
	Warnings []*fault.Error
}

// Form is what a dialog prints.
type Form struct {
	Title   string
	Options fyne.CanvasObject // beside the preview; may be nil
	Focus   fyne.Focusable    // may be nil
	Keys    []keys.Binding    // of the options
	// Lay is called on the UI goroutine when an option changed; what it gives lays the form out elsewhere.
	Lay  func() func(context.Context) (Made, error)
	Sent func() // they were printed or kept; may be nil
}

// Dialog shows one form.
type Dialog struct {
	kit    *kit.Kit
	runner *task.Runner
	form   Form
	dialog *prompt.Dialog

	made   *Made // nil while there is nothing to print
	page   int
	sent   bool   // on its way to the printer or the file: a second press sends no second one
	early  func() // what a key asked for before the form was laid out
	sheet  *canvas.Image
	turn   *fyne.Container // the buttons of the pages and which is shown
	pages  *widget.Text
	says   *widget.WrapLabel
	before *widget.Button
	after  *widget.Button
}

// pixels is how wide a page is drawn for the preview; the toolkit fits it into its place.
const pixels = 900

// Open shows the dialog and lays the form out.
func Open(k *kit.Kit, form Form) *Dialog {
	d := &Dialog{kit: k, runner: k.Pool.Runner(), form: form, sheet: &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth},
		pages: widget.NewText("", widget.Caption.Centre()), says: widget.NewWrapLabel("", 8, widget.TroubleText.At(theme.Small))}
	t := k.T
	d.dialog = &prompt.Dialog{Title: form.Title, Width: 860, Focus: form.Focus, Body: d.body(), OnClosed: d.runner.Cancel,
		Bindings: append(form.Keys, // not Ctrl+Enter: it issued what is shown, and pressed twice it would print
			keys.Binding{Chord: "PageUp", Do: d.step(-1), Repeat: true}, keys.Binding{Chord: "PageDown", Do: d.step(1), Repeat: true}),
		Actions: []prompt.Action{{Label: t("papers.leave"), Key: keys.Esc},
			{Label: t("papers.keep"), Key: "F5", Icon: "file", Stays: true, Do: d.keep},
			{Label: t("papers.print"), Key: "Ctrl+P", Icon: "print", Kind: widget.Primary, Stays: true, Do: d.print}}}
	if form.Options == nil {
		d.dialog.Bindings = append(d.dialog.Bindings, d.dialog.Look()...)
	}
	k.Prompt.Show(d.dialog)
	d.pages.Set(t("papers.drawing"))
	d.Draw()
	return d
}

// Working reports whether the form is being laid out.
func (d *Dialog) Working() bool { return d.runner.Working() }

func (d *Dialog) body() fyne.CanvasObject {
	t, k := d.kit.T, d.kit
	d.before = widget.NewButton(widget.Minor, t("papers.before"), d.step(-1)).WithKey(keys.Chord("PageUp").Name(k.Lang, k.Twins))
	d.after = widget.NewButton(widget.Minor, t("papers.after"), d.step(1)).WithKey(keys.Chord("PageDown").Name(k.Lang, k.Twins))
	d.turn = container.NewBorder(nil, nil, d.before, d.after, d.pages)
	if d.form.Options == nil { // all of the dialog is for the sheet, which is read before it goes out
		return widget.Column(8, d.says, d.turn, widget.NewNotice(widget.Calm, container.New(&reading{sheet: d.sheet}, d.sheet)))
	}
	high := min(k.Prompt.Size().Height*0.5, 460)
	paper := container.New(widget.Least{Width: 300, Height: high}, widget.NewNotice(widget.Calm, d.sheet))
	right := widget.Column(6, paper, d.turn)
	return container.New(widget.Sides{Share: 0.5, Least: 300, Most: 420}, widget.Column(8, d.form.Options, d.says), right)
}

// reading is a layout that makes a sheet as wide as its place, so that it can be read, and as high as it is then: the dialog
// scrolls. A slip is higher than any page and stays narrow.
type reading struct {
	sheet *canvas.Image
	width float32 // as it was laid out last
}

const (
	unread  = 260 // how high the place is before the first page is drawn
	highest = 1.5 // how high a sheet may be for the width of its place
)

// MinSize belongs to the toolkit.
func (r *reading) MinSize([]fyne.CanvasObject) fyne.Size {
	if r.sheet.Image == nil {
		return fyne.NewSize(0, unread)
	}
	return fyne.NewSize(0, r.width*min(r.ratio(), highest))
}

// ratio gives the height of the sheet for its width.
func (r *reading) ratio() float32 {
	size := r.sheet.Image.Bounds().Size()
	return float32(size.Y) / float32(max(size.X, 1))
}

// Layout belongs to the toolkit.
func (r *reading) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	r.width = size.Width
	objects[0].Move(fyne.Position{})
	objects[0].Resize(size)
}

// Draw lays the form out as the options are now.
func (d *Dialog) Draw() {
	lay, page := d.form.Lay(), d.page
	s := d.kit.Shop
	type drawn struct {
		made    Made
		page    int
		picture image.Image
	}
	task.Run(d.runner, "draw", func(ctx context.Context) (n drawn, err error) {
		if n.made, err = lay(ctx); err != nil {
			return n, err
		}
		n.page = max(min(page, len(n.made.Papers.Pages)-1), 0)
		n.picture, err = s.ShowPage(n.made.Papers, n.page, pixels)
		return n, err
	}, func(n drawn, err error) {
		if d.made = nil; err != nil {
			d.early = nil
			d.show(nil, i18n.Message(d.kit.Lang, err))
			return
		}
		d.made, d.page = &n.made, n.page
		d.show(n.picture, i18n.Messages(d.kit.Lang, n.made.Warnings))
		if early := d.early; early != nil {
			d.early = nil
			early()
		}
	})
}

// show puts a page and words into their places.
func (d *Dialog) show(picture image.Image, words string) {
	d.sheet.Image = picture
	d.sheet.Hidden = picture == nil
	d.sheet.Refresh()
	d.says.Set(words)
	d.says.Hidden = words == ""
	count := 0
	if d.made != nil {
		count = len(d.made.Papers.Pages)
	}
	d.before.Hidden, d.after.Hidden, d.turn.Hidden = count < 2, count < 2, count < 2
	d.pages.Set("")
	if count > 1 {
		d.pages.Set(d.kit.T("papers.page", fault.Values{"page": d.page + 1, "of": count}))
	}
	d.dialog.Refresh()
	if words != "" && d.form.Options == nil {
		d.dialog.Scroll(-pagesUp) // they stand over the sheet
	}
}

// pagesUp is more than any sheet has to its top.
const pagesUp = 100

// step shows another page.
func (d *Dialog) step(by int) func() {
	return func() {
		if d.made != nil && d.page+by >= 0 && d.page+by < len(d.made.Papers.Pages) {
			d.page += by
			d.Draw()
		}
	}
}

// print queues the papers and closes; where no printer is set the words stay under the options.
func (d *Dialog) print() {
	d.run(d.print, "print", func(ctx context.Context, s *shop.Shop, p shop.Papers) (string, error) {
		queued, err := s.PrintPapers(ctx, p)
		return queued.Printer, err
	}, "papers.printed")
}

// keep writes the papers as a PDF into the shop's folder of exports.
func (d *Dialog) keep() {
	d.run(d.keep, "keep", func(ctx context.Context, s *shop.Shop, p shop.Papers) (string, error) {
		path, err := s.KeepPapers(ctx, p)
		return kit.Where(path), err
	}, "papers.kept")
}

// run sends the papers. Pressed while they are being laid out it sends those, once they are.
func (d *Dialog) run(again func(), name string, do func(context.Context, *shop.Shop, shop.Papers) (string, error), done string) {
	if d.sent {
		return
	}
	if d.runner.Busy("draw") {
		d.early = again
		return
	}
	if d.made == nil {
		return
	}
	d.sent = true
	s, papers := d.kit.Shop, d.made.Papers
	task.Run(d.kit.Pool.Runner(), name, func(ctx context.Context) (string, error) { return do(ctx, s, papers) }, func(where string, err error) {
		if d.sent = err == nil; err != nil {
			d.show(d.sheet.Image, i18n.Message(d.kit.Lang, err))
			return
		}
		d.dialog.Close()
		d.kit.Prompt.Say(d.kit.T(done, fault.Values{"where": where}))
		if d.form.Sent != nil {
			d.form.Sent()
		}
		d.kit.Changed()
		d.kit.Reread() // an original that went out makes the next a copy
	})
}
