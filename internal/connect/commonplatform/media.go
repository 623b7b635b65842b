package commonplatform

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
)

// PutPicture implements publishing.Picturer. The reference is the hash itself.
func (c *Client) PutPicture(ctx context.Context, picture publishing.Picture) (string, error) {
	if sum := sha256.Sum256(picture.Data); hex.EncodeToString(sum[:]) != picture.Hash {
		return "", refused(fault.New("picture_hash_wrong", "photo", nil))
	}
	path := "/v1/media/" + picture.Hash
	err := c.picture(ctx, connect.Call{Method: http.MethodGet, Path: path}, picture.Hash)
	if publishing.Is(err, publishing.Absent) {
		err = c.picture(ctx, connect.Call{Method: http.MethodPut, Path: path, Raw: picture.Data, Kind: picture.Kind}, picture.Hash)
	}
	if err != nil {
		return "", err
	}
	return picture.Hash, nil
}

func (c *Client) picture(ctx context.Context, call connect.Call, hash string) error {
	var said struct {
		Hash string `json:"sha256"`
	}
	if _, err := c.read(ctx, call, &said); err != nil {
		return err
	}
	if said.Hash != hash {
		return c.wrong("it is not the picture that was meant")
	}
	return nil
}
