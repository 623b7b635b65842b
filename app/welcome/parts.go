package welcome

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
)

// picture is one of our drawings, drawn for the very pixels it takes, with a word on it where the drawing
// has a sign.
type picture struct {
	toolkit.BaseWidget
	name, sign string
	height     float32 // the least
	square     bool
}

func newPicture(name, sign string, height float32) *picture {
	p := &picture{name: name, sign: sign, height: height}
	p.ExtendBaseWidget(p)
	return p
}

// The sign of the shop front, in shares of the drawing.
const (
	signMiddle = 0.2527
	signSize   = 0.088
)

// CreateRenderer belongs to the toolkit.
func (p *picture) CreateRenderer() fyne.WidgetRenderer {
	r := &pictureRenderer{picture: p, word: canvas.NewText(p.sign, nil)}
	r.raster = canvas.NewRaster(func(width, height int) image.Image {
		if drawn := theme.Of(p.Theme()).Drawing(p.name, width, height, 0); drawn != nil {
			return drawn
		}
		return image.NewRGBA(image.Rect(0, 0, width, height))
	})
	r.Refresh()
	return r
}

type pictureRenderer struct {
	picture *picture
	raster  *canvas.Raster
	word    *canvas.Text
}

func (r *pictureRenderer) Destroy()                     {}
func (r *pictureRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.raster, r.word} }

func (r *pictureRenderer) MinSize() fyne.Size {
	if r.picture.square {
		return fyne.NewSquareSize(r.picture.height)
	}
	return fyne.NewSize(0, r.picture.height)
}

func (r *pictureRenderer) Layout(size fyne.Size) {
	r.raster.Resize(size)
	r.word.TextSize = size.Height * signSize
	least := r.word.MinSize()
	r.word.Resize(least)
	r.word.Move(fyne.NewPos((size.Width-least.Width)/2, size.Height*signMiddle-least.Height/2))
}

func (r *pictureRenderer) Refresh() {
	r.word.Color, r.word.TextStyle.Bold = theme.Of(r.picture.Theme()).Colour(theme.OnChannel), true
	r.Layout(r.picture.Size())
	canvas.Refresh(r.raster)
	canvas.Refresh(r.word)
}

// newCard is a picture over a name, words and a button.
func newCard(drawing, sign, title string, body fyne.CanvasObject, button *widget.Button) fyne.CanvasObject {
	text := container.NewVBox(widget.NewText(title, widget.Title), body)
	foot := container.New(layout.NewCustomPaddedLayout(10, 20, 24, 24), container.NewBorder(nil, button, nil, nil, text))
	return widget.NewFlushCard(container.New(pictureOver{}, newPicture(drawing, sign, 90), foot))
}

// newBrand is the logo and the program's name.
func newBrand(name string) fyne.CanvasObject {
	logo := newPicture("logo", "", 64)
	logo.square = true
	return container.NewHBox(layout.NewSpacer(), container.NewCenter(logo), widget.NewText(" "+name, widget.Style{Size: theme.Change, Colour: theme.InkStrong, Bold: true}),
		layout.NewSpacer())
}

// newGround is the paper behind everything.
func newGround() fyne.CanvasObject { return &ground{} }

type ground struct{ toolkit.BaseWidget }

// CreateRenderer belongs to the toolkit.
func (g *ground) CreateRenderer() fyne.WidgetRenderer {
	g.ExtendBaseWidget(g)
	return toolkit.NewSimpleRenderer(canvas.NewRectangle(theme.Of(g.Theme()).Colour(theme.Ground)))
}

// wait shows how far work is that a person waits for.
type wait struct {
	object fyne.CanvasObject
	bar    *widget.Split
	count  *widget.Text
}

func newWait(words string) *wait {
	w := &wait{bar: widget.NewSplit(12), count: widget.NewText(" ", widget.Caption.Centre())}
	w.set(task.State{})
	card := widget.NewCard(container.New(layout.NewCustomPaddedVBoxLayout(14), newPicture("stall", "", 150),
		widget.NewText(words, widget.Section.Centre()), w.bar, w.count))
	w.object = container.NewStack(newGround(), container.New(&column{width: 460}, card))
	return w
}

func (w *wait) set(state task.State) {
	done, total := int64(state.Done), int64(max(state.Total, 1))
	w.bar.Set(widget.Share{Value: done, Colour: theme.Gold}, widget.Share{Value: max(total-done, 0), Colour: theme.BarEmpty})
	if state.Total > 0 {
		w.count.Set(i18n.Group(itoa(state.Done)) + " / " + i18n.Group(itoa(state.Total)))
	}
}
