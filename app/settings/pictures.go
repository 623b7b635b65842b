package settings

import (
	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/rules"
)

// pictureKey is how a picture of papers is chosen, and taken off again.
type pictureKey struct{ pick, drop keys.Chord }

var pictureKeys = map[string]pictureKey{"paper.logo": {"Ctrl+G", "Alt+G"}, "paper.seal": {"Ctrl+E", "Alt+E"}}

// pictureBindings are the keys of the pictures.
func (p *Page) pictureBindings() (all []keys.Binding) {
	for _, key := range []string{"paper.logo", "paper.seal"} {
		all = append(all, keys.Binding{Chord: pictureKeys[key].pick, Label: "settings." + key, Do: p.pickPicture(key)},
			keys.Binding{Chord: pictureKeys[key].drop, Label: "settings." + key + ".drop", Do: p.dropPicture(key)})
	}
	return all
}

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

// dropPicture takes a picture off papers.
func (p *Page) dropPicture(key string) func() {
	return func() {
		p.open(sectionNamed("papers"))
		if p.facts.set.Get(key) != "" {
			p.save(key, "")
		}
	}
}

// picture makes the place of a picture: whether there is one, and how to choose or drop it.
func (v *view) picture(key string) fyne.CanvasObject {
	p := v.page
	button := func(text, icon string, chord keys.Chord, do func()) fyne.CanvasObject {
		return widget.NewButton(widget.Plain, p.kit.T(text), do).WithIcon(icon).WithKey(chord.Name(p.kit.Lang, p.kit.Twins))
	}
	said, buttons := "settings.picture.none", []fyne.CanvasObject{button("settings.picture.pick", "photo", pictureKeys[key].pick, p.pickPicture(key))}
	if p.facts.set.Get(key) != "" {
		said = "settings.picture.kept"
		buttons = append(buttons, button("settings.picture.drop", "undo", pictureKeys[key].drop, p.dropPicture(key)))
	}
	field := widget.Column(8, widget.NewWrapLabel(p.kit.T(said), 1, widget.Body), widget.Row(buttons...))
	p.rows[key] = &row{form: widget.NewFormRow(p.kit.T("settings."+key), field)}
	return p.rows[key].form
}
