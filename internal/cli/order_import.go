package cli

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/channelfile"
	"github.com/talat-pos/talat/internal/shop"
)

// fileChannels are the channels of order files as --from names them.
var fileChannels = map[string]string{"auto": "", "shopee": ordering.Shopee, "lazada": ordering.Lazada, "tiktok": ordering.TikTok, "line": ordering.LineShop, "csv": ordering.Other}

func (p *program) orderImport() *cobra.Command {
	var from, mapFile string
	var dry bool
	c := p.command("import FILE --from auto|shopee|lazada|tiktok|line|csv [--map FILE] [--dry-run]", 1, 1, func(args []string) (*answer, error) {
		if err := required("from", from != ""); err != nil {
			return nil, err
		}
		if err := oneOf(from, "from", []string{"auto", "shopee", "lazada", "tiktok", "line", "csv"}); err != nil {
			return nil, err
		}
		mapping, err := readMapping(mapFile)
		if err != nil {
			return nil, err
		}
		file, err := openFile(args[0], "file")
		if err != nil {
			return nil, err
		}
		defer file.Close()
		channel := fileChannels[from]
		if mapping != nil && from == "csv" {
			channel = mapping.Channel // a file of any other program may be of the web shop
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			done, err := s.ImportOrders(p.ctx, shop.OrderFile{Name: args[0], Data: file, Channel: channel, Mapping: mapping, Dry: dry})
			if err != nil && (done == nil || done.Created+done.Updated == 0) {
				return nil, err
			}
			given := p.importedOrders(done, dry)
			if err != nil { // what went in stays, and is told
				given.status = partly
				given.warnings = append(given.warnings, fault.New("order_import_cut_short", "", fault.Values{"reason": p.stopped(err)}))
			}
			return given, nil
		})
	})
	c.Flags().StringVar(&from, "from", "", "auto|shopee|lazada|tiktok|line|csv")
	c.Flags().StringVar(&mapFile, "map", "", "FILE")
	c.Flags().BoolVar(&dry, "dry-run", false, "")
	return c
}

// maxMapping bounds a file that says which heading is which.
const maxMapping = 1 << 20

func readMapping(path string) (*channelfile.Mapping, error) {
	if path == "" {
		return nil, nil
	}
	file, err := openFile(path, "map")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxMapping))
	if err != nil {
		return nil, at(fault.Wrap(err, "file_missing"), "map")
	}
	mapping, err := channelfile.ParseMapping(data)
	return &mapping, err
}

// rejectedOrderDoc is a row that was refused, with the order that waits for it.
type rejectedOrderDoc struct {
	rejectedDoc
	Order *string `json:"order"`
}

func (p *program) importedOrders(done *shop.OrderImport, dry bool) *answer {
	rejected, rows := make([]rejectedOrderDoc, len(done.Rejected)), make([]rejectedDoc, len(done.Rejected))
	for n, bad := range done.Rejected {
		rows[n] = rejectedDoc{bad.Row, bad.Column, bad.Value, p.problem(bad.Reason).Message}
		rejected[n] = rejectedOrderDoc{rows[n], text(bad.Order)}
	}
	return &answer{doc: document{"channel": done.Channel, "created": done.Created, "updated": done.Updated, "unchanged": done.Unchanged, "rejected": rejected, "dry_run": dry},
		warnings: done.Warnings, status: partialStatus(len(rejected), done.Created+done.Updated+done.Unchanged), text: func(out *page) {
			if dry {
				out.say("import.dry")
			}
			out.say("order.imported", fault.Values{"channel": out.word("channel", done.Channel), "created": done.Created, "updated": done.Updated, "unchanged": done.Unchanged})
			out.rejected(rows)
		}}
}
