package thai

import (
	"errors"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
)

func TestCheckName(t *testing.T) {
	for _, name := range []string{"", "น้ำผึ้งดอกลำไย 500 มล.", "Café Doi™ №1 ½", "★ ของดี ♥", "鳳梨酥", strings.Repeat("ก", 200)} {
		if err := CheckName(name, "name", 200); err != nil {
			t.Errorf("%q is refused: %v", name, err)
		}
	}
	for name, code := range map[string]string{
		strings.Repeat("ก", 201): "name_too_long", "น้ำผึ้ง 🍯": "name_picture", "👩\u200d🌾": "name_picture",
		"☕ กาแฟ": "name_picture", "รัก ❤️": "name_picture", "1️⃣": "name_picture", "🇹🇭": "name_picture",
	} {
		var refused *fault.Error
		if err := CheckName(name, "line[0].name", 200); !errors.As(err, &refused) || refused.Code != code || refused.Field != "line[0].name" {
			t.Errorf("%q gives %v, want %s", name, err, code)
		}
	}
}
