package chooser

import (
	"image/color"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
)

// home is a person's folder with those that systems make in it.
func home(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "ป้าแสงดา")
	for _, name := range []string{"Desktop", "Documents", "Downloads", "Music", "Pictures", "Videos"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	inside := filepath.Join(dir, "ไฟล์ร้าน")
	if err := os.MkdirAll(filepath.Join(inside, "ปี 2569"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(inside, "ผู้รับ.csv"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HOME", dir)
	t.Setenv("USERPROFILE", dir)
	return inside
}

// said lists the texts that an object shows.
func said(object fyne.CanvasObject) (texts []string) {
	if object == nil || !object.Visible() {
		return nil
	}
	switch object := object.(type) {
	case *canvas.Text:
		return []string{object.Text}
	case *fyne.Container:
		for _, part := range object.Objects {
			texts = append(texts, said(part)...)
		}
	case *container.Scroll:
		return said(object.Content)
	case fyne.Widget:
		for _, part := range test.WidgetRenderer(object).Objects() {
			texts = append(texts, said(part)...)
		}
	}
	return texts
}

var latin = regexp.MustCompile(`[A-Za-z]`)

func TestNothingIsEnglishInThai(t *testing.T) {
	for name, c := range map[string]struct {
		show func(fyne.Window)
		want []string
	}{
		"file":   {func(w fyne.Window) { File(w, i18n.Thai, []string{".csv"}, func(string) {}) }, []string{"เลือกไฟล์", "เปิด", "ยกเลิก", "ดาวน์โหลด", "(ย้อนขึ้น)", "ผู้รับ"}},
		"folder": {func(w fyne.Window) { Folder(w, i18n.Thai, func(string) {}) }, []string{"เลือกโฟลเดอร์", "ใช้โฟลเดอร์นี้", "ยกเลิก", "รูปภาพ", "โฟลเดอร์ของฉัน", "ปี 2569"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := home(t)
			app := test.NewTempApp(t)
			app.Settings().SetTheme(theme.New(theme.Options{}))
			app.Preferences().SetString("fyne:fileDialogLastFolder", storage.NewFileURI(dir).String())
			Speak(i18n.Thai)
			t.Cleanup(func() { Speak(i18n.English) })
			window := test.NewTempWindow(t, canvas.NewRectangle(color.White))
			window.Resize(fyne.NewSize(1366, 768))
			c.show(window)
			texts := said(window.Canvas().Overlays().Top())
			above := strings.Split(filepath.ToSlash(dir), "/") // the names of folders are what they are
			for _, text := range texts {
				if latin.MatchString(text) && !slices.Contains(above, text) && text != ".csv" {
					t.Errorf("%q stands in the dialog", text)
				}
			}
			for _, want := range c.want {
				if !slices.Contains(texts, want) {
					t.Errorf("%q is not among %q", want, texts)
				}
			}
		})
	}
}
