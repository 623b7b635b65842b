// Package backup packs a shop into one file and unpacks it again: a checked snapshot of the database, the
// pictures and fonts, and a manifest of hashes, optionally encrypted for a key that does not lie on the till.
package backup

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"filippo.io/age"

	"github.com/talat-pos/talat/internal/fault"
)

// Bounds of a backup that is read: files from outside are hostile.
const (
	maxFiles    = 200_000
	maxFileSize = 64 << 30
	format      = 1
)

const (
	manifestName = "manifest.json"
	dbName       = "shop.db"
	ageMagic     = "age-encryption.org/"
	zipMagic     = "PK\x03\x04"
)

// folders are those of a shop that are packed, and how: pictures are compressed already.
var folders = []struct {
	name   string
	method uint16
}{{"images", zip.Store}, {"fonts", zip.Deflate}}

// Manifest says what a backup holds.
type Manifest struct {
	Format  int               `json:"format"`
	Shop    string            `json:"shop"`
	Program string            `json:"program"`
	Schema  int               `json:"schema"`
	MadeAt  string            `json:"made_at"` // RFC 3339
	Files   map[string]string `json:"files"`   // name and SHA-256
}

// Write packs a snapshot of the database and the files of the shop in dir into file. recipient is an age public
// key ("age1…"), "" for none. The file appears only when it is whole, in place of an older backup but of
// no other file. Faults: "backup_key", "backup_over_other", "backup_failed".
func Write(file, snapshot, dir, recipient string, m Manifest) (err error) {
	if err := replaceable(file); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return fault.Wrap(err, "backup_failed")
	}
	part, err := os.CreateTemp(filepath.Dir(file), ".backup-*.part")
	if err != nil {
		return fault.Wrap(err, "backup_failed")
	}
	defer func() { _ = os.Remove(part.Name()) }() // gone already when all went well
	err = writeTo(part, snapshot, dir, recipient, m)
	if err = errors.Join(err, part.Sync(), part.Close()); err != nil {
		return fault.Wrap(err, "backup_failed")
	}
	if err := os.Rename(part.Name(), file); err != nil {
		return fault.Wrap(err, "backup_failed")
	}
	if folder, err := os.Open(filepath.Dir(file)); err == nil {
		_ = folder.Sync() // makes the name durable where the system can
		_ = folder.Close()
	}
	return nil
}

// replaceable refuses a file that is there and is no backup: a slip of the hand must not put a backup in
// place of the shop's own database.
func replaceable(file string) error {
	in, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fault.Wrap(err, "backup_failed")
	}
	defer in.Close()
	head := make([]byte, len(ageMagic))
	n, err := io.ReadFull(in, head)
	if errors.Is(err, io.EOF) || bytes.HasPrefix(head[:n], []byte(zipMagic)) || string(head[:n]) == ageMagic {
		return nil
	}
	return fault.New("backup_over_other", "file", fault.Values{"file": filepath.Base(file)})
}

func writeTo(out io.Writer, snapshot, dir, recipient string, m Manifest) error {
	if recipient == "" {
		return pack(out, snapshot, dir, m)
	}
	key, err := age.ParseX25519Recipient(recipient)
	if err != nil {
		return &fault.Error{Code: "backup_key", Field: "recipient", Err: err}
	}
	sealed, err := age.Encrypt(out, key)
	if err != nil {
		return err
	}
	return errors.Join(pack(sealed, snapshot, dir, m), sealed.Close())
}

func pack(out io.Writer, snapshot, dir string, m Manifest) error {
	m.Format, m.Files = format, map[string]string{}
	archive := zip.NewWriter(out)
	if err := addFile(archive, snapshot, dbName, zip.Deflate, m.Files); err != nil {
		return err
	}
	for _, folder := range folders {
		if err := addFolder(archive, dir, folder.name, folder.method, m.Files); err != nil {
			return err
		}
	}
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	into, err := archive.Create(manifestName)
	if err != nil {
		return err
	}
	if _, err := into.Write(text); err != nil {
		return err
	}
	return archive.Close()
}

// addFolder packs the files of a folder. One that is taken away meanwhile, such as a font that gives way to
// another, is left out.
func addFolder(archive *zip.Writer, dir, folder string, method uint16, hashes map[string]string) error {
	entries, err := os.ReadDir(filepath.Join(dir, folder))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, entry := range entries {
		if !entry.Type().IsRegular() {
			continue
		}
		err := addFile(archive, filepath.Join(dir, folder, entry.Name()), folder+"/"+entry.Name(), method, hashes)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func addFile(archive *zip.Writer, from, name string, method uint16, hashes map[string]string) error {
	file, err := os.Open(from)
	if err != nil {
		return err
	}
	defer file.Close()
	into, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: method})
	if err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(into, sum), file); err != nil {
		return err
	}
	hashes[name] = hex.EncodeToString(sum.Sum(nil))
	return nil
}

// Unpack opens a backup into an empty folder, checking every hash. Faults: "backup_missing",
// "backup_encrypted" (decrypt it with age first), "backup_damaged", "backup_newer", "backup_failed".
func Unpack(file, dir string) (*Manifest, error) {
	if err := readable(file); err != nil {
		return nil, err
	}
	archive, err := zip.OpenReader(file)
	if err != nil {
		return nil, &fault.Error{Code: "backup_damaged", Field: "file", Err: err}
	}
	defer archive.Close()
	m, err := readManifest(&archive.Reader)
	if err != nil {
		return nil, err
	}
	if len(archive.File) != len(m.Files)+1 || len(archive.File) > maxFiles {
		return nil, fault.New("backup_damaged", "file", nil)
	}
	for _, entry := range archive.File {
		if entry.Name == manifestName {
			continue
		}
		if err := unpackOne(entry, dir, m.Files[entry.Name]); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func readable(file string) error {
	in, err := os.Open(file)
	if err != nil {
		return &fault.Error{Code: "backup_missing", Field: "file", Err: err}
	}
	defer in.Close()
	head := make([]byte, len(ageMagic))
	if _, err := io.ReadFull(in, head); err == nil && string(head) == ageMagic {
		return fault.New("backup_encrypted", "file", nil)
	}
	return nil
}

func readManifest(archive *zip.Reader) (*Manifest, error) {
	damaged := fault.New("backup_damaged", "file", nil)
	file, err := archive.Open(manifestName)
	if err != nil {
		return nil, damaged
	}
	defer file.Close()
	var m Manifest
	if err := json.NewDecoder(io.LimitReader(file, 64<<20)).Decode(&m); err != nil || m.Files[dbName] == "" {
		return nil, damaged
	}
	if m.Format > format {
		return nil, fault.New("backup_newer", "file", nil)
	}
	return &m, nil
}

// unpackOne writes one file, whose name must be one that Write makes: nothing lands outside the folder.
func unpackOne(entry *zip.File, dir, want string) error {
	damaged := fault.New("backup_damaged", "file", fault.Values{"name": entry.Name})
	safe := entry.Name == dbName
	for _, folder := range folders {
		name, inside := strings.CutPrefix(entry.Name, folder.name+"/")
		safe = safe || inside && name == path.Base(name) && filepath.IsLocal(name)
	}
	if want == "" || !safe || entry.UncompressedSize64 > maxFileSize {
		return damaged
	}
	to := filepath.Join(dir, filepath.FromSlash(entry.Name))
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return fault.Wrap(err, "backup_failed")
	}
	in, err := entry.Open()
	if err != nil {
		return damaged
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fault.Wrap(err, "backup_failed")
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(out, sum), io.LimitReader(in, int64(entry.UncompressedSize64)+1))
	// The disk's errors name a path; all others are the archive's.
	if disk := new(fs.PathError); err != nil && !errors.As(err, &disk) || uint64(n) > entry.UncompressedSize64 {
		_ = out.Close()
		return damaged
	}
	if err := errors.Join(err, out.Sync(), out.Close()); err != nil {
		return fault.Wrap(err, "backup_failed")
	}
	if hex.EncodeToString(sum.Sum(nil)) != want {
		return damaged
	}
	return nil
}
