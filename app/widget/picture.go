package widget

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/talat-pos/talat/app/theme"
)

// Picture is a square picture that can be chosen among others and may have the keyboard.
type Picture struct {
	base
	keyed
	OnTapped func()                // it was tapped or got the keyboard
	OnKey    func(key string) bool // a key came while it has the keyboard: "Left", "Delete", "+"; true uses it up

	badge           string // written over its corner
	chosen, focused bool
	photo           image.Image
	size            float32
	standIn         string // the drawing shown until the photo comes
}

var (
	_ fyne.Tappable     = (*Picture)(nil)
	_ fyne.Focusable    = (*Picture)(nil)
	_ fyne.Shortcutable = (*Picture)(nil)
)

// NewPicture is size units wide and high.
func NewPicture(size float32) *Picture {
	p := &Picture{size: size}
	p.ExtendBaseWidget(p)
	return p
}

// Set shows a photo, or a drawing until there is one, with a word over its corner.
func (p *Picture) Set(standIn string, photo image.Image, badge string, chosen bool) {
	p.standIn, p.photo, p.badge, p.chosen = standIn, photo, badge, chosen
	p.Refresh()
}

// The events belong to the toolkit.

func (p *Picture) Tapped(*fyne.PointEvent) { Focus(p) }

func (p *Picture) FocusGained() {
	p.focused = true
	p.Refresh()
	p.reach()
	if p.OnTapped != nil {
		p.OnTapped()
	}
}

func (p *Picture) FocusLost()                    { p.focused = false; p.Refresh() }
func (p *Picture) TypedShortcut(s fyne.Shortcut) { p.TookShortcut(s) }

func (p *Picture) TypedKey(event *fyne.KeyEvent) {
	name := event.Name
	if name == fyne.KeyEnter {
		name = fyne.KeyReturn
	}
	if !p.TookKey(event) && p.OnKey != nil {
		p.OnKey(string(name))
	}
}

func (p *Picture) TypedRune(r rune) {
	if !p.TookRune(r) && p.OnKey != nil {
		p.OnKey(string(r))
	}
}

// CreateRenderer belongs to the toolkit.
func (p *Picture) CreateRenderer() fyne.WidgetRenderer {
	picture, ring, pill, word := &canvas.Image{FillMode: canvas.ImageFillCover}, &canvas.Rectangle{}, &canvas.Rectangle{}, canvas.NewText("", nil)
	return render(
		func(size fyne.Size) {
			side := min(size.Width, size.Height)
			gap := look(p).Size(theme.Gap)
			Put(picture, 0, 0, side, side)
			Put(ring, 0, 0, side, side)
			least := word.MinSize()
			Put(pill, gap/2, side-least.Height-gap/2, least.Width+gap, least.Height)
			Put(word, gap, side-least.Height-gap/2, least.Width, least.Height)
			shown := p.photo
			if shown == nil && p.standIn != "" && side > 0 {
				shown = look(p).Drawing(p.standIn, int(side*pictureScale), int(side*pictureScale), 0)
			}
			picture.Hidden = shown == nil
			if picture.Image != shown {
				picture.Image = shown
				picture.Refresh()
			}
		},
		func() fyne.Size { return fyne.NewSquareSize(p.size) },
		func() {
			th := look(p)
			corner := th.Size(theme.Gap)
			picture.CornerRadius = corner
			fillBox(ring, th, "", theme.EdgeField, corner)
			if p.chosen {
				ring.StrokeColor, ring.StrokeWidth = th.Colour(theme.InkStrong), th.Size(theme.RingWidth)
			}
			if p.focused {
				ring.StrokeColor, ring.StrokeWidth = th.Colour(theme.Ring), th.Size(theme.RingWidth)*1.5
			}
			fillText(word, th, p.badge, theme.Tiny, theme.OnPrimary, false)
			fillBox(pill, th, theme.Primary, "", corner/2)
			word.Hidden, pill.Hidden = p.badge == "", p.badge == ""
		}, picture, ring, pill, word)
}
