// Package chooser asks for a file or a folder in the toolkit's own dialog, all of whose words are the shop's.
package chooser

import (
	"embed"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/internal/i18n"
)

//go:embed words
var words embed.FS

// Speak gives the toolkit its own words (this dialog, menus of fields) in a language. It knows no Thai and
// cannot switch, but texts for the system's language may be given again.
func Speak(l i18n.Lang) {
	texts, err := words.ReadFile("words/" + string(l) + ".json")
	if err == nil {
		err = lang.AddTranslationsForLocale(texts, lang.SystemLocale())
	}
	if err != nil {
		fyne.LogError("the toolkit's words", err)
	}
}

// File asks for a file with one of some endings, such as ".csv".
func File(over fyne.Window, l i18n.Lang, endings []string, then func(path string)) {
	d := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err == nil && file != nil {
			path := file.URI().Path()
			_ = file.Close() // only its name is wanted; it is opened again in the background
			then(path)
		}
	}, over)
	d.SetFilter(storage.NewExtensionFileFilter(endings))
	d.SetTitleText(i18n.T(l, "chooser.file"))
	show(over, l, d, false)
}

// Folder asks for a folder.
func Folder(over fyne.Window, l i18n.Lang, then func(path string)) {
	d := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		if err == nil && folder != nil {
			then(folder.Path())
		}
	}, over)
	d.SetTitleText(i18n.T(l, "chooser.folder"))
	d.SetConfirmText(i18n.T(l, "chooser.take"))
	show(over, l, d, true)
}

// show puts the dialog into the middle of the window. It has a size only once it is shown, and its place only as it is.
func show(over fyne.Window, l i18n.Lang, d *dialog.FileDialog, folder bool) {
	d.Show()
	d.Resize(fyne.NewSize(900, 560))
	if top, ok := over.Canvas().Overlays().Top().(fyne.Widget); ok {
		for _, part := range top.CreateRenderer().Objects() {
			if pop, ok := part.(*toolkit.PopUp); ok {
				translate(l, pop.Content, folder)
			}
		}
	}
	d.Hide()
	d.Show()
}

// places names the folders at the left, whose English names the toolkit looks up nowhere.
var places = map[string]string{
	"Home": "chooser.home", "Computer": "chooser.computer", "App Files": "chooser.program", "Desktop": "chooser.desktop", "Documents": "chooser.documents",
	"Downloads": "chooser.downloads", "Music": "chooser.music", "Pictures": "chooser.pictures", "Videos": "chooser.videos", "Movies": "chooser.videos",
}

// translate puts our names to the places. Who looks for a file needs no new folder: that button goes.
func translate(l i18n.Lang, object fyne.CanvasObject, folder bool) {
	switch object := object.(type) {
	case *fyne.Container:
		for _, part := range object.Objects {
			translate(l, part, folder)
		}
	case *toolkit.Button:
		if object.Icon != nil && object.Icon.Name() == theme.FolderNewIcon().Name() && !folder {
			object.Hide()
		}
	case *toolkit.Label:
		if key := places[object.Text]; key != "" {
			object.SetText(i18n.T(l, key))
		}
	case *container.Split:
		if list, ok := object.Leading.(*toolkit.List); ok {
			update := list.UpdateItem
			list.UpdateItem = func(n int, item fyne.CanvasObject) { update(n, item); translate(l, item, folder) }
			list.Refresh()
		}
	}
}
