package welcome

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
)

// showStart shows the two cards.
func (p *Page) showStart() {
	p.check = newKeyCheck(p)
	practice := newCard("stall", "", p.t("welcome.practice"), p.lines("welcome.practice_text"),
		widget.NewButton(widget.Gold, p.t("welcome.practice_do"), p.practice).WithKey(p.cap(keys.Enter)).WithHeight(theme.ButtonTall))
	steps := container.NewHBox()
	for n, key := range []string{"welcome.step_name", "welcome.step_pay", "welcome.step_print"} {
		steps.Add(widget.NewBadge(string(rune('1'+n)), theme.ChipBlue, theme.InkBlue))
		steps.Add(widget.NewText(p.t(key), widget.Body.At(theme.Small)))
	}
	own := newCard("shopfront", p.t("welcome.sign"), p.t("welcome.own"),
		container.NewVBox(widget.NewText(p.t("welcome.own_text"), widget.Body.In(theme.InkSoft)), steps),
		widget.NewButton(widget.Primary, p.t("welcome.own_do"), p.askName).WithKey("2").WithHeight(theme.ButtonTall))
	restore := widget.NewButton(widget.Quiet, p.t("welcome.restore"), p.restore).WithIcon("restore").WithKey("3")
	language := widget.NewSegmented([]string{"ไทย", "English"}, langIndex(p.host.Lang), func(n int) { p.host.Language(i18n.Langs[n]) })
	content := container.New(&startLayout{}, newGround(), language, newBrand(p.t("app.brand")),
		widget.NewText(p.t("welcome.motto"), widget.Body.In(theme.InkSoft).Centre()), practice, own, restore, p.check.object)
	other := func() { p.host.Language(i18n.Langs[1-langIndex(p.host.Lang)]) }
	p.show(content, nil,
		keys.Binding{Chord: "1", Label: "welcome.practice", Do: p.practice}, keys.Binding{Chord: keys.Enter, Do: p.practice},
		keys.Binding{Chord: "2", Label: "welcome.own", Do: p.askName}, keys.Binding{Chord: "3", Label: "welcome.restore", Do: p.restore},
		keys.Binding{Chord: "L", Label: "welcome.language", Do: other},
		keys.Binding{Chord: "F8", Label: "welcome.key_check", Do: p.check.came})
	p.listenForTwin(p.check.twin)
}

func (p *Page) lines(key string) fyne.CanvasObject {
	return widget.NewWrapLabel(p.t(key), 3, widget.Body.In(theme.InkSoft))
}

func langIndex(lang i18n.Lang) int {
	if lang == i18n.English {
		return 1
	}
	return 0
}

// keyCheck asks for F8 once: many cheap laptops hide the function keys.
type keyCheck struct {
	page   *Page
	text   *widget.Text
	key    *widget.KeyCap
	change *widget.Button
	object *fyne.Container
}

func newKeyCheck(p *Page) *keyCheck {
	c := &keyCheck{page: p, text: widget.NewText("", widget.Body.In(theme.InkSoft)), key: widget.NewKeyCap("F8")}
	c.change = widget.NewButton(widget.Quiet, "", func() { c.set(!p.host.Twins) })
	c.object = container.NewHBox(c.text, container.NewCenter(c.key), c.change)
	c.write("welcome.key_ask")
	return c
}

// came is told when F8 came: the function keys work.
func (c *keyCheck) came() {
	c.page.host.Twins = false
	c.page.host.SetTwins(false)
	c.write("welcome.key_works")
}

// twin is told when Alt+8 came in its place.
func (c *keyCheck) twin() { c.set(true) }

func (c *keyCheck) set(twins bool) {
	c.page.host.Twins = twins
	c.page.host.SetTwins(twins)
	if twins {
		c.write("welcome.key_twins")
	} else {
		c.write("welcome.key_ask")
	}
}

func (c *keyCheck) write(key string) {
	twins := c.page.host.Twins
	if twins {
		key = "welcome.key_twins"
	}
	c.text.Set(c.page.t(key))
	c.key.Set(keys.Chord("F8").Name(c.page.host.Lang, twins))
	label := "welcome.key_none"
	if twins {
		label = "welcome.key_some"
	}
	c.change.SetLabel(c.page.t(label))
	c.object.Refresh()
}
