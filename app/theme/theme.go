package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	toolkit "fyne.io/fyne/v2/theme"

	"github.com/talat-pos/talat/internal/fault"
)

// Variant is a look of the window.
type Variant string

// The looks. Light is the first.
const (
	Light    Variant = "light"
	Dark     Variant = "dark"
	Large    Variant = "touch"    // light, and everything a quarter larger for fingers
	Sunlight Variant = "sunlight" // strong contrast for the open air
)

// Variants lists the looks in the order a person is offered them.
var Variants = []Variant{Light, Dark, Large, Sunlight}

// ParseVariant reads a look as settings keep it. It fails with "look_unknown" (usage).
func ParseVariant(text string) (Variant, error) {
	for _, variant := range Variants {
		if string(variant) == text {
			return variant, nil
		}
	}
	return Light, fault.Unreadable("look_unknown", "look", fault.Values{"value": text})
}

// Bounds of the interface's size in percent.
const (
	MinScale = 80
	MaxScale = 175
)

// Options say what a person chose.
type Options struct {
	Variant Variant // "" is Light
	Scale   int     // percent, held between MinScale and MaxScale; 0 is 100
	Plain   bool    // Noto Sans Thai instead of its looped sister
}

// Theme is one look at one size. It is made once and never changes; switching makes another.
type Theme struct {
	options Options
	colours palette
	factor  float32
	fonts   fonts
}

var _ fyne.Theme = (*Theme)(nil)

// New makes the theme a person chose.
func New(options Options) *Theme {
	if options.Scale == 0 {
		options.Scale = 100
	}
	options.Scale = min(max(options.Scale, MinScale), MaxScale)
	t := &Theme{options: options, factor: float32(options.Scale) / 100}
	switch options.Variant {
	case Dark:
		t.colours = dark()
	case Sunlight:
		t.colours = sunlight()
	case Large:
		t.colours = light()
		t.factor *= 1.25
	default:
		t.options.Variant = Light
		t.colours = light()
	}
	t.fonts = looped()
	if options.Plain {
		t.fonts = plain()
	}
	return t
}

// Options gives what the theme was made from.
func (t *Theme) Options() Options { return t.options }

// IsDark reports whether drawings lie on a dark ground.
func (t *Theme) IsDark() bool { return t.options.Variant == Dark }

// Color gives one of our colours, or what the toolkit's name means among them. The toolkit's own
// light or dark variant is ignored: a Theme is one look.
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if ours, ok := toolkitColours[name]; ok {
		name = ours
	}
	if c, ok := t.colours[name]; ok {
		return c
	}
	switch name {
	case toolkit.ColorNameShadow:
		return color.NRGBA{A: 0x30}
	case toolkit.ColorNameScrollBarBackground:
		return color.Transparent
	}
	variant := toolkit.VariantLight
	if t.IsDark() {
		variant = toolkit.VariantDark
	}
	return toolkit.DefaultTheme().Color(name, variant)
}

// toolkitColours says which of our colours the toolkit's own widgets take.
var toolkitColours = map[fyne.ThemeColorName]fyne.ThemeColorName{
	toolkit.ColorNameBackground:          Ground,
	toolkit.ColorNameForeground:          Ink,
	toolkit.ColorNameButton:              Card,
	toolkit.ColorNameDisabled:            InkOff,
	toolkit.ColorNameDisabledButton:      Off,
	toolkit.ColorNameError:               Trouble,
	toolkit.ColorNameSuccess:             Pay,
	toolkit.ColorNameWarning:             Gold,
	toolkit.ColorNamePrimary:             InkStrong, // the edge and the caret of the field that has the keyboard
	toolkit.ColorNameFocus:               Ring,
	toolkit.ColorNameHover:               Hover,
	toolkit.ColorNamePressed:             Pressed,
	toolkit.ColorNameHyperlink:           InkStrong,
	toolkit.ColorNameHeaderBackground:    CardSoft,
	toolkit.ColorNameInputBackground:     Card,
	toolkit.ColorNameInputBorder:         EdgeField,
	toolkit.ColorNameMenuBackground:      Card,
	toolkit.ColorNameOverlayBackground:   Card,
	toolkit.ColorNamePlaceHolder:         InkSoft,
	toolkit.ColorNameSelection:           Selection,
	toolkit.ColorNameSeparator:           Edge,
	toolkit.ColorNameScrollBar:           EdgeField,
	toolkit.ColorNameForegroundOnPrimary: OnPrimary,
	toolkit.ColorNameForegroundOnError:   OnDanger,
	toolkit.ColorNameForegroundOnSuccess: OnPay,
	toolkit.ColorNameForegroundOnWarning: OnGold,
}

// Size gives one of our sizes, or the toolkit's fitted to them, times the chosen scale.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case Hair, toolkit.SizeNameSeparatorThickness:
		return 1
	case toolkit.SizeNameModalBlurRadius:
		return 0
	}
	if size, ok := sizes[name]; ok {
		return size * t.factor
	}
	return toolkit.DefaultTheme().Size(name) * t.factor
}

var sizes = map[fyne.ThemeSizeName]float32{
	Text: 16, Small: 14.5, Caption: 13, Tiny: 12, Title: 21, Section: 17, Price: 19, MoneyText: 26,
	Total: 38, Change: 62, ButtonText: 15, PayText: 20,
	Corner: 14, CornerSmall: 11, CornerTiny: 5,
	ButtonLow: 40, ButtonMid: 44, ButtonTall: 60, Pill: 32, PillLow: 28, Touch: 40,
	IconSize: 18, IconLarge: 24, Gap: 8, GapWide: 14, PadCard: 16,
	TileWidth: 184, TilePicture: 98, TileHeight: 186, RailWidth: 92, HeadHeight: 56, RowHeight: 59,
	RingWidth: 2, BadgeSize: 18,

	toolkit.SizeNameText: 16, toolkit.SizeNameCaptionText: 13, toolkit.SizeNameHeadingText: 21,
	toolkit.SizeNameSubHeadingText: 17, toolkit.SizeNamePadding: 6, toolkit.SizeNameInnerPadding: 8,
	toolkit.SizeNameLineSpacing: 4, toolkit.SizeNameInlineIcon: 26, toolkit.SizeNameInputBorder: 1,
	toolkit.SizeNameInputRadius: 11, toolkit.SizeNameSelectionRadius: 4, toolkit.SizeNameScrollBar: 14,
	toolkit.SizeNameScrollBarSmall: 5, toolkit.SizeNameButtonRadius: 11, toolkit.SizeNameCardRadius: 14,
	toolkit.SizeNameDialogRadius: 16, toolkit.SizeNamePopupRadius: 14, toolkit.SizeNameMenuRadius: 11,
}

// Icon gives the toolkit's own icons; ours come from Icon the function.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return toolkit.DefaultTheme().Icon(name) }

// Of gives the theme in force for a widget's own theme: ours, or the light look where a test or a
// stranger set another.
func Of(theme fyne.Theme) *Theme {
	if ours, ok := theme.(*Theme); ok {
		return ours
	}
	return fallback()
}

// Current is the theme in force in the window.
func Current() *Theme { return Of(fyne.CurrentApp().Settings().Theme()) }

// Colour is Color without the toolkit's variant.
func (t *Theme) Colour(name fyne.ThemeColorName) color.Color { return t.Color(name, 0) }
