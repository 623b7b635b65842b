package window

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// The window speaks to the platforms by itself when the shop chose so, and its end waits for what is under way.
func TestTheWindowSpeaksToPlatforms(t *testing.T) {
	for auto, want := range map[string]bool{"yes": true, "no": false} {
		t.Run(auto, func(t *testing.T) {
			home := t.TempDir()
			for _, folder := range []string{"XDG_CONFIG_HOME", "HOME", "AppData", "XDG_RUNTIME_DIR"} {
				t.Setenv(folder, home)
			}
			t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
			platform := double.Open(t, double.Options{Now: noon})
			reached, held := make(chan struct{}, 1000), make(chan struct{})
			platform.Always(func(string, int) *double.Fault {
				reached <- struct{}{}
				<-held
				return nil
			})
			dir := made(t, home, "default")
			connectShop(t, dir, auto, platform.URL)
			app := test.NewTempApp(t)
			w := New(Config{App: app, Clock: noon, Home: home, Dir: dir})
			w.window = app.NewWindow("")
			w.hop.do = func(func()) {} // what comes back from the background waits until the end
			if err := w.enter(dir); err != nil {
				t.Fatal(err)
			}
			wait := time.Minute
			if !want {
				wait = 300 * time.Millisecond
			}
			asked := false
			select {
			case <-reached:
				asked = true
			case <-time.After(wait):
			}
			if asked != want {
				t.Errorf("the platform was asked: %v", asked)
			}
			time.AfterFunc(100*time.Millisecond, func() { close(held) })
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			if err := w.End(ctx); err != nil || ctx.Err() != nil {
				t.Errorf("the end: %v, %v", err, ctx.Err())
			}
			for _, job := range w.pool.Jobs() {
				if !job.State().Ended {
					t.Errorf("%s still runs", job.Name)
				}
			}
		})
	}
}

// connectShop gives a shop a platform, and says whether it speaks to it by itself.
func connectShop(t *testing.T, dir, auto, url string) {
	t.Helper()
	s, err := shop.Open(context.Background(), dir, noon)
	if err != nil {
		t.Fatal(err)
	}
	c := publishing.Connection{ID: id.New[id.Connection](), Name: filepath.Base(dir), Kind: "common", URL: url}
	if err := s.SaveChannel(context.Background(), c, connect.NewSecret(double.ClientID+":"+double.Secret)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Set(context.Background(), "net.auto", auto); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
