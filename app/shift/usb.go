package shift

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

// copyTo puts a backup on a drive, reads it back from there and compares. A copy that fails leaves
// nothing behind. It fails with "backup_failed".
func copyTo(ctx context.Context, file, drive string) (to string, err error) {
	to = filepath.Join(drive, filepath.Base(file))
	half := to + ".part"
	defer func() {
		if err != nil {
			_ = os.Remove(half)
			err = fault.Wrap(err, "backup_failed")
		}
	}()
	want, err := copyFile(file, half)
	if err != nil {
		return "", err
	}
	got, err := hashOf(half)
	if err != nil {
		return "", err
	}
	if got != want {
		return "", errors.New("what was read back from the drive differs")
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if err := os.Rename(half, to); err != nil {
		return "", err
	}
	return to, nil
}

func copyFile(from, to string) (sum [sha256.Size]byte, err error) {
	in, err := os.Open(from)
	if err != nil {
		return sum, err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return sum, err
	}
	hash := sha256.New()
	_, err = io.Copy(io.MultiWriter(out, hash), in)
	err = errors.Join(err, out.Sync(), out.Close())
	return [sha256.Size]byte(hash.Sum(nil)), err
}

func hashOf(file string) (sum [sha256.Size]byte, err error) {
	in, err := os.Open(file)
	if err != nil {
		return sum, err
	}
	defer in.Close()
	hash := sha256.New()
	_, err = io.Copy(hash, in)
	return [sha256.Size]byte(hash.Sum(nil)), err
}

// foldersIn lists the folders of some folders: where systems put drives that were plugged in.
func foldersIn(parents ...string) []string {
	var found []string
	for _, parent := range parents {
		entries, err := os.ReadDir(parent)
		if err != nil {
			continue // not there on this system
		}
		for _, entry := range entries {
			if entry.IsDir() {
				found = append(found, filepath.Join(parent, entry.Name()))
			}
		}
	}
	return found
}

// saved is a backup that was written and checked.
type saved struct {
	file   string
	drives []string
}

// backUp writes a checked backup and looks where a copy could go.
func backUp(ctx context.Context, s *shop.Shop, drives func() []string) (saved, error) {
	file, err := s.BackupHere(ctx)
	if err != nil {
		return saved{}, err
	}
	return saved{file, drives()}, nil
}
