package products

import (
	"context"
	"image"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
)

// pictures is the card of the product's pictures, in order, the cover first.
type pictures struct {
	form    *form
	tiles   []*widget.Picture
	names   []string
	at      int // the chosen one
	strip   *fyne.Container
	actions *fyne.Container
	choose  *widget.Button
	waiting []string // files that are still to be kept
	object  fyne.CanvasObject
}

// pictureTab is the pictures and the words about the product.
func (f *form) pictureTab() fyne.CanvasObject {
	words := f.card("form.words",
		f.row("description", "form.description", f.note("description", f.t("form.description_hint"), 4)),
		f.row("description_en", "form.description_en", f.note("description_en", "", 3)),
		f.row("story", "form.story", f.note("story", f.t("form.story_hint"), 3)))
	f.pictures = f.newPictures()
	return columnsOf([]fyne.CanvasObject{f.pictures.object}, []fyne.CanvasObject{words})
}

func (f *form) newPictures() *pictures {
	p := &pictures{form: f, strip: container.New(&wrap{})}
	button := func(label, icon, key string, do func()) fyne.CanvasObject {
		return widget.NewButton(widget.Plain, f.t(label), do).WithIcon(icon).WithKey(key)
	}
	lang, twins := f.page.kit.Lang, f.page.kit.Twins
	name := func(chord keys.Chord) string { return chord.Name(lang, twins) }
	p.choose = widget.NewButton(widget.Gold, f.t("products.photo"), f.choosePhoto).WithIcon("photo").WithKey(name("F3"))
	p.actions = widget.Column(widget.Gap,
		pair(button("form.earlier", "left", "-", func() { p.move(-1) }), button("form.later", "right", "+", func() { p.move(1) })),
		pair(button("form.cover", "star", name("Home"), p.cover), button("form.crop", "full", name(keys.Enter), p.crop)),
		button("form.remove_photo", "trash", name("Delete"), p.remove))
	p.show()
	p.object = f.card("products.picture", p.strip, p.actions, p.choose, widget.NewWrapLabel(f.t("form.photos_hint", fault.Values{"max": catalog.MaxPhotos}), 3, widget.Caption))
	return p
}

// show draws the pictures as the draft has them.
func (p *pictures) show() {
	f := p.form
	p.names = f.draft.photos()
	p.at = min(max(p.at, 0), max(len(p.names)-1, 0))
	grown := len(p.tiles) != max(len(p.names), 1)
	if grown {
		p.tiles, p.strip.Objects = nil, nil
		for n := range max(len(p.names), 1) {
			tile := widget.NewPicture(widget.Unit(104))
			tile.OnTapped = func() { p.pick(n) }
			tile.OnKey = p.key
			p.tiles = append(p.tiles, tile)
			p.strip.Add(tile)
		}
	}
	p.actions.Hidden = len(p.names) == 0
	p.draw()
	if grown {
		f.grown(p.strip)
	}
}

func (p *pictures) draw() {
	f := p.form
	f.cover.Set(f.drawing(), f.page.photos.Get(f.draft.text["photo"]))
	if len(p.names) == 0 {
		p.tiles[0].Set(f.drawing(), nil, "", false)
		return
	}
	for n, tile := range p.tiles {
		badge := ""
		if n == 0 {
			badge = f.t("form.is_cover")
		}
		tile.Set("", f.page.photos.Get(p.names[n]), badge, n == p.at)
	}
}

func (p *pictures) pick(n int) {
	p.at = n
	p.draw()
}

// key does what a key means while a picture has the keyboard.
func (p *pictures) key(key string) bool {
	switch key {
	case "Left", "Right":
		by := 1
		if key == "Left" {
			by = -1
		}
		p.focus(p.at + by)
	case "+", "=":
		p.move(1)
	case "-":
		p.move(-1)
	case string(fyne.KeyHome):
		p.cover()
	case string(fyne.KeyDelete):
		p.remove()
	case string(fyne.KeyReturn):
		p.crop()
	default:
		return false
	}
	return true
}

func (p *pictures) focus(n int) {
	if n >= 0 && n < len(p.tiles) {
		p.form.focus(p.tiles[n])
	}
}

func (p *pictures) move(by int) {
	p.at = p.form.draft.movePhoto(p.at, by)
	p.changed()
}

func (p *pictures) cover() { p.move(-p.at) }

func (p *pictures) remove() {
	f := p.form
	if len(p.names) == 0 {
		return
	}
	f.draft.removePhoto(p.at)
	p.changed()
}

// changed draws the pictures and keeps the keyboard on the chosen one, where it was.
func (p *pictures) changed() {
	p.show()
	p.form.look()
	p.focus(p.at)
}

func (f *form) choosePhoto() {
	if f.tabs.Selected() != int(pictureTab) {
		f.open(int(pictureTab))
	}
	f.page.kit.PickFile(pictureEndings, f.addPhoto)
}

var pictureEndings = []string{".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp"}

// addPhoto keeps a picture file and shows it in the form. Several that are dropped at once come one after
// the other.
func (f *form) addPhoto(path string) {
	if f.tabs.Selected() != int(pictureTab) {
		f.open(int(pictureTab))
	}
	f.pictures.waiting = append(f.pictures.waiting, path)
	if len(f.pictures.waiting) == 1 {
		f.pictures.keepNext()
	}
}

func (p *pictures) keepNext() {
	f := p.form
	path := p.waiting[0]
	f.keepPicture("photo", path, func(name string, err error) {
		if p.waiting = p.waiting[1:]; len(p.waiting) > 0 {
			defer p.keepNext()
		}
		switch {
		case err != nil:
			f.page.kit.Prompt.Error(err)
		case f.draft.addPhoto(name):
			p.at = len(f.draft.photos()) - 1
			p.show()
			f.look()
		case len(f.draft.photos()) >= catalog.MaxPhotos:
			f.page.kit.Prompt.Say(f.t("fault.too_many", fault.Values{"max": catalog.MaxPhotos}))
		default:
			f.page.kit.Prompt.Say(f.t("form.photo_twice"))
		}
	})
}

// keepPicture makes a picture file anew in the background and tells the name it is kept under.
func (f *form) keepPicture(work, path string, done func(name string, err error)) {
	s := f.page.kit.Shop
	task.Run(f.page.runner, work, func(ctx context.Context) (string, error) {
		file, err := os.Open(path)
		if err != nil {
			return "", fault.Wrap(err, "picture_unread")
		}
		defer func() { _ = file.Close() }() // read only
		return s.AddPhoto(ctx, file)
	}, done)
}

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

// tall gives an object a share of the window's height.
type tall struct{ share, window float32 }

// MinSize belongs to the toolkit.
func (t *tall) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, t.share*t.window) }

// Layout belongs to the toolkit.
func (t *tall) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// wrap puts objects of one size side by side and begins a line where there is no room for another.
type wrap struct{ width float32 }

func (w *wrap) columns(objects []fyne.CanvasObject) int {
	pitch := objects[0].MinSize().Width + theme.Current().Size(theme.Gap)
	return max(int((w.width+theme.Current().Size(theme.Gap))/pitch), 1)
}

// MinSize belongs to the toolkit.
func (w *wrap) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.Size{}
	}
	cell, gap := objects[0].MinSize(), theme.Current().Size(theme.Gap)
	lines := (len(objects) + w.columns(objects) - 1) / w.columns(objects)
	return fyne.NewSize(cell.Width, float32(lines)*(cell.Height+gap)-gap)
}

// Layout belongs to the toolkit.
func (w *wrap) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w.width = size.Width
	for n, object := range objects {
		cell, gap := object.MinSize(), theme.Current().Size(theme.Gap)
		columns := w.columns(objects)
		widget.Put(object, float32(n%columns)*(cell.Width+gap), float32(n/columns)*(cell.Height+gap), cell.Width, cell.Height)
	}
}
