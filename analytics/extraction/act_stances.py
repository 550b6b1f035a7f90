"""How a report stands to an act: intentions, speech acts told in its own voice, topics, conditions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from analytics.extraction.act_frames import by_start

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.codebook import Match
    from analytics.extraction.act_proposals import Proposal, Proposer
    from analytics.extraction.records import Actor, Stance
    from analytics.extraction.syntax import Syntax
    from analytics.text import Document

__all__ = ["condition_of", "kind_of", "named_in_condition", "own_voice", "topic_of"]

_UNSURE = frozenset({"denied", "doubted"})
_STOPS = frozenset({",", ";", ".", '"'})
_DOUBT = 3  # tokens of "not likely he" before "will visit"
_OTHER = "other"
_PAST = frozenset({"ed", "past"})
_TENSES = {"ed": _PAST, "past": _PAST, "third": frozenset({"third"}), "ing": frozenset({"ing"})}  # of joined verbs
_OCCASION = 6  # tokens from "in" to "call"
_CONDITION = 24  # tokens of a condition that are kept
_LISTED = 7  # tokens from a comma to the "and" of its list


def kind_of(proposal: Proposal, stance: Stance, proposer: Proposer) -> str | None:
    """Return an act's kind, or null where it is history, or an intention that is no act.

    Args:
        proposal: The act.
        stance: To its trigger.
        proposer: Holds the sentence.
    """
    entry, words = proposal.entry, proposer.frames.words
    if stance.status == "history":
        return None
    planned_here = stance.status == "plan" and _is_planned(proposal, stance, proposer)
    group = set(proposer.low[max(0, proposal.group - _DOUBT) : proposal.match.start])
    if group >= words["not-likely"] and not (proposal.is_noun or proposal.spoken is not None):
        return None
    planned_here = planned_here or (not proposal.is_noun and bool(group & words["future"]))
    if proposal.spoken is not None or not (planned_here or proposal.headline):
        return None if entry.get("plan_only") else str(entry["kind"])
    if entry.get("plan_stands"):
        return None if group & words["guess"] else str(entry["kind"])
    told = _told_before(proposal.match.start, proposer) or _told_behind(proposal, stance, proposer)
    if group & words["uncertain"] or ("would" in group and not told):
        return None
    planned = str(entry["kind"]) if entry.get("plan_only") else entry.get("planned")
    return entry.get("conditional", planned) if proposer.find(proposer.frames.conditions) else planned


def _is_planned(proposal: Proposal, stance: Stance, proposer: Proposer) -> bool:
    """Whether what makes it a plan stands in the verb's own group: not "blamed X for saying that Y should"."""
    tokens = proposer.syntax.sentence.tokens
    first, last = tokens[0 if proposal.is_noun else proposal.group].start, tokens[proposal.match.start].start
    return any(c.role == "plan" and first <= c.start < last for c in stance.cues)


def _told_before(at: int, proposer: Proposer) -> bool:
    """Whether somebody says what follows: "announced that it would"."""
    reports = proposer.find(proposer.frames.reports)
    return any(m.end <= at and proposer.syntax.is_verb(m.start) for m in reports)


def own_voice(proposal: Proposal, stance: Stance, sources: Sequence[Actor], kind: str, proposer: Proposer) -> Stance:
    """Return the stance, the report's own where the source itself is the speaker.

    "A accused B" is told in the report's voice, though A is a speaker; "A said that it met B" is A's claim.

    Args:
        proposal: The act.
        stance: To its trigger.
        sources: Who acts.
        kind: The act's kind.
        proposer: Holds the sentence.
    """
    if kind in proposer.frames.words["no-speech"] and not _is_occasion(proposal, proposer):
        return stance
    if stance.claimant == "author":
        return replace(stance, credence="stated") if stance.credence in _UNSURE else stance
    if any(proposer.low[a.first] in proposer.syntax.grammar.first_person_subject for a in sources):
        return replace(stance, claimant="author", claimant_text="", credence="stated", evidence="none")
    tokens = proposer.syntax.sentence.tokens
    if _is_retold(proposal, stance, proposer):
        return stance
    at = tokens[proposal.span[1] - 1].start
    denied_later = stance.credence == "denied" and any(c.role == "attribution" and c.start > at for c in stance.cues)
    speakers = [
        actor
        for actor in proposer.syntax.actors
        if " ".join(t.text for t in tokens[actor.first : actor.last]) == stance.claimant_text
    ]
    ours = any(proposer.roles.same(actor, sources) for actor in speakers) or _is_own_office(stance, sources, proposer)
    if denied_later or ours:
        return replace(stance, claimant="author", claimant_text="", credence="stated", evidence="none")
    return stance


def _is_own_office(stance: Stance, sources: Sequence[Actor], proposer: Proposer) -> bool:
    """Whether an office speaks for who acts, named with it or not at all: "X will not agree, | spokesperson says"."""
    words, tokens = stance.claimant_text.lower().split(), proposer.syntax.sentence.tokens
    if not words or words[-1] not in proposer.frames.words["own-office"]:
        return False
    named = [a for a in proposer.syntax.actors if a.name and tokens[a.first].text in stance.claimant_text.split()]
    return all(proposer.roles.same(a, sources) for a in named)


def _told_behind(proposal: Proposal, stance: Stance, proposer: Proposer) -> bool:
    """Whether a sentence begins with what somebody behind it says: "X would | send tanks, the minister said"."""
    main = not any(map(proposer.syntax.is_verb, range(proposal.group)))
    return main and any(c.role == "attribution" for c in stance.cues)


def _is_retold(proposal: Proposal, stance: Stance, proposer: Proposer) -> bool:
    """Whether a speaker tells of an act done before: "X said that | he asked Y for arms", "X said | both agreed"."""
    match, g = proposal.match, proposer.syntax.grammar
    clause = proposal.spoken is None and not proposal.is_noun and match.form in {"ed", "past", "participle"}
    if not clause or proposer.low[match.start] in g.be:
        return False
    had = not g.have.isdisjoint(proposer.low[proposal.group : proposal.match.start])
    if not had and proposal.entry["kind"] not in proposer.frames.words["retold-kind"]:
        return False  # "said it condemned": it condemns
    subject, tokens = proposer.syntax.subject(match.start), proposer.syntax.sentence.tokens
    at = subject.at if subject.actor is None else proposer.roles.start_of(subject.actor)
    shared = proposer.syntax.word(proposal.group - 1) in proposer.frames.words["going-on"] | {","}
    if at < 1 or shared:
        return False  # "X said that Y left and | demanded": X demands
    told = [c.end for c in stance.cues if c.role == "attribution" and c.end <= tokens[at].start]
    return bool(told) and (proposer.low[at - 1] == "that" or max(told) >= tokens[at - 1].end)


def _is_occasion(proposal: Proposal, proposer: Proposer) -> bool:
    """Whether a noun only tells on what occasion something was said: "said in a call with"."""
    last = proposal.span[1]
    for at in range(last - 1, max(-1, last - _OCCASION), -1):
        if proposer.syntax.is_verb(at):
            return False
        if proposer.low[at] in proposer.frames.words["occasion"]:
            return True
        if at < last - 1 and proposer.low[at] in proposer.syntax.grammar.preposition:
            return False
    return False


def topic_of(proposal: Proposal, proposer: Proposer, parties: Sequence[Sequence[str]], before: str | None) -> str:
    """Return what an act is about: by cues beside it, else by far-reaching ones, else by any.

    Without a cue: what its frame says, what one of its parties stands for, what the sentence before was about.

    Args:
        proposal: The act.
        proposer: Holds the sentence.
        parties: Names of who acts, names of who suffers it.
        before: The topic of the acts told before; null for none.
    """
    frames, kind = proposer.frames, proposal.entry["kind"]
    cues = [
        m
        for m in proposer.find(frames.topics)
        if (m.form in {"word", "noun"} or proposer.syntax.is_verb(m.start)) and _is_topic_of(m.entry, kind)
    ]
    stop = _object_end(proposal, proposer)
    own = [
        m.entry["id"]
        for m in cues
        if proposal.match.start <= m.start < stop and not (m.entry.get("own") and _tells_when(proposal, m, proposer))
    ]
    cues = [m for m in cues if not m.entry.get("own")]
    first = min(proposal.start, proposal.match.start)  # what is said begins before its trigger
    cues = [m for m in cues if not _is_elsewhere(proposal, m, proposer)]
    near = own or [m.entry["id"] for m in cues if first <= m.start < proposal.end]
    whole = [m.entry["id"] for m in cues if frames.far[m.entry["id"]]]
    found = near or whole or [m.entry["id"] for m in cues]
    if not found and kind in frames.rivals and _are_rivals(parties, frames.war):
        return frames.rivals[kind]
    if not found and "topic" not in proposal.entry:
        alone = {side[0] for side in parties if len(side) == 1}
        found = [row["id"] for row, names in frames.topic_parties if names & alone and _is_topic_of(row, kind)]
    if found:
        return frames.meant[min(found, key=lambda row: frames.order[row])]
    told = str(proposal.entry.get("topic", _OTHER))
    return before if before is not None and told == _OTHER else told


def _is_elsewhere(proposal: Proposal, cue: Match, proposer: Proposer) -> bool:
    """Whether a cue is said of what another verb of the same subject does: "condemned X and | announced talks"."""
    s = proposer.syntax
    joiner = s.grammar.joiner - s.grammar.alternative
    joints = (j for j in range(proposal.match.end, cue.start) if proposer.low[j] in joiner)
    tenses = _TENSES.get(proposal.match.form, frozenset())  # not "demanded that X stop and | free prisoners"
    return any(s.goes_on(j) and not tenses.isdisjoint(s.tags(s.after_adverbs(j + 1))) for j in joints)


def _object_end(proposal: Proposal, proposer: Proposer) -> int:
    """Return where an act's object ends: at a comma, but none of a list, "financial | , humanitarian, and arms aid"."""
    syntax, parted = proposer.syntax, proposer.frames.words["object-end"]
    ends = (i for i in range(proposal.match.end, proposal.end) if proposer.low[i] in parted)
    return next((i for i in ends if proposer.low[i] != "," or not _lists(i, syntax, proposer)), proposal.end)


def _lists(comma: int, syntax: Syntax, proposer: Proposer) -> bool:
    """Whether plain words and an "and" stand behind a comma: "grain | , oil, and gas"; no party, no verb."""
    close, hung = proposer.frames.words["list-close"], syntax.grammar.preposition | proposer.frames.words["object-end"]
    closed = False
    for i in range(comma + 1, min(comma + _LISTED, len(proposer.low))):
        word = proposer.low[i]
        if word in close:
            closed = True
        elif not (word == "," and not closed) and (
            not word.isalpha() or word in hung or syntax.actor_at[i] is not None or syntax.is_verb(i)
        ):
            return False
        elif closed:
            return True
    return False


def _is_topic_of(row: Mapping[str, Any], kind: str) -> bool:
    """Whether a row of topics is for acts of a kind."""
    return kind in row.get("kinds", (kind,)) and kind not in row.get("but", ())


def _tells_when(proposal: Proposal, cue: Match, proposer: Proposer) -> bool:
    """Whether a cue only tells on what occasion an act was done: "urged aid in | a call", "at | a summit"."""
    between = reversed(proposer.low[proposal.match.end : cue.start])
    last = next((w for w in between if w in proposer.syntax.grammar.preposition), None)
    return last in proposer.frames.words["occasion"]


def _are_rivals(parties: Sequence[Sequence[str]], war: Sequence[Actor]) -> bool:
    """Whether two parties of the war deal with each other, or one deals with both."""
    told = {name for side in parties for name in side}
    return len({a.side for a in war if a.name in told}) > 1


def named_in_condition(proposal: Proposal, proposer: Proposer, sources: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return whose act would bring a threat about: "X will respond if | Y joins"; empty for nobody.

    Args:
        proposal: The threat.
        proposer: Holds the sentence.
        sources: Who threatens.
    """
    if proposal.entry["kind"] not in proposer.frames.words["conditional-kind"]:
        return ()
    opened = {m.end for m in proposer.find(proposer.frames.conditions)}
    for actor in proposer.syntax.actors:
        stands = actor.name and not actor.possessive and proposer.roles.start_of(actor) in opened
        if stands and not proposer.roles.same(actor, sources):
            return proposer.roles.with_right(actor)
    return ()


def condition_of(last: int, proposer: Proposer, document: Document) -> str | None:
    """Return the clause that conditions an act, from its opening words to the next stop; null for none.

    Args:
        last: One past the act's last token.
        proposer: Holds the sentence.
        document: Holds the text.
    """
    found = by_start([m for m in proposer.find(proposer.frames.conditions) if m.start >= last])
    if not found:
        return None
    low, tokens = proposer.low, proposer.syntax.sentence.tokens
    stop = next((i for i in range(found[0].end, len(low)) if low[i] in _STOPS), len(low))
    stop = min(stop, found[0].start + _CONDITION)
    return document.text[tokens[found[0].start].start : tokens[stop - 1].end]
