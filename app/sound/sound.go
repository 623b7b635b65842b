// Package sound says "scanned", "unknown" and "paid" by a short tone, through whatever the machine
// plays sounds with.
package sound

import (
	"bytes"
	"encoding/binary"
	"math"
	"sync"
	"time"
)

// Sound is one of the tones.
type Sound uint8

// The tones. They differ in pitch and in shape, so that they are told apart in a noisy market.
const (
	Scanned Sound = iota // one short high tone
	Unknown              // two low ones
	Paid                 // three rising ones
)

// note is a part of a tone; frequency 0 is silence.
type note struct {
	hertz  float64
	length time.Duration
}

var scores = [...][]note{
	Scanned: {{1760, 70 * time.Millisecond}},
	Unknown: {{262, 120 * time.Millisecond}, {0, 50 * time.Millisecond}, {220, 190 * time.Millisecond}},
	Paid:    {{784, 80 * time.Millisecond}, {988, 80 * time.Millisecond}, {1319, 170 * time.Millisecond}},
}

// Player plays tones in the background. Its methods may be called from any goroutine.
type Player struct {
	play func(wav []byte) // takes as long as the tone; nil where the machine has no player

	mu   sync.Mutex
	off  bool
	busy bool
}

// New finds what the machine plays sounds with. Where there is nothing, or it fails, there is silence.
func New() *Player { return &Player{play: player()} }

// SetOn switches the tones on or off.
func (p *Player) SetOn(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.off = !on
}

// Play begins a tone and returns at once. While one sounds another is left out: a fast scanner must
// not pile them up.
func (p *Player) Play(sound Sound) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.off || p.busy || p.play == nil || int(sound) >= len(scores) {
		return
	}
	p.busy = true
	go func() {
		defer func() {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.busy = false
		}()
		p.play(wavs()[sound])
	}()
}

// rate is samples a second of one 16-bit channel.
const rate = 22050

var wavs = sync.OnceValue(func() [][]byte {
	all := make([][]byte, len(scores))
	for n, score := range scores {
		all[n] = wav(score)
	}
	return all
})

// wav draws a score as a WAV file. Every note swells and fades, because a tone cut off clicks.
func wav(score []note) []byte {
	var samples []int16
	for _, part := range score {
		count := int(part.length.Seconds() * rate)
		for n := range count {
			edge := min(float64(min(n, count-n))/(rate*0.006), 1)
			turn := 2 * math.Pi * part.hertz * float64(n) / rate
			wave := math.Sin(turn) + 0.25*math.Sin(3*turn) // a little edge carries through noise
			samples = append(samples, int16(wave*edge*0.4*math.MaxInt16))
		}
	}
	var file bytes.Buffer
	size := uint32(len(samples) * 2)
	for _, field := range []any{
		[]byte("RIFF"), 36 + size, []byte("WAVEfmt "), uint32(16), uint16(1), uint16(1),
		uint32(rate), uint32(rate * 2), uint16(2), uint16(16), []byte("data"), size, samples,
	} {
		if err := binary.Write(&file, binary.LittleEndian, field); err != nil {
			panic(err) // fixed sizes into memory cannot fail
		}
	}
	return file.Bytes()
}
