package products

import (
	"context"
	"image"

	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
)

// whole reads a kept picture as it is, for a dialog.
func (f *form) whole(name string, show func(image.Image)) {
	s := f.page.kit.Shop
	task.Run(f.page.runner, "picture", func(ctx context.Context) (image.Image, error) { return s.OpenPhoto(ctx, name) },
		func(picture image.Image, err error) {
			if err != nil {
				f.page.kit.Prompt.Error(err)
				return
			}
			show(picture)
		})
}

// crop opens the dialog that cuts a square out of the chosen picture.
func (p *pictures) crop() {
	if len(p.names) == 0 {
		return
	}
	f, name := p.form, p.names[p.at]
	f.whole(name, func(picture image.Image) { f.showCrop(picture, name) })
}

func (f *form) showCrop(picture image.Image, name string) {
	v := newCropView(picture)
	arrow := func(chord keys.Chord, dx, dy int) keys.Binding {
		return keys.Binding{Chord: chord, Do: func() { v.move(dx, dy) }, Repeat: true}
	}
	grow := func(chord keys.Chord, by int) keys.Binding {
		return keys.Binding{Chord: chord, Do: func() { v.grow(by) }, Repeat: true}
	}
	size := container.NewGridWithColumns(2, widget.NewButton(widget.Minor, f.t("form.frame_smaller"), func() { v.grow(-1) }).WithIcon("minus").WithKey("-"),
		widget.NewButton(widget.Minor, f.t("form.frame_larger"), func() { v.grow(1) }).WithIcon("plus").WithKey("+"))
	f.page.kit.Prompt.Show(&prompt.Dialog{Title: f.t("form.crop"), Width: widget.Unit(520),
		Body:     widget.Column(10, container.New(&tall{0.46, f.page.kit.Prompt.Size().Height}, v), widget.NewWrapLabel(f.t("form.crop_hint"), 2, widget.Caption), size),
		Bindings: []keys.Binding{arrow("Left", -1, 0), arrow("Right", 1, 0), arrow("Up", 0, -1), arrow("Down", 0, 1), grow("+", 1), grow("=", 1), grow("-", -1)},
		Actions: []prompt.Action{{Label: f.t("prompt.cancel"), Key: keys.Esc},
			{Label: f.t("form.crop_do"), Key: keys.Enter, Kind: widget.Primary, Do: func() { f.cut(name, v.frame.part()) }}}})
}

// cut keeps a part of a picture in the place of the whole one.
func (f *form) cut(name string, part image.Rectangle) {
	s := f.page.kit.Shop
	task.Run(f.page.runner, "crop", func(ctx context.Context) (string, error) { return s.CropPhoto(ctx, name, part) },
		func(cut string, err error) {
			if err != nil {
				f.page.kit.Prompt.Error(err)
				return
			}
			f.draft.replacePhoto(name, cut)
			f.pictures.changed()
		})
}

// paperPicture chooses the picture of a certificate; one that is there is shown first.
func (f *form) paperPicture(n int) {
	field := part("certificates", n, "picture")
	choose := func() {
		f.page.kit.PickFile(pictureEndings, func(path string) {
			f.keepPicture("paper", path, func(name string, err error) {
				if err != nil {
					f.page.kit.Prompt.Error(err)
					return
				}
				f.draft.set(field, name)
				f.papers.refill()
			})
		})
	}
	name := f.draft.text[field]
	if name == "" {
		choose()
		return
	}
	f.whole(name, func(picture image.Image) {
		shown := canvas.NewImageFromImage(picture)
		shown.FillMode = canvas.ImageFillContain
		f.page.kit.Prompt.Show(&prompt.Dialog{Title: f.t("form.paper_picture_label"), Body: container.New(&tall{0.6, f.page.kit.Prompt.Size().Height}, shown),
			Actions: []prompt.Action{{Label: f.t("prompt.ok"), Key: keys.Esc},
				{Label: f.t("form.remove_photo"), Key: "Delete", Icon: "trash", Do: func() { f.draft.set(field, ""); f.papers.refill() }},
				{Label: f.t("form.other_picture"), Key: "F3", Icon: "photo", Kind: widget.Primary, Do: choose}}})
	})
}
