// Package shop opens a shop's folder and joins its parts: files, lock, store, catalogue, papers. The
// window and the command line call the same methods here.
package shop

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/connect/thailandpost"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/thai"
)

// The files and folders of a shop.
const (
	dbName     = "shop.db"
	Images     = "images"
	Fonts      = "fonts"
	Backups    = "backups"
	Spool      = "spool"
	Exports    = "exports"
	maxNameLen = 100
)

// MiscSKU is the product behind the line for goods without a barcode.
const MiscSKU = "MISC"

// Shop is one open shop.
type Shop struct {
	Dir   string
	Clock clock.Clock

	db      *store.Store
	index   *catalog.Index
	loading sync.Mutex // held while the catalogue is read
	taking  sync.Mutex // guards whole, and what is put into an index that is not
	whole   bool       // the index holds every product
	seen    int64      // the newest event the catalogue knows
	others  int64      // Store.Others at that time
	names   sync.Map
	sarabun func() *paper
	setting sync.Mutex    // guards chosen
	chosen  *paper        // in fonts of the owner's, nil while none was asked for
	wake    chan struct{} // there is something to print
	tell    chan struct{} // there is something to send to a platform
	clients sync.Map      // of platforms, as keptClient
	hashes  sync.Map      // of pictures' contents, by the names of their files
	post    string        // where Thailand Post's tracking answers

	mapping  sync.Mutex // guards register and over
	register *address.Register
	over     []address.Correction // what was laid over the standard register to make it
	spoken   spoken               // the goods as chats name them
}

// Params describe a new shop.
type Params struct {
	Name      string
	Address   string
	Phone     string
	PromptPay string // "" = none
	Receiver  string // the account holder's name as the bank shows it
	TaxID     string
	Branch    string
	VAT       string // none or included
	Till      string // letter, "" = A
	Practice  bool
}

// Exists reports whether a folder holds a shop.
func Exists(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, dbName))
	return err == nil
}

// Create makes a new shop in a folder. Faults: "shop_exists", "name_missing", "name_too_long",
// "name_picture", "till_invalid", those of a PromptPay id and of a setting.
func Create(ctx context.Context, dir string, params Params, now clock.Clock) (*Shop, error) {
	params.Name = thai.Clean(params.Name, maxNameLen+1)
	if params.Name == "" {
		return nil, fault.New("name_missing", "name", nil)
	}
	if err := thai.CheckName(params.Name, "name", maxNameLen); err != nil {
		return nil, err
	}
	if params.Till == "" {
		params.Till = "A"
	}
	if !validLetter(params.Till) {
		return nil, fault.New("till_invalid", "till", fault.Values{"value": params.Till})
	}
	set, err := params.settings()
	if err != nil {
		return nil, err
	}
	if Exists(dir) {
		return nil, fault.New("shop_exists", "shop", nil)
	}
	for _, folder := range []string{"", Images, Backups, Spool, Exports} {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o700); err != nil {
			return nil, fault.Wrap(err, "folder_unwritable")
		}
	}
	db, err := store.Create(ctx, filepath.Join(dir, dbName), now, params.Till)
	if err != nil {
		return nil, err
	}
	s := newShop(dir, db, now)
	if err := s.furnish(ctx, set); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func validLetter(letter string) bool {
	if len(letter) > 3 {
		return false
	}
	for _, r := range letter {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	return true
}

func (p *Params) settings() (map[string]string, error) {
	set := map[string]string{"shop.id": id.New[id.Shop]().String(), "shop.name": p.Name,
		"stock.place": id.New[id.Place]().String()}
	for key, value := range map[string]string{"shop.address": p.Address, "shop.phone": p.Phone, "shop.tax_id": p.TaxID,
		"shop.branch": p.Branch, "shop.vat": p.VAT, "promptpay.id": p.PromptPay, "promptpay.name": p.Receiver} {
		if value == "" {
			continue
		}
		value, _, err := checkSetting(key, value)
		if err != nil {
			return nil, fault.At(err, paramField[key])
		}
		set[key] = value
	}
	if p.Practice {
		set["shop.practice"] = "yes"
	}
	return set, nil
}

var paramField = map[string]string{"shop.address": "address", "shop.phone": "phone", "shop.tax_id": "tax_id",
	"shop.branch": "branch", "shop.vat": "vat", "promptpay.id": "promptpay", "promptpay.name": "promptpay_name"}

// furnish writes the settings, the place goods lie, and the product behind goods without a barcode.
func (s *Shop) furnish(ctx context.Context, set map[string]string) error {
	if err := s.db.SaveSettings(ctx, set); err != nil {
		return err
	}
	place, err := id.Parse[id.Place](set["stock.place"])
	if err != nil {
		return err
	}
	if err := s.db.SavePlace(ctx, store.Place{ID: place, Name: "หน้าร้าน", Kind: store.PlaceShop}); err != nil {
		return err
	}
	misc := catalog.Product{ID: id.New[id.Product](), SKU: MiscSKU, Name: "สินค้าไม่มีบาร์โค้ด", NameEN: "Goods without a barcode",
		Unit: "ชิ้น", Terms: ledger.Own, VAT: catalog.VATStandard, Untracked: true}
	return s.db.SaveProducts(ctx, []catalog.Product{misc}, nil)
}

// Open opens the shop in a folder. Faults are those of store.Open.
func Open(ctx context.Context, dir string, now clock.Clock) (*Shop, error) {
	db, err := store.Open(ctx, filepath.Join(dir, dbName), now)
	if err != nil {
		return nil, err
	}
	for _, folder := range []string{Images, Backups, Spool, Exports} {
		_ = os.MkdirAll(filepath.Join(dir, folder), 0o700) // a read-only shop still opens
	}
	s := newShop(dir, db, now)
	_ = s.ForgetChats(ctx) // of a read-only shop nothing is deleted
	return s, nil
}

func newShop(dir string, db *store.Store, now clock.Clock) *Shop {
	return &Shop{Dir: dir, Clock: now, db: db, index: catalog.NewIndex(), wake: make(chan struct{}, 1), tell: make(chan struct{}, 1), post: thailandpost.Base,
		sarabun: sync.OnceValue(func() *paper { return newPaper(text.NewShaper()) })}
}

// Close closes the shop's file.
func (s *Shop) Close() error { return s.db.Close() }

// Till gives the letter on papers and the till's id.
func (s *Shop) Till() (letter string, till id.Till) { return s.db.Till().Letter, s.db.Till().ID }

// Checkpoint folds what was written into the file; called in idle moments.
func (s *Shop) Checkpoint(ctx context.Context) error {
	return errors.Join(s.ForgetChats(ctx), s.db.Checkpoint(ctx))
}

// Check audits everything in the shop's file.
func (s *Shop) Check(ctx context.Context) ([]Check, error) { return s.db.CheckAll(ctx) }
