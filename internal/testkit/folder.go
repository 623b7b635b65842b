package testkit

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing/fstest"
)

// Folder reads a folder into memory, so that many tests copy what one made and nothing is left behind.
func Folder(dir string) (fs.FS, error) {
	made := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == "." {
			return err
		}
		file := &fstest.MapFile{Mode: entry.Type() | 0o700}
		if !entry.IsDir() {
			file.Mode = 0o600
			file.Data, err = os.ReadFile(filepath.Join(dir, path))
		}
		made[path] = file
		return err
	})
	return made, err
}
