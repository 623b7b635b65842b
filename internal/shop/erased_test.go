package shop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// forgotten is a shop that erased a producer after a backup was made, in its own folder and on a stick.
func forgotten(t *testing.T) (s *Shop, who id.Party, here, stick string) {
	t.Helper()
	ctx := t.Context()
	s = newTestShop(t, Params{})
	producer, err := s.SaveProducer(ctx, Party{Name: "ปิ่น ใจดี", Phone: "0865551212", Photo: "pin.jpg"})
	must(t, err)
	must(t, os.MkdirAll(filepath.Join(s.Dir, Images), 0o700))
	must(t, os.WriteFile(filepath.Join(s.Dir, Images, "pin.jpg"), []byte("a picture"), 0o600))
	must(t, os.MkdirAll(filepath.Join(s.Dir, Backups), 0o700))
	here, stick = filepath.Join(s.Dir, Backups, "old.talat"), filepath.Join(t.TempDir(), "old.talat")
	for _, file := range []string{here, stick} {
		must(t, s.Backup(ctx, file, ""))
	}
	must(t, s.EraseProducer(ctx, producer.ID))
	return s, producer.ID, here, stick
}

func erasedIn(t *testing.T, file string, o RestoreOptions, who id.Party) bool {
	t.Helper()
	back, err := Restore(t.Context(), file, filepath.Join(t.TempDir(), "new"), o, clock.Fixed(noon))
	must(t, err)
	defer back.Close()
	person, err := back.db.Party(t.Context(), who)
	must(t, err)
	if person.Erased != (person.Name == "") || person.Erased != (person.Phone == "") {
		t.Errorf("half erased: %+v", person)
	}
	_, err = os.Stat(filepath.Join(back.Dir, Images, "pin.jpg"))
	if person.Erased != os.IsNotExist(err) {
		t.Errorf("erased %v, the picture: %v", person.Erased, err)
	}
	checks, err := back.Check(t.Context())
	allOK(t, checks, err)
	if person.Erased && len(readErased(filepath.Join(back.Dir, ErasedList))) != 1 {
		t.Error("the restored shop does not remember it")
	}
	return person.Erased
}

// TestAnErasureIsDoneAgainAfterARestore: wherever a list lies near; and only there.
func TestAnErasureIsDoneAgainAfterARestore(t *testing.T) {
	s, who, here, stick := forgotten(t)
	if !erasedIn(t, here, RestoreOptions{}, who) {
		t.Error("a backup in the shop's folder brought them back")
	}
	if erasedIn(t, stick, RestoreOptions{}, who) {
		t.Error("a stick that heard of nothing knows it")
	}
	if !erasedIn(t, stick, RestoreOptions{Erased: s.Dir}, who) {
		t.Error("the old folder was named and not read")
	}
	must(t, s.Backup(t.Context(), filepath.Join(filepath.Dir(stick), "new.talat"), ""))
	if !erasedIn(t, stick, RestoreOptions{SameTill: true}, who) {
		t.Error("a later backup on the stick left no list for the older one")
	}
	_, err := Restore(t.Context(), stick, filepath.Join(t.TempDir(), "new"), RestoreOptions{Erased: t.TempDir()}, clock.Fixed(noon))
	wantFault(t, err, "erased_missing")
}

// TestAnErasureIsDoneAgainWhateverIsOwed: the payment that made them even came after the backup.
func TestAnErasureIsDoneAgainWhateverIsOwed(t *testing.T) {
	s, producer, consigned, _ := village(t)
	ctx := t.Context()
	sell(t, s, consigned, qty.One, selling.Cash)
	file := filepath.Join(t.TempDir(), "old.talat")
	must(t, s.Backup(ctx, file, ""))
	_, err := s.SettleAll(ctx, clock.DayOf(s.Clock()), "transfer", "")
	must(t, err)
	must(t, s.EraseProducer(ctx, producer.ID))
	if !erasedIn(t, file, RestoreOptions{Erased: filepath.Join(s.Dir, ErasedList)}, producer.ID) {
		t.Error("they were brought back")
	}
}

// TestADamagedListForgetsNobodyElse: what is no id is passed over, and others' ids stay.
func TestADamagedListForgetsNobodyElse(t *testing.T) {
	s, who, _, stick := forgotten(t)
	other := id.New[id.Party]()
	list := filepath.Join(filepath.Dir(stick), ErasedList)
	must(t, os.WriteFile(list, []byte("\x00\xff garbage\n"+strings.Repeat("x", 90_000)+"\n"+other.String()+"\r\n'; DROP TABLE party; --\n"), 0o600))
	must(t, s.rememberErased(t.Context(), filepath.Dir(list)))
	got := readErased(list)
	if len(got) != 2 || got[0] != other || got[1] != who {
		t.Errorf("the list names %v", got)
	}
	if !erasedIn(t, stick, RestoreOptions{}, who) {
		t.Error("the list was not followed")
	}
}
