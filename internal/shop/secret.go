package shop

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
)

// PostToken names the secret of the tracking API of Thailand Post.
const PostToken = "post.token"

// Secrets is the folder of a shop's secrets where the system has no keyring. Backups leave it out.
const Secrets = "secrets"

// What a secret may be: keyrings take no more, and a name is a file's too.
const maxSecretLen = 2000

var secretName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,99}$`)

// SetSecret keeps a key or token of the shop's under a name: in the system's keyring, or where there is none
// encrypted in the shop's folder with a key that lies outside of it. The zero secret forgets it. Faults:
// "secret_too_long", "secret_unkept".
func (s *Shop) SetSecret(ctx context.Context, name string, secret connect.Secret) error {
	user, err := s.secretOwner(ctx, name)
	if err != nil {
		return err
	}
	if len(secret.Reveal()) > maxSecretLen {
		return fault.New("secret_too_long", "secret", fault.Values{"max": maxSecretLen})
	}
	if secret.IsZero() {
		_, _ = asked(ctx, func() (string, error) { return "", keyring.Delete(keyringService, user) }) // there may be none
		return fault.Wrap(s.dropSecretFile(name), "secret_unkept")
	}
	_, err = asked(ctx, func() (string, error) { return "", keyring.Set(keyringService, user, secret.Reveal()) })
	if err == nil {
		return fault.Wrap(s.dropSecretFile(name), "secret_unkept")
	}
	return fault.Wrap(s.writeSecretFile(name, secret), "secret_unkept")
}

// Secret gives a secret, the zero one when there is none. Faults: "secret_elsewhere" when the one in the shop's
// folder was kept by another machine or person, "secret_locked" when the keyring waits for somebody to unlock it.
func (s *Shop) Secret(ctx context.Context, name string) (connect.Secret, error) {
	user, err := s.secretOwner(ctx, name)
	if err != nil {
		return connect.Secret{}, err
	}
	// A file is newer than what the keyring holds: it is dropped whenever the keyring takes a secret.
	secret, err := s.readSecretFile(name)
	if !errors.Is(err, fs.ErrNotExist) {
		return secret, err
	}
	found, err := asked(ctx, func() (string, error) { return keyring.Get(keyringService, user) })
	switch {
	case ctx.Err() != nil:
		return connect.Secret{}, ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		return connect.Secret{}, fault.New("secret_locked", "secret", nil)
	}
	return connect.NewSecret(found), nil
}

const keyringService = "Talat"

// secretOwner is the user of a secret in the keyring: several shops share a machine.
func (s *Shop) secretOwner(ctx context.Context, name string) (string, error) {
	if !secretName.MatchString(name) {
		return "", fault.Wrap(errors.New("no name of a secret: "+name), "internal")
	}
	set, err := s.db.Settings(ctx)
	return set.Get("shop.id") + "/" + name, err
}

// keyringPatience is how long a keyring may ask the person to unlock it.
const keyringPatience = 30 * time.Second

var errNoKeyring = errors.New("there is no keyring")

// asked asks the keyring something, and gives up when it takes too long.
func asked(ctx context.Context, ask func() (string, error)) (string, error) {
	if !hasKeyring() {
		return "", errNoKeyring
	}
	ctx, cancel := context.WithTimeout(ctx, keyringPatience)
	defer cancel()
	type answer struct {
		text string
		err  error
	}
	done := make(chan answer, 1)
	go func() {
		text, err := ask()
		done <- answer{text, err}
	}()
	select {
	case got := <-done:
		return got.text, got.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// hasKeyring reports whether there may be one. Where no bus runs, the library would start one and leave it
// behind, so it is not asked.
func hasKeyring() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" || os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	_, err := os.Stat(filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), "bus"))
	return os.Getenv("XDG_RUNTIME_DIR") != "" && err == nil
}
