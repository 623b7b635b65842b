package shop

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"filippo.io/age"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
)

// carrySigner is who signs the files of this shop's till, and to whom their answers are closed. The key never leaves the
// machine.
type carrySigner struct {
	shop, name string
	key        ed25519.PrivateKey
	opens      *age.X25519Identity
}

// carrySecret names it among the shop's secrets.
const carrySecret = "carry.key"

// carrySigner gives the shop's signer, made when there is none.
func (s *Shop) carrySigner(ctx context.Context) (*carrySigner, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	signer := &carrySigner{shop: set.Get("shop.id"), name: set.Get("shop.name")}
	kept, err := s.Secret(ctx, carrySecret)
	if err != nil {
		return nil, err
	}
	if kept.IsZero() {
		opens, err := age.GenerateX25519Identity()
		if err != nil {
			return nil, fault.Wrap(err, "secret_unkept")
		}
		_, key, err := ed25519.GenerateKey(nil)
		if err != nil {
			return nil, fault.Wrap(err, "secret_unkept")
		}
		kept = connect.NewSecret(base64.StdEncoding.EncodeToString(key.Seed()) + " " + opens.String())
		if err := s.SetSecret(ctx, carrySecret, kept); err != nil {
			return nil, err
		}
	}
	seed, identity, _ := strings.Cut(kept.Reveal(), " ")
	data, err := base64.StdEncoding.DecodeString(seed)
	if err != nil || len(data) != ed25519.SeedSize {
		return nil, fault.New("secret_elsewhere", "secret", nil)
	}
	signer.key = ed25519.NewKeyFromSeed(data)
	if signer.opens, err = age.ParseX25519Identity(identity); err != nil {
		return nil, fault.New("secret_elsewhere", "secret", nil)
	}
	return signer, nil
}

func (c *carrySigner) public() ed25519.PublicKey { return c.key.Public().(ed25519.PublicKey) }

func (c *carrySigner) fingerprint() string { return carryFingerprint(c.public()) }

// carryFingerprint is what people compare of a signer's key: eight groups of four.
func carryFingerprint(key ed25519.PublicKey) string {
	sum := sha256.Sum256(key)
	text := hex.EncodeToString(sum[:16])
	var groups []string
	for at := 0; at < len(text); at += 4 {
		groups = append(groups, text[at:at+4])
	}
	return strings.Join(groups, " ")
}

// trustSecret names what is kept of a signer whom a person vouched for.
func trustSecret(key ed25519.PublicKey) string {
	sum := sha256.Sum256(key)
	return "carry.trust." + hex.EncodeToString(sum[:])
}

// trusts reports whether a person vouched for a signer's key as that of a shop.
func (s *Shop) trusts(ctx context.Context, m *carryManifest) (bool, error) {
	kept, err := s.Secret(ctx, trustSecret(m.Key))
	return err == nil && kept.Reveal() == m.Shop, err
}

// trust remembers that a person vouched for it.
func (s *Shop) trust(ctx context.Context, m *carryManifest) error {
	return s.SetSecret(ctx, trustSecret(m.Key), connect.NewSecret(m.Shop))
}
