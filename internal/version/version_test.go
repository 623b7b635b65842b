package version_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/talat-pos/talat/internal/version"
)

func TestThePackageSaysTheSameVersion(t *testing.T) {
	text, err := os.ReadFile("../../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^Version = "(.+)"$`).FindSubmatch(text)
	if found == nil || string(found[1]) != version.Program {
		t.Errorf("FyneApp.toml says %q, the program %q", found, version.Program)
	}
}
