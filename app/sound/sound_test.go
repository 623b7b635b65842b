package sound

import (
	"encoding/binary"
	"math"
	"testing"
	"testing/synctest"
	"time"
)

func TestTonesAreWholeWavFiles(t *testing.T) {
	for n, file := range wavs() {
		size := binary.LittleEndian.Uint32(file[40:])
		if string(file[:4]) != "RIFF" || string(file[8:16]) != "WAVEfmt " || string(file[36:40]) != "data" {
			t.Fatalf("tone %d: header %q", n, file[:44])
		}
		if int(size) != len(file)-44 || binary.LittleEndian.Uint32(file[4:]) != uint32(len(file)-8) {
			t.Errorf("tone %d: sizes do not fit %d bytes", n, len(file))
		}
		loudest, length := 0, time.Duration(size/2)*time.Second/rate
		for at := 44; at < len(file); at += 2 {
			loudest = max(loudest, int(math.Abs(float64(int16(binary.LittleEndian.Uint16(file[at:]))))))
		}
		if loudest < 8000 || loudest >= math.MaxInt16 || length > 400*time.Millisecond {
			t.Errorf("tone %d: loudest %d, %v long", n, loudest, length)
		}
		first, last := binary.LittleEndian.Uint16(file[44:]), int16(binary.LittleEndian.Uint16(file[len(file)-2:]))
		if first != 0 || math.Abs(float64(last)) > 1500 {
			t.Errorf("tone %d clicks: %d … %d", n, first, last)
		}
	}
}

func TestPlayNeitherBlocksNorPilesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		played := 0
		p := &Player{play: func([]byte) { played++; time.Sleep(200 * time.Millisecond) }}
		begun := time.Now()
		for range 20 {
			p.Play(Scanned)
		}
		if time.Since(begun) != 0 {
			t.Error("Play waited")
		}
		synctest.Wait()
		if played != 1 {
			t.Errorf("%d played at once", played)
		}
		time.Sleep(time.Second)
		p.Play(Paid)
		synctest.Wait()
		if played != 2 {
			t.Errorf("%d played in all", played)
		}
		time.Sleep(time.Second)
	})
}

func TestOffAndWithoutPlayerAreSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		played := 0
		p := &Player{play: func([]byte) { played++ }}
		p.SetOn(false)
		p.Play(Paid)
		synctest.Wait()
		if played != 0 {
			t.Error("off is off")
		}
		p.SetOn(true)
		p.Play(Sound(200))
		p.Play(Paid)
		synctest.Wait()
		if played != 1 {
			t.Errorf("%d played", played)
		}
		(&Player{}).Play(Paid)
	})
}
