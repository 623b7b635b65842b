package promptpay

import "fmt"

// crc16 is CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF, nothing reflected or inverted. Thai
// QR payloads and slip codes both end in it.
func crc16(text string) uint16 {
	sum := uint16(0xFFFF)
	for n := 0; n < len(text); n++ {
		sum ^= uint16(text[n]) << 8
		for range 8 {
			if sum&0x8000 != 0 {
				sum = sum<<1 ^ 0x1021
			} else {
				sum <<= 1
			}
		}
	}
	return sum
}

// seal ends a text with its checksum field: the tag, the length 04 and four capital hex digits. The
// checksum covers its own tag and length too.
func seal(body, tag string) string {
	body += tag + "04"
	return body + fmt.Sprintf("%04X", crc16(body))
}
