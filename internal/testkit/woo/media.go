package woo

import (
	"bytes"
	"image"
	_ "image/jpeg" // kinds of pictures that are uploaded
	_ "image/png"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"slices"

	"github.com/talat-pos/talat/internal/testkit/faulty"
)

// Media is a picture in the library.
type Media struct {
	ID   int
	Slug string
	File string
	Kind string
	Data []byte
}

// Pictures gives what lies in the library, oldest first.
func (s *Shop) Pictures() []Media {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Media
	for _, id := range slices.Sorted(maps.Keys(s.media)) {
		all = append(all, *s.media[id])
	}
	return all
}

// Forget takes all pictures out of the library.
func (s *Shop) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.media)
}

func (s *Shop) listMedia(r *request) faulty.Answer {
	slug := r.URL.Query().Get("slug")
	all := []any{}
	for _, id := range slices.Backward(slices.Sorted(maps.Keys(s.media))) {
		if slug == "" || s.media[id].Slug == slug {
			all = append(all, map[string]any{"id": id})
		}
	}
	return paged(r, all)
}

func (s *Shop) createMedia(r *request) faulty.Answer {
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != "multipart/form-data" {
		return Error(http.StatusBadRequest, "rest_upload_no_content_disposition", "No Content-Disposition supplied.")
	}
	one := &Media{}
	reader := multipart.NewReader(bytes.NewReader(r.body), params["boundary"])
	for {
		part, err := reader.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return Error(http.StatusBadRequest, "rest_upload_no_data", "No data supplied.")
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return Error(http.StatusBadRequest, "rest_upload_no_data", "No data supplied.")
		}
		switch part.FormName() {
		case "slug":
			one.Slug = string(data)
		case "file":
			one.File, one.Kind, one.Data = part.FileName(), part.Header.Get("Content-Type"), data
		}
	}
	if _, kind, err := image.DecodeConfig(bytes.NewReader(one.Data)); err != nil || "image/"+kind != one.Kind || path.Ext(one.File) == "" {
		return Error(http.StatusInternalServerError, "rest_upload_sideload_error", "Sorry, you are not allowed to upload this file type.")
	}
	one.ID = s.number()
	s.media[one.ID] = one
	return says(http.StatusCreated, map[string]any{"id": one.ID, "slug": one.Slug, "source_url": s.URL + "/wp-content/uploads/" + one.File})
}
