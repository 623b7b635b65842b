//go:build !windows

package sound

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// longest is how long a player program may take; a sound server that hangs must not keep it for ever.
const longest = 3 * time.Second

// players are the programs that play a WAV file, with what comes before the file's name.
var players = [][]string{{"pw-play"}, {"paplay"}, {"aplay", "-q"}, {"afplay"}}

// player gives a function that plays through the first program found, nil where there is none.
func player() func([]byte) {
	for _, program := range players {
		if path, err := exec.LookPath(program[0]); err == nil {
			return func(wav []byte) { playFile(path, program[1:], wav) }
		}
	}
	return nil
}

// playFile hands the tone over in a file, which every player takes. Failing is silence.
func playFile(program string, args []string, wav []byte) {
	dir, err := os.MkdirTemp("", "talat-sound-")
	if err != nil {
		return
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "tone.wav")
	if os.WriteFile(name, wav, 0o600) != nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), longest)
	defer cancel()
	// A tone that cannot be played is no fault worth a word.
	_ = exec.CommandContext(ctx, program, append(append([]string(nil), args...), name)...).Run()
}
