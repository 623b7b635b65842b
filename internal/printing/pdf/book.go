package pdf

import (
	"bytes"
	"crypto/sha1" // names, not secrets: gofpdf calls its pictures so
	"fmt"
	"runtime"
	"sync"
	"time"

	"github.com/jung-kurt/gofpdf"

	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/recent"
	"github.com/talat-pos/talat/internal/printing/text"
)

// maxLines bounds the lines kept as written: the sender and the fixed words of a label come again on
// every page.
const maxLines = 2048

// book is a file in the making. Lines of text and pictures are taken in the order of the pages, by
// one goroutine, so that codes and names are the same every time; pages are then drawn and deflated
// by as many as there are cores.
type book struct {
	shaper   *text.Shaper
	options  Options
	doc      *gofpdf.Fpdf
	font     *subset
	lines    *recent.Cache[lineKey, line]
	pictures map[*printing.Picture]string
}

type lineKey struct {
	face text.Face
	text string
}

func newBook(shaper *text.Shaper, options Options) *book {
	return &book{shaper: shaper, options: options, font: newSubset(shaper),
		lines: recent.New[lineKey, line](maxLines), pictures: map[*printing.Picture]string{}}
}

// bind makes the whole file.
func (b *book) bind(pages []printing.Page) ([]byte, error) {
	b.open(pages[0])
	contents, err := b.draw(pages)
	if err != nil {
		return nil, err
	}
	var frame bytes.Buffer
	if err := b.doc.Output(&frame); err != nil {
		return nil, err
	}
	return finish(frame.Bytes(), contents, b.font)
}

// open begins the document. gofpdf keeps the pages, their sizes, pictures and what the file says
// about itself; it is given no text and compresses nothing, because it makes a new compressor for
// every page, 1.3 MB of garbage each.
func (b *book) open(first printing.Page) {
	created := b.options.Created
	if created.IsZero() {
		created = time.Unix(0, 0)
	}
	b.doc = gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: size(first)})
	b.doc.SetCompression(false)
	b.doc.SetCatalogSort(true)
	b.doc.SetCreationDate(created.UTC())
	b.doc.SetModificationDate(created.UTC())
	b.doc.SetProducer("Talat", false)
	b.doc.SetTitle(plain(b.options.Title), true)
}

// size gives a page's size in points.
func size(page printing.Page) gofpdf.SizeType {
	return gofpdf.SizeType{Wd: float64(page.Width) * 72 / 25_400, Ht: float64(page.Height) * 72 / 25_400}
}

// sheet is a page with its lines and the names of its pictures, in the order of its ops.
type sheet struct {
	number   int
	page     printing.Page
	lines    []line
	pictures []string
}

// draw gives the deflated contents of all pages.
func (b *book) draw(pages []printing.Page) ([][]byte, error) {
	contents, failures := make([][]byte, len(pages)), make([]error, len(pages))
	sheets := make(chan sheet, 64)
	var drawers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(pages)) {
		drawers.Go(func() {
			press := newPress(b.options.Resolution)
			for s := range sheets {
				contents[s.number], failures[s.number] = press.content(s)
			}
		})
	}
	var err error
	for number, page := range pages {
		b.doc.AddPageFormat("P", size(page))
		s := sheet{number: number, page: page}
		if err = b.collect(&s); err != nil {
			break
		}
		sheets <- s
	}
	close(sheets)
	drawers.Wait()
	for _, failure := range failures {
		if err == nil {
			err = failure
		}
	}
	return contents, err
}

// collect gives every character of a page its code and every picture its name.
func (b *book) collect(s *sheet) error {
	for _, op := range s.page.Ops {
		switch op := op.(type) {
		case printing.Text:
			s.lines = append(s.lines, b.line(op.String, op.Face))
		case printing.Image:
			name, err := b.picture(op.Picture)
			if err != nil {
				return err
			}
			s.pictures = append(s.pictures, name)
		}
	}
	return nil
}

func (b *book) line(words string, face text.Face) line {
	key := lineKey{face, words}
	if known, ok := b.lines.Get(key); ok {
		return known
	}
	written := b.font.write(b.shaper.Line(words, face))
	b.lines.Put(key, written)
	return written
}

// picture gives the name under which gofpdf keeps a picture, "" for none. gofpdf names it after what
// it keeps, and says what that is; nothing else tells the name.
func (b *book) picture(picture *printing.Picture) (string, error) {
	if picture == nil {
		return "", nil
	}
	if name, ok := b.pictures[picture]; ok {
		return name, nil
	}
	data, kind, err := picture.Encode()
	if err != nil {
		return "", err
	}
	key := fmt.Sprintf("%x", sha1.Sum(data))
	info := b.doc.RegisterImageOptionsReader(key, gofpdf.ImageOptions{ImageType: kind}, bytes.NewReader(data))
	if err := b.doc.Error(); err != nil {
		return "", err
	}
	kept, err := info.GobEncode()
	if err != nil {
		return "", err
	}
	b.pictures[picture] = fmt.Sprintf("/I%x", sha1.Sum(kept))
	return b.pictures[picture], nil
}
