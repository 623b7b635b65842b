package settings

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ordering/reply"
)

// text is the field of the words that are shown.
func (b *bench) text(t *testing.T) *widget.Entry {
	t.Helper()
	for _, object := range test.LaidOutObjects(b.page.Content()) {
		if entry, ok := object.(*widget.Entry); ok && entry.MultiLine {
			return entry
		}
	}
	t.Fatal("no field for the words")
	return nil
}

// shows reports whether a text stands on the screen, in a label.
func (b *bench) shows(part string) bool {
	for _, object := range test.LaidOutObjects(b.page.Content()) {
		if label, ok := object.(*widget.WrapLabel); ok && strings.Contains(label.Content(), part) {
			return true
		}
	}
	return false
}

func (b *bench) saves(t *testing.T) {
	t.Helper()
	b.Settle(t, func() bool { return b.page.saver.Working() || b.page.reader.Working() })
}

func TestEveryReplyHasWordsOnTheScreen(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, kind := range reply.Kinds {
			names := []string{"settings.replies." + string(kind)}
			for _, name := range reply.Placeholders(kind) {
				names = append(names, "settings.replies.field."+name)
			}
			for _, channel := range append(reply.Channels, "all") {
				names = append(names, "settings.replies.channel."+channel)
			}
			for _, name := range names {
				if !i18n.Has(lang, name) {
					t.Errorf("%s: no words for %s", lang, name)
				}
			}
		}
	}
}

// By keys alone: to the words about tracking for LINE, other words, what becomes of them, and back again.
func TestWordsAreChangedByKeys(t *testing.T) {
	b := open(t, usual)
	for _, key := range []keys.Chord{keyReply, keyReply, keyReply, keyReplyChannel} { // into the section, twice on, LINE
		b.Press(key)
	}
	kind, channel := b.page.subject.of()
	if b.page.Arg() != "replies" || kind != reply.Tracking || channel != "line" {
		t.Fatalf("at %s, %s by %q", b.page.Arg(), kind, channel)
	}
	entry := b.text(t)
	if entry.Text != reply.Default(reply.Tracking, i18n.Thai) {
		t.Errorf("begins with %q", entry.Text)
	}
	b.Window.Canvas().Focus(entry)
	entry.SetText("")
	b.Type("Sent {tracking}")
	if !b.shows("Sent EX000000005TH") {
		t.Error("the example does not follow what is typed")
	}
	b.Press("Ctrl+Enter")
	b.saves(t)
	if got := b.kept(t, "reply.tracking.line"); got != "Sent {tracking}" || b.kept(t, "reply.tracking") != "" {
		t.Errorf("kept %q and %q", got, b.kept(t, "reply.tracking"))
	}
	b.Press("F12")
	b.saves(t)
	if b.kept(t, "reply.tracking.line") != "" || b.text(t).Text != reply.Default(reply.Tracking, i18n.Thai) {
		t.Errorf("kept %q, shows %q", b.kept(t, "reply.tracking.line"), b.text(t).Text)
	}
}

// Words of every channel are those of a channel without its own; words typed to be the same are not its own.
func TestWordsAreInherited(t *testing.T) {
	b := open(t, usual)
	b.page.chooseSubject(subject{})
	b.text(t).SetText("รวม {total}")
	b.page.chooseSubject(subject{channel: 1})
	b.saves(t)
	if got := b.text(t).Text; got != "รวม {total}" {
		t.Errorf("LINE begins with %q", got)
	}
	b.text(t).SetText("รวม {total} บาท")
	b.text(t).SetText(" รวม {total} ")
	b.page.flush()
	b.saves(t)
	if got := b.kept(t, "reply.total.line"); got != "" {
		t.Errorf("LINE has its own %q", got)
	}
	b.page.chooseSubject(subject{})
	b.text(t).SetText("ทั้งหมด {total}")
	b.page.chooseSubject(subject{channel: 1})
	b.saves(t)
	if got := b.text(t).Text; got != "ทั้งหมด {total}" {
		t.Errorf("LINE does not follow: %q", got)
	}
}

// A wrong placeholder is named while it is typed, is not kept, and nothing that was typed is lost.
func TestAWrongPlaceholderIsTold(t *testing.T) {
	b := open(t, usual)
	b.page.chooseSubject(subject{})
	b.text(t).SetText("รวม {totl}")
	form := b.page.rows["reply.total"].form
	if said := form.Message(); !strings.Contains(said, "{totl}") {
		t.Errorf("said %q", said)
	}
	b.page.flush()
	b.saves(t)
	if b.kept(t, "reply.total") != "" || form.Message() == "" || b.text(t).Text != "รวม {totl}" {
		t.Errorf("kept %q, said %q, shows %q", b.kept(t, "reply.total"), form.Message(), b.text(t).Text)
	}
	b.page.open(0)
	b.saves(t)
	b.Press("Esc") // what was left is told in a dialog
	b.page.open(sectionNamed("replies"))
	form = b.page.rows["reply.total"].form
	if b.text(t).Text != "รวม {totl}" || !strings.Contains(form.Message(), "{totl}") {
		t.Errorf("after leaving: shows %q, says %q", b.text(t).Text, form.Message())
	}
	b.text(t).SetText("รวม {total}")
	if form.Message() != "" {
		t.Errorf("still says %q", form.Message())
	}
	b.page.flush()
	b.saves(t)
	if b.kept(t, "reply.total") != "รวม {total}" {
		t.Errorf("kept %q", b.kept(t, "reply.total"))
	}
}

// Tapping a name puts it where the caret stands.
func TestAPlaceholderIsTapped(t *testing.T) {
	b := open(t, usual)
	b.page.chooseSubject(subject{})
	entry := b.text(t)
	b.Window.Canvas().Focus(entry)
	entry.SetText("ยอด  บาท")
	entry.CursorColumn = 4
	for _, object := range test.LaidOutObjects(b.page.Content()) {
		if chip, ok := object.(*widget.Chip); ok && chip.Data().Label == b.Kit.T("settings.replies.field.total") {
			test.Tap(chip)
		}
	}
	if entry.Text != "ยอด {total} บาท" || b.Window.Canvas().Focused() != fyne.Focusable(entry) {
		t.Errorf("%q, the keyboard is at %v", entry.Text, b.Window.Canvas().Focused())
	}
	if !b.shows("ยอด 260 บาท") {
		t.Error("the example does not follow")
	}
}

// Politeness and language of the customers change the example, and not the window.
func TestHowCustomersAreSpokenTo(t *testing.T) {
	b := open(t, usual)
	b.page.chooseSubject(subject{})
	if !b.shows("ขอบคุณค่ะ") {
		t.Error("not as a woman says it")
	}
	b.page.save("reply.voice", "male")
	b.saves(t)
	if !b.shows("ขอบคุณครับ") {
		t.Error("not as a man says it")
	}
	b.page.save("reply.lang", "en")
	b.saves(t)
	if !b.shows("Thank you, ร้านป้าน้อย") || b.Kit.Lang != i18n.Thai {
		t.Error("not in English")
	}
}
