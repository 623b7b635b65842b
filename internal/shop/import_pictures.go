package shop

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
)

// TakePictures keeps the pictures that the rows of a plan name, from a folder, and sets them on the
// products; a row that only a picture changes becomes an update. A picture that is missing or cannot be
// read leaves its row as it is and is told as a warning with the row (which counts the heading as 1). progress
// may be nil.
func (s *Shop) TakePictures(ctx context.Context, plan *catalog.Plan, folder string, progress func(done, total int)) ([]*fault.Error, error) {
	var warnings []*fault.Error
	for n := range plan.Rows {
		row := &plan.Rows[n]
		if row.Image == "" {
			continue
		}
		if err := ctx.Err(); err != nil {
			return warnings, err
		}
		if progress != nil {
			progress(n, len(plan.Rows))
		}
		name, err := s.takePicture(ctx, folder, row.Image)
		if err != nil {
			warnings = append(warnings, fault.New("import_picture", fmt.Sprintf("row[%d].image", row.Row),
				fault.Values{"row": row.Row, "name": row.Image}))
			continue
		}
		if name == row.Product.Photo {
			continue
		}
		row.Product.Photo = name
		if row.Action == catalog.Unchanged {
			row.Action = catalog.Update
			plan.Unchanged--
			plan.Updated++
		}
	}
	return warnings, nil
}

// takePicture reads one picture that lies in the folder or below it, never elsewhere.
func (s *Shop) takePicture(ctx context.Context, folder, name string) (string, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return "", err
	}
	defer root.Close()
	file, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return "", err
	}
	defer file.Close()
	return s.AddPhoto(ctx, file)
}
