package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/talat-pos/talat/app/theme"
)

// List is a list of rows of one kind, drawn only as far as it is seen.
type List struct {
	flow
}

// NewList shows rows of a height (theme.RowHeight or another size name). make gives an empty row, set
// shows entry index in it; both must be cheap. A row needs no tap code: taps that its own buttons do not
// take choose it.
func NewList[R fyne.CanvasObject](height fyne.ThemeSizeName, make func() R, set func(index int, row R, chosen bool)) *List {
	l := &List{}
	l.flow.single = true
	l.flow.make = func() fyne.CanvasObject {
		row := &listRow[R]{row: make()}
		row.ExtendBaseWidget(row)
		return row
	}
	l.flow.set = func(index int, cell fyne.CanvasObject, chosen bool) { set(index, cell.(*listRow[R]).row, chosen) }
	l.flow.cell = func() fyne.Size { return fyne.NewSize(look(l).Size(theme.TileWidth), look(l).Size(height)) }
	l.flow.gap = func() float32 { return 0 }
	l.start()
	l.ExtendBaseWidget(l)
	return l
}

// listRow draws the line under a row.
type listRow[R fyne.CanvasObject] struct {
	base
	row R
}

func (r *listRow[R]) held() []fyne.CanvasObject { return []fyne.CanvasObject{r.row} }

// CreateRenderer belongs to the toolkit.
func (r *listRow[R]) CreateRenderer() fyne.WidgetRenderer {
	line := &canvas.Rectangle{}
	return render(
		func(size fyne.Size) {
			Put(r.row, 0, 0, size.Width, size.Height-1)
			Put(line, 0, size.Height-1, size.Width, 1)
		},
		func() fyne.Size { return r.row.MinSize() },
		func() { fillBox(line, look(r), theme.Edge, "", 0) }, r.row, line)
}

// TileGrid shows product tiles in as many columns as fit.
type TileGrid struct{ flow }

// NewTileGrid asks fill what tile index shows.
func NewTileGrid(fill func(index int) TileData) *TileGrid {
	g := &TileGrid{}
	g.flow.make = func() fyne.CanvasObject { return NewTile() }
	g.flow.set = func(index int, cell fyne.CanvasObject, _ bool) { cell.(*Tile).Set(fill(index)) }
	g.flow.cell = func() fyne.Size { return fyne.NewSize(look(g).Size(theme.TileWidth), look(g).Size(theme.TileHeight)) }
	g.flow.gap = func() float32 { return look(g).Size(theme.GapWide) - 2 }
	g.start()
	g.ExtendBaseWidget(g)
	return g
}
