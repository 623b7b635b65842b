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
	s.pill.Set(chip.ChipData)
	s.Refresh()
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
	return fyne.NewSize(least.Width, max(least.Height, theme.Of(r.state.Theme()).Size(theme.Touch)))
}

func (r *stateRenderer) Layout(size fyne.Size) {
	height := r.state.pill.MinSize().Height
	widget.Put(r.state.pill, 0, (size.Height-height)/2, size.Width, height)
}
