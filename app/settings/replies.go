package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ordering/reply"
	"github.com/talat-pos/talat/internal/thai"
)

// subject is which words to customers are being looked at.
type subject struct {
	kind    int // among reply.Kinds
	channel int // among channels, which begin with "every channel"
}

// The keys of the words to customers.
const (
	keyReply        keys.Chord = "Ctrl+R"
	keyReplyChannel keys.Chord = "Ctrl+N"
)

// channels are those that words may be for; "" is every one that has none of its own.
var channels = append([]string{""}, reply.Channels...)

func (s subject) of() (reply.Kind, string) {
	kind := reply.Kinds[s.kind]
	if !kind.PerChannel() {
		return kind, ""
	}
	return kind, channels[s.channel]
}

func (s subject) key() string { return reply.Key(s.of()) }

// customers is the language that customers are written to, whatever the window's is.
func (f *facts) customers() i18n.Lang { return i18n.Lang(f.set.Get("reply.lang")) }

// words gives the words in force for a subject, and those it would have without its own.
func (f *facts) words(s subject) (own, inherited string) {
	kind, channel := s.of()
	without := func(key string) string {
		if key == s.key() {
			return ""
		}
		return f.set.Get(key)
	}
	return reply.Words(f.set.Get, kind, channel, f.customers()), reply.Words(without, kind, channel, f.customers())
}

// example fills words with an order that nobody made.
func (f *facts) example(s subject, words string, today clock.Day) string {
	kind, _ := s.of()
	data := reply.Sample(kind, f.customers(), f.set.Get("shop.name"), f.set.Get("reply.voice"), today)
	return reply.Write(kind, words, data, f.customers())
}

// chooseSubject shows other words; what was typed is kept.
func (p *Page) chooseSubject(s subject) {
	p.flush()
	p.subject = s
	p.open(sectionNamed("replies"))
}

// nextKind and nextChannel step round, and lead to the section first.
func (p *Page) nextKind() {
	if p.Arg() != "replies" {
		p.open(sectionNamed("replies"))
		return
	}
	p.chooseSubject(subject{(p.subject.kind + 1) % len(reply.Kinds), p.subject.channel})
}

func (p *Page) nextChannel() {
	if kind, _ := p.subject.of(); p.Arg() != "replies" || !kind.PerChannel() {
		p.open(sectionNamed("replies"))
		return
	}
	p.chooseSubject(subject{p.subject.kind, (p.subject.channel + 1) % len(channels)})
}

// resetReply takes the words of the subject back to what they were before anybody changed them.
func (p *Page) resetReply() {
	if p.Arg() != "replies" {
		p.open(sectionNamed("replies"))
		return
	}
	_, inherited := p.facts.words(p.subject)
	p.view.words.SetText(inherited)
	p.flush()
}

// replyKept follows words that were kept: others that are shown meanwhile may be the same ones.
func (p *Page) replyKept(key string) {
	shown := p.rows[p.subject.key()]
	if key != p.subject.key() && shown != nil && !shown.dirty {
		p.open(p.section)
		return
	}
	p.view.markChannels()
}

// replies are the words to customers: which, the text, its placeholders, and what an order makes of it.
func (v *view) replies() []fyne.CanvasObject {
	p, t := v.page, v.page.kit.T
	s := p.subject
	kind, _ := s.of()
	kinds := make([]widget.ChipData, len(reply.Kinds))
	for n, kind := range reply.Kinds {
		kinds[n].Label = t("settings.replies." + string(kind))
	}
	kindRow := widget.NewChipRow(kinds, func(n int) { p.chooseSubject(subject{n, s.channel}) })
	kindRow.Select(s.kind)
	all := []fyne.CanvasObject{widget.NewFormRow(v.keyed("settings.replies.kind", keyReply), kindRow)}
	if kind.PerChannel() {
		v.channels = widget.NewChipRow(v.channelChips(), func(n int) { p.chooseSubject(subject{s.kind, n}) })
		v.channels.Select(s.channel)
		all = append(all, widget.NewFormRow(v.keyed("settings.replies.channel", keyReplyChannel), v.channels))
	}
	return append(all, v.editor())
}

// keyed is a name with the key that steps through what it names.
func (v *view) keyed(name string, chord keys.Chord) string {
	return v.page.kit.T(name) + " · " + chord.Name(v.page.kit.Lang, v.page.kit.Twins)
}

// channelChips mark the channels that have words of their own.
func (v *view) channelChips() []widget.ChipData {
	p := v.page
	chips := make([]widget.ChipData, len(channels))
	for n, channel := range channels {
		name := channel
		if name == "" {
			name = "all"
		}
		chips[n].Label = p.kit.T("settings.replies.channel." + name)
		if p.facts.set.Get(subject{p.subject.kind, n}.key()) != "" {
			chips[n].Icon = "pen"
		}
	}
	return chips
}

// markChannels marks anew which channels have words of their own.
func (v *view) markChannels() {
	if v.channels != nil {
		v.channels.Set(v.channelChips())
	}
}

// editor is the text of the subject beside what becomes of it.
func (v *view) editor() fyne.CanvasObject {
	p, s := v.page, v.page.subject
	key, today := s.key(), clock.DayOf(p.kit.Shop.Clock())
	kind, _ := s.of()
	own, inherited := p.facts.words(s)
	entry := widget.NewNoteEntry("", 10)
	entry.SetText(own)
	v.words = entry
	preview := widget.NewWrapLabel(p.facts.example(s, own, today), 0, widget.Body)
	form := widget.NewFormRow(p.kit.T("settings.replies.text"), entry)
	r := &row{form: form, text: func() string {
		if thai.CleanLines(entry.Text, 0) == inherited {
			return "" // as it is without words of its own: a change above is followed again
		}
		return entry.Text
	}}
	p.rows[key] = r
	entry.OnChanged = func(typed string) {
		r.dirty = true
		defer v.fields.Refresh() // what is said, or the example, may be higher now
		words, err := reply.Check(kind, typed)
		if err != nil {
			p.wrong[key] = typed
			r.say(i18n.Message(p.kit.Lang, err))
			return
		}
		delete(p.wrong, key)
		r.say("")
		if words == "" {
			words = inherited
		}
		preview.Set(p.facts.example(s, words, today))
	}
	entry.OnFocus = func(has bool) {
		if !has && r.dirty {
			r.dirty = false
			p.save(key, r.text())
		}
	}
	if typed, refused := p.wrong[key]; refused {
		entry.SetText(typed)
	}
	shown := widget.NewFormRow(p.kit.T("settings.replies.example"), widget.NewNotice(widget.Good, preview))
	reset := widget.NewButton(widget.Plain, p.kit.T("settings.replies.reset"), p.resetReply).WithIcon("undo").WithKey(keys.Chord("F12").Name(p.kit.Lang, p.kit.Twins))
	return widget.Column(widget.Gap, container.New(widget.Even{}, form, shown), v.placeholders(kind, entry),
		widget.Beside(widget.NewWrapLabel(p.kit.T("settings.replies.rule"), 2, widget.Caption), reset))
}

// placeholders puts the name of what an order knows where the caret stands.
func (v *view) placeholders(kind reply.Kind, entry *widget.Entry) fyne.CanvasObject {
	p := v.page
	names := reply.Placeholders(kind)
	chips := make([]widget.ChipData, len(names))
	for n, name := range names {
		chips[n] = widget.ChipData{Label: p.kit.T("settings.replies.field." + name), Tone: widget.Outline}
	}
	row := widget.NewChipRow(chips, nil)
	row.Select(-1)
	row.OnSelected = func(n int) {
		row.Select(-1)
		widget.Focus(entry)
		for _, r := range "{" + names[n] + "}" {
			entry.Type(r)
		}
	}
	return widget.NewFormRow(p.kit.T("settings.replies.fields"), row)
}
