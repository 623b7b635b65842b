package woocommerce

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"regexp"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
)

var hashForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// slug is the name that a picture has in WordPress's library, as title too, by which it is found again.
func slug(hash string) string { return "talat-" + hash }

// endings of files by their kind. WordPress takes no file without.
var endings = map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp"}

type mediaSaid struct {
	ID    loose `json:"id"`
	Slug  loose `json:"slug"`
	Title struct {
		Rendered loose `json:"rendered"`
	} `json:"title"`
}

// PutPicture implements publishing.Picturer. The reference is the picture's number in the library.
func (c pictured) PutPicture(ctx context.Context, picture publishing.Picture) (string, error) {
	sum := sha256.Sum256(picture.Data)
	ending, known := endings[picture.Kind]
	switch {
	case hex.EncodeToString(sum[:]) != picture.Hash:
		return "", &publishing.Failure{Class: publishing.Refused, Err: fault.New("picture_hash_wrong", "photo", nil)}
	case !known:
		return "", c.refused("woo_picture", fault.Values{"text": picture.Kind})
	}
	ref, err := c.inLibrary(ctx, picture.Hash)
	if !publishing.Is(err, publishing.Absent) {
		return ref, err
	}
	form, kind, err := upload(picture, ending)
	if err != nil {
		return "", publishing.FailureOf(err)
	}
	var said mediaSaid
	if _, err := c.call(ctx, connect.Call{Method: http.MethodPost, Path: pressAPI + "/media", Raw: form, Kind: kind}, &said); err != nil {
		return "", c.password(err)
	}
	if ref = digits(string(said.ID)); ref == "" {
		return "", c.wrong("the picture has no number")
	}
	c.pictures[picture.Hash] = ref
	return ref, nil
}

// upload makes a form of a picture and its name. A plain body would need a header of its own for the name.
func upload(picture publishing.Picture, ending string) (form []byte, kind string, err error) {
	var data bytes.Buffer
	writer := multipart.NewWriter(&data)
	for name, value := range map[string]string{"slug": slug(picture.Hash), "title": slug(picture.Hash)} {
		if err := writer.WriteField(name, value); err != nil {
			return nil, "", err
		}
	}
	part, err := writer.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="file"; filename="` + slug(picture.Hash) + ending + `"`}, "Content-Type": {picture.Kind}})
	if err != nil {
		return nil, "", err
	}
	if _, err = part.Write(picture.Data); err == nil {
		err = writer.Close()
	}
	return data.Bytes(), writer.FormDataContentType(), err
}

// inLibrary looks a picture up by its hash: by its name, and by its title where a plug-in gives names of its own. It
// fails with Absent.
func (c *Client) inLibrary(ctx context.Context, hash string) (string, error) {
	name := slug(hash)
	for _, by := range []string{"slug=", "search="} {
		all, _, err := list[mediaSaid](ctx, c, pressAPI+"/media?per_page=10&_fields=id,slug,title&"+by+name)
		if err != nil {
			return "", c.before(c.password(err))
		}
		for _, one := range all {
			if ref := digits(string(one.ID)); ref != "" && (string(one.Slug) == name || string(one.Title.Rendered) == name) {
				c.pictures[hash] = ref
				return ref, nil
			}
		}
	}
	return "", &publishing.Failure{Class: publishing.Absent, Err: c.fault("woo_picture_first", nil)}
}

// refs gives the numbers of a listing's pictures: those that the caller knows, that were sent a moment ago, or that
// are found in the library. Nil where pictures are not sent at all: then those of the shop stay.
func (c *Client) refs(ctx context.Context, listing *publishing.Listing, known map[string]string) ([]string, error) {
	if c.login.IsZero() {
		return nil, nil
	}
	refs := []string{}
	for _, picture := range listing.Pictures {
		ref := c.pictures[picture.Hash]
		if ref == "" && !c.doubted {
			ref = digits(known[picture.Hash])
		}
		if ref == "" && !hashForm.MatchString(picture.Hash) {
			return nil, c.refused("woo_picture_first", nil)
		}
		if ref == "" {
			found, err := c.inLibrary(ctx, picture.Hash)
			if publishing.Is(err, publishing.Absent) {
				return nil, c.refused("woo_picture_first", nil)
			}
			if err != nil {
				return nil, err
			}
			ref = found
		}
		refs = append(refs, ref)
	}
	return refs, nil
}
