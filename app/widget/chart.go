package widget

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
)

// maxBars bounds what a chart draws.
const maxBars = 62

// Bar is one column of a chart: two parts on each other, two lines below.
type Bar struct {
	One, Two     int64 // in one unit, such as satang; below zero counts as zero
	Label, Under string
	Strong       bool // today: drawn in full colour
}

// Bars is a stacked column chart with a scale of round numbers at its left.
type Bars struct {
	base
	bars []Bar
	unit int64 // what one on the scale is: 100 for satang shown as baht
}

// NewBars shows columns; unit is how many of a bar's units one on the scale is.
func NewBars(unit int64, bars []Bar) *Bars {
	b := &Bars{unit: max(unit, 1)}
	b.ExtendBaseWidget(b)
	b.Set(bars)
	return b
}

// Set shows other columns, at most the last 62.
func (b *Bars) Set(bars []Bar) {
	b.bars = bars[max(len(bars)-maxBars, 0):]
	b.Refresh()
}

// CreateRenderer belongs to the toolkit.
func (b *Bars) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{min: func() fyne.Size { return fyne.NewSize(240, 160) }}
	r.layout = func(size fyne.Size) { r.objects = b.draw(size) }
	r.refresh = func() {}
	return r
}

// ticks gives a round step and how many of them reach over the highest bar, at most five.
func ticks(highest int64) (step, count int64) {
	step = 1
	for {
		for _, factor := range []int64{1, 2, 5} {
			if step*factor*5 >= highest {
				step *= factor
				return step, max((highest+step-1)/step, 1)
			}
		}
		step *= 10
	}
}

// short writes a number of the scale: 20k, 1.5M.
func short(n int64) string {
	for _, unit := range []struct {
		size int64
		sign string
	}{{1_000_000, "M"}, {1_000, "k"}} {
		if n >= unit.size {
			text := i18n.Group(format(n / unit.size))
			if rest := n % unit.size * 10 / unit.size; rest > 0 {
				text += "." + format(rest)
			}
			return text + unit.sign
		}
	}
	return format(n)
}

func (b *Bars) draw(size fyne.Size) []fyne.CanvasObject {
	th := look(b)
	highest := int64(1)
	for _, bar := range b.bars {
		highest = max(highest, (max(bar.One, 0)+max(bar.Two, 0)+b.unit-1)/b.unit)
	}
	step, count := ticks(highest)
	line := th.Size(theme.Caption) * 1.3
	left, foot := th.Size(theme.Touch), size.Height-2*line-4
	var objects []fyne.CanvasObject
	height := func(n float32) float32 { return (foot - line/2) * n / float32(step*count) }
	for n := range count + 1 {
		y := foot - height(float32(n*step))
		rule, text := &canvas.Rectangle{}, canvas.NewText("", nil)
		fillBox(rule, th, theme.Edge, "", 0)
		Put(rule, left, y, size.Width-left, 1)
		fillText(text, th, short(n*step), theme.Tiny, theme.InkSoft, false)
		placeRight(text, left-8, y-line/2, line)
		objects = append(objects, rule, text)
	}
	if len(b.bars) == 0 {
		return objects
	}
	part := (size.Width - left) / float32(len(b.bars))
	for n, bar := range b.bars {
		objects = append(objects, b.column(th, bar, left+part*float32(n), part, foot, line, height)...)
	}
	return objects
}

func (b *Bars) column(th *theme.Theme, bar Bar, x, part, foot, line float32, height func(float32) float32) []fyne.CanvasObject {
	one, two := height(float32(max(bar.One, 0))/float32(b.unit)), height(float32(max(bar.Two, 0))/float32(b.unit))
	width := min(part*0.62, 40)
	lower, upper := &canvas.Rectangle{}, &canvas.Rectangle{}
	oneColour, twoColour, ink := theme.BarOne, theme.BarTwo, theme.InkSoft
	if bar.Strong {
		oneColour, twoColour, ink = theme.InkStrong, theme.Gold, theme.InkStrong
	}
	fillBox(lower, th, oneColour, "", 0)
	fillBox(upper, th, twoColour, "", 0)
	Put(lower, x+(part-width)/2, foot-one, width, one)
	Put(upper, x+(part-width)/2, foot-one-two, width, two)
	top := upper
	if two <= 0 {
		top = lower
	}
	top.TopLeftCornerRadius, top.TopRightCornerRadius = 4, 4
	label, under := canvas.NewText("", nil), canvas.NewText("", nil)
	fillText(label, th, bar.Label, theme.Tiny, ink, bar.Strong)
	fillText(under, th, bar.Under, theme.Tiny, ink, bar.Strong)
	placeText(label, x+(part-label.MinSize().Width)/2, foot+4, line)
	placeText(under, x+(part-under.MinSize().Width)/2, foot+4+line, line)
	return []fyne.CanvasObject{lower, upper, label, under}
}

// Share is one part of a Split.
type Share struct {
	Value  int64
	Colour fyne.ThemeColorName
}

// Split is a bar cut into the shares of a whole: how money came in, how far something is.
type Split struct {
	base
	height float32
	shares []Share
}

// NewSplit draws shares height units high.
func NewSplit(height float32, shares ...Share) *Split {
	s := &Split{height: height, shares: shares}
	s.ExtendBaseWidget(s)
	return s
}

// Set draws other shares.
func (s *Split) Set(shares ...Share) { s.shares = shares; s.Refresh() }

// CreateRenderer belongs to the toolkit.
func (s *Split) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{min: func() fyne.Size { return fyne.NewSize(60, s.height) }, refresh: func() {}}
	r.layout = func(size fyne.Size) {
		th, sum, x := look(s), int64(0), float32(0)
		y := (size.Height - s.height) / 2
		r.objects = nil
		for _, share := range s.shares {
			sum += max(share.Value, 0)
		}
		last := len(s.shares) - 1
		for n, share := range s.shares {
			width := size.Width * float32(max(share.Value, 0)) / float32(max(sum, 1))
			part := &canvas.Rectangle{}
			fillBox(part, th, share.Colour, "", 0)
			Put(part, x, y, max(width-2, 0), s.height)
			if n == last {
				Put(part, x, y, width, s.height)
				part.TopRightCornerRadius, part.BottomRightCornerRadius = s.height/2, s.height/2
			}
			if n == 0 {
				part.TopLeftCornerRadius, part.BottomLeftCornerRadius = s.height/2, s.height/2
			}
			part.Hidden = width <= 0
			r.objects = append(r.objects, part)
			x += width
		}
	}
	return r
}

// Sparkline is a row of tiny columns: what a product sold lately.
type Sparkline struct {
	base
	values []int64
}

// NewSparkline draws values from old to new.
func NewSparkline(values []int64) *Sparkline {
	s := &Sparkline{}
	s.ExtendBaseWidget(s)
	s.Set(values)
	return s
}

// Set draws other values, at most the last 62.
func (s *Sparkline) Set(values []int64) { s.values = values[max(len(values)-maxBars, 0):]; s.Refresh() }

// CreateRenderer belongs to the toolkit.
func (s *Sparkline) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{min: func() fyne.Size { return fyne.NewSize(80, 26) }, refresh: func() {}}
	r.layout = func(size fyne.Size) {
		r.objects = nil
		highest := int64(1)
		for _, value := range s.values {
			highest = max(highest, value)
		}
		part := size.Width / float32(max(len(s.values), 1))
		for n, value := range s.values {
			bar, height := &canvas.Rectangle{}, max(size.Height*float32(max(value, 0))/float32(highest), 2)
			fillBox(bar, look(s), theme.Spark, "", 1.5)
			if value <= 0 {
				bar.FillColor = look(s).Colour(theme.BarEmpty)
			}
			Put(bar, part*float32(n), size.Height-height, max(part-4, 1), height)
			r.objects = append(r.objects, bar)
		}
	}
	return r
}

func format(n int64) string { return strconv.FormatInt(n, 10) }
