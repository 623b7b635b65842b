package shipping

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

// side is the label of the chosen parcel as it will print, or what is known of one that went, over what is done next.
func (v *view) side() fyne.CanvasObject {
	v.label = &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}
	v.says = widget.NewWrapLabel("", 0, widget.Body.In(theme.InkSoft).Centre())
	v.facts = widget.Column(6)
	said := container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 12, 12, v.says), layout.NewSpacer())
	desk := canvas.NewRectangle(theme.Current().Colour(theme.Chip))
	desk.CornerRadius = theme.Current().Size(theme.Corner)
	v.sheet = container.NewStack(desk, widget.Inset(12, 12, 12, 12, v.label))
	v.rightTop = container.NewStack(v.sheet, said, widget.NewDragScroll(widget.Inset(14, 14, 16, 16, v.facts)))
	v.buttons = widget.Column(widget.Gap)
	return container.NewBorder(nil, widget.Inset(theme.Current().Size(theme.GapWide), 0, 0, 0, v.buttons), nil, nil, widget.NewFlushCard(v.rightTop))
}

// showSide shows what is known of the chosen parcel until its label is drawn.
func (v *view) showSide() {
	one := v.page.m.parcel()
	v.facts.RemoveAll()
	if one != nil && !here(&one.Parcel) {
		v.sheet.Hide()
		v.say("")
		for _, line := range []struct {
			text  string
			style widget.Style
		}{{v.page.t("state." + one.State), widget.Strong.At(theme.Small).In(theme.InkStrong)}, {one.To.Title + one.To.Name, widget.Section},
			{shop.PhonesText(one.To.Phones, one.Masked), widget.Body}, {one.To.Address().Short(), widget.Body.At(theme.Small)}} {
			if line.text != "" {
				v.facts.Add(widget.NewWrapLabel(line.text, 0, line.style))
			}
		}
		v.facts.Add(widget.NewDivider())
		for _, part := range v.page.factsOf(one) {
			v.facts.Add(part)
		}
		for range 2 { // texts know their height once they know their width
			v.rightTop.Refresh()
			v.facts.Refresh()
		}
	}
	if one == nil {
		v.sheet.Hide()
		v.say(v.page.t("no_parcel"))
	}
	v.where.show()
}

func (v *view) say(text string) {
	v.says.Set(text)
	visible(v.says, text != "")
	for range 2 {
		v.rightTop.Refresh()
		v.rightTop.Objects[1].Refresh()
	}
}

// drawn is a label as it will print, or why there is none.
type drawn struct {
	picture image.Image
	words   string
}

// pixels is how wide a label is drawn; the toolkit fits it into its place.
const pixels = 720

// preview draws the label of the chosen parcel.
func (p *Page) preview() {
	one := p.m.parcel()
	if one == nil || !here(&one.Parcel) {
		return
	}
	s, lang, parcel, options := p.k.Shop, p.k.Lang, one.ID, p.options()
	task.Run(p.runner, "preview", func(ctx context.Context) (d drawn, err error) {
		labels, err := s.Labels(ctx, []id.Parcel{parcel}, options)
		switch {
		case err != nil:
			return d, err
		case len(labels.Pages) == 0 && len(labels.Failed) > 0:
			d.words = i18n.Message(lang, labels.Failed[0].Why)
		case len(labels.Pages) > 0:
			d.picture, err = s.ShowPage(labels.Papers, 0, pixels)
		}
		return d, err
	}, func(d drawn, err error) {
		if err != nil {
			d = drawn{words: i18n.Message(lang, err)}
		}
		v := p.view
		v.label.Image = d.picture
		v.label.Refresh()
		visible(v.sheet, d.picture != nil)
		v.say(d.words)
	})
}

// factsOf says what is known of a parcel that went, but for who gets it.
func (p *Page) factsOf(one *shop.Parcel) (all []fyne.CanvasObject) {
	lang := p.k.Lang
	pair := func(label, value string) {
		if value != "" {
			all = append(all, widget.Beside(widget.NewText(label, widget.Caption).Shrink(), widget.NewText(value, widget.Figure.At(theme.Small))))
		}
	}
	pair(p.t("column.number"), p.m.numberText(lang, one))
	pair(p.t("column.service"), serviceText(lang, one))
	if one.ShippedAt > 0 {
		pair(p.t("handed_at"), i18n.MomentBrief(lang, one.ShippedAt.Time()))
	}
	if one.Grams > 0 {
		pair(p.t("weight"), p.t("kilos", fault.Values{"kilos": kilos(one.Grams)}))
	}
	pair(p.t("column.postage"), i18n.Baht(one.Postage))
	if one.COD > 0 {
		pair(p.t("column.cod"), i18n.Baht(one.COD))
		if one.CODPaid > 0 {
			pair(p.t("cod.paid"), i18n.Baht(one.CODPaid))
		}
	}
	if one.Stage != "" {
		pair(p.t("stage"), p.stageText(one.Stage))
	}
	return append(all, widget.NewWrapLabel(one.Contents(), 0, widget.Caption))
}

// stageText says how far a parcel is by the post's word.
func (p *Page) stageText(stage string) string { return p.k.T("track.stage." + stage) }

// checkCard is what is looked at before labels are printed.
func (v *view) checkCard() fyne.CanvasObject {
	v.checks = widget.Column(2)
	v.toCheck = v.page.button(widget.Quiet, keyTrouble, v.page.t("check.next"), "right", v.page.toTrouble).WithHeight(theme.ButtonLow)
	v.toCheck.Hide()
	v.aboutIt = widget.NewText(v.page.t("check"), widget.Section).Shrink()
	v.checkHead = container.New(widget.Least{Height: theme.Current().Size(theme.ButtonLow)}, widget.Beside(v.aboutIt, v.toCheck))
	return widget.NewCard(container.NewBorder(v.checkHead, nil, nil, nil, widget.NewDragScroll(v.checks)))
}

func (v *view) showChecks() {
	p := v.page
	v.checks.RemoveAll()
	v.aboutIt.Set(p.t("check"))
	trouble := p.m.nextTrouble() >= 0
	if !p.m.list().packed {
		trouble = false
		v.aboutIt.Set(p.t("list." + p.m.list().key))
		v.checks.Add(widget.NewWrapLabel(p.t("about."+p.m.list().key), 4, widget.Body.At(theme.Small).In(theme.InkSoft)))
		if quota := p.quotaText(); quota != "" && p.m.list().name == shop.ParcelsAway {
			v.checks.Add(widget.NewWrapLabel(quota, 2, widget.Caption))
		}
	} else if picked := p.m.picked(); len(picked) == 0 {
		v.checks.Add(widget.NewWrapLabel(p.t("check.none"), 3, widget.Body.At(theme.Small).In(theme.InkSoft)))
	} else {
		for _, c := range checks(p.k.Lang, picked) {
			v.checks.Add(checkLine(c))
		}
	}
	if one := p.m.parcel(); trouble && one != nil {
		if text := troubleText(p.k.Lang, one); text != "" {
			v.checks.Add(widget.NewWrapLabel(text, 2, widget.Caption.In(theme.Trouble)))
		}
	}
	visible(v.toCheck, trouble)
	for range 2 {
		v.checkHead.Refresh()
		v.checks.Refresh()
	}
}

func checkLine(c check) fyne.CanvasObject {
	name, colour, style := "check", theme.MoneyIn, widget.Body.At(theme.Small)
	if c.bad {
		name, colour, style = "warn", theme.Trouble, widget.TroubleText.At(theme.Small)
	}
	icon := canvas.NewImageFromResource(theme.Icon(name, theme.Current().Colour(colour)))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(widget.Unit(16)))
	return container.NewBorder(nil, nil, widget.Inset(0, 0, 0, 8, container.NewCenter(icon)), nil, widget.NewText(c.text, style).Shrink())
}

// toTrouble goes to the next parcel that should be looked at.
func (p *Page) toTrouble() {
	at := p.m.nextTrouble()
	if at < 0 || !p.m.list().packed {
		p.k.Prompt.Say(p.t("check.good"))
		return
	}
	p.view.list.Choose(at)
	p.choose(at)
	p.view.showChecks()
}

// showButtons shows what is done next with the parcels of the list.
func (v *view) showButtons() {
	p := v.page
	count := fault.Values{"count": len(p.m.picked())}
	var first, second *widget.Button
	switch p.m.list().name {
	case shop.ParcelsToPrint:
		first = p.button(widget.Primary, keyPrint, p.t("print", count), "print", p.loaded(p.print))
	case shop.ParcelsPrinted:
		first = p.button(widget.Primary, keyHand, p.t("hand", count), "ship", p.loaded(p.handOver))
		second = p.button(widget.Plain, keyPrint, p.t("print_again", count), "print", p.loaded(p.print))
	case shop.ParcelsHanded:
		first = p.button(widget.Primary, keyReplies, p.t("replies"), "chat", p.loaded(p.replies))
		second = p.button(widget.Plain, keyPrint, p.t("manifest_today"), "print", p.loaded(p.print))
	case shop.ParcelsAway:
		first = p.button(widget.Primary, keyAsk, p.t("ask"), "sync", p.askPost)
	case shop.ParcelsNumberless:
		first = p.button(widget.Primary, keyNumbers, p.t("numbers"), "scan", p.numbers)
	case shop.ParcelsCOD:
		first = p.button(widget.Primary, keyCOD, p.t("cod"), "cash", p.cod)
	default:
		first = p.button(widget.Primary, keys.Enter, p.t("open"), "ship", p.loaded(p.enter))
	}
	first.WithHeight(theme.ButtonTall)
	first.SetEnabled(len(p.m.read.rows) > 0 && len(p.m.picked()) > 0 || p.m.list().name == shop.ParcelsNumberless || p.m.list().name == shop.ParcelsCOD)
	v.buttons.Objects = []fyne.CanvasObject{first}
	if second != nil {
		v.buttons.Objects = append(v.buttons.Objects, second)
	}
	widget.Connect(p.k.Router, v.buttons)
	v.buttons.Refresh()
	if v.object != nil {
		v.object.Refresh()
	}
}
