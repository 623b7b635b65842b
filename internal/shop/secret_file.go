package shop

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"filippo.io/age"
	"github.com/gofrs/flock"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
)

// maxSecretFile bounds what is read of a file of the shop's: it may come from anywhere.
const maxSecretFile = 16 << 10

func (s *Shop) secretFile(name string) string { return filepath.Join(s.Dir, Secrets, name+".age") }

// writeSecretFile encrypts a secret for this person on this machine.
func (s *Shop) writeSecretFile(name string, secret connect.Secret) error {
	key, err := machineKey(true)
	if err != nil {
		return err
	}
	var sealed bytes.Buffer
	into, err := age.Encrypt(&sealed, key.Recipient())
	if err != nil {
		return err
	}
	if _, err := io.WriteString(into, secret.Reveal()); err != nil {
		return err
	}
	if err := into.Close(); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(s.Dir, Secrets), 0o700); err != nil {
		return err
	}
	return writeWhole(s.secretFile(name), sealed.Bytes())
}

// readSecretFile opens a secret; the error is fs.ErrNotExist when there is none.
func (s *Shop) readSecretFile(name string) (connect.Secret, error) {
	file, err := os.Open(s.secretFile(name))
	if err != nil {
		return connect.Secret{}, err
	}
	defer file.Close()
	elsewhere := fault.New("secret_elsewhere", "secret", nil)
	key, err := machineKey(false)
	if err != nil {
		return connect.Secret{}, elsewhere
	}
	opened, err := age.Decrypt(io.LimitReader(file, maxSecretFile), key)
	if err != nil {
		return connect.Secret{}, elsewhere
	}
	text, err := io.ReadAll(opened)
	if err != nil {
		return connect.Secret{}, elsewhere
	}
	return connect.NewSecret(string(text)), nil
}

func (s *Shop) dropSecretFile(name string) error {
	if err := os.Remove(s.secretFile(name)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// machineKey reads the key of this person on this machine, which lies in the folder of settings and never in a
// shop's, and makes it when asked and there is none.
func machineKey(create bool) (*age.X25519Identity, error) {
	config, err := os.UserConfigDir()
	if err != nil {
		return nil, err
	}
	path := filepath.Join(config, "talat", "secrets.key")
	text, err := os.ReadFile(path)
	if err == nil {
		return age.ParseX25519Identity(strings.TrimSpace(string(text)))
	}
	if !create || !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	lock := flock.New(path + ".lock") // two programs that make it at once must make one
	if err := lock.Lock(); err != nil {
		return nil, err
	}
	defer lock.Unlock()
	if _, err := os.Stat(path); err == nil {
		return machineKey(false)
	}
	key, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, err
	}
	return key, writeWhole(path, []byte(key.String()+"\n"))
}
