package shop

import (
	"cmp"
	"context"
	"image"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
)

// maxFolder bounds how many files of a folder are looked at.
const maxFolder = 20_000

// photoBatch is how many products one event of taking photos holds.
const photoBatch = 20

// PhotoFile is a picture in a folder and the product it is named after.
type PhotoFile struct {
	File    string // below the folder
	Product id.Product
	Place   int // 1 is the cover
}

// PhotoPlan is what a folder of pictures holds for the shop.
type PhotoPlan struct {
	Folder    string
	Files     []PhotoFile // by product, the cover first
	Unmatched []string    // named after nothing that the shop sells
	Products  int
	Covers    int // products of which the cover is replaced
}

// PhotoRefusal is a picture that could not be taken, and why.
type PhotoRefusal struct {
	File   string
	Reason error
}

// PhotoResult is what was done with the pictures of a folder.
type PhotoResult struct {
	Photos    int // that were read and kept
	Products  int // that changed
	Unchanged int // that had the pictures already
	Rejected  []PhotoRefusal
}

// PhotoPlan looks through a folder and those below it for pictures that are named after products: by SKU or
// barcode, further ones with _2 or (2) behind. It fails with "folder_unreadable" and "folder_too_large".
func (s *Shop) PhotoPlan(ctx context.Context, folder string) (*PhotoPlan, error) {
	index, err := s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	names, err := listPhotos(ctx, folder)
	if err != nil {
		return nil, err
	}
	plan := &PhotoPlan{Folder: folder}
	for _, name := range names {
		product, place := index.PhotoOf(filepath.ToSlash(name))
		if product == nil {
			plan.Unmatched = append(plan.Unmatched, name)
			continue
		}
		plan.Files = append(plan.Files, PhotoFile{name, product.ID, place})
	}
	slices.SortStableFunc(plan.Files, func(a, b PhotoFile) int {
		return cmp.Or(strings.Compare(a.Product.String(), b.Product.String()), cmp.Compare(a.Place, b.Place), strings.Compare(a.File, b.File))
	})
	for n, file := range plan.Files {
		if n > 0 && plan.Files[n-1].Product == file.Product {
			continue
		}
		plan.Products++
		if file.Place == 1 && index.ByID(file.Product).Photo != "" {
			plan.Covers++
		}
	}
	return plan, nil
}

func listPhotos(ctx context.Context, folder string) (names []string, err error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, &fault.Error{Code: "folder_unreadable", Field: "folder", Values: fault.Values{"value": filepath.Base(folder)}, Err: err}
	}
	defer root.Close()
	seen := 0
	err = fs.WalkDir(root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if seen++; seen > maxFolder {
			return fault.New("folder_too_large", "folder", fault.Values{"most": maxFolder})
		}
		if err != nil {
			return nil // a folder that may not be read is passed by
		}
		if entry.Type().IsRegular() && catalog.IsPhoto(name) && !strings.HasPrefix(filepath.Base(name), ".") {
			names = append(names, name)
		}
		return ctx.Err()
	})
	return names, err
}

// PreviewPhoto gives a picture of a folder as it would be kept. Faults are those of AddPhoto.
func (s *Shop) PreviewPhoto(ctx context.Context, folder, name string) (image.Image, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fault.Wrap(err, "picture_unread")
	}
	defer root.Close()
	file, err := root.Open(name)
	if err != nil {
		return nil, fault.Wrap(err, "picture_unread")
	}
	defer file.Close()
	photo, err := makePhoto(ctx, file)
	if err != nil {
		return nil, err
	}
	return photo, nil
}

// TakePhotos keeps the pictures of a plan and sets them on their products, some products at a time: what is
// done stays done when ctx ends, and the same folder goes on from there. A picture that cannot be taken is
// told and passed by. progress, which may be nil, counts files.
func (s *Shop) TakePhotos(ctx context.Context, plan *PhotoPlan, progress func(done, total int)) (result PhotoResult, err error) {
	root, err := os.OpenRoot(plan.Folder)
	if err != nil {
		return result, &fault.Error{Code: "folder_unreadable", Field: "folder", Values: fault.Values{"value": filepath.Base(plan.Folder)}, Err: err}
	}
	defer root.Close()
	take := &photoTaker{shop: s, root: root, result: &result}
	for from := 0; from < len(plan.Files); {
		to := from + 1
		for to < len(plan.Files) && plan.Files[to].Product == plan.Files[from].Product {
			to++
		}
		if err := take.product(ctx, plan.Files[from:to]); err != nil {
			return result, err
		}
		if from = to; progress != nil {
			progress(from, len(plan.Files))
		}
	}
	return result, take.save(ctx)
}

// photoTaker takes pictures product by product.
type photoTaker struct {
	shop    *Shop
	root    *os.Root
	result  *PhotoResult
	waiting []catalog.Product
	photos  int // of the products that wait
}

// product takes the pictures of one product, the cover first.
func (t *photoTaker) product(ctx context.Context, files []PhotoFile) error {
	index, err := t.shop.Catalogue(ctx)
	if err != nil {
		return err
	}
	old := index.ByID(files[0].Product)
	if old == nil {
		return nil // gone meanwhile
	}
	var names []string
	cover := false
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		name, err := t.take(ctx, file.File)
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			t.result.Rejected = append(t.result.Rejected, PhotoRefusal{file.File, err})
			continue
		}
		cover = cover || len(names) == 0 && file.Place == 1
		names = append(names, name)
	}
	with, left := old.AddPhotos(cover, names...)
	if left > 0 {
		t.result.Rejected = append(t.result.Rejected, PhotoRefusal{files[len(files)-1].File,
			fault.New("too_many", "photos", fault.Values{"max": catalog.MaxPhotos})})
	}
	if with.Photo == old.Photo && slices.Equal(with.MorePhotos, old.MorePhotos) {
		t.result.Unchanged++
		return nil
	}
	t.waiting = append(t.waiting, with)
	if t.photos += len(names) - left; len(t.waiting) < photoBatch {
		return nil
	}
	return t.save(ctx)
}

func (t *photoTaker) take(ctx context.Context, name string) (string, error) {
	file, err := t.root.Open(name)
	if err != nil {
		return "", fault.Wrap(err, "picture_unread")
	}
	defer file.Close()
	return t.shop.AddPhoto(ctx, file)
}

// save writes the products that wait.
func (t *photoTaker) save(ctx context.Context) error {
	if len(t.waiting) == 0 {
		return nil
	}
	if err := t.shop.SaveProducts(ctx, t.waiting, nil); err != nil {
		return err
	}
	t.result.Products += len(t.waiting)
	t.result.Photos += t.photos
	t.waiting, t.photos = nil, 0
	return nil
}
