package orderimport

import (
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/channelfile"
	"github.com/talat-pos/talat/internal/ordering/sheet"
)

// The keys of the dialog of headings.
const (
	keyChannel keys.Chord = "F4"
	keyOneEach keys.Chord = "F7"
	keyDates   keys.Chord = "F8"
)

// heads is the dialog in which a person says what the headings of a file stand for, and what the channel's words
// for states mean. It works on a copy, which counts once it is taken.
type heads struct {
	page    *Page
	mapping channelfile.Mapping
	places  []int    // of the headings that are listed
	words   []string // listed after them
	touched bool

	list    *widget.List
	missing *widget.WrapLabel
	channel *widget.Button
	oneEach *widget.Button
	dates   *widget.Button
	choices *fyne.Container
	dialog  *prompt.Dialog
}

// nameHeadings opens it.
func (p *Page) nameHeadings() {
	m := p.model
	if p.job != nil || m.path == "" || len(m.file.Headings) == 0 || m.done != nil {
		return
	}
	h := &heads{page: p, mapping: m.file.Mapping, places: m.headings()}
	if m.mapping != nil {
		h.mapping = *m.mapping // of an earlier round: also headings that other files have
	}
	h.mapping.States = maps.Clone(h.mapping.States)
	h.words = m.words(&h.mapping)
	h.open()
}

func (h *heads) open() {
	p, k := h.page, h.page.kit
	h.list = widget.NewList(theme.RowHeight, newRow, h.setRow)
	h.list.OnTapped = func(int) { h.change() }
	h.missing = widget.NewWrapLabel("", 3, widget.Strong.At(theme.Small).In(theme.InkGold))
	choice := func(key keys.Chord, do func()) *widget.Button {
		return widget.NewButton(widget.Minor, "", do).WithKey(p.key(key)).WithHeight(theme.ButtonLow)
	}
	h.channel, h.oneEach, h.dates = choice(keyChannel, h.chooseChannel), choice(keyOneEach, h.turnOneEach), choice(keyDates, h.turnDates)
	h.choices = widget.Row(h.channel, h.oneEach, h.dates)
	size := k.Prompt.Size()
	rows := max(min(int((size.Height-widget.Unit(330))/theme.Current().Size(theme.RowHeight)), 7), 2)
	body := widget.Column(widget.Gap, widget.NewWrapLabel(k.T("orderimport.heads_text"), 2, widget.Body.At(theme.Small)),
		h.choices, container.New(widget.Rows(rows), widget.NewFlushCard(h.list)), h.missing)
	step := func(by int) func() { return func() { h.list.Step(0, by) } }
	p.naming = true
	h.dialog = &prompt.Dialog{Title: k.T("orderimport.headings"), Width: widget.Unit(860), Body: body, OnClosed: func() { p.naming = false }, Typed: func() bool { return h.touched },
		Lose: prompt.Question{Title: k.T("orderimport.heads_lose"), Text: k.T("orderimport.heads_lose_text")},
		Bindings: []keys.Binding{{Chord: "Up", Do: step(-1), Repeat: true}, {Chord: "Down", Do: step(1), Repeat: true},
			{Chord: "PageUp", Do: step(-5), Repeat: true}, {Chord: "PageDown", Do: step(5), Repeat: true},
			{Chord: keyChannel, Label: "orderimport.channel", Do: h.chooseChannel}, {Chord: keyOneEach, Label: "orderimport.one_each_yes", Do: h.turnOneEach},
			{Chord: keyDates, Label: "orderimport.dates_dmy", Do: h.turnDates}},
		Actions: []prompt.Action{{Label: k.T("prompt.cancel"), Key: keys.Esc},
			{Label: k.T("orderimport.heads_change"), Key: keys.Enter, Icon: "pen", Stays: true, Do: h.change},
			{Label: k.T("orderimport.heads_take"), Key: keys.Save, Kind: widget.Primary, Icon: "check", Stays: true, Do: h.take}}}
	k.Prompt.Show(h.dialog)
	h.list.SetCount(len(h.places) + len(h.words))
	h.list.Choose(0)
	h.show()
}

// heading gives the heading of a row of the list, word the channel's word; the other is "".
func (h *heads) at(n int) (heading, word string) {
	switch {
	case n < 0 || n >= len(h.places)+len(h.words):
		return "", ""
	case n < len(h.places):
		return h.page.model.file.Headings[h.places[n]], ""
	}
	return "", h.words[n-len(h.places)]
}

func (h *heads) setRow(n int, r *row, _ bool) {
	k := h.page.kit
	heading, word := h.at(n)
	mark := widget.ChipData{Label: k.T("orderimport.unused"), Tone: widget.Calm}
	switch {
	case heading != "":
		if field := h.mapping.FieldOf(heading); field != "" {
			mark = widget.ChipData{Label: k.T("orderfile.column." + string(field)), Tone: widget.Good}
		}
		r.set("", oneLine(heading), h.page.model.examples(h.places[n]), "", false, mark)
	case word != "":
		mark.Label, mark.Tone = k.T("orderimport.state.unknown"), widget.Watch
		if state := h.mapping.States[word]; state != "" {
			mark = widget.ChipData{Label: k.T("orderimport.state." + string(state)), Tone: widget.Good}
		}
		r.set("", "“"+oneLine(word)+"”", k.T("orderimport.word"), "", false, mark)
	}
}

// show shows what the mapping says now.
func (h *heads) show() {
	k := h.page.kit
	h.channel.SetLabel(k.T("orderimport.channel_is", fault.Values{"channel": k.T("ordering.channel." + h.mapping.Channel)}))
	each, dates := "orderimport.one_each_no", "orderimport.dates_dmy"
	if h.mapping.OneEach {
		each = "orderimport.one_each_yes"
	}
	if h.mapping.DateForm == sheet.MonthFirst {
		dates = "orderimport.dates_mdy"
	}
	h.oneEach.SetLabel(k.T(each))
	h.dates.SetLabel(k.T(dates))
	missing := h.mapping.Missing()
	h.missing.Set("")
	if len(missing) > 0 {
		h.missing.Set(k.T("orderimport.missing", fault.Values{"columns": fieldNames(k, missing)}))
	}
	h.missing.Hidden = len(missing) == 0
	h.dialog.Button(2).SetEnabled(len(missing) == 0)
	h.choices.Refresh()
	h.list.Refresh()
	h.dialog.Refresh()
}

// fieldNames lists fields for a sentence.
func fieldNames(k *kit.Kit, fields []channelfile.Field) string {
	var names []string
	for _, field := range fields {
		names = append(names, k.T("orderfile.column."+string(field)))
	}
	return strings.Join(names, ", ")
}

func (h *heads) changed() {
	h.touched = true
	h.show()
}

// change asks what the chosen heading, or the chosen word, stands for.
func (h *heads) change() {
	n := h.list.Chosen()
	heading, word := h.at(n)
	next := func() {
		h.changed()
		h.list.Choose(min(n+1, len(h.places)+len(h.words)-1))
	}
	switch {
	case heading != "":
		h.chooseField(heading, next)
	case word != "":
		h.chooseState(word, next)
	}
}

func (h *heads) chooseField(heading string, then func()) {
	k := h.page.kit
	fields := append([]channelfile.Field{""}, channelfile.Fields()...)
	h.choose(k.T("orderimport.heads_which", fault.Values{"heading": oneLine(heading)}), len(fields), slices.Index(fields, h.mapping.FieldOf(heading)),
		func(n int) (label, note string) {
			if fields[n] == "" {
				return k.T("orderimport.unused"), ""
			}
			if names := h.mapping.Columns[fields[n]]; len(names) > 0 {
				note = k.T("orderimport.heads_now", fault.Values{"heading": oneLine(strings.Join(names, " + "))})
			}
			return k.T("orderfile.column." + string(fields[n])), note
		}, func(n int) {
			h.mapping = h.mapping.Assign(heading, fields[n])
			then()
		})
}

// states are what a word of a channel can mean.
var states = []channelfile.State{channelfile.New, channelfile.Paid, channelfile.Shipped, channelfile.Delivered, channelfile.Cancelled, channelfile.Returned, channelfile.Unknown}

func (h *heads) chooseState(word string, then func()) {
	k := h.page.kit
	h.choose(k.T("orderimport.word_which", fault.Values{"word": oneLine(word)}), len(states), max(slices.Index(states, h.mapping.States[word]), 0),
		func(n int) (label, note string) { return k.T("orderimport.state." + string(states[n])), "" },
		func(n int) {
			if h.mapping.States == nil {
				h.mapping.States = map[string]channelfile.State{}
			}
			h.mapping.States[word] = states[n]
			then()
		})
}

// chooseChannel asks whose file it is. Before anything else was said the headings follow the channel's layout.
func (h *heads) chooseChannel() {
	k := h.page.kit
	h.choose(k.T("orderimport.channel"), len(ordering.Channels), slices.Index(ordering.Channels, h.mapping.Channel),
		func(n int) (label, note string) { return k.T("ordering.channel." + ordering.Channels[n]), "" },
		func(n int) {
			if channel := ordering.Channels[n]; h.touched {
				h.mapping.Channel = channel
			} else {
				states := h.mapping.States
				h.mapping = channelfile.SuggestFor(channel, h.page.model.file.Headings)
				h.mapping.Channel, h.mapping.States = channel, states
			}
			h.changed()
		})
}

func (h *heads) turnOneEach() {
	h.mapping.OneEach = !h.mapping.OneEach
	h.changed()
}

func (h *heads) turnDates() {
	if h.mapping.DateForm == sheet.MonthFirst {
		h.mapping.DateForm = sheet.DayFirst
	} else {
		h.mapping.DateForm = sheet.MonthFirst
	}
	h.changed()
}

// choose lets a person choose one of a list.
func (h *heads) choose(title string, count, now int, text func(n int) (label, note string), take func(n int)) {
	k := h.page.kit
	list := widget.NewList(theme.RowHeight, newRow, func(n int, r *row, _ bool) {
		if n < count {
			label, note := text(n)
			r.set("", label, note, "", false, widget.ChipData{})
		}
	})
	var d *prompt.Dialog
	chosen := func() {
		if n := list.Chosen(); n >= 0 {
			d.Close()
			take(n)
		}
	}
	list.OnTapped = func(int) { chosen() }
	rows := 7
	if k.Prompt.Size().Height < widget.Unit(700) {
		rows = 5
	}
	step := func(by int) func() { return func() { list.Step(0, by) } }
	d = &prompt.Dialog{Title: title, Width: widget.Unit(520), Body: container.New(widget.Rows(min(rows, count)), widget.NewFlushCard(list)),
		Bindings: []keys.Binding{{Chord: "Up", Do: step(-1), Repeat: true}, {Chord: "Down", Do: step(1), Repeat: true},
			{Chord: "PageUp", Do: step(-5), Repeat: true}, {Chord: "PageDown", Do: step(5), Repeat: true}},
		Actions: []prompt.Action{{Label: k.T("prompt.cancel"), Key: keys.Esc},
			{Label: k.T("orderimport.choose"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: chosen}}}
	k.Prompt.Show(d)
	list.SetCount(count)
	list.Choose(max(now, 0))
}

// take reads the file by what was said.
func (h *heads) take() {
	if len(h.mapping.Missing()) > 0 {
		return
	}
	h.dialog.Close()
	if !h.touched {
		return
	}
	p, m, mapping := h.page, h.page.model, h.mapping
	before := m.mapping
	m.mapping = &mapping
	p.check(func() { m.mapping = before })
}
