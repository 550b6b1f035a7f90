"""What a report's sentences become: who did what, where, who says so, and what is no event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.schema import Timeline

Row = tuple[str, str, str | None, str, str]


@pytest.fixture
def claims(read: Callable[[str], Timeline]) -> Callable[[str], set[Row]]:
    """Return (actor, kind, surface, claimant, credence) of each claim row of a text."""
    return lambda text: set(read(text).claims.select("actor", "kind", "surface", "claimant", "credence").iter_rows())


MUST_FIRE = [
    ("Ukrainian forces advanced south of Orikhiv.", ("UA", "advance", "Orikhiv", "author", "stated")),
    ("Russian troops captured Spirne.", ("RU", "capture", "Spirne", "author", "stated")),
    ("Spirne was captured by Russian troops.", ("RU", "capture", "Spirne", "author", "stated")),
    ("Ukrainian forces repelled Russian attacks near Siversk.", ("RU", "repelled", "Siversk", "author", "stated")),
    (
        "Russian assaults near Siversk were repelled by Ukrainian forces.",
        ("RU", "repelled", "Siversk", "author", "stated"),
    ),
    ("Russian forces attacked near Siversk but made no gains.", ("RU", "repelled", "Siversk", "author", "stated")),
    (
        "An attack by Ukrainian forces on Robotyne was repulsed by Russian airborne troops.",
        ("UA", "repelled", "Robotyne", "author", "stated"),
    ),
    ("Attempts by Russian forces to advance near Siversk failed.", ("RU", "repelled", "Siversk", "author", "stated")),
    (
        "The attacks on Robotyne were repelled by Ukrainian forces.",
        ("RU", "repelled", "Robotyne", "author", "stated"),
    ),
    ("Russian forces failed to advance near Siversk.", ("RU", "repelled", "Siversk", "author", "stated")),
    ("Russian forces attempted to advance near Siversk.", ("RU", "attack", "Siversk", "author", "stated")),
    ("Russian forces withdrew from Lyman.", ("RU", "withdraw", "Lyman", "author", "stated")),
    ("Ukrainian forces pushed Russian troops back from Lyman.", ("RU", "withdraw", "Lyman", "author", "stated")),
    ("Heavy fighting continues in Bakhmut.", ("both", "contested", "Bakhmut", "author", "stated")),
    ("Russian forces shelled Nikopol overnight.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("Russian forces launched a missile strike on Odesa.", ("RU", "strike", "Odesa", "author", "stated")),
    ("Russian aviation attacked Orikhiv.", ("RU", "strike", "Orikhiv", "author", "stated")),
    ("Russian forces are moving reinforcements to Tokmak.", ("RU", "deploy", "Tokmak", "author", "stated")),
    ("Spirne remains under Ukrainian control.", ("UA", "hold", "Spirne", "author", "stated")),
    (
        "The Ukrainian General Staff reported that Russian forces attacked Siversk.",
        ("RU", "attack", "Siversk", "UA", "claimed"),
    ),
    (
        "According to the Russian Ministry of Defense, Russian forces captured Spirne.",
        ("RU", "capture", "Spirne", "RU", "claimed"),
    ),
    (
        "Russian forces captured Spirne, the Russian Ministry of Defense said.",
        ("RU", "capture", "Spirne", "RU", "claimed"),
    ),
    ("Ukrainian forces reportedly advanced near Robotyne.", ("UA", "advance", "Robotyne", "unattributed", "claimed")),
    ("Russian forces likely captured Spirne.", ("RU", "capture", "Spirne", "author", "likely")),
    ("Russian forces may have captured Spirne.", ("RU", "capture", "Spirne", "author", "likely")),
    (
        "Geolocated footage shows that Ukrainian forces advanced south of Orikhiv.",
        ("UA", "advance", "Orikhiv", "author", "confirmed"),
    ),
    ("Russian forces did not capture Spirne.", ("RU", "capture", "Spirne", "author", "denied")),
    ("Russian forces are unlikely to have captured Spirne.", ("RU", "capture", "Spirne", "author", "doubted")),
    (
        "The Russian Ministry of Defense claimed that Russian forces captured Spirne. We cannot confirm this claim.",
        ("RU", "capture", "Spirne", "RU", "doubted"),
    ),
    ("A Russian warship sunk off Odesa by Ukrainian missiles", ("UA", "strike", "Odesa", "author", "stated")),
    ("Ukrainian city of Kharkiv shelled overnight", ("RU", "strike", "Kharkiv", "author", "stated")),
    ("Russian troops, Zelensky said, attacked Siversk.", ("RU", "attack", "Siversk", "UA", "claimed")),
    ("Ukrainian forces aevanced near Robotyne.", ("UA", "advance", "Robotyne", "author", "stated")),
    (
        "A Russian milblogger claimed that Ukrainian forces advanced near Robotyne.",
        ("UA", "advance", "Robotyne", "RU", "claimed"),
    ),
]

MUST_NOT_FIRE = [
    ("Russian forces will attack Siversk.", "a forecast"),
    ("Russian forces may attack Siversk.", "a possibility"),
    ("Russian forces plan to capture Siversk.", "a plan"),
    ("Russian forces intend to encircle Siversk in the coming weeks.", "an aim"),
    ("If Russian forces capture Siversk, the road to Lyman is open.", "a condition"),
    ("A Russian attack on Siversk would cut the road.", "a hypothesis"),
    ("Ukraine trains its brigades for a possible Russian attack on Siversk.", "a possibility as a noun"),
    ("The minister arrived in Kyiv and held talks.", "no forces"),
    ("The union struck a deal in Kyiv.", "another sense of strike"),
    ("Russian forces captured Luhansk in 2014.", "history"),
    ("Ukrainian fighting vehicles are built in Kharkiv.", "a kind of vehicle"),
    ("Russia claims the attack was repelled near Robotyne.", "the speaker is no attacker"),
    ("Russian forces said the attack was repelled near Robotyne.", "speaking forces are none either"),
    ("The axis of advance near Bakhmut is narrow.", "a line on the map"),
]


@pytest.mark.parametrize(("text", "expected"), MUST_FIRE, ids=[text[:50] for text, _ in MUST_FIRE])
def test_sentence_becomes_the_claim(claims: Callable[[str], set[Row]], text: str, expected: Row) -> None:
    """Each construction gives its one claim, with side, place, claimant and credence."""
    assert claims(text) == {expected}


@pytest.mark.parametrize(("text", "why"), MUST_NOT_FIRE, ids=[why for _, why in MUST_NOT_FIRE])
def test_sentence_is_no_claim(claims: Callable[[str], set[Row]], text: str, why: str) -> None:
    """Plans, forecasts, conditions, history and other senses are no records."""
    assert claims(text) == set(), why


def test_the_speaker_is_the_subject_of_the_verb_not_the_nearest_actor(claims: Callable[[str], set[Row]]) -> None:
    """A side named between the speaker and its verb does not become the speaker."""
    found = claims("Russia, after months of war against Ukraine, claimed that Ukrainian forces shelled Donetsk City.")
    assert {(actor, claimant) for actor, _, _, claimant, _ in found} == {("UA", "RU")}


def test_two_actors_in_coordinated_clauses_keep_their_own_events(claims: Callable[[str], set[Row]]) -> None:
    """Each clause's subject owns its verb."""
    found = claims("Russian forces attacked Siversk, and Ukrainian forces advanced near Robotyne.")
    assert {(actor, kind, surface) for actor, kind, surface, *_ in found} == {
        ("RU", "attack", "Siversk"),
        ("UA", "advance", "Robotyne"),
    }


def test_participle_takes_the_subject_of_its_verb_not_the_object(claims: Callable[[str], set[Row]]) -> None:
    """In "pursued Russian forces, capturing X" the pursuer captures."""
    found = claims("Ukrainian forces pursued Russian forces near Lyman, capturing Drobysheve.")
    assert ("UA", "capture", "Drobysheve", "author", "stated") in found
    assert not any(actor == "RU" for actor, *_ in found)


def test_place_is_carried_over_from_the_sentence_before(claims: Callable[[str], set[Row]]) -> None:
    """The village points back to the place told last."""
    found = claims("Russian forces attacked Spirne. Ukrainian forces still hold the village.")
    assert ("UA", "hold", "Spirne", "author", "stated") in found
