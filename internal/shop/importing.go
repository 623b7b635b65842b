package shop

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"maps"
	"os"
	"path/filepath"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
)

// ImportPlan reads a file of products and says what an import would do. Nothing is saved. name tells the
// kind of file by its ending.
func (s *Shop) ImportPlan(ctx context.Context, name string, data io.Reader, sheet string, mapped map[string]string) (*catalog.Plan, catalog.Table, error) {
	file, err := catalog.OpenFile(name, data)
	if err != nil {
		return nil, catalog.Table{}, err
	}
	if mapped, err = s.importColumns(ctx, mapped); err != nil {
		return nil, catalog.Table{}, err
	}
	table, err := file.Table(ctx, sheet, mapped)
	if err != nil {
		return nil, table, err
	}
	plan, err := s.PlanImport(ctx, table, nil)
	return plan, table, err
}

// PlanImport says what importing a table would do to the products there are now.
func (s *Shop) PlanImport(ctx context.Context, table catalog.Table, progress func(done, total int)) (*catalog.Plan, error) {
	index, err := s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	producers, err := s.db.Parties(ctx, party.Producer)
	if err != nil {
		return nil, err
	}
	known := make(map[string]id.Party, len(producers))
	for _, producer := range producers {
		known[producer.Name] = producer.ID
	}
	return catalog.MakePlan(ctx, table, index, known, progress)
}

// importNames is the setting that remembers which headings a person named, as JSON.
const importNames = "import.columns"

// maxNames bounds how many headings are remembered.
const maxNames = 300

// ImportColumns gives the columns that people have named headings as, for catalog.File.Table.
func (s *Shop) ImportColumns(ctx context.Context) (map[string]string, error) {
	return s.importColumns(ctx, nil)
}

// importColumns gives what is remembered, under what is named now.
func (s *Shop) importColumns(ctx context.Context, now map[string]string) (map[string]string, error) {
	text, err := s.Get(ctx, importNames)
	if err != nil {
		return nil, err
	}
	mapped := map[string]string{}
	_ = json.Unmarshal([]byte(text), &mapped) // one that cannot be read is as good as none
	maps.Copy(mapped, now)
	return mapped, nil
}

// RememberColumns keeps what headings were named as, so that the next file like it is understood.
func (s *Shop) RememberColumns(ctx context.Context, mapped map[string]string) error {
	if len(mapped) > maxNames {
		return nil
	}
	text, err := json.Marshal(mapped)
	if err != nil {
		return fault.Wrap(err, "document_unreadable")
	}
	return s.db.SaveSettings(ctx, map[string]string{importNames: string(text)})
}

// importBatch is how many products one event of an import holds.
const importBatch = 500

// Import saves what a plan says, batch by batch: what is done stays done when ctx ends.
func (s *Shop) Import(ctx context.Context, plan *catalog.Plan, progress func(done, total int)) error {
	for _, maker := range plan.Producers {
		if _, err := s.SaveProducer(ctx, Party{ID: maker.ID, Name: maker.Name}); err != nil {
			return err
		}
	}
	var products []catalog.Product
	var openings []Opening
	for n, row := range plan.Rows {
		if row.Action == catalog.Create || row.Action == catalog.Update {
			products = append(products, row.Product)
			openings = append(openings, Opening{ProductID: row.Product.ID, Qty: row.Stock, Expires: row.Expires})
		}
		if len(products) == importBatch || n == len(plan.Rows)-1 && len(products) > 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := s.SaveProducts(ctx, products, openings); err != nil {
				return err
			}
			products, openings = products[:0], openings[:0]
			if progress != nil {
				progress(n+1, len(plan.Rows))
			}
		}
	}
	return nil
}

// SaveRejected writes the bad rows of an import into exports/ with the reasons, to be put right and read
// again. It gives the file.
func (s *Shop) SaveRejected(table catalog.Table, plan *catalog.Plan, lang i18n.Lang) (string, error) {
	return s.saveRejected("rejected-", func(out io.Writer) error { return catalog.WriteRejected(out, table, plan.Rejected, lang) })
}

func (s *Shop) saveRejected(name string, write func(io.Writer) error) (string, error) {
	file := filepath.Join(s.Dir, Exports, name+s.Clock().Format("20060102-150405")+".xlsx")
	out, err := os.Create(file)
	if err != nil {
		return "", fault.Wrap(err, "file_unwritten")
	}
	err = write(out)
	if closed := out.Close(); err == nil {
		err = closed
	}
	return file, fault.Wrap(err, "file_unwritten")
}

// Export gives all products as rows of a table, headings first.
func (s *Shop) Export(ctx context.Context, lang i18n.Lang) ([][]string, error) {
	index, err := s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	sums, err := s.db.OnHand(ctx)
	if err != nil {
		return nil, err
	}
	var goods []*catalog.Product
	for _, p := range index.All() {
		if p.SKU != MiscSKU {
			goods = append(goods, p)
		}
	}
	return catalog.Export(goods, lang, s.producerName, func(p id.Product) qty.Qty { return sums[p] }), nil
}

// keepPicture writes a picture under the hash of its content and gives the file's name.
func (s *Shop) keepPicture(data []byte, ext string) (string, error) {
	sum := sha256.Sum256(data)
	name := hex.EncodeToString(sum[:16]) + ext
	path := filepath.Join(s.Dir, Images, name)
	if exists(path) {
		return name, nil
	}
	if err := os.WriteFile(path+".part", data, 0o600); err != nil {
		return "", fault.Wrap(err, "file_unwritten")
	}
	return name, fault.Wrap(os.Rename(path+".part", path), "file_unwritten")
}
