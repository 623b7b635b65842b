package feed

import (
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
)

// column is one of an upload sheet: its heading, and what stands in it for goods.
type column struct {
	key   string // as the marketplace's own programs call it
	label string
	value func(s *Shop, g *Goods) any // a string, an int, or a decimal
}

// decimal is a number that is written as it stands, so that no float comes near it.
type decimal string

// sheet is the layout of a marketplace's upload sheet.
type sheet struct {
	name    string
	columns []column
	firstAt int // row of the first goods, as in the marketplace's own file
}

func sheetOf(format string) sheet {
	switch format {
	case Shopee:
		return shopeeSheet()
	case TikTok:
		return tiktokSheet()
	}
	return lineSheet()
}

// writeSheet writes the goods in the columns of a marketplace's upload sheet, and beside them a sheet that says
// what it is made from and what is left to do by hand.
func writeSheet(w io.Writer, format string, c *Catalogue) error {
	layout := sheetOf(format)
	file := excelize.NewFile()
	defer file.Close()
	if err := file.SetSheetName(file.GetSheetName(0), layout.name); err != nil {
		return err
	}
	for n, column := range layout.columns {
		if err := putCell(file, layout.name, n, 1, column.key); err != nil {
			return err
		}
		if err := putCell(file, layout.name, n, 2, column.label); err != nil {
			return err
		}
	}
	for n := range c.Goods {
		for i, column := range layout.columns {
			if err := putCell(file, layout.name, i, layout.firstAt+n, column.value(&c.Shop, &c.Goods[n])); err != nil {
				return err
			}
		}
	}
	if err := writeNotes(file, format, c); err != nil {
		return err
	}
	return file.Write(w)
}

func putCell(file *excelize.File, sheet string, column, row int, value any) error {
	at, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		return err
	}
	switch value := value.(type) {
	case decimal:
		return file.SetCellDefault(sheet, at, string(value))
	case int:
		return file.SetCellInt(sheet, at, int64(value))
	case string:
		if value != "" {
			return file.SetCellStr(sheet, at, value) // a text, which is never calculated
		}
	}
	return nil
}

func writeNotes(file *excelize.File, format string, c *Catalogue) error {
	name := i18n.T(c.Shop.Lang, "feed.notes.sheet")
	if _, err := file.NewSheet(name); err != nil {
		return err
	}
	notes := []string{"feed.notes.untried", "feed.notes." + format, "feed.notes.copy", "feed.notes.category", "feed.notes.check"}
	if c.Shop.Base == "" {
		notes = append(notes, "feed.notes.pictures")
	}
	for n, key := range notes {
		if err := putCell(file, name, 0, n+1, i18n.T(c.Shop.Lang, key)); err != nil {
			return err
		}
	}
	return file.SetColWidth(name, "A", "A", 110)
}

func nothing(*Shop, *Goods) any { return "" }

func title(s *Shop, g *Goods) any       { return s.title(g.Title) }
func description(_ *Shop, g *Goods) any { return g.Description }
func brand(_ *Shop, g *Goods) any       { return g.Brand }
func sku(_ *Shop, g *Goods) any         { return g.SKU }
func gtin(_ *Shop, g *Goods) any        { return g.GTIN }
func variant(_ *Shop, g *Goods) any     { return g.Variant }
func group(_ *Shop, g *Goods) any       { return g.Group }
func amount(_ *Shop, g *Goods) any      { return baht(g.Price) }
func gramsOf(_ *Shop, g *Goods) any     { return g.ShippingG }
func kilos(_ *Shop, g *Goods) any       { return kilograms(g.ShippingG) }

// familyTitle is the name that all variants of a product share.
func familyTitle(s *Shop, g *Goods) any {
	if g.Family != "" {
		return s.title(g.Family)
	}
	return s.title(g.Title)
}

// variantLabel names what variants differ in; the shop has one word for all of it.
func variantLabel(s *Shop, g *Goods) any {
	if g.Variant == "" {
		return ""
	}
	return i18n.T(s.Lang, "feed.variant")
}

// stock writes what can be sold; of goods that nobody counts it is left to the seller.
func stock(_ *Shop, g *Goods) any {
	if g.Stock < 0 {
		return ""
	}
	return g.Stock
}

// pictureAt writes the address of a picture where there is a web space that it will lie in.
func pictureAt(n int) func(*Shop, *Goods) any {
	return func(s *Shop, g *Goods) any {
		if s.Base == "" || n >= len(g.Files) {
			return ""
		}
		return s.link(g.Files[n].path())
	}
}

// variantPicture is the cover once more, for the variant.
func variantPicture(s *Shop, g *Goods) any {
	if g.Variant == "" {
		return ""
	}
	return pictureAt(0)(s, g)
}

// baht is an amount without the decimals that say nothing.
func baht(amount money.Satang) decimal { return decimal(strings.TrimSuffix(amount.String(), ".00")) }

// kilograms writes grams as kilograms of two decimals, rounded up: a parcel told lighter than it is costs the
// seller the difference.
func kilograms(grams int) any {
	if grams == 0 {
		return ""
	}
	hundredths := (grams + 9) / 10
	return decimal(strconv.Itoa(hundredths/100) + "." + strconv.Itoa(100 + hundredths%100)[1:])
}

// centimetres rounds up to whole ones.
func centimetres(mm int) any {
	if mm == 0 {
		return ""
	}
	return (mm + 9) / 10
}

func length(_ *Shop, g *Goods) any { return centimetres(g.LengthMM) }
func width(_ *Shop, g *Goods) any  { return centimetres(g.WidthMM) }
func height(_ *Shop, g *Goods) any { return centimetres(g.HeightMM) }

// paper writes the number of a certificate.
func paper(scheme string) func(*Shop, *Goods) any {
	return func(_ *Shop, g *Goods) any {
		for _, paper := range g.Certifications {
			if paper.Scheme == scheme {
				return paper.Number
			}
		}
		return ""
	}
}
