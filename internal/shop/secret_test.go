package shop

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
)

const sesame = "open-sesame-0123456789"

// alone is a shop on a machine of its own, with or without a keyring.
func alone(t *testing.T, hasKeyring bool) *Shop {
	t.Helper()
	home := t.TempDir()
	for _, folder := range []string{"XDG_CONFIG_HOME", "HOME", "AppData"} {
		t.Setenv(folder, home)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
	if hasKeyring {
		keyring.MockInit()
	} else {
		keyring.MockInitWithError(errors.New("no keyring here"))
	}
	return newTestShop(t, Params{})
}

func kept(t *testing.T, s *Shop, name string) string {
	t.Helper()
	secret, err := s.Secret(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return secret.Reveal()
}

func keep(t *testing.T, s *Shop, name, text string) {
	t.Helper()
	if err := s.SetSecret(t.Context(), name, connect.NewSecret(text)); err != nil {
		t.Fatal(err)
	}
}

func TestSecrets(t *testing.T) {
	for name, hasKeyring := range map[string]bool{"with a keyring": true, "without one": false} {
		t.Run(name, func(t *testing.T) {
			s := alone(t, hasKeyring)
			if got := kept(t, s, PostToken); got != "" {
				t.Errorf("a new shop has %q", got)
			}
			keep(t, s, PostToken, "first")
			keep(t, s, "channel.woo", "other")
			keep(t, s, PostToken, sesame)
			if kept(t, s, PostToken) != sesame || kept(t, s, "channel.woo") != "other" {
				t.Errorf("%q and %q", kept(t, s, PostToken), kept(t, s, "channel.woo"))
			}
			if _, err := os.Stat(filepath.Join(s.Dir, Secrets)); hasKeyring != errors.Is(err, fs.ErrNotExist) {
				t.Errorf("a keyring %v, and the folder: %v", hasKeyring, err)
			}
			other := newTestShop(t, Params{}) // on the same machine
			if got := kept(t, other, PostToken); got != "" {
				t.Errorf("another shop has %q", got)
			}
			keep(t, s, PostToken, "")
			keep(t, s, PostToken, "")
			if kept(t, s, PostToken) != "" || kept(t, s, "channel.woo") != "other" {
				t.Error("it is not forgotten, or the wrong one is")
			}
		})
	}
}

// A keyring that comes and goes never brings an old secret back.
func TestAKeyringThatComesAndGoes(t *testing.T) {
	s := alone(t, true)
	keep(t, s, PostToken, "in the keyring")
	keyring.MockInitWithError(errors.New("gone"))
	keep(t, s, PostToken, "in the file")
	keyring.MockInit()
	if got := kept(t, s, PostToken); got != "in the file" {
		t.Errorf("%q", got)
	}
	keep(t, s, PostToken, "in the keyring again")
	if got := kept(t, s, PostToken); got != "in the keyring again" {
		t.Errorf("%q", got)
	}
}

// The real library without anything to talk to: the file takes it.
func TestWithoutABus(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("elsewhere the system always has a keyring")
	}
	s := alone(t, false)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	if hasKeyring() {
		t.Fatal("a keyring without a bus")
	}
	keep(t, s, PostToken, sesame)
	if got := kept(t, s, PostToken); got != sesame {
		t.Errorf("%q", got)
	}
}

// Nothing in the shop's folder, its backup or its events holds the secret, and the key that opens it lies
// elsewhere.
func TestNoSecretLiesInTheOpen(t *testing.T) {
	s := alone(t, false)
	keep(t, s, PostToken, sesame)
	file, err := s.BackupHere(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(s.Dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(sesame)) || bytes.Contains(data, []byte("AGE-SECRET-KEY")) {
			t.Errorf("%s tells it", path)
		}
		if info, err := entry.Info(); err == nil && strings.HasPrefix(path, filepath.Join(s.Dir, Secrets)) && info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows" {
			t.Errorf("%s is open to others: %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	archive, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	for _, entry := range archive.File {
		in, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(entry.Name, Secrets) || bytes.Contains(data, []byte(sesame)) || bytes.Contains(data, []byte(PostToken)) {
			t.Errorf("the backup takes it along in %s", entry.Name)
		}
	}
}

// A folder that was carried to another machine says that the secret must be given again, and takes it.
func TestASecretOfAnotherMachine(t *testing.T) {
	s := alone(t, false)
	keep(t, s, PostToken, sesame)
	elsewhere := func(what string) {
		t.Helper()
		if _, err := s.Secret(t.Context(), PostToken); !fault.Is(err, "secret_elsewhere") {
			t.Errorf("%s: %v", what, err)
		}
	}
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	t.Setenv("AppData", t.TempDir())
	elsewhere("no key")
	keep(t, s, "channel.woo", "other") // makes a key here
	elsewhere("another key")
	if err := os.WriteFile(s.secretFile(PostToken), []byte("age-encryption.org/v1\nbroken"), 0o600); err != nil {
		t.Fatal(err)
	}
	elsewhere("a broken file")
	keep(t, s, PostToken, "given again")
	if got := kept(t, s, PostToken); got != "given again" {
		t.Errorf("%q", got)
	}
}

func TestWhatIsNoSecret(t *testing.T) {
	s := alone(t, false)
	if err := s.SetSecret(t.Context(), PostToken, connect.NewSecret(strings.Repeat("x", maxSecretLen+1))); !fault.Is(err, "secret_too_long") {
		t.Errorf("%v", err)
	}
	for _, name := range []string{"", "../x", "a/b", `a\b`, "A", ".x", strings.Repeat("x", 101)} {
		if err := s.SetSecret(t.Context(), name, connect.NewSecret("x")); err == nil {
			t.Errorf("the name %q passes", name)
		}
		if _, err := s.Secret(t.Context(), name); err == nil {
			t.Errorf("the name %q is read", name)
		}
	}
}
