package products

import (
	"context"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/task"
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
