package goods

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

// most bounds what a search lists.
const most = 200

// Choice says what goods are chosen for.
type Choice struct {
	Title  string
	Many   bool         // any number of them; else Enter takes the one and closes
	Chosen []id.Product // marked at the start
	Index  *catalog.Index
	Photos *Photos
}

// Choose asks for goods: letters or digits of name, number or barcode narrow the list, ↑ ↓ and Enter
// choose, a scan chooses what it names. done is told of the goods once, unless a person gave up.
func Choose(k *kit.Kit, choice Choice, done func([]id.Product)) {
	k.Prompt.Show(newChooser(k, choice, done).dialog)
}

// chooser is the dialog.
type chooser struct {
	Choice
	kit   *kit.Kit
	found []*catalog.Product
	done  func([]id.Product)

	search *widget.Entry
	list   *widget.List
	hint   *widget.WrapLabel
	dialog *prompt.Dialog
}

func newChooser(k *kit.Kit, choice Choice, done func([]id.Product)) *chooser {
	c := &chooser{Choice: choice, kit: k, done: done}
	c.Chosen = slices.Clone(choice.Chosen)
	c.search = widget.NewSearchEntry("search", k.T("products.search"), "")
	c.search.OnChanged = c.fill
	c.list = widget.NewList(theme.RowHeight, newRow, c.setRow)
	c.list.OnTapped = c.pick
	c.hint = widget.NewWrapLabel("", 3, widget.Caption.At(theme.Text).Centre())
	rows := container.New(widget.Rows(5), widget.NewFlushCard(container.NewStack(c.list, widget.Inset(0, 0, 24, 24, container.NewCenter(c.hint)))))
	pick := func() { c.pick(c.list.Chosen()) }
	c.dialog = &prompt.Dialog{
		Title: choice.Title, Focus: c.search, Width: widget.Unit(620), OnScan: c.scan,
		Body: container.NewBorder(c.search, nil, nil, nil, widget.Inset(widget.Gap, 0, 0, 0, rows)),
		Bindings: []keys.Binding{
			{Chord: "Up", Do: func() { c.list.Step(0, -1) }, Repeat: true},
			{Chord: "Down", Do: func() { c.list.Step(0, 1) }, Repeat: true},
		},
		Actions: []prompt.Action{{Label: k.T("prompt.cancel"), Key: keys.Esc}},
	}
	if c.Many {
		c.dialog.Actions = append(c.dialog.Actions,
			prompt.Action{Label: k.T("products.pick"), Key: keys.Enter, Stays: true, Do: pick},
			prompt.Action{Label: k.T("products.pick_done"), Key: keys.Save, Kind: widget.Primary, Do: func() { c.done(c.Chosen) }})
	} else {
		c.dialog.Actions = append(c.dialog.Actions, prompt.Action{Label: k.T("products.pick"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: pick})
	}
	c.fill("")
	return c
}

// fill lists what fits the text; with nothing typed the chosen goods come first.
func (c *chooser) fill(text string) {
	if text != "" {
		c.found = slices.Clone(c.Index.Search(text, most).Products)
	} else {
		c.found, _ = c.Index.List("", catalog.ByName, 0, most)
		c.found = slices.DeleteFunc(slices.Clone(c.found), func(p *catalog.Product) bool { return slices.Contains(c.Chosen, p.ID) })
		for _, chosen := range slices.Backward(c.Chosen) {
			if p := c.Index.ByID(chosen); p != nil {
				c.found = slices.Insert(c.found, 0, p)
			}
		}
	}
	c.found = slices.DeleteFunc(c.found, func(p *catalog.Product) bool { return p.SKU == shop.MiscSKU })
	c.list.SetCount(len(c.found))
	c.list.Choose(0)
	hint := ""
	switch {
	case len(c.found) > 0:
	case text != "":
		hint = c.kit.T("products.not_found", fault.Values{"text": text})
	default:
		hint = c.kit.T("products.empty")
	}
	c.hint.Set(hint)
}

// pick takes the one, or marks one of many and unmarks it again.
func (c *chooser) pick(index int) {
	if index < 0 || index >= len(c.found) {
		return
	}
	product := c.found[index].ID
	if !c.Many {
		c.dialog.Close()
		c.done([]id.Product{product})
		return
	}
	if at := slices.Index(c.Chosen, product); at >= 0 {
		c.Chosen = slices.Delete(c.Chosen, at, at+1)
	} else {
		c.Chosen = append(c.Chosen, product)
	}
	c.list.Choose(index)
	c.list.Refresh()
	c.search.SelectAll()
}

// scan chooses what a code names. Among many it never unmarks: a person scans twice by mistake.
func (c *chooser) scan(code string) {
	match, err := c.Index.Lookup(code, catalog.ScaleLayout{})
	if err != nil {
		c.kit.Prompt.Say(i18n.Message(c.kit.Lang, err))
		return
	}
	c.found = []*catalog.Product{match.Product}
	c.list.SetCount(1)
	c.hint.Set("")
	if !c.Many || !slices.Contains(c.Chosen, match.Product.ID) {
		c.pick(0)
	}
}

// row is a product to choose.
type row struct {
	toolkit.BaseWidget
	thumb             *widget.Thumb
	name, note, price *widget.Text
	mark              *widget.Pill
	box               *fyne.Container
}

func newRow() *row {
	r := &row{thumb: widget.NewThumb(widget.Unit(44)), name: widget.NewText("", widget.Strong).Shrink(), note: widget.NewText("", widget.Caption).Shrink(),
		price: widget.NewText("", widget.Figure), mark: widget.NewPill(widget.ChipData{})}
	right := widget.Row(container.NewCenter(r.mark), container.New(widget.AtLeast(widget.Unit(92)), r.price))
	r.box = container.NewBorder(nil, nil, widget.Inset(0, 0, 12, 4, container.NewCenter(r.thumb)), widget.Inset(0, 0, 0, 14, right),
		widget.Inset(4, 4, 0, 0, widget.Column(-4, r.name, r.note)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (c *chooser) setRow(index int, r *row, _ bool) {
	if index >= len(c.found) {
		return
	}
	p := c.found[index]
	r.thumb.Set(DrawingOf(p), c.Photos.Get(p.Photo))
	r.name.Set(Name(c.kit.Lang, p))
	r.note.Set(p.SKU)
	r.price.Set(i18n.BahtShort(p.Price))
	r.mark.Hidden = !slices.Contains(c.Chosen, p.ID)
	r.mark.Set(widget.ChipData{Label: c.kit.T("products.picked"), Icon: "check", Tone: widget.Good})
	r.box.Refresh()
}
