package stock

import (
	"context"
	"os"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

// reasonKey is the key of a ready reason: F7 to F11.
func reasonKey(n int) keys.Chord { return keys.Chord("F" + strconv.Itoa(7+n)) }

// newSide is what the paper says of all its goods, and the button that writes it.
func (v *paperView) newSide() fyne.CanvasObject {
	p, k := v.page, v.page.kit
	v.sums, v.costs = widget.NewText("", widget.Body).Shrink(), widget.NewText("", widget.Strong).Shrink()
	v.costs.Hidden = !p.draft.withCost()
	v.trouble = widget.NewWrapLabel("", 5, widget.TroubleText.At(theme.Small))
	v.trouble.Hide()
	v.side = widget.Column(10)
	if v.low {
		v.side.Add(v.editor)
	}
	key := func(chord keys.Chord) string { return " · " + chord.Name(k.Lang, k.Twins) }
	switch p.draft.kind {
	case ledger.TypeReceived:
		v.addProducer(k.T("stockpage.producer") + key("F3"))
		v.ref = v.text(k.T("stockpage.ref")+key("F4"), k.T("stockpage.ref_hint"), func(text string) { p.draft.ref = text })
		v.photo = button(k, widget.Plain, "F7", "stockpage.photo", "photo", p.pickPhoto)
		v.side.Add(v.photo)
	case ledger.TypeGivenBack:
		v.addProducer(k.T("stockpage.producer") + key("F3"))
		v.ref = v.text(k.T("stockpage.why")+key("F4"), k.T("stockpage.why_hint"), func(text string) { p.draft.reason = text })
	case ledger.TypeAdjusted:
		v.addReasons()
	case ledger.TypeMoved:
		v.from = widget.NewSelect(nil, -1, k.T("stockpage.choose"), func(n int) { p.draft.place = p.places[n].ID })
		v.to = widget.NewSelect(nil, -1, k.T("stockpage.choose"), func(n int) { p.draft.to = p.places[n].ID; v.trouble.Hide() })
		v.side.Add(widget.NewFormRow(k.T("stockpage.from")+key("F6"), v.from))
		v.side.Add(widget.NewFormRow(k.T("stockpage.to")+key("F7"), v.to))
		v.side.Add(button(k, widget.Plain, "F8", "stockpage.new_place", "plus", func() { p.newPlace("") }))
		v.side.Add(button(k, widget.Plain, "F9", "stockpage.places", "pin", p.toPlaces))
	case ledger.TypeOrdered:
		v.addProducer(k.T("stockpage.producer") + key("F3"))
		v.side.Add(button(k, widget.Plain, "F6", "stockpage.fill", "list2", p.fillOrder))
		v.side.Add(button(k, widget.Plain, "F8", "stockpage.message", "chat", p.message))
	}
	write := button(k, widget.Primary, keys.Save, "stockpage.do_"+p.name, "check", p.post)
	foot := widget.Column(widget.Gap, v.trouble, widget.Column(0, v.sums, v.costs), write)
	return container.NewBorder(nil, foot, nil, nil, widget.NewDragScroll(sideInset(v.side)))
}

// sideInset keeps the edges of fields inside what scrolls.
func sideInset(content fyne.CanvasObject) fyne.CanvasObject { return widget.Inset(0, 4, 2, 4, content) }

func (v *paperView) text(name, hint string, change func(string)) *widget.Entry {
	entry := widget.NewEntry(hint)
	entry.OnChanged = func(text string) { change(text); v.trouble.Hide() }
	v.side.Add(widget.NewFormRow(name, entry))
	return entry
}

func (v *paperView) addProducer(name string) {
	p := v.page
	v.producer = widget.NewSelect(nil, 0, "", func(n int) {
		p.draft.producer = id.Party{}
		if n > 0 {
			p.draft.producer = p.producers[n-1].ID
		}
		v.trouble.Hide()
	})
	v.side.Add(widget.NewFormRow(name, v.producer))
}

// addReasons offers why goods are put right: the usual reasons as buttons, any other in words.
func (v *paperView) addReasons() {
	p, k := v.page, v.page.kit
	v.way = widget.NewSegmented([]string{k.T("stockpage.less"), k.T("stockpage.more")}, 0, func(n int) { p.draft.add = n == 1; v.showSums() })
	v.side.Add(widget.NewFormRow(k.T("stockpage.less_more")+" · "+keys.Chord("F6").Name(k.Lang, k.Twins), v.way))
	column := widget.Column(6)
	for n, reason := range stock.Reasons {
		b := button(k, widget.Plain, reasonKey(n), "stockpaper.reason."+reason, "", func() { v.takeReason(n) }).WithHeight(theme.ButtonLow)
		v.reasons = append(v.reasons, b)
		column.Add(b)
	}
	v.side.Add(widget.NewFormRow(k.T("stockpage.why"), column))
	v.reason = v.text(k.T("stockpage.why_other"), k.T("stockpage.why_hint"), func(text string) {
		p.draft.reason = text
		v.showReason()
	})
}

// toggle turns between taking away and adding.
func (v *paperView) toggle() {
	v.way.Select(1 - v.way.Selected())
	v.page.draft.add = v.way.Selected() == 1
	v.showSums()
}

func (v *paperView) takeReason(n int) {
	v.page.draft.reason = stock.Reasons[n]
	quiet(&v.reason.OnChanged, func() { v.reason.SetText("") })
	v.trouble.Hide()
	v.showReason()
}

func (v *paperView) showReason() {
	for n, b := range v.reasons {
		kind := widget.Plain
		if v.page.draft.reason == stock.Reasons[n] {
			kind = widget.Picked
		}
		b.SetKind(kind)
	}
}

// fill shows what the draft says of all its goods.
func (v *paperView) fill() {
	p := v.page
	v.trouble.Hide()
	if v.producer != nil {
		none := "stockpage.each_own"
		if p.draft.kind != ledger.TypeReceived {
			none = "stockpage.choose"
		}
		options, selected := []string{p.kit.T(none)}, 0
		for n, producer := range p.producers {
			options = append(options, producer.Name)
			if producer.ID == p.draft.producer {
				selected = n + 1
			}
		}
		v.producer.SetOptions(options, selected)
	}
	if v.from != nil {
		names, from, to := make([]string, len(p.places)), -1, -1
		for n, place := range p.places {
			names[n] = place.Name
			if place.ID == p.draft.place {
				from = n
			}
			if place.ID == p.draft.to {
				to = n
			}
		}
		v.from.SetOptions(names, from)
		v.to.SetOptions(names, to)
	}
	if v.ref != nil {
		text := p.draft.ref
		if p.draft.kind == ledger.TypeGivenBack {
			text = p.draft.reason
		}
		quiet(&v.ref.OnChanged, func() { v.ref.SetText(text) })
	}
	if v.way != nil {
		v.way.Select(0)
		if p.draft.add {
			v.way.Select(1)
		}
		quiet(&v.reason.OnChanged, func() { v.reason.SetText("") })
		v.showReason()
	}
	v.showPhoto()
}

func (v *paperView) showPhoto() {
	if v.photo == nil {
		return
	}
	label := "stockpage.photo"
	if v.page.draft.photo != "" {
		label = "stockpage.photo_kept"
	}
	v.photo.SetLabel(v.page.kit.T(label))
}

// showSums says what all goods on the paper come to.
func (v *paperView) showSums() {
	p := v.page
	pieces, cost := p.draft.sums()
	v.sums.Set(p.kit.T("stockpage.sums", fault.Values{"lines": len(p.draft.lines), "pieces": pieces}))
	v.costs.Set(p.kit.T("stockpage.sums_cost", fault.Values{"cost": cost}))
}

// newPlace asks for the name of one more store room, to move the goods to.
func (p *paper) newPlace(name string) {
	s, t := p.kit.Shop, p.kit.T
	in := prompt.Input{Title: t("stockpage.new_place"), Text: t("stockpage.new_place_text"), Label: t("stockpage.new_place_name"), Value: name}
	p.kit.Prompt.AskText(in, nil, func(name string) {
		task.Run(p.runner, "place", func(ctx context.Context) (shop.Place, error) { return s.AddPlace(ctx, name, shop.PlaceKinds[1]) }, func(place shop.Place, err error) {
			if err != nil {
				p.newPlace(name)
				p.kit.Prompt.Error(err)
				return
			}
			p.places, p.draft.to = append(p.places, place), place.ID
			p.view.fill()
			p.kit.Changed()
		})
	})
}

func (p *paper) pickPhoto() { p.kit.PickFile([]string{".jpg", ".jpeg", ".png", ".webp"}, p.takePhoto) }

// takePhoto keeps the picture of the producer's paper.
func (p *paper) takePhoto(path string) {
	if p.view.photo == nil {
		return
	}
	s := p.kit.Shop
	task.Run(p.runner, "photo", func(ctx context.Context) (string, error) { return keepPhoto(ctx, s, path) }, func(name string, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.draft.photo = name
		p.view.showPhoto()
	})
}

func keepPhoto(ctx context.Context, s *shop.Shop, path string) (string, error) {
	file, err := os.Open(filepath.Clean(path))
	if err != nil {
		return "", fault.Wrap(err, "picture_unread")
	}
	defer func() { _ = file.Close() }() // read only
	return s.AddPhoto(ctx, file)
}
