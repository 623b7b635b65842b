package shop

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
)

// ErasedList is the file that remembers who was erased, in the shop's folder and beside every backup: a backup
// made before an erasure still holds who was erased after it. It holds ids, nothing personal.
const ErasedList = "erased.txt"

// erasedHead tells who finds the file what it is for.
const erasedHead = "# Talat: ข้อมูลส่วนตัวของรหัสเหล่านี้ถูกลบแล้ว และจะถูกลบอีกครั้งเมื่อกู้คืนจากไฟล์สำรองเก่า อย่าลบไฟล์นี้\n" +
	"# Talat: personal data of these ids is erased, and is erased again after a restore. Keep this file.\n"

// maxErased bounds a list that is read: files from outside are hostile.
const maxErased = 4 << 20

// rememberErased writes who is erased into the lists of some folders, which keep whom they name already.
func (s *Shop) rememberErased(ctx context.Context, dirs ...string) error {
	erased, err := s.db.Erased(ctx)
	if err != nil || len(erased) == 0 {
		return err
	}
	for _, dir := range dirs {
		known := readErased(filepath.Join(dir, ErasedList))
		seen, text := map[id.Party]bool{}, []byte(erasedHead)
		for _, who := range append(known, erased...) {
			if !seen[who] {
				seen[who] = true
				text = append(text, who.String()+"\n"...)
			}
		}
		if len(seen) == len(known) {
			continue
		}
		if err := writeWhole(filepath.Join(dir, ErasedList), text); err != nil {
			return fault.Wrap(err, "folder_unwritable")
		}
	}
	return nil
}

// readErased reads a list as far as it can be read: what is no id is passed over, so that a damaged line
// forgets nobody else.
func readErased(path string) (erased []id.Party) {
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer file.Close()
	data, _ := io.ReadAll(io.LimitReader(file, maxErased))
	for line := range strings.Lines(string(data)) {
		if who, err := id.Parse[id.Party](strings.TrimSpace(line)); err == nil {
			erased = append(erased, who)
		}
	}
	return erased
}

// eraseAgain erases in a restored shop whom the lists near the backup, and another that is given, name.
func (s *Shop) eraseAgain(ctx context.Context, backup, given string) error {
	beside := filepath.Dir(backup)
	lists := []string{filepath.Join(beside, ErasedList)}
	if filepath.Base(beside) == Backups { // the backup lies in the folder of its shop
		lists = append(lists, filepath.Join(filepath.Dir(beside), ErasedList))
	}
	if given != "" {
		lists = append(lists, given)
	}
	for _, list := range lists {
		for _, who := range readErased(list) {
			was, found, err := s.db.EraseAgain(ctx, who)
			if err == nil && found {
				s.names.Delete(who)
				err = s.dropPhoto(ctx, was.Photo)
			}
			if err == nil && !found { // the people of an order
				_, err = s.db.EraseOrderAgain(ctx, id.Order(who))
			}
			if err != nil {
				return err
			}
		}
	}
	return s.rememberErased(ctx, s.Dir)
}

// erasedAt finds the list of a shop's folder, or is the list itself. It fails with "erased_missing".
func erasedAt(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		path = filepath.Join(path, ErasedList)
		_, err = os.Stat(path)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return "", fault.New("erased_missing", "erased", fault.Values{"file": filepath.Base(path)})
	}
	return path, fault.Wrap(err, "erased_missing")
}
