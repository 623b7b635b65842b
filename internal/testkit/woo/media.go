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
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/testkit/faulty"
)

// Media is a picture in the library.
type Media struct {
	ID    int
	Slug  string
	Title string
	File  string
	Kind  string
	Data  []byte
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

// listMedia finds pictures by their slug, or by a part of their title.
func (s *Shop) listMedia(r *request) faulty.Answer {
	slug, part := r.URL.Query().Get("slug"), r.URL.Query().Get("search")
	var all []*Media
	for _, id := range slices.Backward(slices.Sorted(maps.Keys(s.media))) {
		one := s.media[id]
		if (slug == "" || one.Slug == slug) && strings.Contains(one.Title, part) {
			all = append(all, one)
		}
	}
	return paged(r, all, (*Media).shows)
}

func (m *Media) shows() map[string]any {
	return map[string]any{"id": m.ID, "slug": m.Slug, "title": map[string]any{"rendered": m.Title}, "source_url": "https://shop.example/wp-content/uploads/" + m.File}
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
		case "title":
			one.Title = string(data)
		case "file":
			one.File, one.Kind, one.Data = part.FileName(), part.Header.Get("Content-Type"), data
		}
	}
	if _, kind, err := image.DecodeConfig(bytes.NewReader(one.Data)); err != nil || "image/"+kind != one.Kind || path.Ext(one.File) == "" {
		return Error(http.StatusInternalServerError, "rest_upload_sideload_error", "Sorry, you are not allowed to upload this file type.")
	}
	one.ID = s.number()
	if s.options.Renames {
		one.Slug = "m-" + strconv.Itoa(one.ID)
	}
	s.media[one.ID] = one
	return says(http.StatusCreated, one.shows())
}
