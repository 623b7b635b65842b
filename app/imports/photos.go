package imports

import (
	"context"
	"image"
	"path/filepath"

	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// photoModel is a folder of pictures that was looked through.
type photoModel struct {
	plan   *shop.PhotoPlan
	index  *catalog.Index
	strays bool // shows those that are named after nothing
	chosen int
	seen   string      // the picture that is shown
	photo  image.Image // nil while it is read or where it cannot be
	result *shop.PhotoResult
	ended  error
}

// count gives how many pictures are listed.
func (m *photoModel) count() int {
	if m.strays {
		return len(m.plan.Unmatched)
	}
	return len(m.plan.Files)
}

// reason gives why a picture could not be taken, nil for none.
func (m *photoModel) reason(file string) error {
	if m.result != nil {
		for _, bad := range m.result.Rejected {
			if bad.File == file {
				return bad.Reason
			}
		}
	}
	return nil
}

// openFolder looks through a folder in the background.
func (p *Page) openFolder(path string) {
	s := p.kit.Shop
	type found struct {
		plan  *shop.PhotoPlan
		index *catalog.Index
	}
	task.Run(p.runner, "read", func(ctx context.Context) (f found, err error) {
		if f.plan, err = s.PhotoPlan(ctx, path); err == nil {
			f.index, err = s.Catalogue(ctx)
		}
		return f, err
	}, func(f found, err error) {
		p.read("")
		switch {
		case err != nil:
			p.kit.Prompt.Error(err)
		case len(f.plan.Files)+len(f.plan.Unmatched) == 0:
			p.kit.Prompt.Error(fault.New("folder_no_photos", "folder", fault.Values{"value": filepath.Base(path)}))
		default:
			p.model = &model{}
			p.photos = &photoModel{plan: f.plan, index: f.index, strays: len(f.plan.Files) == 0}
			p.show()
		}
	})
}

// takePhotos takes the pictures in a job of its own.
func (p *Page) takePhotos() {
	s, m := p.kit.Shop, p.photos
	if len(m.plan.Files) == 0 {
		p.kit.Prompt.Say(p.kit.T("imports.photos_none"))
		return
	}
	var result shop.PhotoResult
	p.begin(func(ctx context.Context, job *task.Job) (err error) {
		result, err = s.TakePhotos(ctx, m.plan, job.Progress)
		return err
	}, func(err error) {
		m.result, m.ended = &result, err
		if result.Products > 0 {
			p.kit.Changed()
		}
	})
}

// look reads the chosen picture, in the background.
func (p *Page) look() {
	s, m := p.kit.Shop, p.photos
	name, _, _ := p.photoLine(m.chosen)
	if m.seen == name {
		return
	}
	m.seen, m.photo = name, nil
	folder := m.plan.Folder
	task.Run(p.runner, "look", func(ctx context.Context) (image.Image, error) { return s.PreviewPhoto(ctx, folder, name) },
		func(photo image.Image, err error) {
			if m.seen == name && p.photos == m && err == nil {
				m.photo = photo
				p.view.side.show()
			}
		})
}

// photoLine gives what a picture is called, what it is for and how it stands.
func (p *Page) photoLine(index int) (name, note string, err error) {
	m := p.photos
	if m.strays {
		return m.plan.Unmatched[index], p.kit.T("imports.photo_stray"), nil
	}
	file := m.plan.Files[index]
	product := m.index.ByID(file.Product)
	if product == nil {
		return file.File, "", nil
	}
	key := "imports.photo_more"
	if file.Place == 1 {
		key = "imports.photo_cover"
	}
	note = p.kit.T(key, fault.Values{"name": product.Name, "place": file.Place})
	if err = m.reason(file.File); err != nil {
		note = i18n.Message(p.kit.Lang, err)
	}
	return file.File, note, err
}
