package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/talat-pos/talat/app/theme"
)

// flow shows many equal cells and holds widgets for those in sight only. Lists and grids are flows.
type flow struct {
	base
	keyed
	OnTapped func(index int) // a cell was tapped, or Enter came on the chosen one
	OnChosen func(index int) // another cell is chosen

	cell   func() fyne.Size // the least size of a cell; a list's cell is as wide as the list
	gap    func() float32
	make   func() fyne.CanvasObject
	set    func(index int, cell fyne.CanvasObject, chosen bool)
	single bool // one column

	cells                     []fyne.CanvasObject
	chosen, count, hovered    int
	clip                      *container.Clip
	content                   *fyne.Container
	focused                   bool
	offset                    float32
	bar, hover, mark, ringBox *canvas.Rectangle
}

var (
	_ fyne.Tappable     = (*flow)(nil)
	_ fyne.Draggable    = (*flow)(nil)
	_ fyne.Scrollable   = (*flow)(nil)
	_ fyne.Focusable    = (*flow)(nil)
	_ fyne.Shortcutable = (*flow)(nil)
	_ desktop.Hoverable = (*flow)(nil)
)

func (f *flow) start() {
	f.chosen, f.hovered = -1, -1
	f.bar, f.hover, f.mark, f.ringBox = &canvas.Rectangle{}, &canvas.Rectangle{}, &canvas.Rectangle{}, &canvas.Rectangle{}
	f.content = container.NewWithoutLayout()
	f.clip = container.NewClip(f.content)
}

// SetCount says how many cells there are and shows them anew; a choice beyond the end is dropped.
func (f *flow) SetCount(count int) {
	f.count = max(count, 0)
	if f.chosen >= f.count {
		f.chosen = -1
	}
	f.Refresh()
}

// Count gives how many cells there are.
func (f *flow) Count() int { return f.count }

// Chosen gives the cell with the mark, -1 for none.
func (f *flow) Chosen() int { return f.chosen }

// Choose marks a cell and brings it into sight; -1 marks none. OnChosen is not told.
func (f *flow) Choose(index int) {
	if index >= f.count {
		index = f.count - 1
	}
	f.chosen = max(index, -1)
	if f.chosen >= 0 {
		top := float32(f.chosen/f.columns()) * f.pitch()
		height := f.cellSize().Height
		f.offset = min(max(f.offset, top+height-f.Size().Height), top)
	}
	f.Refresh()
}

// Step chooses the cell so many columns and rows away and tells OnChosen. Nothing chosen yet: the first.
func (f *flow) Step(columns, rows int) {
	if f.count == 0 {
		return
	}
	index := 0
	if f.chosen >= 0 {
		index = min(max(f.chosen+columns+rows*f.columns(), 0), f.count-1)
	}
	f.Choose(index)
	if f.OnChosen != nil {
		f.OnChosen(index)
	}
}

// columns gives how many cells stand side by side.
func (f *flow) columns() int {
	if f.single {
		return 1
	}
	return max(int((f.Size().Width+f.gap())/(f.cell().Width+f.gap())), 1)
}

// Columns gives how many cells stand side by side now.
func (f *flow) Columns() int { return f.columns() }

// cellSize spreads the width over the columns.
func (f *flow) cellSize() fyne.Size {
	columns := float32(f.columns())
	return fyne.NewSize((f.Size().Width-(columns-1)*f.gap())/columns, f.cell().Height)
}

func (f *flow) pitch() float32 { return f.cell().Height + f.gap() }

// reach is how far one can scroll.
func (f *flow) reach() float32 {
	rows := (f.count + f.columns() - 1) / f.columns()
	return max(float32(rows)*f.pitch()-f.gap()-f.Size().Height, 0)
}

// at gives the index under a point, -1 between cells.
func (f *flow) at(point fyne.Position) int {
	size, y := f.cellSize(), point.Y+f.offset
	column, row := int(point.X/(size.Width+f.gap())), int(y/f.pitch())
	index := row*f.columns() + column
	if column >= f.columns() || index < 0 || index >= f.count || point.X-float32(column)*(size.Width+f.gap()) > size.Width ||
		y-float32(row)*f.pitch() > size.Height {
		return -1
	}
	return index
}

// The events belong to the toolkit.

func (f *flow) Tapped(event *fyne.PointEvent) {
	if index := f.at(event.Position); index >= 0 {
		f.Choose(index)
		if f.OnChosen != nil {
			f.OnChosen(index)
		}
		if f.OnTapped != nil {
			f.OnTapped(index)
		}
	}
}

func (f *flow) Dragged(event *fyne.DragEvent)    { f.scrollBy(-event.Dragged.DY) }
func (f *flow) DragEnd()                         {}
func (f *flow) Scrolled(event *fyne.ScrollEvent) { f.scrollBy(-event.Scrolled.DY) }

func (f *flow) scrollBy(distance float32) {
	if to := min(max(f.offset+distance, 0), f.reach()); to != f.offset {
		f.offset = to
		f.Refresh()
	}
}

func (f *flow) MouseIn(event *desktop.MouseEvent)    { f.MouseMoved(event) }
func (f *flow) MouseOut()                            { f.hoverOn(-1) }
func (f *flow) MouseMoved(event *desktop.MouseEvent) { f.hoverOn(f.at(event.Position)) }

func (f *flow) hoverOn(index int) {
	if f.hovered != index {
		f.hovered = index
		f.decorate()
	}
}

func (f *flow) FocusGained() { f.focused = true; f.decorate() }
func (f *flow) FocusLost()   { f.focused = false; f.decorate() }

func (f *flow) TypedRune(r rune)              { f.TookRune(r) }
func (f *flow) TypedShortcut(s fyne.Shortcut) { f.TookShortcut(s) }

func (f *flow) TypedKey(event *fyne.KeyEvent) {
	if f.TookKey(event) {
		return
	}
	page := max(int(f.Size().Height/f.pitch()), 1)
	switch event.Name {
	case fyne.KeyUp:
		f.Step(0, -1)
	case fyne.KeyDown:
		f.Step(0, 1)
	case fyne.KeyLeft:
		f.Step(-1, 0)
	case fyne.KeyRight:
		f.Step(1, 0)
	case fyne.KeyPageUp:
		f.Step(0, -page)
	case fyne.KeyPageDown:
		f.Step(0, page)
	case fyne.KeyHome:
		f.Step(-f.count, 0)
	case fyne.KeyEnd:
		f.Step(f.count, 0)
	case fyne.KeyReturn, fyne.KeyEnter:
		if f.chosen >= 0 && f.OnTapped != nil {
			f.OnTapped(f.chosen)
		}
	}
}

func (f *flow) held() []fyne.CanvasObject { return f.cells }

// arrange fills and places the cells in sight, making only as many as fit.
func (f *flow) arrange() {
	if f.Size().Height <= 0 || f.Size().Width <= 0 {
		return
	}
	f.offset = min(max(f.offset, 0), f.reach())
	size, columns := f.cellSize(), f.columns()
	first := int(f.offset/f.pitch()) * columns
	wanted := min((int(f.Size().Height/f.pitch())+2)*columns, f.count-first)
	for len(f.cells) < wanted {
		cell := f.make()
		Connect(f.Sink, cell)
		f.cells = append(f.cells, cell)
	}
	f.content.Objects = f.content.Objects[:0]
	if f.single {
		f.content.Objects = append(f.content.Objects, f.mark, f.hover)
	}
	for n := range max(wanted, 0) {
		index, cell := first+n, f.cells[n]
		f.set(index, cell, index == f.chosen)
		Put(cell, float32(index%columns)*(size.Width+f.gap()), float32(index/columns)*f.pitch()-f.offset, size.Width, size.Height)
		f.content.Objects = append(f.content.Objects, cell)
	}
	if !f.single {
		f.content.Objects = append(f.content.Objects, f.hover)
	}
	f.content.Objects = append(f.content.Objects, f.ringBox, f.bar)
	f.decorate()
}

// decorate draws what lies under and over the cells: the chosen row, the pointer, the ring, the bar.
func (f *flow) decorate() {
	th, size := look(f), f.cellSize()
	corner := th.Size(theme.Corner)
	if f.single {
		corner = 0
	}
	put := func(r *canvas.Rectangle, index int) {
		r.Hidden = index < 0
		if index >= 0 {
			Put(r, float32(index%f.columns())*(size.Width+f.gap()), float32(index/f.columns())*f.pitch()-f.offset, size.Width, size.Height)
		}
	}
	fillBox(f.mark, th, theme.Chosen, "", corner)
	put(f.mark, f.chosen)
	fillBox(f.hover, th, theme.Hover, "", corner)
	put(f.hover, f.hovered)
	f.ringBox.FillColor, f.ringBox.CornerRadius = nil, corner
	f.ringBox.StrokeColor, f.ringBox.StrokeWidth = th.Colour(theme.InkStrong), th.Size(theme.RingWidth)
	put(f.ringBox, f.chosen)
	if f.single && !f.focused {
		f.ringBox.Hide()
	}
	f.placeBar(th)
	canvas.Refresh(f.content)
}

// placeBar draws how far down one is.
func (f *flow) placeBar(th *theme.Theme) {
	whole, seen := f.reach()+f.Size().Height, f.Size().Height
	f.bar.Hidden = f.reach() <= 0
	if !f.bar.Hidden {
		fillBox(f.bar, th, theme.EdgeField, "", 2)
		height := max(seen*seen/whole, 24)
		Put(f.bar, f.Size().Width-4, (seen-height)*f.offset/f.reach(), 3, height)
	}
}

// CreateRenderer belongs to the toolkit.
func (f *flow) CreateRenderer() fyne.WidgetRenderer {
	return render(
		func(size fyne.Size) {
			Put(f.clip, 0, 0, size.Width, size.Height)
			Put(f.content, 0, 0, size.Width, size.Height)
			f.arrange()
		},
		func() fyne.Size { return fyne.NewSize(f.cell().Width, f.cell().Height) },
		func() {}, f.clip)
}
