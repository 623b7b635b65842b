package shop

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"

	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

var notoSansThai = assets.Read("fonts/NotoSansThai-Regular.ttf")

// onStick writes a file as it would lie on an owner's memory stick.
func onStick(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// slipOf draws the slip of a bill as a receipt printer takes it.
func slipOf(t *testing.T, s *Shop, bill *Bill) (*Slip, []byte) {
	t.Helper()
	slip, err := s.Receipt(t.Context(), bill, ReceiptOptions{Lang: i18n.Thai})
	if err != nil {
		t.Fatal(err)
	}
	data, err := slip.ESCPOS()
	if err != nil {
		t.Fatal(err)
	}
	return slip, data
}

func reopened(t *testing.T, s *Shop) *Shop {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(t.Context(), s.Dir, clock.Fixed(noon))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = again.Close() })
	return again
}

// fontFiles lists what lies in the shop's folder of fonts.
func fontFiles(t *testing.T, s *Shop) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(s.Dir, Fonts))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	names := []string{}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

// The chosen font sets receipts, is there when the stick is gone, and goes when it is given up.
func TestPapersAreSetInTheOwnersFont(t *testing.T) {
	s := newTestShop(t, Params{})
	bill := sell(t, s, addGoods(t, s, "A1", 45_00, qty.Pieces(3)), qty.One, selling.Cash)
	_, sarabun := slipOf(t, s, bill)
	stick := onStick(t, "ฟอนต์ร้าน.ttf", notoSansThai)
	kept, warnings, err := s.Set(t.Context(), PaperFont, stick)
	if err != nil || len(warnings) > 0 || !strings.HasPrefix(kept, "NotoSansThai-") {
		t.Fatal(kept, warnings, err)
	}
	_, chosen := slipOf(t, s, bill)
	if bytes.Equal(sarabun, chosen) {
		t.Error("the receipt has Sarabun's letters")
	}
	if err := os.Remove(stick); err != nil {
		t.Fatal(err)
	}
	s = reopened(t, s)
	if _, again := slipOf(t, s, bill); !bytes.Equal(chosen, again) {
		t.Error("without the stick the receipt looks different")
	}
	set(t, s, PaperFontBold, onStick(t, "bold.ttf", assets.Read("fonts/NotoSansThai-SemiBold.ttf")))
	if _, bold := slipOf(t, s, bill); bytes.Equal(chosen, bold) {
		t.Error("the bold font changes nothing")
	}
	if fonts, err := s.PaperFonts(t.Context(), 400); err != nil || !strings.EqualFold(fonts.Regular, "Noto Sans Thai") || fonts.Bold == "" ||
		fonts.Sample.Bounds().Dx() != 400 || len(fonts.Faults) > 0 {
		t.Errorf("%+v, %v", fonts, err)
	}
	set(t, s, PaperFont, "")
	set(t, s, PaperFontBold, "")
	if _, back := slipOf(t, s, bill); !bytes.Equal(sarabun, back) || len(fontFiles(t, s)) != 0 {
		t.Errorf("after it was given up: %v", fontFiles(t, s))
	}
}

// The text of a PDF in the chosen font comes back as it was written.
func TestPDFInTheOwnersFontKeepsItsText(t *testing.T) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed")
	}
	s := newTestShop(t, Params{Name: "ร้านป้าญู ที่ปั๊มน้ำ"})
	set(t, s, PaperFont, onStick(t, "noto.ttf", notoSansThai))
	bill := sell(t, s, addGoods(t, s, "A1", 1_250_00, qty.Pieces(3)), qty.One, selling.Cash)
	slip, _ := slipOf(t, s, bill)
	path := filepath.Join(t.TempDir(), "receipt.pdf")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.WritePapers(file, slip.Papers(FormReceipt, "receipt")); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	read, err := exec.Command(tool, "-raw", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	texts := 0
	for _, op := range slip.Page.Ops {
		if words, ok := op.(printing.Text); ok {
			texts++
			if !strings.Contains(string(read), words.String) {
				t.Errorf("%q is not in\n%s", words.String, read)
			}
		}
	}
	if texts < 5 {
		t.Errorf("the receipt has %d texts", texts)
	}
}

func TestAFontThatCannotBeUsedChangesNothing(t *testing.T) {
	s := newTestShop(t, Params{})
	set(t, s, PaperFont, onStick(t, "noto.ttf", notoSansThai))
	before, files := s.mustGet(t, PaperFont), fontFiles(t, s)
	for name, test := range map[string]struct{ file, code string }{
		"gone":         {filepath.Join(t.TempDir(), "none.ttf"), "font_unread"},
		"a folder":     {t.TempDir(), "font_unreadable"},
		"a text":       {onStick(t, "a.ttf", []byte("no font")), "font_unreadable"},
		"empty":        {onStick(t, "b.ttf", nil), "font_unreadable"},
		"cut off":      {onStick(t, "c.ttf", notoSansThai[:20_000]), "font_unreadable"},
		"without Thai": {onStick(t, "d.ttf", goregular.TTF), "font_no_thai"},
		"a collection": {onStick(t, "e.ttc", append([]byte("ttcf"), notoSansThai[4:]...)), "font_collection"},
	} {
		_, _, err := s.Set(t.Context(), PaperFont, test.file)
		if !fault.Is(err, test.code) || fault.Of(err).Field != "value" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if after := s.mustGet(t, PaperFont); after != before || strings.Join(fontFiles(t, s), " ") != strings.Join(files, " ") {
		t.Errorf("the font is %s, the files are %v", after, fontFiles(t, s))
	}
}

func (s *Shop) mustGet(t *testing.T, key string) string {
	t.Helper()
	value, err := s.Get(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// A font that is gone, broken, or no file of the shop's at all is Sarabun, says so, and is mended by choosing it again.
func TestAFontThatIsGoneIsSarabun(t *testing.T) {
	s := newTestShop(t, Params{})
	bill := sell(t, s, addGoods(t, s, "A1", 45_00, qty.Pieces(3)), qty.One, selling.Cash)
	_, sarabun := slipOf(t, s, bill)
	stick := onStick(t, "noto.ttf", notoSansThai)
	set(t, s, PaperFont, stick)
	_, chosen := slipOf(t, s, bill)
	kept := filepath.Join(s.Dir, Fonts, s.mustGet(t, PaperFont))
	for name, harm := range map[string]func() error{
		"gone":   func() error { return os.Remove(kept) },
		"broken": func() error { return os.WriteFile(kept, notoSansThai[:5000], 0o600) },
		"emptied": func() error {
			return os.WriteFile(kept, nil, 0o600)
		},
	} {
		if err := harm(); err != nil {
			t.Fatal(err)
		}
		s = reopened(t, s)
		faults, err := s.FontFaults(t.Context())
		if err != nil || len(faults) != 1 || faults[0].Code != "font_gone" || faults[0].Field != PaperFont {
			t.Errorf("%s: %v, %v", name, faults, err)
		}
		if _, now := slipOf(t, s, bill); !bytes.Equal(sarabun, now) {
			t.Errorf("%s: the receipt is not Sarabun's", name)
		}
		set(t, s, PaperFont, stick)
		if _, now := slipOf(t, s, bill); !bytes.Equal(chosen, now) {
			t.Errorf("%s: chosen again it is not taken", name)
		}
	}
	if err := s.db.SaveSettings(t.Context(), map[string]string{PaperFont: "../shop.db"}); err != nil {
		t.Fatal(err)
	}
	if faults, err := s.FontFaults(t.Context()); err != nil || len(faults) != 1 {
		t.Errorf("a file outside the folder: %v, %v", faults, err)
	}
}

func TestABackupTakesTheFontAlong(t *testing.T) {
	s := newTestShop(t, Params{})
	bill := sell(t, s, addGoods(t, s, "A1", 45_00, qty.Pieces(3)), qty.One, selling.Cash)
	set(t, s, PaperFont, onStick(t, "noto.ttf", notoSansThai))
	_, chosen := slipOf(t, s, bill)
	file := filepath.Join(t.TempDir(), "copy.talat")
	if err := s.Backup(t.Context(), file, ""); err != nil {
		t.Fatal(err)
	}
	checks, err := Verify(t.Context(), file)
	allOK(t, checks, err)
	restored, err := Restore(t.Context(), file, filepath.Join(t.TempDir(), "again"), RestoreOptions{SameTill: true}, clock.Fixed(noon))
	if err != nil {
		t.Fatal(err)
	}
	defer restored.Close()
	if _, again := slipOf(t, restored, bill); !bytes.Equal(chosen, again) {
		t.Error("the restored shop prints in another font")
	}
}

// A command that sets a font beside the open window is seen there, and papers that are laid out already
// are drawn as they were laid out.
func TestAFontSetBesideTheWindow(t *testing.T) {
	s := newTestShop(t, Params{})
	bill := sell(t, s, addGoods(t, s, "A1", 45_00, qty.Pieces(3)), qty.One, selling.Cash)
	_, sarabun := slipOf(t, s, bill)
	papers := tagsOf(t, s, printing.TagA4x24, 3)
	var before, after bytes.Buffer
	if err := s.WritePapers(&before, papers); err != nil {
		t.Fatal(err)
	}
	command, err := Open(t.Context(), s.Dir, clock.Fixed(noon))
	if err != nil {
		t.Fatal(err)
	}
	defer command.Close()
	set(t, command, PaperFont, onStick(t, "noto.ttf", notoSansThai))
	if _, now := slipOf(t, s, bill); bytes.Equal(sarabun, now) {
		t.Error("the window goes on in Sarabun")
	}
	if err := s.WritePapers(&after, papers); err != nil || !bytes.Equal(before.Bytes(), after.Bytes()) {
		t.Errorf("tags laid out in Sarabun are drawn in another font: %v", err)
	}
	var fresh bytes.Buffer
	if err := s.WritePapers(&fresh, tagsOf(t, s, printing.TagA4x24, 3)); err != nil || bytes.Equal(before.Bytes(), fresh.Bytes()) {
		t.Errorf("new tags are in Sarabun: %v", err)
	}
}
