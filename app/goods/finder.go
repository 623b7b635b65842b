package goods

import (
	"slices"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// mostFound bounds what a finder lists.
const mostFound = 100

// Finder finds goods for a list of lines: by a search box with what fits it below, by a scanner's code, and of a
// family the variant that is meant.
type Finder struct {
	Search  *widget.Entry
	Results *widget.List                                       // in place of the lines while something is searched
	OnTake  func(product *catalog.Product, many qty.Qty) error // goods were found, never a family; an error is said
	OnFound func()                                             // what is searched has changed

	kit     *kit.Kit
	photos  *Photos
	index   *catalog.Index // nil until it is known
	scale   catalog.ScaleLayout
	found   []*catalog.Product
	refresh func() // of the variants last asked about; may be nil
}

// NewFinder makes the search box with a hint and the key that leads to it.
func NewFinder(k *kit.Kit, photos *Photos, hint, key string) *Finder {
	f := &Finder{kit: k, photos: photos}
	f.Search = widget.NewSearchEntry("scan", hint, key)
	f.Search.OnChanged = f.look
	f.Results = widget.NewList(theme.RowHeight, NewTwoLines, func(n int, row *TwoLines, _ bool) {
		if n < len(f.found) {
			row.Set(Name(k.Lang, f.found[n]), f.found[n].SKU+" · "+i18n.BahtShort(f.found[n].Price))
		}
	})
	f.Results.OnTapped = func(n int) {
		if n >= 0 && n < len(f.found) {
			f.take(f.found[n], qty.One)
		}
	}
	f.Results.Hide()
	return f
}

// Know says which goods there are, and how the labels of scales are read.
func (f *Finder) Know(index *catalog.Index, scale catalog.ScaleLayout) {
	f.index, f.scale = index, scale
	if f.Searching() {
		f.look(f.Search.Text)
	}
}

// Index gives the goods there are, nil until they are known.
func (f *Finder) Index() *catalog.Index { return f.index }

// Searching reports whether something is typed.
func (f *Finder) Searching() bool { return f.Search.Text != "" }

// Found gives how many goods fit what is typed.
func (f *Finder) Found() int { return len(f.found) }

// Refresh shows photos that have come.
func (f *Finder) Refresh() {
	if f.refresh != nil {
		f.refresh()
	}
}

// look lists the goods that fit what is typed.
func (f *Finder) look(text string) {
	f.found = nil
	if text != "" && f.index != nil {
		for _, product := range f.index.Search(text, mostFound).Products {
			if product.SKU != shop.MiscSKU {
				f.found = append(f.found, product)
			}
		}
	}
	f.Results.SetCount(len(f.found))
	f.Results.Choose(0)
	f.Results.Refresh()
	f.OnFound()
}

// Focus gives the keyboard to the search box, unless a dialog is open.
func (f *Finder) Focus() {
	if !f.kit.Prompt.Open() {
		widget.Focus(f.Search)
	}
}

// Typed begins a search with a letter that was typed while nothing had the keyboard.
func (f *Finder) Typed(r rune) {
	f.Focus()
	f.Search.Type(r)
}

// Enter takes the chosen one of what was found, else what the text names.
func (f *Finder) Enter() {
	if n := f.Results.Chosen(); f.Searching() && n >= 0 && n < len(f.found) {
		f.take(f.found[n], qty.One)
		return
	}
	if text := f.Search.Text; text != "" {
		f.Scan(text)
	}
}

// Scan takes what a code stands for.
func (f *Finder) Scan(code string) {
	if f.index == nil {
		f.kit.Prompt.Say(i18n.Message(f.kit.Lang, fault.New("catalogue_loading", "", nil)))
		return
	}
	match, err := f.index.Lookup(code, f.scale)
	if err != nil {
		f.kit.Sound.Play(sound.Unknown)
		f.kit.Prompt.Say(i18n.Message(f.kit.Lang, err))
		return
	}
	line, err := shop.LineOf(match, qty.One)
	if err != nil {
		f.kit.Prompt.Error(err)
		return
	}
	f.take(match.Product, line.Qty)
}

// take hands goods over; of a family it asks which of them.
func (f *Finder) take(product *catalog.Product, many qty.Qty) {
	if product.HasVariants {
		family := slices.DeleteFunc(slices.Clone(f.index.Family(product.ID)), func(v *catalog.Product) bool { return v.Archived })
		f.refresh = ChooseVariant(f.kit, Variants{Parent: product, Family: family, Photos: f.photos, OnScan: f.Scan,
			Stock: func(*catalog.Product) (string, bool) { return "", false }}, func(variant *catalog.Product) { f.take(variant, many) })
		return
	}
	if err := f.OnTake(product, many); err != nil {
		f.kit.Prompt.Error(err)
		return
	}
	f.kit.Sound.Play(sound.Scanned)
	f.Search.SetText("")
}
