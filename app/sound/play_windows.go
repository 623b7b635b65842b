package sound

import (
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"
)

// From mmsystem.h: the sound lies in memory, is played to its end, and nothing sounds in its place.
const (
	sndNoDefault = 0x0002
	sndMemory    = 0x0004
)

// player gives winmm's PlaySound, nil where Windows has no sound.
func player() func([]byte) {
	playSound := windows.NewLazySystemDLL("winmm.dll").NewProc("PlaySoundW")
	if playSound.Find() != nil {
		return nil
	}
	return func(wav []byte) {
		// A tone that cannot be played is no fault worth a word.
		_, _, _ = playSound.Call(uintptr(unsafe.Pointer(&wav[0])), 0, sndMemory|sndNoDefault)
		runtime.KeepAlive(wav)
	}
}
