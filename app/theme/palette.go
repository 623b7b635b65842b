package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
)

type palette map[fyne.ThemeColorName]color.NRGBA

// rgb reads 0xRRGGBB.
func rgb(value uint32) color.NRGBA {
	return color.NRGBA{R: uint8(value >> 16), G: uint8(value >> 8), B: uint8(value), A: 255}
}

func rgba(value uint32, alpha uint8) color.NRGBA {
	c := rgb(value)
	c.A = alpha
	return c
}

// with copies p and lays changes over it.
func (p palette) with(changes palette) palette {
	all := make(palette, len(p))
	for name, value := range p {
		all[name] = value
	}
	for name, value := range changes {
		all[name] = value
	}
	return all
}

// light is indigo and marigold on paper, after the design's pictures.
func light() palette {
	return palette{
		Ground: rgb(0xF7F4EE), Card: rgb(0xFFFFFF), CardSoft: rgb(0xFBFAF6),
		Edge: rgb(0xE6E0D4), EdgeField: rgb(0xCFC8B8), Veil: rgba(0x14182B, 0x80),
		Ink: rgb(0x1F2433), InkSoft: rgb(0x666B78), InkStrong: rgb(0x24306B), InkOff: rgb(0x8A8E99),
		Primary: rgb(0x24306B), OnPrimary: rgb(0xFFFFFF), Gold: rgb(0xF2A900), OnGold: rgb(0x1F2433),
		Pay: rgb(0x1E7F42), OnPay: rgb(0xFFFFFF), Danger: rgb(0xA3271F), OnDanger: rgb(0xFFFFFF),
		Off: rgb(0xF4F0E7), MoneyIn: rgb(0x1C7A3F), Trouble: rgb(0xA3271F),
		Chosen: rgb(0xEEF0FB), Hover: rgba(0x24306B, 0x0D), Pressed: rgba(0x24306B, 0x24),
		Ring: rgb(0xF2A900), Selection: rgb(0xCBD3F2),
		Chip: rgb(0xEFEAE0), OnChip: rgb(0x323745), ChipGold: rgb(0xFFF1CC), InkGold: rgb(0x7A5600),
		ChipGreen: rgb(0xE3F3E6), InkGreen: rgb(0x1A6B38), ChipRed: rgb(0xFBE3E1), InkRed: rgb(0xA3271F),
		ChipBlue: rgb(0xE8EBF8), InkBlue: rgb(0x24306B),
		Rail: rgb(0x24306B), OnRail: rgb(0xD5DAF0), Count: rgb(0xD3382F), OnCount: rgb(0xFFFFFF),
		BarOne: rgb(0x545D8C), BarTwo: rgb(0xF5BC38), Spark: rgb(0x7C8AD1), BarEmpty: rgb(0xE6E0D4),
		ChannelHub: rgb(0x24306B), ChannelLine: rgb(0x04813A), ChannelFacebook: rgb(0x1465D1),
		ChannelShopee: rgb(0xC93A1A), ChannelAgency: rgb(0x7B3FA0), ChannelPhone: rgb(0x7A5600),
		OnChannel: rgb(0xFFFFFF),
	}
}

// dark keeps the hierarchy at night: cards a step above the ground, inks lifted, marigold as it is.
func dark() palette {
	return light().with(palette{
		Ground: rgb(0x14172A), Card: rgb(0x1D2138), CardSoft: rgb(0x191D31),
		Edge: rgb(0x343A57), EdgeField: rgb(0x4D5577), Veil: rgba(0x05070F, 0xA6),
		Ink: rgb(0xECEDF4), InkSoft: rgb(0xA8AEC4), InkStrong: rgb(0xB6C1F5), InkOff: rgb(0x7D849E),
		Primary: rgb(0x4A59B0), Off: rgb(0x2A2F4A), MoneyIn: rgb(0x6FCF8E), Trouble: rgb(0xFF9A90),
		Pay: rgb(0x1E7F42), Danger: rgb(0xB5352C),
		Chosen: rgb(0x2C3357), Hover: rgba(0xFFFFFF, 0x0F), Pressed: rgba(0xFFFFFF, 0x26),
		Selection: rgb(0x46528F),
		Chip:      rgb(0x2D3352), OnChip: rgb(0xDDE0EE), ChipGold: rgb(0x463811), InkGold: rgb(0xFFD56B),
		ChipGreen: rgb(0x1B3D2A), InkGreen: rgb(0x8FE0AA), ChipRed: rgb(0x4C2323), InkRed: rgb(0xFFB1A9),
		ChipBlue: rgb(0x2C3357), InkBlue: rgb(0xC4CDF8),
		Rail: rgb(0x0E1122), OnRail: rgb(0xB9C0DC),
		BarOne: rgb(0x6272C4), BarTwo: rgb(0xC99A2E), Spark: rgb(0x7C8AD1), BarEmpty: rgb(0x343A57),
		ChannelHub: rgb(0x4A59B0),
	})
}

// sunlight is for a stall under the open sky: black on white, dark edges, no soft greys.
func sunlight() palette {
	return light().with(palette{
		Ground: rgb(0xFFFFFF), CardSoft: rgb(0xFFFFFF), Edge: rgb(0x5C6070), EdgeField: rgb(0x1F2433),
		Ink: rgb(0x000000), InkSoft: rgb(0x2B2F3C), InkStrong: rgb(0x0B1650), InkOff: rgb(0x5C6070),
		Primary: rgb(0x0B1650), Gold: rgb(0xFFB800), OnGold: rgb(0x000000), Pay: rgb(0x005C27),
		Danger: rgb(0x8A0F08), Off: rgb(0xE8E8E8), MoneyIn: rgb(0x005C27), Trouble: rgb(0x8A0F08),
		Chosen: rgb(0xFFE9A8), Selection: rgb(0xFFD24D), Ring: rgb(0xB45F00),
		Chip: rgb(0xE4E4E4), OnChip: rgb(0x000000), ChipGold: rgb(0xFFE08A), InkGold: rgb(0x3D2A00),
		ChipGreen: rgb(0xCFF0D8), InkGreen: rgb(0x00401B), ChipRed: rgb(0xFFD2CE), InkRed: rgb(0x6E0A05),
		ChipBlue: rgb(0xD3DAFA), InkBlue: rgb(0x0B1650), Rail: rgb(0x0B1650), OnRail: rgb(0xFFFFFF),
		Count: rgb(0xB3140B), BarOne: rgb(0x3D4A94), BarTwo: rgb(0xE09A00), Spark: rgb(0x2E3F9E),
		BarEmpty: rgb(0xC9C9C9),
	})
}
