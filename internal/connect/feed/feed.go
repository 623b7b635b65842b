// Package feed writes the shop's goods as files for others to show: product files of Meta and Google,
// upload sheets of marketplaces, schema.org data, and a catalogue of web pages that needs no server.
package feed

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/publishing"
)

// Format is a kind of file and what its reader asks of goods. docs/FEEDS.md says where each limit is from.
type Format struct {
	Name    string
	Endings []string // of the file's name; none = it is a folder
	Limits  publishing.Limits
	Most    int  // goods in one file
	Side    int  // pixels that its reader wants of the shorter side of a picture, 0 = not said
	Links   bool // it is of no use without the address of the web space
	Untried bool // made from documents, never taken in by the live service
}

// The formats.
const (
	Meta      = "meta"
	Google    = "google"
	GoogleXML = "google-xml"
	JSONLD    = "jsonld"
	HTML      = "html"
	Line      = "line"
	Shopee    = "shopee"
	TikTok    = "tiktok"
)

// Expired certificates keep goods back everywhere, and alcohol is offered nowhere: Thai law forbids to sell it
// by electronic means (announcement of 8 September 2563 under the Alcoholic Beverage Control Act, s. 30).
func limits(title, description, pictures int, needs ...string) publishing.Limits {
	return publishing.Limits{SKU: 50, Title: title, Description: description, Pictures: pictures, NoAlcohol: true,
		Needs: append(needs, "certificate_expired")}
}

var formats = []Format{
	{Name: Meta, Endings: []string{".csv"}, Limits: limits(200, 9999, 21, "photo", "description"), Most: 50_000, Side: 500, Links: true},
	{Name: Google, Endings: []string{".tsv", ".txt", ".xml"}, Limits: limits(150, 5000, 11, "photo", "description"), Most: 50_000, Side: 100, Links: true},
	{Name: GoogleXML, Endings: []string{".xml"}, Limits: limits(150, 5000, 11, "photo", "description"), Most: 50_000, Side: 100, Links: true},
	{Name: JSONLD, Endings: []string{".json", ".jsonld"}, Limits: limits(0, 0, 11), Most: 20_000},
	{Name: HTML, Limits: limits(0, 0, 6), Most: 2_000},
	{Name: Line, Endings: []string{".xlsx"}, Limits: limits(0, 0, 7, "photo", "weight"), Most: 1_000, Links: true, Untried: true},
	{Name: Shopee, Endings: []string{".xlsx"}, Limits: limits(120, 3000, 9, "photo", "description", "weight"), Most: 1_000, Side: 500, Links: true, Untried: true},
	{Name: TikTok, Endings: []string{".xlsx"}, Limits: limits(254, 10_000, 9, "photo", "description", "weight"), Most: 1_000, Side: 600, Links: true, Untried: true},
}

// For gives the format that a file's ending asks for: Google's product file may be text or XML.
func (f *Format) For(ending string) *Format {
	if f.Name == Google && ending == ".xml" {
		if other, err := FormatOf(GoogleXML); err == nil {
			return other
		}
	}
	return f
}

// NeedsPhoto reports whether goods without a picture are left out.
func (f *Format) NeedsPhoto() bool { return slices.Contains(f.Limits.Needs, "photo") }

// IsFolder reports whether the format is a folder of pages and no file.
func (f *Format) IsFolder() bool { return len(f.Endings) == 0 }

// Formats names them in the order they are told.
func Formats() []string {
	names := make([]string, len(formats))
	for n, format := range formats {
		names[n] = format.Name
	}
	return names
}

// FormatOf finds a format. It fails with "feed_format_unknown" (usage).
func FormatOf(name string) (*Format, error) {
	n := slices.IndexFunc(formats, func(f Format) bool { return f.Name == name })
	if n < 0 {
		return nil, fault.Unreadable("feed_format_unknown", "format", fault.Values{"value": name, "formats": strings.Join(Formats(), ", ")})
	}
	format := formats[n]
	return &format, nil
}

// Shop is what files say of who offers the goods.
type Shop struct {
	Name     string
	Phone    string
	LineID   string // as customers look for it: @shop or a name, "" = none
	Address  string
	Base     string // address of the web space, ending in "/"; "" = links are relative to the file
	Day      clock.Day
	Lang     i18n.Lang
	Practice bool // every text says so
}

// Goods is a listing with what only files say of it. Texts are in the file's language already.
type Goods struct {
	publishing.Listing
	Group    string // SKU of the product that it is a variant of
	Family   string // name of that product
	Variant  string
	Brand    string // who made it
	Own      bool   // the shop itself did, and its SKU is the maker's number
	Kind     string // the shop's own category
	Unit     string
	Province string
	Set      bool
	Stock    int    // whole pieces that can be sold now, -1 = nobody counts them
	Search   string // folded names by which customers look for it
	Files    []Picture
}

// Have reports whether a piece can be sold now.
func (g *Goods) Have() bool { return g.Availability != publishing.OutOfStock }

// Catalogue is what one file is made of; goods stand in the order they are written.
type Catalogue struct {
	Shop  Shop
	Goods []Goods
}

// page is where the page about goods lies, from the file. The name of a device (CON) as an SKU makes no
// file's name of it.
func page(sku string) string { return pagesFolder + "/p-" + sku + ".html" }

// Folders of what lies beside a file.
const (
	pagesFolder    = "goods"
	PicturesFolder = "pictures"
)

// link gives the address of a file beside.
func (s *Shop) link(path string) string { return s.Base + path }

// title is the name as it is offered; of a practice shop it says so.
func (s *Shop) title(name string) string {
	if s.Practice {
		return i18n.T(s.Lang, "feed.practice.title", fault.Values{"name": name})
	}
	return name
}

// pictures gives the addresses of a listing's pictures, the cover first.
func (s *Shop) pictures(g *Goods) []string {
	all := make([]string, len(g.Files))
	for n, file := range g.Files {
		all[n] = s.link(file.path())
	}
	return all
}
