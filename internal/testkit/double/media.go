package double

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
)

const maxPicture = 5 << 20

// begins tells pictures by their first bytes.
var begins = map[string][]byte{"image/jpeg": {0xff, 0xd8, 0xff}, "image/png": []byte("\x89PNG\r\n\x1a\n"), "image/webp": []byte("RIFF")}

func (p *Platform) mediaAnswer(status int, hash string) answer {
	return said(status, map[string]any{"sha256": hash, "url": p.URL + "/m/" + hash[:8]})
}

func (p *Platform) getMedia(r *request) answer {
	hash := r.PathValue("sha256")
	if _, there := p.media[hash]; !there {
		return problem(http.StatusNotFound, "not-found", "There is no such picture")
	}
	return p.mediaAnswer(http.StatusOK, hash)
}

func (p *Platform) putMedia(r *request) answer {
	hash, kind := r.PathValue("sha256"), r.Header.Get("Content-Type")
	sum := sha256.Sum256(r.body)
	begin, known := begins[kind]
	switch {
	case len(r.body) > maxPicture:
		return problem(http.StatusRequestEntityTooLarge, "too-large", "At most 5 MB")
	case !known:
		return problem(http.StatusUnsupportedMediaType, "unsupported-media", "Pictures are JPEG, PNG or WebP")
	case hex.EncodeToString(sum[:]) != hash:
		return invalid("", "รูปไม่ตรงกับรหัสแฮช")
	case !bytes.HasPrefix(r.body, begin):
		return invalid("", "ไฟล์นี้ไม่ใช่รูป")
	}
	if _, there := p.media[hash]; there {
		return p.mediaAnswer(http.StatusOK, hash)
	}
	p.media[hash] = len(r.body)
	p.applied[hash]++
	return p.mediaAnswer(http.StatusCreated, hash)
}

// Pictures counts those that are stored.
func (p *Platform) Pictures() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.media)
}
