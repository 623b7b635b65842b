package theme

import (
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/talat-pos/talat/assets"
)

// TestContactSheet writes every icon and drawing on one picture when TALAT_GALLERY names a folder.
func TestContactSheet(t *testing.T) {
	folder := os.Getenv("TALAT_GALLERY")
	if folder == "" {
		t.Skip("set TALAT_GALLERY to a folder to look at the drawings")
	}
	names, err := fs.Glob(assets.Files, "icons/*.svg")
	if err != nil {
		t.Fatal(err)
	}
	look := New(Options{})
	const cell = 96
	sheet := image.NewRGBA(image.Rect(0, 0, 13*cell, (len(names)/13+1)*cell))
	draw.Draw(sheet, sheet.Bounds(), image.White, image.Point{}, draw.Src)
	for n, name := range names {
		short := strings.TrimSuffix(strings.TrimPrefix(name, "icons/"), ".svg")
		at := image.Pt(n%13*cell+8, n/13*cell+8)
		picture := look.Drawing(short, 80, 80, 0)
		draw.Draw(sheet, image.Rectangle{at, at.Add(image.Pt(80, 80))}, picture, image.Point{}, draw.Over)
		fmt.Println(n, short)
	}
	file, err := os.Create(folder + "/sheet.png")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, sheet); err != nil {
		t.Fatal(err)
	}
}
