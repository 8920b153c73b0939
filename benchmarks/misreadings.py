"""Which characters text recognition confuses: evidence for ``clause_patterns/misreadings.yaml``.

    python benchmarks/misreadings.py FONT... [--lines 400] [--seed 1]

The examples of our rules are set in the fonts given (files with Simplified Chinese), a line each, at the size
of a poor scan, turned a little, blurred, spoilt with noise, saved as JPEG, and recognised. Each confusion of
two Han characters is printed with how often it was made and how like their shapes are (1: the same); `+` is
before those that the file lacks though they were seen often enough, or are alike enough, to stand in it.
"""

from __future__ import annotations

import argparse
import io
import os
from collections import Counter
from functools import cache
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # onnxruntime reports its use unless told not to
from rapidocr import RapidOCR

from analyzer.language.normalise import normalise
from clause_patterns import load_library, load_lookalikes
from clause_patterns.schema import DECISIVE

WIDTH = 26  # characters of a line
DRAWN = 48  # pixels of a character before it is made small
SIZES = (8.0, 13.0)  # pixels of a character in the picture: 55 to 90 dots an inch at 10.5 points
RIGHT = 0.75  # share of a line that must come out right: of worse ones nothing can be learnt
ALIKE, ALIKE_TWICE = 0.88, 0.75  # likeness asked of a confusion, and of one made more than once


def lines(count: int, chance: Random) -> list[str]:
    """Return ``count`` stretches of our own sentences."""
    rules = load_library().rules.values()
    sentences = [words for rule in rules for words in (*rule.examples.flag, *rule.examples.passing)]
    cut: list[str] = []
    for text in chance.choices(sentences, k=count):
        start = chance.randrange(max(1, len(text) - WIDTH))
        cut.append(text[start : start + WIDTH])
    return cut


def spoilt(text: str, font: ImageFont.FreeTypeFont, chance: Random) -> Image.Image:
    """Return ``text`` as a poor scan shows it."""
    picture = Image.new("L", (int(font.getlength(text)) + DRAWN, 2 * DRAWN), 255)
    ImageDraw.Draw(picture).text(
        (DRAWN // 2, DRAWN // 3), text, font=font, fill=chance.choice((0, 40, 80, 110))
    )
    picture = picture.rotate(chance.uniform(-0.9, 0.9), Image.Resampling.BICUBIC, fillcolor=255, expand=True)
    scale = chance.uniform(*SIZES) / DRAWN
    picture = picture.resize((int(picture.width * scale), int(picture.height * scale)), Image.Resampling.BOX)
    picture = picture.filter(ImageFilter.GaussianBlur(chance.uniform(0, 0.75)))
    noise = np.random.default_rng(chance.randrange(1 << 30)).normal(
        0, chance.uniform(0, 22), picture.size[::-1]
    )
    picture = Image.fromarray(np.clip(np.asarray(picture) + noise, 0, 255).astype(np.uint8))
    saved = io.BytesIO()
    picture.save(saved, "JPEG", quality=chance.randint(40, 60))
    return Image.open(saved).convert("RGB")


def confusions(printed: str, read: str) -> list[tuple[str, str]]:
    """Return the pairs of different Han characters in a line and what was recognised of it."""
    if Levenshtein.distance(printed, read) > (1 - RIGHT) * len(printed):
        return []
    pairs = [
        pair
        for step in Levenshtein.opcodes(printed, read)
        if step.tag == "replace"
        for pair in zip(
            printed[step.src_start : step.src_end], read[step.dest_start : step.dest_end], strict=True
        )
    ]
    return [pair for pair in pairs if all("\u4e00" <= char <= "\u9fff" for char in pair)]


@cache
def shape(char: str, font: ImageFont.FreeTypeFont) -> np.ndarray:
    """Return the blurred glyph of ``char`` as a vector of length 1 around 0."""
    glyph = Image.new("L", (DRAWN + 8, DRAWN + 20), 0)
    ImageDraw.Draw(glyph).text((4, 0), char, font=font, fill=255)
    glyph = glyph.filter(ImageFilter.GaussianBlur(2.5)).resize((28, 34), Image.Resampling.BOX)
    vector = np.asarray(glyph, dtype=float).ravel()
    vector -= vector.mean()
    return vector / (np.linalg.norm(vector) or 1)


def main() -> None:
    """Print the confusions, the most frequent first."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("fonts", nargs="+")
    parser.add_argument("--lines", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = Random(asked.seed)
    fonts = [ImageFont.truetype(path, DRAWN, layout_engine=ImageFont.Layout.BASIC) for path in asked.fonts]
    recognise = RapidOCR()
    made: Counter[tuple[str, str]] = Counter()
    for text in lines(asked.lines, chance):
        picture = np.asarray(spoilt(text, chance.choice(fonts), chance))
        found = recognise(picture, use_det=False, use_cls=False, use_rec=True)
        made.update(confusions(normalise(text).text, normalise("".join(found.txts or ())).text))
    known = {
        (printed, read) for printed, entry in load_lookalikes().items() for read in entry.seen + entry.alike
    }
    for (printed, read), times in made.most_common():
        likeness = max(float(shape(printed, font) @ shape(read, font)) for font in fonts)
        enough = likeness >= (ALIKE if times == 1 else ALIKE_TWICE) and DECISIVE.isdisjoint((printed, read))
        mark = "+" if enough and known.isdisjoint({(printed, read), (read, printed)}) else " "
        print(f"{times:5} {likeness:5.2f} {mark} {printed} → {read}")


if __name__ == "__main__":
    main()
