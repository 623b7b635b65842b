package shop_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/connect/feed"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// feedShop has three goods: HONEY is ready, GONE is sold out, BARE lacks picture and description.
func feedShop(t *testing.T) *shop.Shop {
	t.Helper()
	s := photoShop(t)
	photo, err := s.AddPhoto(t.Context(), bytes.NewReader(encoded(t, "png", painted(900, 700, 90))))
	if err != nil {
		t.Fatal(err)
	}
	ready := catalog.Product{SKU: "HONEY", Name: "น้ำผึ้ง", Unit: "ขวด", Price: 120_00, WeightG: 800, Photo: photo, Description: "เก็บปีละครั้ง", Terms: ledger.Own}
	gone := ready
	gone.SKU, gone.Name = "GONE", "น้ำตาลมะพร้าว"
	bare := catalog.Product{SKU: "BARE", Name: "สบู่", Unit: "ก้อน", Price: 20_00}
	parent := catalog.Product{SKU: "CLOTH", Name: "ผ้า", Unit: "ผืน", HasVariants: true}
	for _, p := range []catalog.Product{ready, gone, bare, parent} {
		opening := shop.Opening{}
		if p.SKU == "HONEY" {
			opening.Qty = qty.Pieces(7)
		}
		if _, err := s.SaveProduct(t.Context(), p, opening); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func writeFeed(t *testing.T, s *shop.Shop, format, out string) shop.FeedResult {
	t.Helper()
	kind, err := feed.FormatOf(format)
	if err != nil {
		t.Fatal(err)
	}
	result, err := s.Feed(t.Context(), shop.FeedRequest{Format: kind, Base: "https://a.example/", Out: out, Lang: i18n.Thai}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func leftOut(result shop.FeedResult) (all []string) {
	for _, left := range result.Left {
		for _, reason := range left.Reasons {
			all = append(all, left.SKU+" "+reason.What)
		}
	}
	slices.Sort(all)
	return all
}

func listed(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func TestAFeedTellsWhatBecameOfEveryProduct(t *testing.T) {
	s := feedShop(t)
	out := filepath.Join(t.TempDir(), "meta.csv")
	result := writeFeed(t, s, feed.Meta, out)
	if result.Written != 2 || result.SoldOut != 1 || result.Pictures != 1 || !slices.Equal(leftOut(result), []string{"BARE description", "BARE photo"}) {
		t.Errorf("%+v", result)
	}
	data, err := os.ReadFile(out)
	if err != nil || bytes.Count(data, []byte("\n")) != 3 || !bytes.Contains(data, []byte("out of stock")) {
		t.Errorf("%s %v", data, err)
	}
	pictures := listed(t, filepath.Join(filepath.Dir(out), feed.PicturesFolder))
	if len(pictures) != 2 || !feed.IsPicture(pictures[0]) || !bytes.Contains(data, []byte("https://a.example/pictures/"+strings.Replace(pictures[0], "-s", "", 1))) {
		t.Errorf("%v in %s", pictures, data)
	}
	again := filepath.Join(filepath.Dir(out), "again.csv")
	if second := writeFeed(t, s, feed.Meta, again); second.Written != 2 || second.Pictures != 1 {
		t.Errorf("%+v", second)
	}
	if twin, err := os.ReadFile(again); err != nil || !bytes.Equal(twin, data) {
		t.Error("equal goods give different files", err)
	}
}

// What can be seen through is white, as platforms show black otherwise.
func TestPicturesOfAFeedStandOnWhite(t *testing.T) {
	s := feedShop(t)
	dir := t.TempDir()
	writeFeed(t, s, feed.Google, filepath.Join(dir, "g.tsv"))
	for _, name := range listed(t, filepath.Join(dir, feed.PicturesFolder)) {
		file, err := os.Open(filepath.Join(dir, feed.PicturesFolder, name))
		if err != nil {
			t.Fatal(err)
		}
		picture, err := jpeg.Decode(file)
		_ = file.Close()
		if err != nil {
			t.Fatal(err)
		}
		want := 900
		if strings.Contains(name, "-s") {
			want = 400
		}
		corner := color.NRGBAModel.Convert(picture.At(1, 1)).(color.NRGBA)
		if picture.Bounds().Dx() != want || int(corner.R)+int(corner.G)+int(corner.B) < 3*100 {
			t.Errorf("%s: %v %v", name, picture.Bounds(), corner)
		}
	}
}

func TestACoverThatCannotBeRead(t *testing.T) {
	s := feedShop(t)
	for _, name := range listed(t, filepath.Join(s.Dir, shop.Images)) {
		if err := os.WriteFile(filepath.Join(s.Dir, shop.Images, name), []byte("GIF89a no picture"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(t.TempDir(), "x.tsv")
	result := writeFeed(t, s, feed.Google, out)
	if result.Written != 0 || !slices.Contains(leftOut(result), "HONEY photo_unreadable") {
		t.Errorf("%+v", result)
	}
	if _, err := os.Stat(out); !errors.Is(err, os.ErrNotExist) {
		t.Error("an empty file was written", err)
	}
	result = writeFeed(t, s, feed.HTML, filepath.Join(t.TempDir(), "web"))
	if result.Written != 3 || len(result.Look) != 2 {
		t.Errorf("%+v", result)
	}
}

func TestACatalogueIsRenewed(t *testing.T) {
	s := feedShop(t)
	web := filepath.Join(t.TempDir(), "a", "web")
	if result := writeFeed(t, s, feed.HTML, web); result.Written != 3 || len(result.Left) != 0 {
		t.Errorf("%+v", result)
	}
	if got := listed(t, filepath.Join(web, feed.PagesFolder)); !slices.Equal(got, []string{"p-BARE.html", "p-GONE.html", "p-HONEY.html"}) {
		t.Error(got)
	}
	for _, name := range []string{"goods/mine.html", "pictures/mine.jpg"} {
		if err := os.WriteFile(filepath.Join(web, filepath.FromSlash(name)), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	match, err := s.Find(t.Context(), "BARE")
	if err != nil {
		t.Fatal(err)
	}
	sold := *match.Product
	sold.Archived = true
	if _, err := s.SaveProduct(t.Context(), sold, shop.Opening{}); err != nil {
		t.Fatal(err)
	}
	writeFeed(t, s, feed.HTML, web)
	if got := listed(t, filepath.Join(web, feed.PagesFolder)); !slices.Equal(got, []string{"mine.html", "p-GONE.html", "p-HONEY.html"}) {
		t.Error("what is not sold any more stays, or somebody's own page went:", got)
	}
	if got := listed(t, filepath.Join(web, feed.PicturesFolder)); !slices.Contains(got, "mine.jpg") || len(got) != 3 {
		t.Error(got)
	}
}

func TestACatalogueOverwritesNobodysPages(t *testing.T) {
	s := feedShop(t)
	kind, err := feed.FormatOf(feed.HTML)
	if err != nil {
		t.Fatal(err)
	}
	web := t.TempDir()
	own := filepath.Join(web, feed.IndexPage)
	if err := os.WriteFile(own, []byte("<h1>เว็บเดิม</h1>"), 0o600); err != nil {
		t.Fatal(err)
	}
	for out, code := range map[string]string{web: "feed_folder_taken", own: "feed_not_folder"} {
		_, err := s.Feed(t.Context(), shop.FeedRequest{Format: kind, Out: out, Lang: i18n.Thai}, nil)
		if fault.Code(err) != code {
			t.Errorf("%s: %v", out, err)
		}
	}
	if got := listed(t, web); !slices.Equal(got, []string{feed.IndexPage}) {
		t.Error(got)
	}
}

// What has expired, or is held for an order, cannot be promised to who is not here; nor can a set of it.
func TestAFeedPromisesOnlyWhatCanBeSold(t *testing.T) {
	s := feedShop(t)
	match, err := s.Find(t.Context(), "HONEY")
	if err != nil {
		t.Fatal(err)
	}
	honey := *match.Product
	set := honey
	set.ID, set.SKU, set.Name, set.Components = id.Product{}, "SET", "ชุดน้ำผึ้ง", []catalog.Component{{ProductID: honey.ID, Qty: qty.Pieces(2)}}
	if _, err := s.SaveProduct(t.Context(), set, shop.Opening{}); err != nil {
		t.Fatal(err)
	}
	stock := func() map[string]string {
		out := filepath.Join(t.TempDir(), "meta.csv")
		writeFeed(t, s, feed.Meta, out)
		file, err := os.Open(out)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		rows, err := csv.NewReader(file).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		at, pieces := slices.Index(rows[0], "quantity_to_sell_on_facebook"), map[string]string{}
		for _, row := range rows[1:] {
			pieces[row[0]] = row[at]
		}
		return pieces
	}
	if got := stock(); got["HONEY"] != "7" || got["SET"] != "3" || got["GONE"] != "0" {
		t.Error(got)
	}
	late := shop.Opening{Qty: qty.Pieces(20), Expires: clock.DayOf(s.Clock()).Add(-1)}
	old := honey
	old.ID, old.SKU = id.Product{}, "OLD"
	saved, err := s.SaveProduct(t.Context(), old, late)
	if err != nil {
		t.Fatal(err)
	}
	set.SKU, set.Components = "OLDSET", []catalog.Component{{ProductID: saved.ID, Qty: qty.One}}
	if _, err := s.SaveProduct(t.Context(), set, shop.Opening{}); err != nil {
		t.Fatal(err)
	}
	if got := stock(); got["OLD"] != "0" || got["OLDSET"] != "0" || got["HONEY"] != "7" {
		t.Error(got)
	}
}

func TestAFileHoldsNoMoreThanItMay(t *testing.T) {
	s := feedShop(t)
	kind, err := feed.FormatOf(feed.JSONLD)
	if err != nil {
		t.Fatal(err)
	}
	kind.Most = 2
	result, err := s.Feed(t.Context(), shop.FeedRequest{Format: kind, Out: filepath.Join(t.TempDir(), "g.json"), Lang: i18n.Thai}, nil)
	if err != nil || result.Written != 2 || len(result.Left) != 1 || result.Left[0].Reasons[0].What != "too_many" {
		t.Errorf("%+v %v", result, err)
	}
}

func TestAFeedCanBeStopped(t *testing.T) {
	s := feedShop(t)
	kind, err := feed.FormatOf(feed.Meta)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	out := filepath.Join(t.TempDir(), "m.csv")
	_, err = s.Feed(ctx, shop.FeedRequest{Format: kind, Out: out, Lang: i18n.Thai}, func(int, int) { stop() })
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := os.Stat(out); !errors.Is(err, os.ErrNotExist) {
		t.Error("a half file was written", err)
	}
}
