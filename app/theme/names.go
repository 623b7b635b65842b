// Package theme gives the window its colours, sizes, typefaces, icons and drawings, each by what it
// means and never by its value.
package theme

import "fyne.io/fyne/v2"

// Colour names. Every ink says which ground it is for; the contrast of each such pair is tested.
const (
	Ground    fyne.ThemeColorName = "talat.ground"     // behind everything
	Card      fyne.ThemeColorName = "talat.card"       // cards, dialogs, fields
	CardSoft  fyne.ThemeColorName = "talat.card.soft"  // the quieter half of a dialog, summary boxes
	Edge      fyne.ThemeColorName = "talat.edge"       // one-pixel edges and dividers
	EdgeField fyne.ThemeColorName = "talat.edge.field" // edges of what can be pressed or typed into
	Veil      fyne.ThemeColorName = "talat.veil"       // over the screen behind a dialog
	Ink       fyne.ThemeColorName = "talat.ink"        // text on Ground, Card, CardSoft, Chosen
	InkSoft   fyne.ThemeColorName = "talat.ink.soft"   // captions on the same
	InkStrong fyne.ThemeColorName = "talat.ink.strong" // prices, totals, links on the same
	InkOff    fyne.ThemeColorName = "talat.ink.off"    // what cannot be used now

	Primary   fyne.ThemeColorName = "talat.primary"
	OnPrimary fyne.ThemeColorName = "talat.on.primary"
	Gold      fyne.ThemeColorName = "talat.gold"
	OnGold    fyne.ThemeColorName = "talat.on.gold"
	Pay       fyne.ThemeColorName = "talat.pay"
	OnPay     fyne.ThemeColorName = "talat.on.pay"
	Danger    fyne.ThemeColorName = "talat.danger"
	OnDanger  fyne.ThemeColorName = "talat.on.danger"
	Off       fyne.ThemeColorName = "talat.off" // the ground of a button that cannot be used now

	MoneyIn fyne.ThemeColorName = "talat.money.in" // money in, on Card and CardSoft
	Trouble fyne.ThemeColorName = "talat.trouble"  // shortage, low stock, faults, on Card and CardSoft

	Chosen    fyne.ThemeColorName = "talat.chosen" // the ground of the selected row
	Hover     fyne.ThemeColorName = "talat.hover"  // laid over what the pointer is on
	Pressed   fyne.ThemeColorName = "talat.pressed"
	Ring      fyne.ThemeColorName = "talat.ring"      // around what has the keyboard
	Selection fyne.ThemeColorName = "talat.selection" // behind selected text

	Chip      fyne.ThemeColorName = "talat.chip"
	OnChip    fyne.ThemeColorName = "talat.on.chip"
	ChipGold  fyne.ThemeColorName = "talat.chip.gold"
	InkGold   fyne.ThemeColorName = "talat.ink.gold" // on ChipGold
	ChipGreen fyne.ThemeColorName = "talat.chip.green"
	InkGreen  fyne.ThemeColorName = "talat.ink.green" // on ChipGreen
	ChipRed   fyne.ThemeColorName = "talat.chip.red"
	InkRed    fyne.ThemeColorName = "talat.ink.red" // on ChipRed
	ChipBlue  fyne.ThemeColorName = "talat.chip.blue"
	InkBlue   fyne.ThemeColorName = "talat.ink.blue" // on ChipBlue

	Rail     fyne.ThemeColorName = "talat.rail"
	OnRail   fyne.ThemeColorName = "talat.on.rail"
	Count    fyne.ThemeColorName = "talat.count" // the small red number on the rail
	OnCount  fyne.ThemeColorName = "talat.on.count"
	BarOne   fyne.ThemeColorName = "talat.bar.one" // charts: the shop's counter, past days
	BarTwo   fyne.ThemeColorName = "talat.bar.two" // charts: online, past days
	Spark    fyne.ThemeColorName = "talat.spark"   // small charts in rows
	BarEmpty fyne.ThemeColorName = "talat.bar.empty"
)

// Colours of sales channels, the same in every variant; OnChannel is the ink on all of them.
const (
	ChannelHub      fyne.ThemeColorName = "talat.channel.hub"
	ChannelLine     fyne.ThemeColorName = "talat.channel.line"
	ChannelFacebook fyne.ThemeColorName = "talat.channel.facebook"
	ChannelShopee   fyne.ThemeColorName = "talat.channel.shopee"
	ChannelAgency   fyne.ThemeColorName = "talat.channel.agency"
	ChannelPhone    fyne.ThemeColorName = "talat.channel.phone"
	OnChannel       fyne.ThemeColorName = "talat.on.channel"
)

// Size names, in the toolkit's units at scale 1.
const (
	Text        fyne.ThemeSizeName = "talat.text"         // 16, what is read
	Small       fyne.ThemeSizeName = "talat.text.small"   // 14.5, chips and tables
	Caption     fyne.ThemeSizeName = "talat.text.caption" // 13
	Tiny        fyne.ThemeSizeName = "talat.text.tiny"    // 12, key badges and counts
	Title       fyne.ThemeSizeName = "talat.text.title"   // 21, the screen's and dialogs' names
	Section     fyne.ThemeSizeName = "talat.text.section" // 17, names of cards
	Price       fyne.ThemeSizeName = "talat.text.price"   // 19, on tiles
	MoneyText   fyne.ThemeSizeName = "talat.text.money"   // 26, figures of a report
	Total       fyne.ThemeSizeName = "talat.text.total"   // 38
	Change      fyne.ThemeSizeName = "talat.text.change"  // 62, the change to hand back
	ButtonText  fyne.ThemeSizeName = "talat.text.button"  // 15
	PayText     fyne.ThemeSizeName = "talat.text.pay"     // 20, on the tallest buttons
	Corner      fyne.ThemeSizeName = "talat.corner"       // 14
	CornerSmall fyne.ThemeSizeName = "talat.corner.small" // 11, buttons and fields
	CornerTiny  fyne.ThemeSizeName = "talat.corner.tiny"  // 5, key badges
	ButtonLow   fyne.ThemeSizeName = "talat.button.low"   // 40
	ButtonMid   fyne.ThemeSizeName = "talat.button.mid"   // 44
	ButtonTall  fyne.ThemeSizeName = "talat.button.tall"  // 60
	Pill        fyne.ThemeSizeName = "talat.pill"         // 32, the drawn height of a chip one can press
	PillLow     fyne.ThemeSizeName = "talat.pill.low"     // 28, of a chip that only tells
	Touch       fyne.ThemeSizeName = "talat.touch"        // 40, the least height of a target
	IconSize    fyne.ThemeSizeName = "talat.icon"         // 18
	IconLarge   fyne.ThemeSizeName = "talat.icon.large"   // 24
	Gap         fyne.ThemeSizeName = "talat.gap"          // 8, between things that belong together
	GapWide     fyne.ThemeSizeName = "talat.gap.wide"     // 14, between cards
	PadCard     fyne.ThemeSizeName = "talat.pad.card"     // 16, inside a card
	TileWidth   fyne.ThemeSizeName = "talat.tile.width"   // 184, the least width of a product tile
	TilePicture fyne.ThemeSizeName = "talat.tile.picture" // 98
	TileHeight  fyne.ThemeSizeName = "talat.tile.height"  // 186
	RailWidth   fyne.ThemeSizeName = "talat.rail.width"   // 92
	HeadHeight  fyne.ThemeSizeName = "talat.head.height"  // 56
	RowHeight   fyne.ThemeSizeName = "talat.row.height"   // 59, rows of the bill and of orders
	Hair        fyne.ThemeSizeName = "talat.hair"         // 1, edges; does not grow
	RingWidth   fyne.ThemeSizeName = "talat.ring.width"   // 2, around what has the keyboard
	BadgeSize   fyne.ThemeSizeName = "talat.badge"        // 18, counts on icons
)
