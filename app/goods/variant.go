package goods

import (
	"strconv"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/thai"
)

// Variants says of what product one variant is chosen.
type Variants struct {
	Parent *catalog.Product
	Family []*catalog.Product                             // what there is to choose, in order
	Stock  func(*catalog.Product) (text string, out bool) // what lies of one, "" when that is not known
	OnScan func(code string)                              // a scan means no, and the next goods
	Photos *Photos
}

// ChooseVariant asks which variant is meant: its number, a letter it begins with, ↑ ↓ and Enter, or a tap.
// refresh shows photos that have come since.
func ChooseVariant(k *kit.Kit, v Variants, done func(*catalog.Product)) (refresh func()) {
	c := newVariantChooser(k, v, done)
	k.Prompt.Show(c.dialog)
	return c.list.Refresh
}

// variantChooser is the dialog.
type variantChooser struct {
	Variants
	kit    *kit.Kit
	done   func(*catalog.Product)
	list   *widget.List
	dialog *prompt.Dialog
}

// The rows shown at once.
const mostRows = 6

func newVariantChooser(k *kit.Kit, v Variants, done func(*catalog.Product)) *variantChooser {
	c := &variantChooser{Variants: v, kit: k, done: done}
	c.list = widget.NewList(theme.RowHeight, newVariantRow, c.setRow)
	c.list.OnTapped = c.pick
	c.list.SetCount(len(c.Family))
	c.list.Choose(0)
	rows := container.New(widget.Rows(min(len(c.Family), mostRows)), widget.NewFlushCard(c.list))
	c.dialog = &prompt.Dialog{
		Title: k.T("sets.variant_title"), Width: widget.Unit(520), OnRune: c.typed,
		Body: widget.Column(widget.Gap, widget.NewText(Name(k.Lang, c.Parent), widget.Strong.At(theme.Section)).Shrink(), rows,
			widget.NewWrapLabel(k.T("sets.variant_help"), 2, widget.Caption)),
		Bindings: []keys.Binding{
			{Chord: "Up", Do: func() { c.list.Step(0, -1) }, Repeat: true},
			{Chord: "Down", Do: func() { c.list.Step(0, 1) }, Repeat: true},
		},
		Actions: []prompt.Action{{Label: k.T("prompt.cancel"), Key: keys.Esc},
			{Label: k.T("sets.variant_pick"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: func() { c.pick(c.list.Chosen()) }}},
	}
	c.dialog.OnScan = func(code string) {
		c.dialog.Close()
		if c.OnScan != nil {
			c.OnScan(code)
		}
	}
	return c
}

// pick closes the dialog with one of the variants.
func (c *variantChooser) pick(index int) {
	if index >= 0 && index < len(c.Family) {
		c.dialog.Close()
		c.done(c.Family[index])
	}
}

// typed picks by number, in the Thai layout too, or goes to the next variant of which a word begins with
// the letter.
func (c *variantChooser) typed(r rune) {
	if at := c.startingWith(r); at >= 0 {
		c.list.Choose(at)
		return
	}
	text := thai.ToASCIIDigits(string(r))
	if !unicode.IsDigit(rune(text[0])) {
		text = thai.ByPosition([]rune{r})
	}
	if number, err := strconv.Atoi(text); err == nil {
		c.pick(number - 1)
	}
}

// startingWith finds the next variant after the chosen one with a word that begins so, −1 for none.
func (c *variantChooser) startingWith(r rune) int {
	if !unicode.IsLetter(r) {
		return -1
	}
	letter := thai.Fold(string(r))
	for step := range c.Family {
		at := (c.list.Chosen() + 1 + step) % len(c.Family)
		for _, word := range strings.Fields(thai.Fold(c.Family[at].Variant)) {
			if strings.HasPrefix(word, letter) {
				return at
			}
		}
	}
	return -1
}

// variantRow is a variant to choose.
type variantRow struct {
	toolkit.BaseWidget
	key                      *widget.KeyCap
	thumb                    *widget.Thumb
	name, note, stock, price *widget.Text
	box                      *fyne.Container
}

func newVariantRow() *variantRow {
	r := &variantRow{key: widget.NewKeyCap("1"), thumb: widget.NewThumb(widget.Unit(44)), name: widget.NewText("", widget.Strong).Shrink(),
		note: widget.NewText("", widget.Caption).Shrink(), stock: widget.NewText("", widget.Caption.Right()), price: widget.NewText("", widget.Figure.Right())}
	left := widget.Row(container.New(widget.AtLeast(widget.Unit(28)), container.NewCenter(r.key)), container.NewCenter(r.thumb))
	right := container.New(widget.AtLeast(widget.Unit(92)), widget.Column(-4, r.price, r.stock))
	r.box = container.NewBorder(nil, nil, widget.Inset(0, 0, 8, 4, left), widget.Inset(4, 4, 0, 14, right),
		widget.Inset(4, 4, 0, 0, widget.Column(-4, r.name, r.note)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *variantRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (c *variantChooser) setRow(index int, r *variantRow, _ bool) {
	if index >= len(c.Family) {
		return
	}
	p := c.Family[index]
	number := ""
	if index < 9 {
		number = strconv.Itoa(index + 1)
	}
	r.key.Set(number)
	r.key.Hidden = number == ""
	r.thumb.Set(DrawingOf(p), c.Photos.Get(p.Photo))
	r.name.Set(p.Variant)
	r.note.Set(p.SKU)
	r.price.Set(i18n.BahtShort(p.Price))
	text, out := c.Stock(p)
	style := widget.Caption.Right()
	if out {
		style = style.In(theme.Trouble)
	}
	r.stock.SetStyle(style)
	r.stock.Set(text)
	r.box.Refresh()
}
