package medusa

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/publishing"
)

// endings gives the end of a file's name, by which some stores of Medusa know what a picture is.
var endings = map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp"}

// PutPicture implements publishing.Picturer. The reference is the address; the file's name begins with the hash.
// Medusa cannot be asked for a file by its name: after a lost answer the picture goes again, and a file stays that
// no product shows.
func (c *Client) PutPicture(ctx context.Context, picture publishing.Picture) (string, error) {
	if sum := sha256.Sum256(picture.Data); hex.EncodeToString(sum[:]) != picture.Hash {
		return "", refused("picture_hash_wrong", "photo", nil)
	}
	ending, known := endings[picture.Kind]
	if !known {
		return "", refused("picture_unread", "photo", nil)
	}
	if at := c.sent[picture.Hash]; at != "" {
		return at, nil
	}
	body, kind := form(picture.Hash+ending, picture.Kind, picture.Data)
	var said struct {
		Files []struct {
			URL string `json:"url"`
		} `json:"files"`
	}
	if _, err := c.read(ctx, connect.Call{Method: http.MethodPost, Path: "/admin/uploads", Raw: body, Kind: kind}, &said); err != nil {
		return "", err
	}
	if len(said.Files) != 1 || !isAddress(said.Files[0].URL) {
		return "", c.wrong("there is no address of the picture")
	}
	c.sent[picture.Hash] = said.Files[0].URL
	return said.Files[0].URL, nil
}

// form writes a file as a browser sends it.
func form(name, kind string, data []byte) (body []byte, contentType string) {
	var text bytes.Buffer
	writer := multipart.NewWriter(&text)
	part, _ := writer.CreatePart(textproto.MIMEHeader{ // writing to memory cannot fail
		"Content-Disposition": {fmt.Sprintf(`form-data; name="files"; filename="%s"`, name)}, "Content-Type": {kind},
	})
	_, _ = part.Write(data)
	_ = writer.Close()
	return text.Bytes(), writer.FormDataContentType()
}

func isAddress(text string) bool {
	at, err := url.Parse(text)
	return err == nil && (at.Scheme == "https" || at.Scheme == "http") && at.Host != "" && len(text) <= maxURL
}
