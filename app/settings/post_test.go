package settings

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

// withoutKeyring keeps a test away from the keyring of the person who runs it.
func withoutKeyring(t *testing.T) {
	t.Helper()
	home := t.TempDir()
	for _, folder := range []string{"XDG_CONFIG_HOME", "HOME", "AppData"} {
		t.Setenv(folder, home)
	}
	keyring.MockInitWithError(errors.New("no keyring here"))
}

func (b *bench) token(t *testing.T) string {
	t.Helper()
	token, err := b.shop.Secret(t.Context(), shop.PostToken)
	if err != nil {
		t.Fatal(err)
	}
	return token.Reveal()
}

// By keys alone: a token is pasted, tried, replaced by none.
func TestTheTokenOfThePost(t *testing.T) {
	withoutKeyring(t)
	b := open(t, usual)
	answer := error(nil)
	b.page.try = func(context.Context) error { return answer }
	b.Press(keyToken) // to the section
	b.saves(t)
	if b.page.Arg() != "post" || !b.shows(b.Kit.T("settings.post.none")) {
		t.Fatalf("at %s", b.page.Arg())
	}
	b.Press(keyToken)
	b.Type("two words")
	b.Press("Enter")
	if !b.Kit.Prompt.Open() || b.token(t) != "" {
		t.Fatal("no token, and it is taken")
	}
	b.Press("Esc")
	if b.Kit.Prompt.Open() { // it asks before it loses what was typed
		b.Press("Enter")
	}
	b.Until(t, func() bool { return !b.Kit.Prompt.Open() })
	b.Press(keyToken)
	b.Type("abcDEF123=")
	b.Press("Enter")
	b.saves(t)
	if b.token(t) != "abcDEF123=" || !b.shows(b.Kit.T("settings.post.kept")) || b.shows("abcDEF123=") {
		t.Errorf("kept %q", b.token(t))
	}
	b.Press(keyToken)
	b.Press("1")
	b.saves(t)
	if b.Kit.Prompt.Said() != b.Kit.T("settings.post.works") {
		t.Errorf("said %q", b.Kit.Prompt.Said())
	}
	answer = fault.New("post_token_refused", "token", nil)
	b.Press(keyToken)
	b.Press("1")
	b.Until(t, b.Kit.Prompt.Open)
	b.Press("Enter")
	b.Press(keyToken)
	b.Press("3")
	b.saves(t)
	if b.token(t) != "" || !b.shows(b.Kit.T("settings.post.none")) {
		t.Errorf("kept %q", b.token(t))
	}
}

// A token that was kept on another machine is told of where it would stand.
func TestATokenFromElsewhere(t *testing.T) {
	withoutKeyring(t)
	b := open(t, usual)
	if err := b.shop.SetPostToken(t.Context(), "abc"); err != nil {
		t.Fatal(err)
	}
	withoutKeyring(t)
	b.page.open(sectionNamed("post"))
	b.saves(t)
	if !b.shows(strings.TrimSuffix(b.Kit.T("fault.secret_elsewhere"), ".")) {
		t.Error("it is not told")
	}
}
