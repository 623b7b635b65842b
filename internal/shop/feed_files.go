package shop

import (
	"bytes"
	"context"
	"image"
	"io"
	"os"
	"path/filepath"

	"github.com/talat-pos/talat/internal/connect/feed"
	"github.com/talat-pos/talat/internal/fault"
)

// pictures makes the pictures of goods that are not there yet. Goods whose cover cannot be read are left out
// where the format needs one; other pictures that cannot be are only missing.
func (w *feeder) pictures(ctx context.Context, goods *offered) (fits bool, err error) {
	for n, photo := range goods.photos {
		if photo == "" {
			continue
		}
		picture, err := w.picture(ctx, photo)
		switch {
		case ctx.Err() != nil:
			return false, ctx.Err()
		case fault.Is(err, "file_unwritten"):
			return false, err
		case err != nil && n == 0 && w.request.Format.NeedsPhoto():
			w.leave(goods.SKU, goods.Title, feed.PictureUnread(w.request.Lang))
			return false, nil
		case err != nil && n == 0:
			w.look(goods, feed.PictureUnread(w.request.Lang))
		case err == nil:
			goods.Files = append(goods.Files, picture)
			if n == 0 {
				w.look(goods, feed.PictureSmall(picture, w.request.Format, w.request.Lang)...)
			}
		}
	}
	return true, nil
}

func (w *feeder) look(goods *offered, reasons ...feed.Reason) {
	if len(reasons) > 0 {
		w.result.Look = append(w.result.Look, feed.Left{SKU: goods.SKU, Name: goods.Title, Reasons: reasons})
	}
}

// picture gives a picture of the shop as it lies beside the file, made once and kept by its content.
func (w *feeder) picture(ctx context.Context, photo string) (feed.Picture, error) {
	if known, ok := w.made[photo]; ok {
		return known, nil
	}
	data, err := w.s.photoBytes(photo)
	if err != nil {
		return feed.Picture{}, err
	}
	picture := feed.Picture{Name: feed.PictureName(data)}
	folder := filepath.Join(w.folder, feed.PicturesFolder)
	size, there := pictureSize(filepath.Join(folder, picture.Large()))
	if !there || !exists(filepath.Join(folder, picture.Small())) {
		original, err := makePhoto(ctx, bytes.NewReader(data))
		if err != nil {
			return feed.Picture{}, err
		}
		if size, err = writePictures(ctx, folder, picture, original); err != nil {
			return feed.Picture{}, err
		}
	}
	picture.Width, picture.Height = size.X, size.Y
	w.made[photo] = picture
	w.result.Pictures++
	return picture, nil
}

// writePictures writes the two sizes, the large one last: it says that both are there.
func writePictures(ctx context.Context, folder string, picture feed.Picture, original image.Image) (image.Point, error) {
	large, small, size, err := feed.Pictures(ctx, original)
	if err != nil {
		return size, err
	}
	if err := writeShared(filepath.Join(folder, picture.Small()), small); err != nil {
		return size, err
	}
	return size, writeShared(filepath.Join(folder, picture.Large()), large)
}

// pictureSize reads how large a picture is that was written before.
func pictureSize(path string) (image.Point, bool) {
	file, err := os.Open(path)
	if err != nil {
		return image.Point{}, false
	}
	defer func() { _ = file.Close() }() // read only
	head, _, err := image.DecodeConfig(file)
	return image.Pt(head.Width, head.Height), err == nil
}

// prepare makes the folders, and sees that a catalogue overwrites nothing but an older one of its own.
func (w *feeder) prepare() error {
	if !w.request.Format.IsFolder() {
		return w.makeFolder(feed.PicturesFolder)
	}
	name := fault.Values{"name": filepath.Base(w.folder)}
	if info, err := os.Stat(w.folder); err == nil && !info.IsDir() {
		return fault.New("feed_not_folder", "out", name)
	}
	index, err := readStart(filepath.Join(w.folder, feed.IndexPage))
	if err != nil {
		return err
	}
	if index != nil && !bytes.Contains(index, []byte(`name="generator" content="`+feed.Generator+`"`)) {
		return fault.New("feed_folder_taken", "out", name)
	}
	if err := w.makeFolder(feed.PagesFolder); err != nil {
		return err
	}
	return w.makeFolder(feed.PicturesFolder)
}

func (w *feeder) makeFolder(name string) error {
	if err := os.MkdirAll(filepath.Join(w.folder, name), 0o755); err != nil {
		return &fault.Error{Code: "file_unwritten", Field: "out", Kind: fault.Internal, Err: err}
	}
	return nil
}

// readStart reads the first part of a file, nil of one that is not there.
func readStart(path string) ([]byte, error) {
	file, err := os.Open(path)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.Wrap(err, "file_unwritten")
	}
	defer func() { _ = file.Close() }() // read only
	data, err := io.ReadAll(io.LimitReader(file, 8<<10))
	return data, fault.Wrap(err, "file_unwritten")
}

func (w *feeder) write(whole *feed.Catalogue) error {
	if !w.request.Format.IsFolder() {
		var out bytes.Buffer
		if err := feed.Write(&out, w.request.Format, whole); err != nil {
			return fault.Wrap(err, "file_unwritten")
		}
		return fault.At(writeShared(w.request.Out, out.Bytes()), "out")
	}
	keep := map[string]bool{}
	err := feed.Pages(whole, func(path string, data []byte) error {
		keep[filepath.Base(path)] = true
		return writeShared(filepath.Join(w.folder, filepath.FromSlash(path)), data)
	})
	if err != nil {
		return fault.At(fault.Wrap(err, "file_unwritten"), "out")
	}
	for _, goods := range whole.Goods {
		for _, picture := range goods.Files {
			keep[picture.Large()], keep[picture.Small()] = true, true
		}
	}
	sweep(filepath.Join(w.folder, feed.PagesFolder), feed.IsPage, keep)
	sweep(filepath.Join(w.folder, feed.PicturesFolder), feed.IsPicture, keep)
	return nil
}

// sweep takes away what an older catalogue left: nobody shall order what is not sold any more. What cannot be
// taken away stays; the new pages do not lead there.
func sweep(folder string, ours func(string) bool, keep map[string]bool) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, entry := range entries {
		if name := entry.Name(); entry.Type().IsRegular() && ours(name) && !keep[name] {
			_ = os.Remove(filepath.Join(folder, name))
		}
	}
}

// writeShared writes a file whole or not at all. Others may read it, as it is made to be passed on.
func writeShared(path string, data []byte) error {
	part, err := os.CreateTemp(filepath.Dir(path), ".talat-*")
	if err != nil {
		return fault.Wrap(err, "file_unwritten")
	}
	_, err = part.Write(data)
	if closed := part.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Chmod(part.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(part.Name(), path)
	}
	if err != nil {
		_ = os.Remove(part.Name())
	}
	return fault.Wrap(err, "file_unwritten")
}
