package shop

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"filippo.io/age"

	"github.com/talat-pos/talat/internal/fault"
)

// Kinds of files that are carried, and the version of both.
const (
	carriesOutbox  = "talat-outbox"
	carriesAnswers = "talat-answers"
	carryVersion   = 1
)

// Entries of a file. The answers hold people's addresses, so they are closed to all but the shop they are for.
const (
	manifestEntry  = "manifest.json"
	signatureEntry = "manifest.sig"
	outboxEntry    = "outbox.json"
	answersEntry   = "answers.json.age"
	picturesFolder = "pictures/"
)

// Bounds of a file: it comes on a stick, from anywhere.
const (
	maxCarryManifest = 8 << 20
	maxCarryEntry    = 128 << 20
	maxCarryFile     = 1 << 30
	maxCarryEntries  = 20_000
)

// carryManifest says what a file is, whose, and what is in it. Its signature covers everything.
type carryManifest struct {
	Kind      string            `json:"kind"`
	Version   int               `json:"version"`
	ID        string            `json:"id"`
	Shop      string            `json:"shop"` // the signer's
	Name      string            `json:"name"`
	Key       ed25519.PublicKey `json:"key"`
	At        time.Time         `json:"at"`
	Recipient string            `json:"recipient"` // of an outbox: to whom the answers are closed
	For       string            `json:"for"`       // of answers: the shop
	Of        string            `json:"of"`        // of answers: the outbox's id
	Entries   []carryEntry      `json:"entries"`
}

type carryEntry struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
	Hash string `json:"sha256"`
}

// carryWriter writes a file.
type carryWriter struct {
	signer  *carrySigner
	kind    string
	id      string
	forShop string
	of      string
	at      time.Time

	archive *zip.Writer
	entries []carryEntry
}

// write makes the file whole or not at all: fill adds its entries, ready is called once it lies on the disk and before it
// has its name.
func (w *carryWriter) write(path string, fill, ready func() error) (err error) {
	part := path + ".part"
	file, err := os.Create(part)
	if err != nil {
		return fault.Wrap(err, "file_unwritten")
	}
	defer func() {
		if err != nil {
			_ = file.Close() // closed already where it went so far
			_ = os.Remove(part)
		}
	}()
	w.archive = zip.NewWriter(file)
	if err := fill(); err != nil {
		return err
	}
	if err := w.seal(); err != nil {
		return err
	}
	for _, end := range []func() error{w.archive.Close, file.Sync, file.Close} {
		if err := end(); err != nil {
			return fault.Wrap(err, "file_unwritten")
		}
	}
	if err := ready(); err != nil {
		return err
	}
	return fault.Wrap(os.Rename(part, path), "file_unwritten")
}

// seal writes the manifest and its signature.
func (w *carryWriter) seal() error {
	m := carryManifest{Kind: w.kind, Version: carryVersion, ID: w.id, Shop: w.signer.shop, Name: w.signer.name, Key: w.signer.public(), At: w.at.UTC(),
		For: w.forShop, Of: w.of, Entries: w.entries}
	if w.kind == carriesOutbox {
		m.Recipient = w.signer.opens.Recipient().String()
	}
	data, err := json.Marshal(m)
	if err == nil {
		err = w.put(manifestEntry, data)
	}
	if err == nil {
		err = w.put(signatureEntry, ed25519.Sign(w.signer.key, data))
	}
	return fault.Wrap(err, "file_unwritten")
}

func (w *carryWriter) put(name string, data []byte) error {
	method := zip.Deflate
	if strings.HasPrefix(name, picturesFolder) {
		method = zip.Store // it is packed already
	}
	into, err := w.archive.CreateHeader(&zip.FileHeader{Name: name, Method: method})
	if err == nil {
		_, err = into.Write(data)
	}
	return fault.Wrap(err, "file_unwritten")
}

// add writes an entry that the manifest names.
func (w *carryWriter) add(name string, data []byte) error {
	sum := sha256.Sum256(data)
	w.entries = append(w.entries, carryEntry{name, int64(len(data)), hex.EncodeToString(sum[:])})
	return w.put(name, data)
}

func (w *carryWriter) json(name string, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return fault.Wrap(err, "document_encode")
	}
	return w.add(name, data)
}

// closed writes an entry that only a recipient opens.
func (w *carryWriter) closed(name string, value any, recipient string) error {
	to, err := age.ParseX25519Recipient(recipient)
	if err != nil {
		return fault.New("carry_damaged", "file", nil)
	}
	var sealed bytes.Buffer
	into, err := age.Encrypt(&sealed, to)
	if err == nil {
		err = json.NewEncoder(into).Encode(value)
	}
	if err == nil {
		err = into.Close()
	}
	if err != nil {
		return fault.Wrap(err, "document_encode")
	}
	return w.add(name, sealed.Bytes())
}

// carryReader is a file whose signature and entries hold together.
type carryReader struct {
	carryManifest
	archive *zip.ReadCloser
	files   map[string]*zip.File
}

func (r *carryReader) close() { _ = r.archive.Close() }

var carryEntryName = regexp.MustCompile(`^(outbox\.json|answers\.json\.age|pictures/[0-9a-f]{64})$`)

// openCarried reads a file as far as everything in it was signed by the key it names. Whose key that is remains to be
// asked. Faults: "file_missing", "carry_damaged" for what is no such file, or not whole; "carry_version"; "carry_forged".
func openCarried(path string) (*carryReader, error) {
	damaged := fault.New("carry_damaged", "file", nil)
	info, err := os.Stat(path)
	if err != nil {
		return nil, &fault.Error{Code: "file_missing", Field: "file", Values: fault.Values{"value": filepath.Base(path)}, Err: err}
	}
	if info.Size() > maxCarryFile || !info.Mode().IsRegular() {
		return nil, damaged
	}
	archive, err := zip.OpenReader(path)
	if err != nil {
		return nil, damaged
	}
	r := &carryReader{archive: archive, files: map[string]*zip.File{}}
	if err := r.check(); err != nil {
		r.close()
		if fault.Of(err).Kind == fault.Internal {
			return nil, damaged
		}
		return nil, err
	}
	return r, nil
}

var errCarried = errors.New("not what the manifest says")

// check holds the file against its manifest, and the manifest against its signature. An error of the house's own kind is
// a damaged file.
func (r *carryReader) check() error {
	if len(r.archive.File) > maxCarryEntries+2 {
		return errCarried
	}
	for _, file := range r.archive.File {
		if r.files[file.Name] != nil {
			return errCarried
		}
		r.files[file.Name] = file
	}
	manifest, err := r.bytes(manifestEntry, maxCarryManifest)
	if err != nil {
		return err
	}
	signature, err := r.bytes(signatureEntry, ed25519.SignatureSize)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(manifest, &r.carryManifest); err != nil {
		return err
	}
	if r.Kind != carriesOutbox && r.Kind != carriesAnswers {
		return errCarried
	}
	if r.Version != carryVersion {
		return fault.New("carry_version", "file", nil)
	}
	if len(r.Key) != ed25519.PublicKeySize || !ed25519.Verify(r.Key, manifest, signature) {
		return fault.New("carry_forged", "file", nil)
	}
	if len(r.Entries) != len(r.archive.File)-2 {
		return errCarried
	}
	total := int64(0)
	for _, entry := range r.Entries {
		if total += entry.Size; !carryEntryName.MatchString(entry.Name) || entry.Size < 0 || entry.Size > maxCarryEntry || total > maxCarryFile {
			return errCarried
		}
		if err := r.holds(&entry); err != nil {
			return err
		}
	}
	return nil
}

// holds compares an entry with its hash without keeping it.
func (r *carryReader) holds(entry *carryEntry) error {
	file := r.files[entry.Name]
	if file == nil {
		return errCarried
	}
	in, err := file.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	sum := sha256.New()
	size, err := io.Copy(sum, io.LimitReader(in, entry.Size+1))
	if err != nil {
		return err
	}
	if size != entry.Size || hex.EncodeToString(sum.Sum(nil)) != entry.Hash {
		return fault.New("carry_forged", "file", nil)
	}
	return nil
}

// bytes reads an entry of at most so many bytes.
func (r *carryReader) bytes(name string, most int64) ([]byte, error) {
	file := r.files[name]
	if file == nil {
		return nil, errCarried
	}
	in, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, most+1))
	if err == nil && int64(len(data)) > most {
		err = errCarried
	}
	return data, err
}

// json reads an entry. Fault: "carry_damaged".
func (r *carryReader) json(name string, into any) error {
	data, err := r.bytes(name, maxCarryEntry)
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		return fault.New("carry_damaged", "file", nil)
	}
	return nil
}

// opened reads an entry that is closed to this shop. Fault: "carry_foreign".
func (r *carryReader) opened(name string, into any, signer *carrySigner) error {
	data, err := r.bytes(name, maxCarryEntry)
	if err != nil {
		return fault.New("carry_damaged", "file", nil)
	}
	inside, err := age.Decrypt(bytes.NewReader(data), signer.opens)
	if err != nil {
		return fault.New("carry_foreign", "file", nil)
	}
	if err := json.NewDecoder(io.LimitReader(inside, maxCarryEntry)).Decode(into); err != nil {
		return fault.New("carry_damaged", "file", nil)
	}
	return nil
}
