package stock

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
)

// rowData is what a row of a list says.
type rowData struct {
	product    *catalog.Product // for its picture, nil for none
	name, note string
	mark       widget.ChipData
	figure     string // at the right
	under      string // below it
	trouble    bool   // the figure is in red
}

// plainRow is a row of a list of this screen.
type plainRow struct {
	toolkit.BaseWidget
	thumb         *widget.Thumb
	picture       *fyne.Container
	name, note    *widget.Text
	figure, under *widget.Text
	mark          *widget.Pill
	box           *fyne.Container
	photos        *goods.Photos
}

func newPlainRow() *plainRow {
	r := &plainRow{thumb: widget.NewThumb(widget.Unit(44)), name: widget.NewText("", widget.Strong).Shrink(), note: widget.NewText("", widget.Caption).Shrink(),
		figure: widget.NewText("", widget.Figure), under: widget.NewText("", widget.Caption.Right()), mark: widget.NewPill(widget.ChipData{})}
	r.picture = widget.Inset(0, 0, 12, 4, container.NewCenter(r.thumb))
	figures := container.New(widget.AtLeast(widget.Unit(90)), widget.Column(-4, layout.NewSpacer(), r.figure, r.under, layout.NewSpacer()))
	right := widget.Row(container.NewCenter(r.mark), figures)
	r.box = container.NewBorder(nil, nil, r.picture, widget.Inset(0, 0, 0, 14, right), widget.Inset(4, 4, 12, 0, widget.Column(-4, r.name, r.note)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *plainRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *plainRow) set(data rowData) {
	r.picture.Hidden = data.product == nil
	if data.product != nil {
		r.thumb.Set(goods.DrawingOf(data.product), r.photos.Get(data.product.Photo))
	}
	r.name.Set(data.name)
	r.note.Set(data.note)
	style := widget.Figure
	if data.trouble {
		style = style.In(theme.Trouble)
	}
	r.figure.SetStyle(style)
	r.figure.Set(data.figure)
	r.under.Set(data.under)
	r.under.Hidden = data.under == ""
	r.mark.Hidden = data.mark.Label == ""
	r.mark.Set(data.mark)
	r.box.Refresh()
}

// listing is a page that lists something and does things to the chosen one.
type listing[T any] struct {
	kit    *kit.Kit
	name   string // of the page
	runner *task.Runner
	photos *goods.Photos
	scope  *keys.Scope
	object fyne.CanvasObject

	read  func(context.Context) ([]T, int, error)
	row   func(T) rowData
	chose func() // another row is chosen; may be nil

	rows  []T
	total int
	ready bool
	list  *widget.List
	hint  *widget.WrapLabel
	empty *fyne.Container
	count *widget.Text
	tools *fyne.Container
}

// listed bounds a list.
const listed = 500

// newListing builds the page; head stands over the list and side beside it, each may be nil.
func newListing[T any](k *kit.Kit, name string, head, side fyne.CanvasObject) *listing[T] {
	l := &listing[T]{kit: k, name: name, runner: k.Pool.Runner(), tools: widget.Row()}
	l.photos = goods.NewPhotos(k.Shop.Dir, goods.Square, k.Pool, func() { l.list.Refresh() })
	l.list = widget.NewList(theme.RowHeight, func() *plainRow {
		r := newPlainRow()
		r.photos = l.photos
		return r
	}, func(n int, r *plainRow, _ bool) {
		if n < len(l.rows) {
			r.set(l.row(l.rows[n]))
		}
	})
	l.list.OnChosen = func(int) { l.choose() }
	l.hint = widget.NewWrapLabel(k.T("stockpage.empty_"+name), 0, widget.Caption.At(theme.Text).Centre())
	l.empty = container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 24, 24, l.hint), layout.NewSpacer())
	l.empty.Hide()
	l.count = widget.NewText("", widget.Caption).Shrink()
	var top fyne.CanvasObject
	if head != nil {
		top = widget.Inset(8, 8, 12, 12, head)
	}
	foot := widget.Inset(6, 8, 12, 8, container.NewBorder(nil, nil, nil, nil, widget.NewSideScroll(widget.Inset(2, 3, 2, 2, widget.Row(l.tools, container.NewCenter(l.count))))))
	var body fyne.CanvasObject = widget.NewFlushCard(container.NewBorder(top, foot, nil, nil,
		container.NewBorder(widget.NewDivider(), widget.NewDivider(), nil, nil, container.NewStack(l.list, l.empty))))
	if side != nil {
		body = container.New(widget.Sides{Share: 0.4, Least: 280, Most: 460}, body, side)
	}
	l.object = container.NewBorder(tabs(k, name), nil, nil, nil, body)
	step := func(by int) func() { return func() { l.list.Step(0, by) } }
	l.scope = withMenu(k, &keys.Scope{Title: "stockpage." + name, Bindings: []keys.Binding{
		{Chord: "Up", Do: step(-1), Repeat: true}, {Chord: "Down", Do: step(1), Repeat: true},
		{Chord: "PageUp", Do: step(-8), Repeat: true}, {Chord: "PageDown", Do: step(8), Repeat: true}}})
	return l
}

// do adds something that can be done to the chosen row: its button and its key.
func (l *listing[T]) do(kind widget.Kind, key keys.Chord, label, icon string, do func(T)) {
	act := func() {
		row, ok := l.chosen()
		if !ok {
			l.kit.Prompt.Say(l.kit.T("stockpage.nothing_chosen"))
			return
		}
		do(row)
	}
	l.always(kind, key, label, icon, act)
}

// always adds something that needs no row.
func (l *listing[T]) always(kind widget.Kind, key keys.Chord, label, icon string, act func()) {
	l.tools.Add(button(l.kit, kind, key, label, icon, act).WithHeight(theme.ButtonLow))
	l.scope.Bindings = append(l.scope.Bindings, keys.Binding{Chord: key, Label: label, Do: act})
}

func (l *listing[T]) chosen() (row T, ok bool) {
	if n := l.list.Chosen(); n >= 0 && n < len(l.rows) {
		return l.rows[n], true
	}
	return row, false
}

func (l *listing[T]) choose() {
	if l.chose != nil {
		l.chose()
	}
}

// Title names the page, as all below it belongs to nav.Page.
func (l *listing[T]) Title() string              { return l.kit.T("stockpage.title_" + l.name) }
func (l *listing[T]) Content() fyne.CanvasObject { return l.object }
func (l *listing[T]) Scope() *keys.Scope         { return l.scope }
func (l *listing[T]) Shown()                     { l.load() }
func (l *listing[T]) Hidden()                    { l.runner.Cancel() }
func (l *listing[T]) Reload()                    { l.load() }

func (l *listing[T]) load() {
	type answer struct {
		rows  []T
		total int
	}
	run(l.kit, l.runner, "load", func(ctx context.Context) (a answer, err error) {
		a.rows, a.total, err = l.read(ctx)
		return a, err
	}, func(a answer) {
		at := max(l.list.Chosen(), 0)
		l.rows, l.total, l.ready = a.rows, a.total, true
		l.list.SetCount(len(l.rows))
		l.list.Choose(min(at, len(l.rows)-1))
		l.empty.Hidden = len(l.rows) > 0
		l.empty.Refresh()
		l.count.Set(l.kit.T("stockpage.shown", fault.Values{"shown": len(l.rows), "all": l.total}))
		l.choose()
	})
}
