package shop

import (
	"context"
	"errors"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/connect/thailandpost"
	"github.com/talat-pos/talat/internal/fault"
)

// HasPostToken reports whether there is a token of Thailand Post's tracking. Faults: those of Secret.
func (s *Shop) HasPostToken(ctx context.Context) (bool, error) {
	token, err := s.Secret(ctx, PostToken)
	return !token.IsZero(), err
}

// CheckPostToken fails with "post_token_form" for a text that cannot be one.
func CheckPostToken(pasted string) error {
	_, err := thailandpost.CheckToken(connect.NewSecret(pasted))
	return err
}

// SetPostToken keeps the token of Thailand Post's tracking as it was pasted; an empty one forgets it. Faults:
// "post_token_form", those of SetSecret.
func (s *Shop) SetPostToken(ctx context.Context, pasted string) error {
	token := connect.Secret{}
	if pasted != "" {
		var err error
		if token, err = thailandpost.CheckToken(connect.NewSecret(pasted)); err != nil {
			return err
		}
	}
	// A short token that was got for another one would go on asking in its member's name.
	return errors.Join(s.SetSecret(ctx, PostToken, token), s.SetSecret(ctx, postSession, connect.Secret{}))
}

// Post makes the client that asks Thailand Post where parcels are, with what an earlier one learnt. Faults:
// "post_token_missing", those of Secret.
func (s *Shop) Post(ctx context.Context, last thailandpost.Session) (*thailandpost.Client, error) {
	token, err := s.Secret(ctx, PostToken)
	if err != nil {
		return nil, err
	}
	if token.IsZero() {
		return nil, fault.New("post_token_missing", "token", nil)
	}
	return thailandpost.New(s.post, token, last, s.Clock)
}

// TryPost tries whether Thailand Post takes the token that is kept. It asks for no parcel. Faults: those of
// Post and of thailandpost.Client.
func (s *Shop) TryPost(ctx context.Context) error {
	client, err := s.Post(ctx, thailandpost.Session{})
	if err != nil {
		return err
	}
	return client.Try(ctx)
}
