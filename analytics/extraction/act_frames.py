"""The codebook's frames for diplomatic acts, indexed once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from analytics.codebook import PhraseTable
from analytics.extraction.records import Actor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.codebook import Codebook, Match

__all__ = ["ACTING", "ActFrames", "act_frames_of", "by_start"]

ACTING = frozenset({"state", "official", "body"})  # forms of actors that deal with each other


class ActFrames:
    """The tables of diplomacy.toml and topics.toml.

    Attributes:
        acts: Frames whose trigger stands in the report's own clause.
        stances: Frames of what somebody stands for, tried where no act is told.
        said: Frames whose trigger stands in what somebody says.
        reports: Verbs of saying, with those that a frame adds.
        objects: What acts are about, by class.
        topics: Cues of topics.
        conditions: Words that open a condition.
        words: Closed classes, with the grammar's.
        war: The parties of the war.
        parties: Words that stand for parties told before: "both sides".
        unreal: Forms of the verbs that make talks on them unreal.
        light: Verbs that carry a frame's noun, by frame.
        order: The `order` of a topic's rows.
        meant: The topic that a row stands for.
        rivals: By kind, the topic of what the parties of the war do with each other where no cue tells another.
        topic_parties: Rows of topics with names of bodies that stand for them.
        far: Whether a topic's cues may stand far from the trigger.
    """

    def __init__(self, codebook: Codebook) -> None:
        """Index the tables.

        Args:
            codebook: May have no acts: then none is found.
        """
        table = codebook.table("act")
        self.acts = PhraseTable(codebook, [row for row in table if row.get("source") not in {"said", "stance"}])
        self.stances = PhraseTable(codebook, [row for row in table if row.get("source") == "stance"])
        self.said = PhraseTable(codebook, [_words_only(row) for row in table if row.get("source") == "said"])
        more = [
            {"id": row["id"], "verbs": row["verbs"]} for row in table if row.get("source") == "said" and "verbs" in row
        ]
        spoken = [row for row in codebook.table("report") if row["voice"] != "evidence"]
        self.reports = PhraseTable(codebook, [*spoken, *more])
        self.objects = PhraseTable(codebook, codebook.table("act_object"))
        self.topics = PhraseTable(codebook, codebook.table("topic"))
        self.conditions = PhraseTable(codebook, codebook.table("condition"))
        self.words = codebook.classes("grammar") | codebook.classes("act_word")
        self.war = tuple(Actor(0, 0, 0, row["name"], row["id"], "official") for row in codebook.table("side"))
        self.parties = PhraseTable(codebook, codebook.table("act_party"))
        unreal = {"id": "unreal", "verbs": [v for row in codebook.table("act_word") for v in row.get("verbs", ())]}
        self.unreal = frozenset(words[0] for words, *_ in PhraseTable(codebook, [unreal]).rows())
        self.light = {
            row["id"]: PhraseTable(codebook, [{"id": row["id"], "verbs": row["light"]}])
            for row in table
            if "light" in row
        }
        topics = codebook.table("topic")
        self.order = {row["id"]: row["order"] for row in topics}
        self.meant = {row["id"]: str(row.get("topic", row["id"])) for row in topics}
        self.rivals = {kind: self.meant[row["id"]] for row in topics for kind in row.get("rivals", ())}
        self.topic_parties = tuple((row, frozenset(row["parties"])) for row in topics if row.get("parties"))
        self.far = {row["id"]: bool(row.get("far", True)) for row in topics}


def _words_only(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a frame whose verbs are verbs of saying, no triggers."""
    return {key: value for key, value in row.items() if key != "verbs"} | {"sayings": row.get("verbs", ())}


def by_start(matches: Sequence[Match]) -> list[Match]:
    """Order matches by start, longer first; overlaps are kept.

    Args:
        matches: In any order.
    """
    return sorted(matches, key=lambda m: (m.start, m.start - m.end, m.entry["id"]))


@lru_cache(maxsize=8)
def act_frames_of(codebook: Codebook) -> ActFrames:
    """Return a codebook's frames for acts, indexed once.

    Args:
        codebook: Any codebook.
    """
    return ActFrames(codebook)
