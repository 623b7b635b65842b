package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/talat-pos/talat/app/theme"
)

// Card is a white box with round corners and a fine edge around its content.
type Card struct {
	base
	content      fyne.CanvasObject
	ground, edge fyne.ThemeColorName
	padding      fyne.ThemeSizeName
}

// NewCard frames content with the usual padding.
func NewCard(content fyne.CanvasObject) *Card {
	c := &Card{content: content, ground: theme.Card, edge: theme.Edge, padding: theme.PadCard}
	c.ExtendBaseWidget(c)
	return c
}

// NewFlushCard frames content that reaches to the edges, such as a list.
func NewFlushCard(content fyne.CanvasObject) *Card {
	c := NewCard(content)
	c.padding = theme.Hair
	return c
}

// NewNotice frames content on the ground of a tone, without an edge: warnings, summaries.
func NewNotice(tone Tone, content fyne.CanvasObject) *Card {
	c := NewCard(content)
	c.ground, _, c.edge = tone.colours()
	if tone == Calm {
		c.ground = theme.Ground
	}
	c.padding = theme.GapWide
	return c
}

// SetContent frames something else.
func (c *Card) SetContent(content fyne.CanvasObject) { c.content = content; c.Refresh() }

func (c *Card) held() []fyne.CanvasObject { return []fyne.CanvasObject{c.content} }

// CreateRenderer belongs to the toolkit.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	frame := &canvas.Rectangle{}
	var r *renderer
	r = render(
		func(size fyne.Size) {
			pad := look(c).Size(c.padding)
			Put(frame, 0, 0, size.Width, size.Height)
			if c.content != nil {
				Put(c.content, pad, pad, size.Width-2*pad, size.Height-2*pad)
			}
		},
		func() fyne.Size {
			pad := fyne.NewSquareSize(2 * look(c).Size(c.padding))
			if c.content == nil {
				return pad
			}
			return c.content.MinSize().Add(pad)
		},
		func() {
			fillBox(frame, look(c), c.ground, c.edge, look(c).Size(theme.Corner))
			if r != nil {
				r.objects = c.drawn(frame)
			}
		}, c.drawn(frame)...)
	return r
}

func (c *Card) drawn(frame fyne.CanvasObject) []fyne.CanvasObject {
	if c.content == nil {
		return []fyne.CanvasObject{frame}
	}
	return []fyne.CanvasObject{frame, c.content}
}

// Divider is a fine line across, or down when it is made so.
type Divider struct {
	base
	down bool
}

// NewDivider is a line across.
func NewDivider() *Divider { return newDivider(false) }

// NewDownDivider is a line down.
func NewDownDivider() *Divider { return newDivider(true) }

func newDivider(down bool) *Divider {
	d := &Divider{down: down}
	d.ExtendBaseWidget(d)
	return d
}

// CreateRenderer belongs to the toolkit.
func (d *Divider) CreateRenderer() fyne.WidgetRenderer {
	line := &canvas.Rectangle{}
	return render(
		func(size fyne.Size) {
			if d.down {
				Put(line, (size.Width-1)/2, 0, 1, size.Height)
			} else {
				Put(line, 0, (size.Height-1)/2, size.Width, 1)
			}
		},
		func() fyne.Size { return fyne.NewSquareSize(1) },
		func() { fillBox(line, look(d), theme.Edge, "", 0) }, line)
}

// Ribbon is a marigold band with a short text: the practice shop says so with it everywhere.
type Ribbon struct {
	base
	label string
}

// NewRibbon shows label on a band.
func NewRibbon(label string) *Ribbon {
	r := &Ribbon{label: label}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *Ribbon) CreateRenderer() fyne.WidgetRenderer {
	band, label := &canvas.Rectangle{}, canvas.NewText("", nil)
	return render(
		func(size fyne.Size) {
			Put(band, 0, 0, size.Width, size.Height)
			placeText(label, (size.Width-label.MinSize().Width)/2, 0, size.Height)
		},
		func() fyne.Size { return label.MinSize().AddWidthHeight(2*look(r).Size(theme.PadCard), 2) },
		func() {
			fillBox(band, look(r), theme.Gold, "", look(r).Size(theme.CornerTiny))
			fillText(label, look(r), r.label, theme.Small, theme.OnGold, true)
		}, band, label)
}

// Badge is a small coloured box with a word on it: a sales channel, a count on an icon.
type Badge struct {
	base
	ground, ink fyne.ThemeColorName
	label       string
	round       bool
}

// NewBadge shows a word in a coloured box; ground is a theme.Channel… colour or any other with ink on it.
func NewBadge(label string, ground, ink fyne.ThemeColorName) *Badge {
	b := &Badge{label: label, ground: ground, ink: ink}
	b.ExtendBaseWidget(b)
	return b
}

// NewCount shows how many wait, in red; an empty label hides it.
func NewCount(label string) *Badge {
	b := NewBadge(label, theme.Count, theme.OnCount)
	b.round = true
	b.Hidden = label == ""
	return b
}

// Set shows another word; a count without one hides.
func (b *Badge) Set(label string) {
	b.label = label
	b.Hidden = b.round && label == ""
	b.Refresh()
}

// SetColours shows it in other colours.
func (b *Badge) SetColours(ground, ink fyne.ThemeColorName) {
	b.ground, b.ink = ground, ink
	b.Refresh()
}

// CreateRenderer belongs to the toolkit.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	ground, label := &canvas.Rectangle{}, canvas.NewText("", nil)
	height := func() float32 {
		if b.round {
			return look(b).Size(theme.BadgeSize)
		}
		return label.TextSize * 1.9
	}
	return render(
		func(size fyne.Size) {
			Put(ground, 0, (size.Height-height())/2, size.Width, height())
			placeText(label, (size.Width-label.MinSize().Width)/2, 0, size.Height)
		},
		func() fyne.Size {
			width := label.MinSize().Width + label.TextSize*1.2
			if b.round {
				width = max(label.MinSize().Width+8, height())
			}
			return fyne.NewSize(width, max(height(), label.MinSize().Height))
		},
		func() {
			size, corner := theme.Caption, look(b).Size(theme.CornerTiny)
			if b.round {
				size, corner = theme.Tiny, look(b).Size(theme.BadgeSize)/2
			}
			fillText(label, look(b), b.label, size, b.ink, true)
			fillBox(ground, look(b), b.ground, "", corner)
		}, ground, label)
}

// KeyCap is the rounded outline of a key with its name.
type KeyCap struct {
	base
	key string
}

// NewKeyCap shows a key.
func NewKeyCap(key string) *KeyCap {
	k := &KeyCap{key: key}
	k.ExtendBaseWidget(k)
	return k
}

// Set shows another key.
func (k *KeyCap) Set(key string) { k.key = key; k.Refresh() }

// CreateRenderer belongs to the toolkit.
func (k *KeyCap) CreateRenderer() fyne.WidgetRenderer {
	outline, key := &canvas.Rectangle{}, canvas.NewText("", nil)
	return render(
		func(size fyne.Size) { placeCap(outline, key, (size.Width-capWidth(key))/2, 0, size.Height) },
		func() fyne.Size { return fyne.NewSize(capWidth(key), key.MinSize().Height) },
		func() {
			fillText(key, look(k), k.key, theme.Tiny, theme.InkSoft, false)
			fillBox(outline, look(k), "", theme.InkSoft, look(k).Size(theme.CornerTiny))
			outline.Hidden = k.key == ""
		}, outline, key)
}
