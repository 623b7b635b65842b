#!/usr/bin/env python3
"""Writes shapes.txt.gz: what HarfBuzz's own hb-shape makes of the Thai corpus in three fonts.

Run from this folder: python3 golden.py. One line a string: font, tab, string, tab, glyphs as
id@x,y+advance. The corpus is every consonant with every vowel and tone, then words.txt.
"""
import gzip
import subprocess

VOWELS = ["", "\u0e31", "\u0e34", "\u0e35", "\u0e36", "\u0e37", "\u0e47", "\u0e38", "\u0e39", "\u0e3a", "\u0e4d"]
TONES = ["", "\u0e48", "\u0e49", "\u0e4a", "\u0e4b", "\u0e4c"]
FONTS = ["Sarabun-Regular", "Sarabun-Bold", "NotoSansThai-Regular"]


def corpus():
    for consonant in map(chr, range(0x0E01, 0x0E2F)):
        for vowel in VOWELS:
            for tone in TONES:
                yield consonant + vowel + tone
                if vowel == "":
                    yield consonant + tone + "\u0e33"
    with open("words.txt", encoding="utf-8") as words:
        yield from words.read().splitlines()


def main():
    strings = list(corpus())
    out = []
    for font in FONTS:
        shaped = subprocess.run(
            ["hb-shape", "--script=thai", "--language=th", "--direction=ltr", "--no-glyph-names",
             "--no-clusters", f"../../../../assets/fonts/{font}.ttf"],
            input="\n".join(strings), capture_output=True, check=True, encoding="utf-8").stdout.splitlines()
        assert len(shaped) == len(strings)
        out += [f"{font}\t{text}\t{glyphs.strip('[]')}\n" for text, glyphs in zip(strings, shaped)]
    with open("shapes.txt.gz", "wb") as raw:
        with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
            packed.write("".join(out).encode("utf-8"))


main()
