package feed

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"io"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/thai"
)

//go:embed web
var web embed.FS

// Generator marks the pages that this program wrote, so that it overwrites no others.
const Generator = "Talat catalogue"

// IndexPage is the first page of the catalogue.
const IndexPage = "index.html"

var productFile = regexp.MustCompile(`^p-[A-Za-z0-9._-]{1,50}\.html$`)

// IsPage reports whether a file's name is one of a product's page.
func IsPage(file string) bool { return productFile.MatchString(file) }

// PagesFolder is where the products' pages lie.
const PagesFolder = pagesFolder

// kindGoods are the goods of one category.
type kindGoods struct {
	Anchor string
	Name   string
	Goods  []*Goods
}

// frame is what both kinds of pages show around what is theirs.
type frame struct {
	*Shop
	Root   string // from the page to the folder of the catalogue
	Style  template.CSS
	Script template.JS
	Policy string
	LD     template.JS
	Kinds  []kindGoods
	Goods  *Goods // of a product's page
}

// Pages writes the catalogue: index.html and a page for each product, by their paths. Everything that people
// typed is escaped; the pages load nothing but the pictures beside them.
func Pages(c *Catalogue, write func(path string, data []byte) error) error {
	pages, err := template.New("").Funcs(functions(c.Shop.Lang)).ParseFS(web, "web/*.gohtml")
	if err != nil {
		return err
	}
	style, script := read("style.css"), read("catalogue.js")
	base := frame{Shop: &c.Shop, Style: template.CSS(style), Script: template.JS(script), Policy: policy(style, script)}
	list, err := indexLD(c)
	if err != nil {
		return err
	}
	index := base
	index.LD, index.Kinds = template.JS(list), byKind(c)
	if err := render(pages, "index.gohtml", index, IndexPage, write); err != nil {
		return err
	}
	for n := range c.Goods {
		own := base
		own.Root, own.Goods = "../", &c.Goods[n]
		at := c.Shop
		if at.Base == "" {
			at.Base = own.Root
		}
		ld, err := productLD(&at, own.Goods)
		if err != nil {
			return err
		}
		own.LD = template.JS(ld)
		if err := render(pages, "product.gohtml", own, page(own.Goods.SKU), write); err != nil {
			return err
		}
	}
	return nil
}

func render(pages *template.Template, name string, data frame, path string, write func(string, []byte) error) error {
	var out bytes.Buffer
	if err := pages.ExecuteTemplate(&out, name, data); err != nil {
		return err
	}
	return write(path, out.Bytes())
}

func read(name string) string {
	file, err := web.Open("web/" + name)
	if err != nil {
		panic(err) // it is part of the program
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		panic(err)
	}
	return string(data)
}

// policy allows a page its own style and script, named by their hashes, and pictures from beside it: nothing
// else is run or loaded, whatever a product is called.
func policy(style, script string) string {
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; img-src 'self' file: data:; style-src " + hash(style) + "; script-src " + hash(script) +
		"; base-uri 'none'; form-action 'none'"
}

// byKind puts goods under their categories, those without one last.
func byKind(c *Catalogue) []kindGoods {
	of := map[string][]*Goods{}
	for n := range c.Goods {
		g := &c.Goods[n]
		of[g.Kind] = append(of[g.Kind], g)
	}
	names := slices.SortedFunc(maps.Keys(of), func(a, b string) int {
		if a == "" || b == "" {
			return strings.Compare(b, a)
		}
		return cmp.Or(thai.Compare(a, b), strings.Compare(a, b))
	})
	kinds := make([]kindGoods, len(names))
	for n, name := range names {
		kinds[n] = kindGoods{Anchor: "k" + strconv.Itoa(n+1), Name: cmp.Or(name, i18n.T(c.Shop.Lang, "feed.kind.other")), Goods: of[name]}
	}
	return kinds
}

// functions are what the pages ask for.
func functions(lang i18n.Lang) template.FuncMap {
	return template.FuncMap{
		"t":      func(key string) string { return i18n.T(lang, "feed."+key) },
		"shopT":  func(key, shop string) string { return i18n.T(lang, "feed."+key, fault.Values{"shop": shop}) },
		"count":  func(key string, n int) string { return i18n.T(lang, "feed."+key, fault.Values{"count": n}) },
		"lang":   func() string { return string(lang) },
		"day":    func(s *Shop) string { return i18n.Date(lang, s.Day) },
		"until":  func(p frame, n int) string { return i18n.Date(lang, p.Goods.Certifications[n].Until) },
		"words":  breakable,
		"lines":  paragraphs,
		"baht":   i18n.BahtShort,
		"satang": func(amount money.Satang) int64 { return int64(amount) },
		"page":   page,
		"pic":    func(p Picture) string { return PicturesFolder + "/" + p.Large() },
		"thumb":  func(p Picture) string { return PicturesFolder + "/" + p.Small() },
		"stars":  func(n int) string { return strings.Repeat("★", n) },
		"scheme": func(name string) string { return i18n.T(lang, "feed.scheme."+strings.ToLower(name)) },
		"weight": func(g *Goods) string { return weight(lang, g.NetG) },
		"size":   size,
		"tel":    func(phone string) template.URL { return template.URL("tel:" + digits(phone)) },
		"line":   lineAddress,
		"first":  func(all []Picture) Picture { return all[0] },
		"rest":   func(all []Picture) []Picture { return all[1:] },
		"gen":    func() string { return Generator },
		"one":    oneLine,
	}
}

// breakable marks where a line of Thai may break: many programs that show pages do not know its words. A number
// keeps its unit.
func breakable(text string) template.HTML {
	var out strings.Builder
	for n, piece := range thai.Pieces(text) {
		bare := strings.TrimLeft(piece, " ")
		switch {
		case n > 0 && bare == piece:
			out.WriteString("<wbr>")
		case bare != piece:
			out.WriteString(" ")
		}
		out.WriteString(strings.ReplaceAll(template.HTMLEscapeString(bare), " ", "&nbsp;"))
	}
	return template.HTML(out.String())
}

// paragraphs does so for a text of several lines.
func paragraphs(text string) template.HTML {
	var out strings.Builder
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		out.WriteString("<p>")
		for n, one := range strings.Split(paragraph, "\n") {
			if n > 0 {
				out.WriteString("<br>")
			}
			out.WriteString(string(breakable(one)))
		}
		out.WriteString("</p>")
	}
	return template.HTML(out.String())
}

func oneLine(text string) string { return thai.Clean(line(text), 160) }

// digits keeps what a telephone dials.
func digits(phone string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, thai.ToASCIIDigits(phone))
}

// lineAddress opens a chat in LINE: accounts of shops have an @, people have none.
func lineAddress(name string) string {
	if strings.HasPrefix(name, "@") {
		return "https://line.me/R/ti/p/" + url.PathEscape(name)
	}
	return "https://line.me/R/ti/p/~" + url.PathEscape(name)
}

func weight(lang i18n.Lang, grams int) string {
	switch {
	case grams == 0:
		return ""
	case grams < 1000:
		return i18n.T(lang, "feed.grams", fault.Values{"count": grams})
	}
	kilos := strings.TrimRight(strings.TrimRight(strconv.Itoa(grams/1000)+"."+strconv.Itoa(1000 + grams%1000)[1:], "0"), ".")
	return i18n.T(lang, "feed.kilos", fault.Values{"count": kilos})
}

// size writes the sides of the packed goods in centimetres, "" when nobody measured them.
func size(g *Goods) string {
	if g.LengthMM == 0 || g.WidthMM == 0 || g.HeightMM == 0 {
		return ""
	}
	side := func(mm int) string {
		return strings.TrimSuffix(strconv.Itoa(mm/10)+"."+strconv.Itoa(mm%10), ".0")
	}
	return side(g.LengthMM) + " × " + side(g.WidthMM) + " × " + side(g.HeightMM)
}
