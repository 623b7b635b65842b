package settings

import (
	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/rules"
)

// The keys that choose the pictures of papers.
const (
	keyLogo keys.Chord = "Ctrl+G"
	keySeal keys.Chord = "Ctrl+E"
)

var pictureKeys = map[string]keys.Chord{"paper.logo": keyLogo, "paper.seal": keySeal}

func isPicture(key string) bool {
	known, _ := rules.Describe(key)
	return known.Kind == "picture"
}

// pickPicture asks for the file of a picture on papers.
func (p *Page) pickPicture(key string) func() {
	return func() {
		p.open(sectionNamed("papers"))
		p.kit.PickFile(pictureEndings, func(path string) { p.save(key, path) })
	}
}

// picture makes the place of a picture: whether there is one, and how to choose or drop it.
func (v *view) picture(key string) fyne.CanvasObject {
	p := v.page
	said, icon := "settings.picture.none", ""
	if p.facts.set.Get(key) != "" {
		said, icon = "settings.picture.kept", "check"
	}
	pick := widget.NewButton(widget.Plain, p.kit.T("settings.picture.pick"), p.pickPicture(key)).WithIcon("photo").WithKey(pictureKeys[key].Name(p.kit.Lang, p.kit.Twins))
	buttons := []fyne.CanvasObject{pick}
	if icon != "" {
		buttons = append(buttons, widget.NewButton(widget.Plain, p.kit.T("settings.picture.drop"), func() { p.save(key, "") }).WithIcon("undo"))
	}
	field := widget.Column(8, widget.NewWrapLabel(p.kit.T(said), 1, widget.Body), widget.Row(buttons...))
	p.rows[key] = &row{form: widget.NewFormRow(p.kit.T("settings."+key), field)}
	return p.rows[key].form
}
