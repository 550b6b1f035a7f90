"""The colours of a war's sides: told apart by everybody, and read on the light page and the dark one."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from analytics.codebook import load_codebook, shipped_codebooks

STYLE = Path(__file__).parents[1] / "analytics" / "publishing" / "templates" / "sitrep" / "page.css"
PAPERS = re.findall(r"--paper: (#[0-9a-f]+)", STYLE.read_text(encoding="utf-8"))
LEAST_CONTRAST = 3.0  # WCAG 2.1, 1.4.11: marks that carry meaning
LEAST_DISTANCE = 15.0  # CIE76; 2.3 is a just noticeable difference
# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
SIGHT = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
Vector = tuple[float, ...]


def linear(colour: str) -> Vector:
    """A colour as linear RGB."""
    digits = colour.lstrip("#")
    pairs = [c * 2 for c in digits] if len(digits) == 3 else re.findall("..", digits)
    parts = [int(pair, 16) / 255 for pair in pairs]
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def contrast(one: str, other: str) -> float:
    """The ratio of two colours' luminances, as WCAG has it."""
    low, high = sorted(
        sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear(c), strict=True)) for c in (one, other)
    )
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, sight: str) -> Vector:
    """A colour in CIE Lab as eyes of one kind see it."""
    given = linear(colour)
    r, g, b = (min(1.0, max(0.0, sum(w * p for w, p in zip(row, given, strict=True)))) for row in SIGHT[sight])
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, sight: str) -> float:
    """How far apart two colours are to eyes of one kind."""
    pairs = zip(seen(one, sight), seen(other, sight), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


@pytest.mark.parametrize("name", shipped_codebooks())
@pytest.mark.parametrize("paper", PAPERS)
def test_sides_are_read_on_both_pages(name: str, paper: str) -> None:
    """Every side stands out from the light paper and from the dark one."""
    for side in load_codebook(name).table("side"):
        assert contrast(side["colour"], paper) >= LEAST_CONTRAST, side["id"]


@pytest.mark.parametrize("name", shipped_codebooks())
@pytest.mark.parametrize("sight", SIGHT)
def test_sides_are_told_apart(name: str, sight: str) -> None:
    """Any two sides keep apart, with normal eyes and the three common kinds of colour blindness."""
    for one, other in combinations(load_codebook(name).table("side"), 2):
        assert distance(one["colour"], other["colour"], sight) >= LEAST_DISTANCE, (one["id"], other["id"])


def test_colours_that_look_alike_would_be_found() -> None:
    """Ochre and vermilion are one colour to those who see no green; yellow is lost on white."""
    assert distance("#a08000", "#d55e00", "deuteranopia") < LEAST_DISTANCE < distance("#a08000", "#d55e00", "normal")
    assert contrast("#f0e442", "#ffffff") < LEAST_CONTRAST
