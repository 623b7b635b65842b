package nav

import (
	"fyne.io/fyne/v2"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
)

// state is a low pill in the bar that may be tapped; a finger has more room than is drawn.
type state struct {
	toolkit.BaseWidget
	pill     *widget.Pill
	data     widget.ChipData
	folded   bool    // its icon alone is shown
	whole    float32 // its width with all of it
	least    float32 // its width folded
	onTapped func()
}

var _ fyne.Tappable = (*state)(nil)

func newState() *state {
	s := &state{pill: widget.NewPill(widget.ChipData{})}
	s.ExtendBaseWidget(s)
	return s
}

func (s *state) set(chip Chip) {
	s.onTapped = chip.OnTapped
	s.data, s.folded = chip.ChipData, false
	s.pill.Set(s.bare())
	s.least = s.MinSize().Width
	s.pill.Set(s.data)
	s.whole = s.MinSize().Width
	s.Refresh()
}

// bare is what is shown where there is no room: the icon alone.
func (s *state) bare() widget.ChipData {
	data := s.data
	data.Label, data.Key = "", ""
	return data
}

// folds reports whether its icon says enough where there is no room: of what needs no look.
func (s *state) folds() bool { return s.data.Icon != "" && s.data.Tone == widget.Calm }

// fold shows the icon alone, or all of it again.
func (s *state) fold(folded bool) {
	if s.folded == folded {
		return
	}
	if s.folded = folded; folded {
		s.pill.Set(s.bare())
		return
	}
	s.pill.Set(s.data)
}

// Tapped belongs to the toolkit.
func (s *state) Tapped(*fyne.PointEvent) {
	if s.onTapped != nil {
		s.onTapped()
	}
}

// CreateRenderer belongs to the toolkit.
func (s *state) CreateRenderer() fyne.WidgetRenderer { return &stateRenderer{s} }

type stateRenderer struct{ state *state }

func (r *stateRenderer) Destroy()                     {}
func (r *stateRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.state.pill} }
func (r *stateRenderer) Refresh()                     { r.state.pill.Refresh() }

func (r *stateRenderer) MinSize() fyne.Size {
	least := r.state.pill.MinSize()
	touch := theme.Of(r.state.Theme()).Size(theme.Touch)
	return fyne.NewSize(max(least.Width, touch), max(least.Height, touch))
}

func (r *stateRenderer) Layout(size fyne.Size) {
	height := r.state.pill.MinSize().Height
	widget.Put(r.state.pill, 0, (size.Height-height)/2, size.Width, height)
}
