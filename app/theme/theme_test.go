package theme

import (
	"image/color"
	"io/fs"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	toolkit "fyne.io/fyne/v2/theme"

	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/fault"
)

// pairs are every ink with each ground it is drawn on.
var pairs = map[fyne.ThemeColorName][]fyne.ThemeColorName{
	Ink:       {Ground, Card, CardSoft, Chosen, Selection},
	InkSoft:   {Ground, Card, CardSoft, Chosen},
	InkStrong: {Ground, Card, CardSoft, Chosen},
	MoneyIn:   {Card, CardSoft, Chosen},
	Trouble:   {Card, CardSoft, Chosen},
	OnPrimary: {Primary}, OnGold: {Gold}, OnPay: {Pay}, OnDanger: {Danger},
	OnChip: {Chip}, InkGold: {ChipGold}, InkGreen: {ChipGreen}, InkRed: {ChipRed}, InkBlue: {ChipBlue},
	OnRail: {Rail}, OnCount: {Count},
	OnChannel: {ChannelHub, ChannelLine, ChannelFacebook, ChannelShopee, ChannelAgency, ChannelPhone},
}

func TestEveryInkStandsOutFromItsGround(t *testing.T) {
	for _, variant := range Variants {
		look := New(Options{Variant: variant})
		for ink, grounds := range pairs {
			for _, ground := range grounds {
				if got := contrast(look.Colour(ink), look.Colour(ground)); got < 4.5 {
					t.Errorf("%s: %s on %s has contrast %.2f, want 4.5", variant, ink, ground, got)
				}
			}
		}
	}
}

// Where one types is seen in every look: the edge of that field is drawn in the toolkit's colour.
func TestTheFieldWithTheKeyboardIsSeen(t *testing.T) {
	for _, variant := range Variants {
		look := New(Options{Variant: variant})
		if got := contrast(look.Color(toolkit.ColorNamePrimary, 0), look.Colour(Card)); got < 4.5 {
			t.Errorf("%s: the edge on a card has contrast %.2f, want 4.5", variant, got)
		}
	}
}

// contrast is the ratio of WCAG 2.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 65535
		if s <= 0.03928 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func TestEveryVariantHasEveryColour(t *testing.T) {
	for _, variant := range Variants {
		look := New(Options{Variant: variant})
		if len(look.colours) != len(light()) {
			t.Errorf("%s has %d colours, light has %d", variant, len(look.colours), len(light()))
		}
	}
}

func TestToolkitNamesAreAnswered(t *testing.T) {
	look := New(Options{})
	if got, want := look.Color(toolkit.ColorNamePrimary, toolkit.VariantDark), look.Colour(Primary); got != want {
		t.Errorf("primary = %v, want ours %v", got, want)
	}
	if got := look.Color("no such colour", 0); got == nil {
		t.Error("an unknown colour is nil")
	}
	if look.Size(toolkit.SizeNameText) != 16 || look.Size("no such size") != 0 {
		t.Error("sizes of the toolkit are not answered")
	}
}

func TestScaleIsBoundAndTouchIsLarger(t *testing.T) {
	for _, test := range []struct {
		options Options
		want    float32
	}{
		{Options{}, 16}, {Options{Scale: 125}, 20}, {Options{Scale: 10}, 12.8}, {Options{Scale: 900}, 28},
		{Options{Variant: Large}, 20},
	} {
		if got := New(test.options).Size(Text); math.Abs(float64(got-test.want)) > 0.01 {
			t.Errorf("text at %+v = %v, want %v", test.options, got, test.want)
		}
	}
	if got := New(Options{Scale: 175}).Size(Hair); got != 1 {
		t.Errorf("edges grew to %v", got)
	}
}

func TestParseVariant(t *testing.T) {
	for _, variant := range Variants {
		if got, err := ParseVariant(string(variant)); err != nil || got != variant {
			t.Errorf("ParseVariant(%q) = %q, %v", variant, got, err)
		}
	}
	if _, err := ParseVariant("neon"); !fault.Is(err, "look_unknown") {
		t.Errorf("an unknown look gives %v", err)
	}
}

func TestOfFallsBackToLight(t *testing.T) {
	if got := Of(toolkit.DefaultTheme()); got.Options().Variant != Light {
		t.Errorf("a stranger's theme gives %q", got.Options().Variant)
	}
	dark := New(Options{Variant: Dark})
	if Of(dark) != dark {
		t.Error("our theme is not given back")
	}
}

func TestEveryIconAndDrawingIsReadable(t *testing.T) {
	names, err := fs.Glob(assets.Files, "icons/*.svg")
	if err != nil || len(names) < 60 {
		t.Fatalf("%d icons, %v", len(names), err)
	}
	look := New(Options{})
	for _, name := range names {
		short := strings.TrimSuffix(strings.TrimPrefix(name, "icons/"), ".svg")
		drawn := look.Drawing(short, 48, 48, 0)
		if drawn == nil {
			t.Errorf("%s cannot be drawn", short)
			continue
		}
		first, same := drawn.At(0, 0), true
		for y := range 48 {
			for x := range 48 {
				same = same && drawn.At(x, y) == first
			}
		}
		if same {
			t.Errorf("%s is empty", short)
		}
	}
}

func TestIconTakesItsColourAndSurvivesAWrongName(t *testing.T) {
	red := Icon("search", color.NRGBA{R: 0xA3, G: 0x27, B: 0x1F, A: 255})
	if !strings.Contains(string(red.Content()), "#A3271F") || strings.Contains(string(red.Content()), iconInk) {
		t.Error("the icon kept its own colour")
	}
	if got := Icon("no such icon", color.Black); !strings.Contains(string(got.Content()), "<svg") || HasIcon("no such icon") {
		t.Error("a wrong name breaks")
	}
}

func TestDrawingIsKeptAndFillsItsEdges(t *testing.T) {
	look := New(Options{})
	first := look.Drawing("goods-cloth", 64, 64, 0)
	if look.Drawing("goods-cloth", 64, 64, 0) != first {
		t.Error("the same drawing was made twice")
	}
	for _, corner := range [][2]int{{0, 0}, {63, 0}, {0, 63}, {63, 63}} {
		if _, _, _, alpha := first.At(corner[0], corner[1]).RGBA(); alpha != 0xFFFF {
			t.Errorf("the corner %v is see-through", corner)
		}
	}
	if look.Drawing("../go", 8, 8, 0) != nil || look.Drawing("goods-cloth", 0, -4, 0) == nil {
		t.Error("a wrong name must give nil, a wrong size the smallest picture")
	}
	for n := range maxDrawings + 20 {
		look.Drawing("logo", 1+n, 1, 0)
	}
	if len(drawings.kept) > maxDrawings {
		t.Errorf("%d drawings are kept", len(drawings.kept))
	}
}
