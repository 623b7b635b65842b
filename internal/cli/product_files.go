package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) productExport() *cobra.Command {
	return p.command("export FILE", 1, 1, func(args []string) (*answer, error) {
		kind, err := fileKind(args[0], "file", ".csv", ".xlsx")
		if err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			rows, err := s.Export(p.ctx, p.lang)
			if err != nil {
				return nil, err
			}
			write := catalog.WriteCSV
			if kind == ".xlsx" {
				write = catalog.WriteXLSX
			}
			if err := writeFile(args[0], func(w io.Writer) error { return write(w, rows) }); err != nil {
				return nil, at(err, "file")
			}
			return fileAnswer(args[0], document{"products": len(rows) - 1}), nil
		})
	})
}

func (p *program) productImport() *cobra.Command {
	var mapFile, sheet string
	var dry bool
	c := p.command("import FILE [--map FILE] [--sheet NAME] [--dry-run]", 1, 1, func(args []string) (*answer, error) {
		mapped, err := readMap(mapFile)
		if err != nil {
			return nil, err
		}
		file, err := openFile(args[0], "file")
		if err != nil {
			return nil, err
		}
		defer file.Close()
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			plan, table, err := s.ImportPlan(p.ctx, args[0], file, sheet, mapped)
			if err != nil {
				return nil, err
			}
			if dry {
				return p.importAnswer(plan, dry), nil
			}
			return p.importPlan(s, plan, table, filepath.Dir(args[0]))
		})
	})
	c.Flags().StringVar(&mapFile, "map", "", "FILE")
	c.Flags().StringVar(&sheet, "sheet", "", "NAME")
	c.Flags().BoolVar(&dry, "dry-run", false, "")
	return c
}

// importPlan does what a plan says. When it fails after some goods went in, what went in is told and the
// rest is a warning: those goods stay.
func (p *program) importPlan(s *shop.Shop, plan *catalog.Plan, table catalog.Table, pictures string) (*answer, error) {
	warnings, err := s.TakePictures(p.ctx, plan, pictures, nil)
	if err != nil {
		return nil, err
	}
	saved := 0
	failed := s.Import(p.ctx, plan, func(done, _ int) { saved = done })
	if failed != nil {
		if saved == 0 {
			return nil, failed
		}
		plan = cut(plan, saved)
	}
	given := p.importAnswer(plan, false)
	given.warnings = append(given.warnings, warnings...)
	if failed != nil {
		given.status = partly
		given.warnings = append(given.warnings, fault.New("import_cut_short", "row",
			fault.Values{"row": plan.Rows[saved-1].Row, "reason": p.problem(p.stopped(failed)).Message}))
	}
	if len(plan.Rejected) > 0 {
		path, err := s.SaveRejected(table, plan, p.lang)
		if err != nil {
			return nil, err
		}
		given.doc["rejected_file"] = path
	}
	return given, nil
}

// cut gives the part of a plan that was done: its first rows.
func cut(plan *catalog.Plan, rows int) *catalog.Plan {
	done := *plan
	done.Rows = plan.Rows[:rows]
	done.Created, done.Updated, done.Unchanged = 0, 0, 0
	for _, row := range done.Rows {
		switch row.Action {
		case catalog.Create:
			done.Created++
		case catalog.Update:
			done.Updated++
		case catalog.Unchanged:
			done.Unchanged++
		}
	}
	return &done
}

func readMap(path string) (map[string]string, error) {
	if path == "" {
		return nil, nil
	}
	file, err := openFile(path, "map")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return catalog.ReadMap(file)
}

// openFile opens a file to read. It fails with "file_missing".
func openFile(path, field string) (*os.File, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, &fault.Error{Code: "file_missing", Field: field, Values: fault.Values{"value": filepath.Base(path)}, Err: err}
	}
	return file, nil
}

// rejectedDoc is a row of a file that was refused.
type rejectedDoc struct {
	Row    int    `json:"row"`
	Column string `json:"column"`
	Value  string `json:"value"`
	Reason string `json:"reason"`
}

func (p *page) rejected(rows []rejectedDoc) {
	for _, bad := range rows {
		p.say("import.rejected", fault.Values{"row": bad.Row, "column": bad.Column, "value": bad.Value, "reason": bad.Reason})
	}
}

// partialStatus is the exit status when some rows were refused and others went in.
func partialStatus(rejected, good int) int {
	switch {
	case rejected == 0:
		return done
	case good > 0:
		return partly
	default:
		return refused
	}
}

func (p *program) importAnswer(plan *catalog.Plan, dry bool) *answer {
	rejected := make([]rejectedDoc, len(plan.Rejected))
	for n, bad := range plan.Rejected {
		rejected[n] = rejectedDoc{bad.Row, bad.Column, bad.Value, p.problem(bad.Reason).Message}
	}
	doc := document{"created": plan.Created, "updated": plan.Updated, "unchanged": plan.Unchanged, "rejected": rejected, "dry_run": dry}
	given := &answer{doc: doc, text: func(out *page) {
		if dry {
			out.say("import.dry")
		}
		out.say("import.done", fault.Values{"created": plan.Created, "updated": plan.Updated, "unchanged": plan.Unchanged})
		out.rejected(rejected)
		if path, saved := doc["rejected_file"]; saved {
			out.say("import.saved", fault.Values{"file": path})
		}
	}}
	for _, note := range plan.Notes {
		var known *fault.Error
		if errors.As(note, &known) {
			given.warnings = append(given.warnings, known)
		}
	}
	given.status = partialStatus(len(rejected), len(plan.Rows))
	return given
}
