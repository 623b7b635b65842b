package shift

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
)

const (
	between   = 14
	air       = 4   // around what scrolls, where edges and the ring of a field are drawn
	scrollBar = 10  // room for the bar beside what scrolls
	roomy     = 740 // units from which the figures stand as on the design, below they are stacked
)

// sides puts the second object at the right, a share of the width with bounds, the first beside it.
type sides struct{ least, most float32 }

func (s sides) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(left.Width+between+max(s.least, right.Width), left.Height)
}

func (s sides) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	right := max(min(max(size.Width*0.36, s.least), s.most), objects[1].MinSize().Width)
	widget.Put(objects[0], 0, 0, size.Width-right-between, size.Height)
	widget.Put(objects[1], size.Width-right, 0, right, size.Height)
}

// scrolled lets content scroll, the bar beside it in the space between the cards.
func scrolled(content fyne.CanvasObject) fyne.CanvasObject {
	return widget.Inset(-air, -air, -air, -scrollBar, widget.NewDragScroll(widget.Inset(air, air, air, scrollBar, content)))
}

// board lays out the six cards of the left side: the sum, gross profit, what is owed to producers, the
// week, the best sellers, what waits. Where there is room they stand as on the design, else stacked.
type board struct{ width float32 }

func (b *board) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := func(n int) float32 { return objects[n].MinSize().Height }
	wide := max(objects[0].MinSize().Width, objects[1].MinSize().Width+objects[2].MinSize().Width+between)
	if b.width >= roomy {
		head := max(least(0), least(1), least(2))
		return fyne.NewSize(wide, head+max(least(3), least(4))+least(5)+2*between)
	}
	return fyne.NewSize(wide, least(0)+max(least(1), least(2))+least(5)+least(4)+least(3)+4*between)
}

func (b *board) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	b.width = size.Width
	sum, gross, owners, week, sold, waits := objects[0], objects[1], objects[2], objects[3], objects[4], objects[5]
	if size.Width >= roomy {
		right := (size.Width - between) * 0.404
		left := size.Width - between - right
		head := max(sum.MinSize().Height, gross.MinSize().Height, owners.MinSize().Height)
		foot := waits.MinSize().Height
		half := (right - between) / 2
		widget.Put(sum, 0, 0, left, head)
		widget.Put(gross, left+between, 0, half, head)
		widget.Put(owners, left+between+half+between, 0, half, head)
		middle := size.Height - head - foot - 2*between
		widget.Put(week, 0, head+between, left, middle)
		widget.Put(sold, left+between, head+between, right, middle)
		widget.Put(waits, 0, size.Height-foot, size.Width, foot)
		return
	}
	y, half := float32(0), (size.Width-between)/2
	down := func(height float32) float32 { at := y; y += height + between; return at }
	high := sum.MinSize().Height
	widget.Put(sum, 0, down(high), size.Width, high)
	high = max(gross.MinSize().Height, owners.MinSize().Height)
	at := down(high)
	widget.Put(gross, 0, at, half, high)
	widget.Put(owners, half+between, at, half, high)
	for _, card := range []fyne.CanvasObject{waits, sold, week} {
		high = card.MinSize().Height
		widget.Put(card, 0, down(high), size.Width, high)
	}
}

// bestRow is a best seller: picture, name, pieces, money.
type bestRow struct {
	toolkit.BaseWidget
	thumb       *widget.Thumb
	name, count *widget.Text
	total       *widget.Text
	box         *fyne.Container
}

func newBestRow() *bestRow {
	r := &bestRow{thumb: widget.NewThumb(40), name: widget.NewText("", widget.Body).Shrink(), count: widget.NewText("", widget.Caption.Right()),
		total: widget.NewText("", widget.Figure)}
	right := widget.Row(r.count, container.New(widget.AtLeast(64), r.total))
	r.box = container.New(layout.NewBorderLayout(nil, nil, r.thumb, right), r.thumb, right,
		container.New(layout.NewCustomPaddedLayout(0, 0, widget.Gap, widget.Gap), r.name))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *bestRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

// slots gives each object the same part of the height, as many parts as there may be objects.
type slots struct{ count int }

func (l slots) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, object := range objects {
		least := object.MinSize()
		size.Width, size.Height = max(size.Width, least.Width), max(size.Height, least.Height+4)
	}
	return fyne.NewSize(size.Width, size.Height*float32(l.count))
}

func (l slots) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	part := size.Height / float32(l.count)
	for n, object := range objects {
		height := object.MinSize().Height
		widget.Put(object, 0, float32(n)*part+(part-height)/2, size.Width, height)
	}
}

// fit puts objects side by side, each as wide as it needs with a share of what is left over; where one row
// is too narrow for them, in columns of one width. How high that is it knows once it was laid out.
type fit struct{ columns int }

func (l *fit) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, object := range objects {
		size = size.Max(object.MinSize())
	}
	rows := (len(objects) + max(l.columns, 1) - 1) / max(l.columns, 1)
	size.Height = (size.Height+widget.Gap)*float32(rows) - widget.Gap
	return size.Max(fyne.Size{})
}

func (l *fit) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	wide, high, all := float32(1), float32(0), float32(-widget.Gap)
	for _, object := range objects {
		least := object.MinSize()
		wide, high, all = max(wide, least.Width), max(high, least.Height), all+least.Width+widget.Gap
	}
	if spare := size.Width - all; spare >= 0 {
		l.columns = len(objects)
		x := float32(0)
		for _, object := range objects {
			width := object.MinSize().Width + spare/float32(len(objects))
			widget.Put(object, x, 0, width, high)
			x += width + widget.Gap
		}
		return
	}
	l.columns = max(int((size.Width+widget.Gap)/(wide+widget.Gap)), 1)
	width := (size.Width+widget.Gap)/float32(l.columns) - widget.Gap
	for n, object := range objects {
		widget.Put(object, float32(n%l.columns)*(width+widget.Gap), float32(n/l.columns)*(high+widget.Gap), width, high)
	}
}

// spare shows the first object beside the second only where there is room for all of it.
type spare struct{}

func (spare) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[1].MinSize() }

func (spare) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	right := objects[1].MinSize()
	room := size.Width - right.Width
	if least := objects[0].MinSize(); least.Width > room {
		objects[0].Hide()
		widget.Put(objects[1], 0, 0, size.Width, size.Height)
		return
	}
	objects[0].Show()
	widget.Put(objects[0], 0, 0, room, size.Height)
	widget.Put(objects[1], room, 0, right.Width, size.Height)
}

// exact gives an object one width.
type exact struct{ width float32 }

func (l exact) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.width, objects[0].MinSize().Height)
}

func (l exact) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// figure is a card's caption, its large amount and a line below.
type figure struct{ caption, amount, note *widget.Text }

func newFigure(caption string) (*figure, fyne.CanvasObject) {
	f := &figure{widget.NewText(caption, widget.Caption).Shrink(),
		widget.NewText("", widget.Strong.At(theme.MoneyText).In(theme.InkStrong)).Shrink(), widget.NewText("", widget.Caption).Shrink()}
	return f, widget.NewCard(container.New(layout.NewVBoxLayout(), layout.NewSpacer(), widget.Column(0, f.caption, f.amount, f.note), layout.NewSpacer()))
}
