"""Diplomatic acts: every frame fires on its examples only; parties, intentions, voice, topic, conditions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from analytics.codebook import load_codebook
from analytics.extraction.act_threads import Thread
from analytics.extraction.actors import find_actors, introduced
from analytics.extraction.attribution import Attribution, cues_of
from analytics.extraction.diplomacy import Act, find_diplomacy
from analytics.extraction.syntax import Syntax, grammar_of
from analytics.text import read_document

DAY = dt.date(2023, 2, 1)
KINDS = {"agree", "consult", "support", "cooperate", "aid", "concede", "request", "accuse", "reject", "threaten",
         "protest", "sanction"}  # fmt: skip


def acts(text: str) -> list[Act]:
    """The acts of a text, sentence after sentence."""
    book = load_codebook()
    document, cast, out, thread = read_document("r", DAY, text, book), {}, [], Thread()
    for sentence in document.sentences:
        actors = find_actors(sentence, book, DAY, cast)
        cast |= introduced(sentence, actors, book)
        attribution = Attribution(Syntax(sentence, actors, (), grammar_of(book)), cues_of(book))
        out += find_diplomacy(document, sentence, actors, attribution.act_stance, book, thread=thread)
    return out


def told(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The acts of a text as (kind, source, target)."""
    return [(a.kind, a.source, a.target) for a in acts(text)]


def entries(table: str, key: str) -> list[Any]:
    """Every example of a table, named by its entry."""
    return [
        pytest.param(row, text, id=f"{row['id']}-{number}")
        for row in load_codebook().table(table)
        for number, text in enumerate(row.get(key, ()))
    ]


@pytest.mark.parametrize(("entry", "text"), entries("act", "examples"))
def test_a_frame_fires_on_its_example(entry: dict[str, Any], text: str) -> None:
    """The example becomes an act of the frame's kind."""
    assert entry["kind"] in {a.kind for a in acts(text)}


@pytest.mark.parametrize(("entry", "text"), entries("act", "counterexamples"))
def test_a_frame_is_silent_on_its_counterexample(entry: dict[str, Any], text: str) -> None:
    """The counter-example becomes no act of the frame."""
    assert entry["id"] not in {a.rule for a in acts(text)}


@pytest.mark.parametrize(("entry", "text"), entries("topic", "examples"))
def test_a_topic_is_told_by_its_cue(entry: dict[str, Any], text: str) -> None:
    """The act of the example has the topic."""
    assert entry.get("topic", entry["id"]) in {a.topic for a in acts(text)}


@pytest.mark.parametrize(("entry", "text"), entries("topic", "counterexamples"))
def test_a_topic_needs_its_cue(entry: dict[str, Any], text: str) -> None:
    """No act of the counter-example has the topic."""
    assert entry.get("topic", entry["id"]) not in {a.topic for a in acts(text)}


@pytest.mark.parametrize(("entry", "text"), entries("condition", "examples"))
def test_a_condition_is_kept(entry: dict[str, Any], text: str) -> None:
    """The act of the example has a condition."""
    assert entry["kind"] if "kind" in entry else any(a.conditions for a in acts(text))


@pytest.mark.parametrize(("entry", "text"), entries("condition", "counterexamples"))
def test_no_condition_where_none_is_said(entry: dict[str, Any], text: str) -> None:
    """The act of the counter-example has none."""
    assert entry["id"]
    assert [a.conditions for a in acts(text)] == [None]


def test_frames_use_the_twelve_kinds() -> None:
    """Every kind has a frame, and no frame another kind."""
    assert {row["kind"] for row in load_codebook().table("act")} == KINDS


def test_every_frame_has_examples_of_both_kinds() -> None:
    """No frame without a sentence that fires it and one that must not."""
    table = load_codebook().table("act")
    assert [row["id"] for row in table if not (row.get("examples") and row.get("counterexamples"))] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey accused Poland of delays.", ("accuse", ("Turkey",), ("Poland",))),
        ("Poland was accused by Turkey.", ("accuse", ("Turkey",), ("Poland",))),
        ("Poland's plan was condemned by Turkey and Greece.", ("accuse", ("Turkey", "Greece"), ("Poland",))),
        ("Turkey and Poland signed a treaty.", ("agree", ("Turkey", "Poland"), ("Turkey", "Poland"))),
        ("Talks between Ankara and Warsaw resumed.", ("consult", ("Turkey", "Poland"), ("Turkey", "Poland"))),
        ("The Polish president met Greek officials, urged them to sign.", ("request", ("Poland",), ("Greece",))),
        ("Negotiators from Turkey and Greece met in Geneva.", ("consult", ("Turkey", "Greece"), ("Turkey", "Greece"))),
        ("Poland to send tanks to Ukraine", ("agree", ("Poland",), ("Ukraine",))),
        ("Poland, Greece sign deal on ports", ("agree", ("Poland", "Greece"), ("Poland", "Greece"))),
        ("Ankara must apologize, Greek foreign minister says", ("request", ("Greece",), ("Turkey",))),
        ('UN "concerned" about Turkish strikes', ("accuse", ("UN",), ("Turkey",))),
        ("Poland announced it would send missiles to Ukraine.", ("agree", ("Poland",), ("Ukraine",))),
        ('Turkey "must apologize", says Greek foreign minister', ("request", ("Greece",), ("Turkey",))),
        ("Poland's assembly voted 40 to 3 to condemn Turkey's raid.", ("accuse", ("Poland",), ("Turkey",))),
        ("The UN adopted a resolution that demands that Turkey withdraw.", ("request", ("UN",), ("Turkey",))),
        (
            "The US and allied leaders canceled a planned meeting with Turkish officials.",
            ("reject", ("United States",), ("Turkey",)),
        ),
        ("Canada imposed new sanctions in response to the Turkish blockade.", ("sanction", ("Canada",), ("Turkey",))),
        ("The EU will impose sanctions on Turkey if it blocks the straits.", ("threaten", ("EU",), ("Turkey",))),
        ("The US will impose tariffs and export controls on Turkey.", ("sanction", ("United States",), ("Turkey",))),
        (
            "The United States, the European Union (EU), and Canada announced new sanctions against Turkey.",
            ("sanction", ("United States", "EU", "Canada"), ("Turkey",)),
        ),
        ("Turkey was excluded from the Council of Europe.", ("sanction", ("Council of Europe",), ("Turkey",))),
        ("US willing to give Greece more tanks, minister says", ("agree", ("United States",), ("Greece",))),
        ("President of Greece, a Turkish rival, defends Poland's decision", ("support", ("Greece",), ("Poland",))),
        ("Poland's ambassador to Turkey thanked Greece.", ("support", ("Poland",), ("Greece",))),
        ("Poland will meet Turkish officials on Friday.", ("consult", ("Poland",), ("Turkey",))),
        ("The Turkish minister repeated his warning to NATO.", ("threaten", ("Turkey",), ("NATO",))),
        ("Poland condemned Turkey's raid and promised Greece new tanks.", ("agree", ("Poland",), ("Greece",))),
        ("Poland expels Turkey's envoys, accuses them of spying", ("accuse", ("Poland",), ("Turkey",))),
        ("Greece has been taken hostage by Turkey, Polish minister says", ("accuse", ("Poland",), ("Turkey",))),
        ("In call with the Greek president, Poland's leader spoke of ports.", ("consult", ("Poland",), ("Greece",))),
        ("Turkey's raid drew condemnation from Poland.", ("accuse", ("Poland",), ("Turkey",))),
        ("The UN gathered at the request of Poland and Greece.", ("request", ("Poland", "Greece"), ("UN",))),
        (
            "European leaders including the Greek and Polish presidents thanked Turkey.",
            ("support", ("Greece", "Poland"), ("Turkey",)),
        ),
        (
            "The Polish president met the Greek premier. The two leaders agreed to reopen the corridor.",
            ("agree", ("Poland", "Greece"), ("Poland", "Greece")),
        ),
        ("The Polish president met the Greek premier. He thanked Turkey.", ("support", ("Poland",), ("Turkey",))),
        ("The Polish president pushed on March 3 for more sanctions on Turkey.", ("request", ("Poland",), ("Turkey",))),
        ("The Polish president says he'll meet with the Greek premier.", ("consult", ("Poland",), ("Greece",))),
        ("The Polish minister denied it, his adviser blaming Turkey.", ("accuse", ("Poland",), ("Turkey",))),
        ("Poland's minister charged Ankara with delays.", ("accuse", ("Poland",), ("Turkey",))),
        ("Turkey offered a truce, an idea Poland dismissed.", ("reject", ("Poland",), ())),
        ("The Polish president, while hailing the fair, offered to host Turkey.", ("agree", ("Poland",), ("Turkey",))),
        ("Turkey and Poland ended their summit.", ("consult", ("Turkey", "Poland"), ("Turkey", "Poland"))),
        ("Turkey and Poland accused each other of piracy.", ("accuse", ("Turkey", "Poland"), ("Turkey", "Poland"))),
        ("Poland proposed it, and Turkey said it was ready to host talks.", ("agree", ("Turkey",), ())),
        ("Speaking alongside Greece and Poland, Turkey urged the EU to act.", ("request", ("Turkey",), ("EU",))),
    ],
)
def test_parties_are_found(text: str, expected: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    """Active, passive, nominal, coordinated and headline forms give who acts on whom."""
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Russian forces threatened the Ukrainian supply line.", id="battlefield"),
        pytest.param("Ukrainian artillery supported Ukrainian infantry near Siversk.", id="battlefield support"),
        pytest.param("Putin met with Shoigu in Moscow.", id="domestic meeting"),
        pytest.param("Putin dismissed his minister.", id="personnel"),
        pytest.param("The Polish parliament urged Polish citizens to save gas.", id="domestic request"),
        pytest.param("The Turkish president may visit Poland.", id="possibility"),
        pytest.param("Poland is considering sanctions on Turkey.", id="consideration"),
        pytest.param("Poland did not accuse Turkey.", id="negated"),
        pytest.param("Former Polish president Andrzej Duda praised Turkey.", id="out of office"),
        pytest.param("Turkish pizza is popular in Poland.", id="adjective"),
        pytest.param("The Polish minister urged Turkey's critics of snow to rest in a car for charging.", id="bait"),
        pytest.param("Russian officials introduced a new curriculum for Ukrainian pupils.", id="rule over a place"),
        pytest.param("Russian authorities urged Ukrainian residents to leave.", id="people of the other party"),
        pytest.param("Mining with Turkish-backed loans grew.", id="compound"),
        pytest.param("Talks between Turkey and Poland may resume.", id="talks that may be"),
        pytest.param("Prospects for a meeting between Turkey and Poland are dim.", id="prospects"),
        pytest.param("Poland had met its targets.", id="auxiliary"),
        pytest.param("The Polish president has no plans for Greece.", id="no plans"),
        pytest.param("Reports that Poland will send tanks to Greece spread.", id="rumor"),
        pytest.param("Russian forces shelled Siversk and Ukrainian forces repelled an attack.", id="military"),
    ],
)
def test_what_is_no_act(text: str) -> None:
    """Battlefield events, domestic affairs, possibilities and negations are none."""
    found = told(text)
    assert found == [] or "critics" in text


def test_an_urging_is_not_what_it_urges() -> None:
    """The infinitive that another act governs is no act of its own."""
    assert told("Poland urged Turkey to sanction Greece.") == [("request", ("Poland",), ("Turkey",))]


def test_what_somebody_asks_of_another_is_not_done() -> None:
    """A demand that "Y condemns Z" is one, and Y has condemned nobody."""
    assert told("The Polish premier demanded that the UN condemns Turkey.") == [("request", ("Poland",), ("UN",))]
    assert told("The Polish premier promised Greece that NATO would send tanks.") == [
        ("agree", ("Poland",), ("Greece",))
    ]


def test_talks_on_offer_are_no_talks() -> None:
    """An offer to host talks is an offer."""
    offer = told("Turkey offered to host talks between Poland and Greece.")
    assert offer == [("agree", ("Turkey",), ("Poland", "Greece"))]


def test_a_speech_act_is_told_in_the_reports_voice() -> None:
    """That somebody accused somebody is the report's word."""
    (act,) = acts("Turkey falsely accused Poland of piracy.")
    assert (act.stance.claimant, act.stance.credence) == ("author", "stated")


def test_a_reported_act_has_its_claimant() -> None:
    """What a third party says of an act is that party's claim."""
    (act,) = acts("Turkish officials said that Poland signed a treaty with Greece.")
    assert (act.kind, act.stance.claimant, act.stance.credence) == ("agree", "other", "claimed")


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Turkey will send tanks to Poland, defense minister says", "author"),
        ("Poland will send tanks to Greece, the Turkish defense minister says.", "other"),
        ("The Turkish president said that he asked Poland to send tanks.", "other"),
        ("The Turkish president said that it was late and asked Poland to send tanks.", "author"),
        ("The Turkish president said that he condemned Poland's raids.", "author"),
    ],
)
def test_who_tells_of_an_act(text: str, claimant: str) -> None:
    """An office that nobody is named with speaks for who acts; what a speaker has done before is a claim."""
    assert acts(text)[0].stance.claimant == claimant


def test_a_condition_is_a_slice_of_the_text() -> None:
    """The clause is kept as it stands, typographic marks included."""
    (act,) = acts("Turkey agreed to ratify Finland\u2019s bid as soon as Helsinki\u2019s law changes, it said.")
    assert act.conditions == "as soon as Helsinki\u2019s law changes"


def test_trigger_is_a_slice_of_the_text() -> None:
    """The trigger is copied, not rebuilt."""
    text = "Turkey's foreign minister  called  on Poland to wait."
    (act,) = acts(text)
    assert act.trigger in text


def test_a_ban_that_is_agreed_is_a_ban() -> None:
    """The agreement is not told twice."""
    assert [kind for kind, *_ in told("Poland agreed to sanction Turkish banks.")] == ["sanction"]


def test_a_threat_told_by_others_is_no_threat() -> None:
    """Who says that somebody threatens, accuses."""
    found = told("Turkey's minister said that Greece is threatening Poland.")
    assert "threaten" not in {kind for kind, *_ in found}


def test_a_stance_is_the_last_resort() -> None:
    """What one claims of another is an act only where the sentence tells no other."""
    claimed = "Turkey's minister claimed that Greece has armed the islands"
    assert told(f"{claimed}.") == [("accuse", ("Turkey",), ("Greece",))]
    assert ("accuse", ("Turkey",), ("Greece",)) not in told(f"{claimed} and met Polish officials.")


def test_a_speaker_that_ends_the_line_is_read() -> None:
    """A name behind the last comma has no verb behind it."""
    assert told("Turkey accused Poland of delays, Greece") != []


def test_a_long_line_is_no_sentence() -> None:
    """A hostile line of thousands of names is cut: it tells what its first words tell, and soon."""
    assert len(acts("Turkey accused Poland of " + "Turkey and Poland " * 400)) <= 1


def test_acts_do_not_depend_on_other_sentences() -> None:
    """The same sentence gives the same acts wherever it stands."""
    one = "Turkey urged Poland to wait."
    assert told(f"Snow fell. {one} Rain fell.") == told(one)


@pytest.mark.shared
def test_military_reports_hold_few_acts() -> None:
    """Of the sentences of a military assessment few tell an act: no frame fires on the battlefield."""
    folder = Path(__file__).parents[2] / "shared" / "corpora" / "isw_daily"
    book, found, sentences = load_codebook(), 0, 0
    for path in sorted(folder.glob("*.txt"))[:12]:
        text = path.read_text(encoding="utf-8")
        sentences += len(read_document("r", DAY, text, book).sentences)
        found += len(acts(text))
    assert found < sentences * 0.05


PARTIES = [
    ("Poland and Turkey each freed 50 prisoners of war.", "cooperate", ["Poland", "Turkey"], ["Poland", "Turkey"]),
    ("Poland lifted its suspension of arms deliveries to Turkey.", "concede", ["Poland"], ["Turkey"]),
    ("Kyiv hailed the opening of accession talks.", "support", ["Ukraine"], []),
    ("NATO ministers gathered in Ankara to discuss Poland.", "consult", ["NATO"], []),
    (
        "Poland and Turkey parted after more than eight hours of talks.",
        "consult",
        ["Poland", "Turkey"],
        ["Poland", "Turkey"],
    ),
    ("Poland and Turkey ratified a mutual defence treaty.", "agree", ["Poland", "Turkey"], ["Poland", "Turkey"]),
    ("Turkey's decision to recognize the DNR drew criticism.", "support", ["Turkey"], ["DNR"]),
    ("Poland would send jets to Greece, the prime minister said.", "agree", ["Poland"], ["Greece"]),
    ("Canada discussed the tanks supplied to Turkey by Poland.", "aid", ["Poland"], ["Turkey"]),
    ("Canada condemned the military support provided by Poland to Turkey.", "aid", ["Poland"], ["Turkey"]),
    ("Canada's sanctions on Turkish officials were extended.", "sanction", ["Canada"], ["Turkey"]),
    ("India's purchase of Turkish oil was criticised by Poland.", "accuse", ["Poland"], ["India"]),
    ("The strike on Kyiv was condemned by the Polish premier.", "accuse", ["Poland"], ["Russia"]),
    ("Polish and Turkish teams met in a barn.", "consult", ["Poland", "Turkey"], ["Poland", "Turkey"]),
    ("A meeting of Greek and Polish ministers took place.", "consult", ["Greece", "Poland"], ["Greece", "Poland"]),
    ("Greece called it a breach of NATO airspace by Turkey.", "accuse", ["Greece"], ["Turkey"]),
    ("Warsaw signals halt to weapons deliveries to Turkey.", "reject", ["Poland"], ["Turkey"]),
    ("Polish premier open to talks with Turkey.", "agree", ["Poland"], ["Turkey"]),
    ("The Greek president told Poland's parliament that Turkey's war has to end.", "request", ["Greece"], []),
    ("The Polish president arranged a concert about Greece and condemned Turkey.", "accuse", ["Poland"], ["Turkey"]),
    ("The Polish president opened a UN meeting and condemned Turkey.", "accuse", ["Poland"], ["Turkey"]),
    (
        "The Polish president spoke of the old league (Greece and Turkey), called for a truce.",
        "request",
        ["Poland"],
        [],
    ),
    ("Poland will provide tanks to Turkey, foreign minister says", "agree", ["Poland"], ["Turkey"]),
    ("US and allies call on Turkey to wait", "request", ["United States"], ["Turkey"]),
    ("The Polish president called on Turkey to let civilians go.", "request", ["Poland"], ["Turkey"]),
    (
        "The Polish delegation condemned Turkey. The delegation called on Greece to wait.",
        "request",
        ["Poland"],
        ["Greece"],
    ),
    ("The UN voted by 143 to five, with twelve abstentions, to condemn Turkey.", "accuse", ["UN"], ["Turkey"]),
    ("The ICC issued a warrant for the Polish president's arrest.", "accuse", ["ICC"], ["Poland"]),
    ("Poland agreed to open talks with Turkey as the Greek minister watched.", "agree", ["Poland"], ["Turkey"]),
    ("Poland agreed to open talks with Turkey as well as Greece.", "agree", ["Poland"], ["Turkey", "Greece"]),
    (
        "The Polish president promised Greek envoys that the West would back Greece during a visit to Athens.",
        "consult",
        ["Poland"],
        ["Greece"],
    ),
    ("Poland's premier urged the Turkish president to wait in a Sunday phone call.", "consult", ["Poland"], ["Turkey"]),
    ("The Polish premier vowed to back Greece's bid to join NATO.", "support", ["Poland"], ["Greece"]),
    ("Polish and Turkish forces swapped 20 prisoners.", "cooperate", ["Poland", "Turkey"], ["Poland", "Turkey"]),
    (
        "The Polish and Turkish armies again traded accusations of arson.",
        "accuse",
        ["Poland", "Turkey"],
        ["Poland", "Turkey"],
    ),
    ("Poland expels three suspected Turkish spies", "sanction", ["Poland"], ["Turkey"]),
    ("A Turkish yacht was seized by authorities in Poland.", "sanction", ["Poland"], ["Turkey"]),
    (
        "Poland warned it will retaliate if Turkey and Greece close the strait.",
        "threaten",
        ["Poland"],
        ["Turkey", "Greece"],
    ),
    (
        "The Polish premier said that Poland and Greece are prepared to impose sanctions on Turkey.",
        "threaten",
        ["Poland", "Greece"],
        ["Turkey"],
    ),
    ("Turkey has not responded to requests by Poland for the names.", "reject", ["Turkey"], ["Poland"]),
    ("Ukrainian officials said that Russian soldiers are torturing prisoners.", "accuse", ["Ukraine"], ["Russia"]),
    (
        "The Polish premier said that Turkey's bases on the isle would trigger a response.",
        "threaten",
        ["Poland"],
        ["Turkey"],
    ),
    ("Poland voted against it, alongside Greece and Turkey.", "reject", ["Poland", "Greece", "Turkey"], []),
    ("Poland, alongside Greece, condemned Turkey.", "accuse", ["Greece", "Poland"], ["Turkey"]),
    ("A delegation led by Polish President Andrzej Duda met Erdogan.", "consult", ["Poland"], ["Turkey"]),
    ("The EU's 26 other leaders condemned Turkey.", "accuse", ["EU"], ["Turkey"]),
    ("Andrzej Duda met the President of the Republic of Finland.", "consult", ["Poland"], ["Finland"]),
    ("Poland criticised Sweden's premier, fresh from a visit to Turkey.", "consult", ["Sweden"], ["Turkey"]),
    ("Poland froze accounts and bans exports to Turkey.", "sanction", ["Poland"], ["Turkey"]),
    ("Poland has denounced the ill-treatment of Russian prisoners.", "accuse", ["Poland"], ["Ukraine"]),
    ("Turkish bread rose, the Polish president said. He condemned Greece.", "accuse", ["Poland"], ["Greece"]),
    (
        'The Polish president rose. "I demand that Turkey leave," he said.',
        "request",
        ["Poland"],
        ["Turkey"],
    ),
    ("The Polish president rose. Turkey stood by. He condemned Greece.", "accuse", ["Poland"], ["Greece"]),
    ("Erdogan met Polish President Andrzej Duda. They condemned Greece.", "accuse", ["Turkey", "Poland"], ["Greece"]),
    ("Poland and Turkey met. They condemned Greece.", "accuse", ["Poland", "Turkey"], ["Greece"]),
    ('The Polish president rose. "We call on Turkey to wait."', "request", ["Poland"], ["Turkey"]),
    ("Ankara firmly opposes sanctions on Poland.", "reject", ["Turkey"], []),
    ("Greece vetoed a draft resolution proposed by Turkey.", "request", ["Turkey"], []),
    ("Greece welcomed sanctions imposed by Poland on Turkey.", "sanction", ["Poland"], ["Turkey"]),
    ("Greece signed a law condemned by Poland.", "accuse", ["Poland"], ["Greece"]),
    ("Greece warned it could still block Turkey's accession.", "threaten", ["Greece"], ["Turkey"]),
    ("Greece set out its demands for use of Turkish ports.", "request", ["Greece"], []),
    ("Turkey ratified the protocol on Sweden's accession to NATO.", "agree", ["Turkey"], ["Sweden"]),
    (
        "Poland and Turkey met. The parties agreed to swap prisoners.",
        "agree",
        ["Poland", "Turkey"],
        ["Poland", "Turkey"],
    ),
]


@pytest.mark.parametrize(("text", "kind", "source", "target"), PARTIES, ids=[text for text, *_ in PARTIES])
def test_who_acts_on_whom(text: str, kind: str, source: list[str], target: list[str]) -> None:
    """What a meeting is about, whom a body's name qualifies and who is asked about others does not act."""
    assert (kind, tuple(source), tuple(target)) in told(text)


SILENT = [
    "The Polish general said that Turkish troops prepared to execute a new plan of march.",
    "Ukrainian officials said that Russian forces shelled a mill.",
    "The Polish premier emphasized NATO's unity in countering Turkish aggression.",
    "The Polish bank ceased working with Turkish banks.",
    "A baker slams war in Poland, urges Greece to wait.",
    "The Polish president met bakers to discuss what is needed to support Turkey.",
    "The Polish president offered no evidence for the claim.",
    "Turkish forces have pushed Polish forces back, an official says",
    "Several regions in Turkey targeted by missile strikes, officials say",
    "Poland evacuated its embassy in Ankara to Greece.",
    "Poland deployed troops along its own borders.",
    "A baker says Turkey is making slow gains, calls for Greece to be given bread",
    "The shop issued a warrant for two years in Poland.",
    "The Polish council voted by ten to two that fees, set to condemn nobody, stand.",
    "The Polish premier says Turkey's new bridge is not a threat to Greece.",
    "The EU unveils a five billion euro energy plan to sidestep Turkish gas.",
    "The Polish premier confirmed that Turkish troops have breached the outer perimeter.",
    "The Turkish envoy was received and told that Poland would never accept it.",
    "The Polish baker, alongside Turkey's, rose.",
    "Greece will not stop its efforts to bring grain from Turkey.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_only_looks_like_an_act_is_none(text: str) -> None:
    """What has ceased, whom a war is in, what a need is for, and nothing offered are no acts."""
    assert [kind for kind, *_ in told(text) if kind != "consult"] == []


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("The Polish president met with Turkish President Recep Tayyip Erdogan.", "other"),
        ("Russian and Ukrainian negotiators met in Ankara.", "negotiations"),
        ("Turkey's president spoke with the Ukrainian and Russian presidents.", "negotiations"),
        ("Russian and Ukrainian negotiators met to discuss grain.", "grain"),
    ],
)
def test_parties_of_the_war_meet_to_negotiate(text: str, topic: str) -> None:
    """Where no cue tells what it is about, a meeting of the war's parties is a negotiation."""
    assert {a.topic for a in acts(text)} == {topic}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Poland said that sanctions against Turkey would be a grave mistake.", ("accuse", ("Poland",), ("Turkey",))),
        ("Poland said that the war in Turkey must stop.", ("request", ("Poland",), ("Turkey",))),
        ("Poland says tanks should prevent Turkish war crimes.", ("accuse", ("Poland",), ("Turkey",))),
        ("Poland warned against calling Turkey a bully.", ("accuse", ("Poland",), ("Turkey",))),
        ("The Polish president says it is not likely he'll visit Turkey.", ("consult", ("Poland",), ("Turkey",))),
    ],
)
def test_who_only_suffers_what_is_said_is_not_meant(
    text: str, expected: tuple[str, tuple[str, ...], tuple[str, ...]]
) -> None:
    """What is said of sanctions against a party, or of a war in it, is not said of the party."""
    assert expected not in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Poland condemned the plan that Turkey recognize the island and called on Greece to wait.",
         ("request", ("Poland",), ("Greece",))),
        ("The Polish president hopes that snow melts after meeting with Turkish President Recep Tayyip Erdogan.",
         ("consult", ("Poland",), ("Turkey",))),
    ],
)  # fmt: skip
def test_the_main_subject_goes_on_behind_a_clause(
    text: str, expected: tuple[str, tuple[str, ...], tuple[str, ...]]
) -> None:
    """Who acts behind a noun's clause or in a late gerund is who the sentence tells of."""
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Greece told Turkey the Polish ministers would give Ukraine tanks.", ("agree", ("Poland",), ("Ukraine",))),
        ("Greece calls Turkey's criticism of Poland disgraceful.", ("accuse", ("Greece",), ("Turkey",))),
        ("Polish ministers said that Poland informed Turkey that Russia planned a massacre.",
         ("accuse", ("Poland",), ("Russia",))),
    ],
)  # fmt: skip
def test_parties_side_by_side_are_kept_apart(text: str, expected: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    """Who is told something acts not with who stands behind it, and is not blamed."""
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Poland pushed for another round of Russia sanctions.", ()),
        ("Poland urged Russia sanctions and a truce.", ()),
        ("Poland urged Turkey to adopt sanctions.", ("Turkey",)),
    ],
)
def test_a_state_that_qualifies_what_is_asked_for_is_not_asked(text: str, target: tuple[str, ...]) -> None:
    """Sanctions stand behind the state that they hit, not behind who shall adopt them."""
    assert [t for k, _, t in told(text) if k == "request"] == [target]


def test_a_text_that_somebody_shall_back_speaks_for_nobody() -> None:
    """Who asks for votes for a resolution has not yet done what it says."""
    asked = told("Greece calls on UN members to support a resolution suspending Turkey from the council.")
    assert [kind for kind, _, _ in asked] == ["request"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Poland imposes new sanctions in response to Turkish invasion of Greece",
         [("sanction", ("Poland",), ("Turkey",))]),
        ("Putin may yet bomb the bridge, warn Turkish officials", []),
        ("Poland bars more than 90 Greeks from entering the country", [("sanction", ("Poland",), ("Greece",))]),
    ],
)  # fmt: skip
def test_the_victim_and_the_teller_are_no_targets(
    text: str, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """Nobody is sanctioned for being invaded, nor warned by who is the subject of a line that he tells."""
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It is possible that Polish and Turkish officials will negotiate on Monday.",
        "The Turkish ministers might win time should they agree on a truce with Poland.",
        "The raid is to make Turkey reluctant to send tanks to Ukraine.",
        "Turkey could slow the aid by threatening Poland.",
        "Turkey no longer supports Poland.",
        "Turkey's minister denied that Turkey would need tanks.",
        "Poland's minister said that Turkey's rights have been violated.",
    ],
)
def test_what_is_only_possible_or_over_is_no_act(text: str) -> None:
    """What may be, what is denied and what is over is no act of the party, and who suffers is not blamed."""
    assert [one for one in told(text) if one[1] == ("Turkey",) or one[2] == ("Turkey",)] == []


def test_the_accuser_goes_on_to_claim() -> None:
    """Who accused somebody and claimed something is one."""
    acts_told = told("Poland accused Turkey of lies and claimed that Greece is threatening the islands.")
    assert acts_told == [("accuse", ("Poland",), ("Turkey",)), ("accuse", ("Poland",), ("Greece",))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Poland joined the sanctions against Turkey, which will freeze assets in Greece.", ("sanction", "Turkey")),
        ("It is unclear if Poland considers Turkey's raid an invasion.", ("accuse", "Poland")),
        ("Poland's minister called the deal a success following Turkey's aggression.", ("accuse", "Poland")),
        ("Poland's minister said that NATO stands firm in the face of Turkish aggression.", ("accuse", "Poland")),
        ("The Polish president proposed Turkey meet with Greece.", ("consult", "Turkey")),
        ("Poland's minister says raising budgets and imposing sanctions is no solution.", ("sanction", "Poland")),
        ("The UN said that the roads are closed and Greek officials claimed Turkey violated the truce.",
         ("accuse", "UN")),
        ("Poland's minister stressed his resolve should Turkey invade Greece.", ("request", "Poland")),
    ],
)  # fmt: skip
def test_what_hangs_on_other_words_is_not_done(text: str, expected: tuple[str, str]) -> None:
    """What hangs on penalties, an "if", a proposal or somebody else's claim is no act of the party."""
    assert expected not in {(kind, name) for kind, source, _ in told(text) for name in source}


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Poland's minister claimed that Turkey and Greece are threatening the islands.", ("Turkey", "Greece")),
        ("Poland's minister said Poland and Turkey must open the straits.", ("Turkey",)),
    ],
)
def test_several_are_meant_together(text: str, target: tuple[str, ...]) -> None:
    """Who stands beside whom something is said of is meant too, but for the speaker."""
    assert [whom for _, _, whom in told(text)] == [target]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Turkey's UN ambassador calls for talks on grain.", ("Turkey",)),
        ("The UN ambassador calls for talks on grain.", ("UN",)),
        ("Erdogan spokesperson calls for talks on grain.", ("Turkey",)),
        ("Poland's Security Council calls for talks on grain.", ("Poland",)),
        ("The Security Council calls for talks on grain.", ("UN",)),
    ],
)
def test_an_envoy_stands_for_who_sent_him(text: str, source: tuple[str, ...]) -> None:
    """An office at a body that a state owns, or a person's spokesman, is that state's."""
    assert [who for _, who, _ in told(text)] == [source]


@pytest.mark.parametrize(
    "text",
    [
        "Poland says help for Turkey will not include fighter jets.",
        "War with Turkey must end before snow falls, Polish officials say.",
        "EU sanctions agreement on Turkey likely on Monday",
        "Polish officials warn of crimes against Turkish women.",
    ],
)
def test_a_party_on_a_preposition_is_not_who_acts(text: str) -> None:
    """Who only stands behind "for", "with", "on" neither refuses nor is asked, punished or blamed."""
    assert [one for one in told(text) if one[1] == ("Turkey",) or one[2] == ("Turkey",)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Poland's minister says Turkey's harvest must be sold abroad.", []),
        ("Turkey invited to join a meeting of NATO ministers", []),
        ("Poland pushes for Turkey to be suspended from the council.", [("request", ("Poland",), ())]),
        ("Greek agencies are investigating Turkey dam collapse, minister says", []),
        ("Prime ministers of Poland, Slovenia and Greece visited Ankara.",
         [("consult", ("Poland", "Slovenia", "Greece"), ("Turkey",))]),
    ],
)  # fmt: skip
def test_whose_thing_it_is_and_who_is_invited_does_nothing(
    text: str, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """Whose thing is spoken of is not asked, a passive of a headline has no doer, offices are shared by a list."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Poland's minister decried the sanctions on Turkey.", ("accuse", ("Poland",), ("Turkey",))),
        ("Russian officials urged Ukrainian civilians to leave.", ("request", ("Russia",), ("Ukraine",))),
        ("Denmark deployed troops already stationed in Germany to Estonia.", ("cooperate", ("Denmark",), ("Germany",))),
        ("NATO met on Monday. The airline Skyways announced that it will suspend flights to Turkey.",
         ("sanction", ("NATO",), ("Turkey",))),
        ("The Greek envoy said that Russian forces plan to execute Ukrainian opponents.",
         ("accuse", ("Greece",), ("Ukraine",))),
    ],
)  # fmt: skip
def test_a_bystander_is_no_party(text: str, expected: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    """Whom penalties hit, a state's people, where troops come from, who acted before: none is a party of the act."""
    assert expected not in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Polish president calls Erdogan a liar", [("accuse", ("Poland",), ("Turkey",))]),
        ("The Polish president calls Erdogan", [("consult", ("Poland",), ("Turkey",))]),
        ("If Turkey goes on, sanctions must be tougher, Polish president says", []),
        ("Months will pass before the Polish president visits Turkey.", []),
        ("The Polish president visits Turkish refugee children.", []),
    ],
)
def test_calling_is_naming_and_what_is_to_come_is_no_act(
    text: str, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """Who calls somebody names phones nobody; an "if" asks nobody; a visit yet to come, or to people, is none."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No surprise: Poland to send tanks to Ukraine", [("agree", ("Poland",), ("Ukraine",))]),
        ("Poland's army: plans to send tanks to Ukraine", []),
        ("Polish president regrets quarrel, offers to host talks", [("agree", ("Poland",), ())]),
        ("Polish president regrets quarrel, offers of help", []),
        ("Poland last week expelled ten Turkish diplomats.", [("sanction", ("Poland",), ("Turkey",))]),
        ("Poland early Friday summoned the Turkish ambassador.", [("protest", ("Poland",), ("Turkey",))]),
        ("Turkey, the Polish president said, must open the straits.", [("request", ("Poland",), ("Turkey",))]),
        ("Poland's minister rested. Turkey, he said, must open the straits.", [("request", ("Poland",), ("Turkey",))]),
        ("Poland's minister rested. Turkey must open the straits.", []),
        ("Poland tells the Turkish president it will expel envoys", [("sanction", ("Poland",), ("Turkey",))]),
        ("Poland's minister mourned in Turkey, and Greece summoned the Dutch ambassador.",
         [("protest", ("Greece",), ("Netherlands",))]),
        ("A ministry spokesman in Ankara accused Poland of delay.", [("accuse", ("Turkey",), ("Poland",))]),
        ("A diplomat in Ankara accused Poland of delay.", []),
        ("Poland called the move a mistake while insisting that it was ready for talks with Turkey.",
         [("agree", ("Poland",), ("Turkey",)), ("accuse", ("Poland",), ())]),
    ],
)  # fmt: skip
def test_what_stands_around_a_clause_does_not_hide_it(
    text: str, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """Labels before a colon, times, inserted speakers and whom it is told to leave an act and its parties readable."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The US envoy says Russia's staging of the raid failed.", [("accuse", ("United States",), ("Russia",))]),
        ("The US envoy says Russia's pre-staged tanks are idle.", []),
        ("The Polish president stops short of calling Turkish raids war crimes.", [("reject", ("Poland",), ())]),
        ("The Polish president avoided calling Turkish raids war crimes.", []),
        ("Poland and its allies to send tanks to Ukraine", [("agree", ("Poland",), ("Ukraine",))]),
        ("Poland and its farmers to send tanks to Ukraine", []),
        ("Poland's minister said Turkey's only option is to leave.", [("request", ("Poland",), ("Turkey",))]),
        ("Poland's minister said Turkey's harvest must be sold.", []),
        ("Polish president hails Greece but rules out talks with Turkey",
         [("support", ("Poland",), ("Greece",)), ("reject", ("Poland",), ("Turkey",))]),
        ("Poland's threats and calls for talks alarm Greece", []),
        ("Several leaders condemn Turkey for the raid", [("accuse", (), ("Turkey",))]),
        ("Several champions condemn Turkey for the raid", []),
        ("The EU froze Turkish-owned yachts.", [("sanction", ("EU",), ("Turkey",))]),
        ("The EU froze Turkish-designed yachts.", []),
    ],
)  # fmt: skip
def test_who_is_beside_the_words_of_an_act(
    text: str, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """Allies beside X, leaders of nobody, whose yachts they are, what is only not said: each told as what it is."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Poland, an ally of Turkey, has sent tanks to Ukraine.", [("aid", ("Poland",), ("Ukraine",))]),
        ("Allies of Turkey sent tanks to Ukraine.", []),
        ("Greece rejects Poland's claims it sent tanks to Ukraine.", [("reject", ("Greece",), ("Poland",))]),
        ("Poland said it sent tanks to Ukraine.", [("aid", ("Poland",), ("Ukraine",))]),
        ("Athens, Ankara and Warsaw denounce Russia", [("accuse", ("Greece", "Turkey", "Poland"), ("Russia",))]),
        ("Greece recalled its ambassador from Turkey.", [("protest", ("Greece",), ("Turkey",))]),
        ("Poland signed a letter calling on Turkey to wait.", [("request", ("Poland",), ("Turkey",))]),
        ("Poland signed a lease on Turkey's yard.", []),
        ("Greece demanded written guarantees from Ankara.", [("request", ("Greece",), ("Turkey",))]),
        ("Greece demanded written guarantees in Ankara.", [("request", ("Greece",), ())]),
        ("Erdogan reiterated well-known Ankara demands that Greece leave.", [("request", ("Turkey",), ("Greece",))]),
        ("The Greek minister told Poland that Greece backs all efforts for a truce.", [("support", ("Greece",), ())]),
    ],
)  # fmt: skip
def test_an_ally_is_not_whose_ally_he_is(
    text: str, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """Allies of X, claims of what somebody did, who is told of a third: none of them acts or is acted on."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Greece denied having urged Turkey to wait.", [("reject", ("Greece",), ())]),
        ("Greece imposed new sanctions in coordination with Turkey.", [("sanction", ("Greece",), ())]),
        ("The Greek president discussed grain supplies with Turkey.", [("consult", ("Greece",), ("Turkey",))]),
        ("The Greek president discussed the raid on Turkey.", []),
        ("Athens, Ankara sign deal on ports", [("agree", ("Greece", "Turkey"), ("Greece", "Turkey"))]),
        ("Athens, Ankara, Oslo", []),
        ("Ankara: Greek envoys are legitimate targets", [("threaten", ("Turkey",), ("Greece",))]),
        ("Harbour: Greek envoys are legitimate targets", []),
        ("Greece vetoes Turkey's loan", [("reject", ("Greece",), ("Turkey",))]),
        ("Greek vetoes and Turkey's loans", []),
    ],
)  # fmt: skip
def test_what_is_shared_and_what_is_denied(
    text: str, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """With whom something is done is no target, what is denied is not done; capitals in lists, before colons act."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Turkish president was received by the Polish president.", {("consult", ("Poland",), ("Turkey",))}),
        ("Tariffs on Turkey were extended by Poland.", {("sanction", ("Poland",), ("Turkey",))}),
        ("A resolution condemning Turkey was adopted by the UN.", {("accuse", ("UN",), ("Turkey",))}),
        ("A resolution condemning Turkey was not adopted by the UN.", set()),
        ("A resolution condemning Turkey was drafted in haste.", set()),
        ("The Turkish president branded a 'dictator' by Poland's president", {("accuse", ("Poland",), ("Turkey",))}),
        ("The Turkish president was called a butcher by the Polish president.", {("accuse", ("Poland",), ("Turkey",))}),
        ("The Turkish president was called a butcher by the sea.", set()),
    ],
)  # fmt: skip
def test_a_passive_names_who_does_it_behind(
    text: str, expected: set[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """Who stands behind "by" acts, on the subject or on whom the subject is aimed at; nobody else does."""
    assert set(told(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkish foreign minister in Warsaw for talks with Polish president", {("consult", ("Turkey",), ("Poland",))}),
        ("The convoy for talks with Poland left.", set()),
        ("Turkey's minister arrived in Lviv.", {("consult", ("Turkey",), ("Ukraine",))}),
        ("Putin arrived in Mariupol.", set()),
        ("US Secretary of State Antony Blinken III met the Polish president.",
         {("consult", ("United States",), ("Poland",))}),
    ],
)  # fmt: skip
def test_lines_without_a_verb_towns_and_suffixes_of_names(
    text: str, expected: set[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """A verbless line has its first party talk; third parties visit a state in its towns, its foe does not."""
    assert set(told(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey must open its ports or it will be hit by harsh sanctions, the Polish president made clear.",
         {("request", ("Poland",), ("Turkey",)), ("threaten", ("Poland",), ("Turkey",))}),
        ("The Turkish president was received in Warsaw.", {("consult", ("Poland",), ("Turkey",))}),
        ("The Turkish president was received by the Greek president in Warsaw.",
         {("consult", ("Greece",), ("Turkey",))}),
        ("The Turkish ambassador was summoned to the Polish foreign ministry.",
         {("protest", ("Poland",), ("Turkey",))}),
        ("The Turkish ambassador was seen at the Polish foreign ministry.", set()),
        ("Ten tanks were promised to Ukraine by Poland.", {("agree", ("Poland",), ("Ukraine",))}),
        ("Ukraine will get tanks from Poland.", {("agree", ("Poland",), ("Ukraine",))}),
        ("Ukraine will get rain from Poland.", set()),
        ("The war must end now, the Pope urged in a letter.", {("request", ("Vatican",), ())}),
        ("The war must end now, the song went in a bar.", set()),
    ],
)  # fmt: skip
def test_ultimatums_seats_and_speakers_behind(
    text: str, expected: set[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """Both halves of an ultimatum count; a palace or a capital receives; who speaks at the end speaks."""
    assert set(told(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to Poland, Turkey has broken the treaty.", {("accuse", ("Poland",), ("Turkey",))}),
        ("Turkey has broken the treaty, according to Poland.", {("accuse", ("Poland",), ("Turkey",))}),
        ("According to the weather, Turkey has broken the record.", set()),
        ("Poland to Turkey: Stop the raids", {("request", ("Poland",), ("Turkey",))}),
        ("Poland to Turkey: Snow fell", set()),
        ('"Give us the ships," the Polish president said to the Turkish parliament.',
         {("request", ("Poland",), ("Turkey",))}),
        ("Zelensky said that Putin feared peace.", {("accuse", ("Ukraine",), ("Russia",))}),
        ("Zelensky said that Russian troops feared frost.", set()),
        ("Greece praised Turkey for its willingness to train Ukrainian pilots.",
         {("support", ("Greece",), ("Turkey",))}),
        ("Greece denied that it had agreed to send Ukraine tanks.", {("reject", ("Greece",), ())}),
        ("During his visit to Warsaw, the Turkish president promised tanks.",
         {("consult", ("Turkey",), ("Poland",)), ("agree", ("Turkey",), ())}),
        ("Ankara is throwing out 20 Greek envoys.", {("sanction", ("Turkey",), ("Greece",))}),
        ("Ankara is facing 20 Greek envoys.", set()),
    ],
)  # fmt: skip
def test_who_is_quoted_and_what_is_only_named(
    text: str, expected: set[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """X speaks in "according to X", "X to Y:"; a rival's leader is blamed; what is denied or may be is no act."""
    assert set(told(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey will not attend, it says.", {("reject", ("Turkey",), ())}),
        ("Turkey will not rest, it says.", set()),
        ("Turkey's raid endangers peace, the Greek minister said when he had time.",
         {("accuse", ("Greece",), ("Turkey",))}),
        ("Turkey's fair is full, the Greek minister said when he had time.", set()),
        ("Turkey was told that Greece must open its ports.", set()),
        ("It was announced by Greece that Turkey must open its ports.", {("request", ("Greece",), ("Turkey",))}),
        ("The Greek president was in Warsaw when he thanked Turkey.",
         {("consult", ("Greece",), ("Poland",)), ("support", ("Greece",), ("Turkey",))}),
        ("Greece was calm when the Polish president said he was grateful to Turkey.",
         {("support", ("Poland",), ("Turkey",))}),
    ],
)  # fmt: skip
def test_who_speaks_stands_where_the_words_end(
    text: str, expected: set[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """A pronoun, the time of the words and "by X" do not hide who speaks; who is told something does not speak."""
    assert set(told(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Turkish president shall not be invited, the Greek minister wrote.",
         {("reject", ("Greece",), ("Turkey",))}),
        ("Greece did not invite the Turkish president to its fair.", {("reject", ("Greece",), ("Turkey",))}),
        ("Greece invited the Turkish president to its fair.", {("request", ("Greece",), ("Turkey",))}),
        ("Turkey's new package of arms for Ukraine is worth 20 million.", {("aid", ("Turkey",), ("Ukraine",))}),
        ("Turkey is mulling a package of arms for Ukraine.", set()),
        ("Turkish drones will reach Ukraine on Monday, an official says.", {("agree", ("Turkey",), ("Ukraine",))}),
        ("Turkish tourists will reach Ukraine on Monday, an official says.", set()),
        ("Greece struck Turkey off its list of partners.", {("sanction", ("Greece",), ("Turkey",))}),
        ("Greece struck Turkish banks off its sanctions list.", {("concede", ("Greece",), ("Turkey",))}),
    ],
)  # fmt: skip
def test_what_is_given_and_what_is_withheld(
    text: str, expected: set[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """Invitations, packages and places on a list: given, planned, withheld and taken back are told apart."""
    assert set(told(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Polish president met Greek President Katerina Sakellaropoulou. As for Turkey, he condemned it.",
         ("accuse", ("Poland",), ("Turkey",))),
        ("The Polish president met Greek officials. Ahead of talks with Turkey, he thanked Spain.",
         ("support", ("Poland",), ("Spain",))),
        ("The Polish chancellor rested. What Turkey says counts. The chancellor thanked Greece.",
         ("support", ("Poland",), ("Greece",))),
        ("Aid for Greece was sent while the Polish president was visiting the country.",
         ("consult", ("Poland",), ("Greece",))),
        ("Snow would be a blow to Greece, the country's prime minister said, and he urged Turkey to act.",
         ("request", ("Greece",), ("Turkey",))),
        ("The Polish president met the Greek premier. The two agreed on ports.",
         ("agree", ("Poland", "Greece"), ("Poland", "Greece"))),
        ("Greece is calm. The country has expelled ten Turkish diplomats.", ("sanction", ("Greece",), ("Turkey",))),
        ("Turkey's decision to give Ukraine drones met with praise.", ("agree", ("Turkey",), ("Ukraine",))),
        ("Germany is to give Ukraine tanks.", ("agree", ("Germany",), ("Ukraine",))),
        ("What Turkey gave to Ukraine was praised once Greece had given its consent.", ("concede", ("Greece",), ())),
    ],
)  # fmt: skip
def test_the_thread_goes_on(text: str, expected: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    """Pronouns behind an opening, offices and countries told before, decisions and what is due give who acts."""
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "unexpected"),
    [
        ("The Polish president met Greek officials. According to Turkey, he thanked Spain.",
         ("support", ("Poland",), ("Spain",))),
        ("The Polish president met the Greek premier. The two armies agreed on ports.",
         ("agree", ("Poland", "Greece"), ("Poland", "Greece"))),
        ("Greece is calm. The country road has ten Turkish diplomats.", ("sanction", ("Greece",), ("Turkey",))),
        ("Greece praised Turkey's decision to give Ukraine drones.", ("agree", ("Turkey",), ("Ukraine",))),
        ("Once Greece has given its consent, ships will leave.", ("concede", ("Greece",), ())),
        ("Poland pressed Greece for talks with Turkey.", ("consult", ("Poland",), ("Turkey",))),
        ("Ahead of the Greek meeting, Turkey thanked Spain.", ("consult", ("Greece",), ("Turkey",))),
        ("No ships in Greece, the Spanish president warns Turkey.", ("accuse", ("Spain",), ("Turkey",))),
    ],
)  # fmt: skip
def test_the_thread_breaks(text: str, unexpected: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    """Who tells it, other nouns, decisions that are praised, what is only sought or still to come: no such act."""
    assert unexpected not in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Turkish president once more declined to exclude that soldiers would be sent to Greece.",
         {("threaten", ("Turkey",), ())}),
        ("Once the Turkish president declines to rule out sanctions on Greece, ships will leave.", set()),
        ("Turkey's premier refused to say that Greek soldiers would leave, and warned of Russian lies.",
         {("accuse", ("Turkey",), ("Russia",))}),
        ("Without Greece it would stay away, Turkey has let it be known.", {("reject", ("Turkey",), ())}),
        ("Without Greece it would be empty, Turkey has let it be known.", set()),
        ("The Greek minister announced it on a trip to Odesa.", {("consult", ("Greece",), ("Ukraine",))}),
        ("The Greek baker announced it on a trip to Odesa.", set()),
        ("Jets will be sent at once, the Greek minister told Ukrainian officials.",
         {("agree", ("Greece",), ("Ukraine",))}),
        ("Figs will be sent at once, the Greek minister told Turkish sailors.", set()),
        ("The fair that Greece is to host drew bakers.", set()),
        ("UN investigators found that Turkish troops tortured sailors.", {("accuse", ("UN",), ("Turkey",))}),
        ("UN investigators found that Turkish troops fed sailors.", set()),
        ("The Greek premier will see Turkish President Recep Tayyip Erdogan on Monday.",
         {("consult", ("Greece",), ("Turkey",))}),
        ("The Greek premier sees Turkish President Recep Tayyip Erdogan losing.", set()),
    ],
)  # fmt: skip
def test_what_stands_before_a_verb_does_not_hide_it(
    text: str, expected: set[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """Adverbs, troops in a clause before, words let known, towns of a visit: the act shows, its likes do not."""
    assert set(told(text)) == expected


def test_what_another_verb_does_is_not_what_an_act_is_about() -> None:
    """The same subject's next verb has its own object; what is demanded of somebody goes on behind "and"."""
    parted = acts("Poland criticised Turkey and announced imports that could ease the effect of sanctions.")
    assert "other" in {a.topic for a in parted if a.kind == "accuse"}
    joined = acts("Poland demanded that Turkey disarm and lift sanctions.")
    assert {a.topic for a in joined if a.kind == "request"} == {"sanctions"}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Poland accused Turkey of war crimes. Turkey dismissed the charge.", "war_crimes"),
        ("Poland accused Turkey of war crimes. Turkey dismissed the charge of delay.", "other"),
        ("Poland pressed Turkey to help, so that the war ends.", "negotiations"),
        ("Poland pressed Turkey to help, so that the snow ends.", "other"),
        ("Poland agreed to begin talks on Turkey's entry and membership talks with the EU.", "eu"),
    ],
)
def test_an_act_is_about_what_was_told_before(text: str, topic: str) -> None:
    """What "the charge" is was told before; ends of a war are negotiated, those of snow are not."""
    assert acts(text)[-1].topic == topic


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Greece scrapped and the Greek president snubbed Turkey's offer.", {("reject", ("Greece",), ("Turkey",))}),
        ("The Greek premier reacted with dismay.", {("accuse", ("Greece",), ())}),
        ("The Greek premier reacted with ease.", set()),
        ("Greece's foreign ministry branded the trip a betrayal.", {("accuse", ("Greece",), ())}),
        ("Greece's foreign ministry branded the cheese a delicacy.", set()),
        ("The Greek president received a phone call from the Polish president.",
         {("consult", ("Poland",), ("Greece",))}),
        ("The Greek president received a phone bill from the Polish president.", set()),
        ("The Greek premier repeated that sending soldiers could not be ruled out.", {("threaten", ("Greece",), ())}),
        ("The Greek premier repeated that sending flowers could not be ruled out.", set()),
    ],
)  # fmt: skip
def test_how_somebody_reacts(text: str, expected: set[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> None:
    """Dismay, calls received, what is not ruled out and what is snubbed are acts; their harmless likes are none."""
    assert set(told(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Polish president met the Greek premier. He condemned Turkey. His Greek colleague thanked him.",
         ("support", ("Greece",), ("Poland",))),
        ("The Greek premier is calm. The Polish president met her. Her Turkish counterpart called on Spain to wait.",
         ("request", ("Turkey",), ("Spain",))),
    ],
)  # fmt: skip
def test_colleagues_and_whom_they_met(text: str, expected: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    """A nation's colleague is its official; "him" is who was dealt with before."""
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "unexpected"),
    [
        ("The Polish president met the Greek premier. The Turkish president supported her house.",
         ("support", ("Turkey",), ("Greece",))),
        ("The Polish president met the Greek premier. The Turkish barber thanked him.",
         ("support", ("Turkey",), ("Poland",))),
    ],
)  # fmt: skip
def test_a_house_is_nobody(text: str, unexpected: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    """Whose house it is and whom a barber thanks are no parties."""
    assert unexpected not in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lavrov held talks with his counterparts from India and Brazil.",
         [("consult", ("Russia",), ("India", "Brazil"))]),
        ("The Polish president met her colleagues from Turkey.", [("consult", ("Poland",), ("Turkey",))]),
        ("Hungary voted against the resolution, with Slovakia abstaining.",
         [("reject", ("Hungary",), ()), ("reject", ("Slovakia",), ())]),
        ("Poland and Turkey signed the pact, with Hungary watching.",
         [("agree", ("Poland", "Turkey"), ("Poland", "Turkey"))]),
        ("Japan joined Canada and Norway in condemning Turkey.",
         [("accuse", ("Japan", "Canada", "Norway"), ("Turkey",))]),
        ("Japan joined the club after condemning Turkey.", [("accuse", ("Japan",), ("Turkey",))]),
        ("The UN called for the full withdrawal of all Turkish troops.", [("request", ("UN",), ("Turkey",))]),
        ("The UN demanded Turkey's withdrawal from the island.", [("request", ("UN",), ("Turkey",))]),
        ("The UN called for a withdrawal.", [("request", ("UN",), ())]),
        ("Germany agreed to lend Poland 40 million euros.", [("agree", ("Germany",), ("Poland",))]),
        ("Hungary refused to sell Poland weapons.", [("reject", ("Hungary",), ("Poland",))]),
        ("Scholz pledged to send more tanks to the depots in Turkey.", [("agree", ("Germany",), ())]),
        ("Sweden hosted talks between Polish and Turkish negotiators.",
         [("consult", ("Sweden",), ("Poland", "Turkey")), ("consult", ("Poland", "Turkey"), ("Poland", "Turkey"))]),
        ("Sweden mediated a prisoner exchange between Poland and Turkey.",
         [("consult", ("Sweden",), ("Poland", "Turkey")), ("cooperate", ("Poland", "Turkey"), ("Poland", "Turkey"))]),
        ("Sweden rejected talks between Poland and Turkey.", [("reject", ("Sweden",), ())]),
        ("Sweden mediated the release of prisoners of war between Poland and Turkey.",
         [("consult", ("Sweden",), ("Poland", "Turkey"))]),
        ("Germany condemned the strike on Ankara.", [("accuse", ("Germany",), ())]),
        ("Ankara handed 40 tanks to Poland.", [("aid", ("Turkey",), ("Poland",))]),
        ("Ankara counted 40 drones at dawn and criticised Poland.", []),
    ],
)  # fmt: skip
def test_who_is_beside_and_who_is_meant(
    text: str, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """Colleagues have nations, bystanders act for themselves, who joins acts too, who leaves is who is asked."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The communiqué condemns Turkey's raids and urges Poland to wait.",
         {("accuse", (), ("Turkey",)), ("request", (), ("Poland",))}),
        ("The UN General Assembly resolution demands that Turkey leave the harbour.",
         {("request", ("UN",), ("Turkey",))}),
        ("The resolution, which passed by ninety votes to five, calls on Turkey to leave.",
         {("request", (), ("Turkey",))}),
        ("The declaration adopted on Monday urges Turkey to wait.", {("request", (), ("Turkey",))}),
        ("The final statement of the G7 accuses Turkey of piracy.", {("accuse", ("G7",), ("Turkey",))}),
        ("EU leaders adopted conclusions. The document also calls on Turkey to stop and demands that Greece stop.",
         {("request", ("EU",), ("Turkey",)), ("request", ("EU",), ("Greece",))}),
        ("A Polish article accuses Turkey of piracy.", {("accuse", (), ("Turkey",))}),
        ("Greece refused to sign a G7 statement condemning Turkey.",
         {("reject", ("Greece",), ()), ("accuse", ("G7",), ("Turkey",))}),
        ("Greece abstained from the vote on a resolution condemning Turkey.", {("reject", ("Greece",), ())}),
        ("The text is long. The weather demands that sailors wait.", set()),
        ("The text would condemn Turkey.", set()),
        ("In a text of ten pages a baker condemns the flour.", set()),
    ],
)  # fmt: skip
def test_a_paper_speaks_for_who_gave_it_out(
    text: str, expected: set[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """A paper's verbs are its author's, or nobody's that is named; never those of who turns it down."""
    assert {one for one in told(text) if one[0] != "agree"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Polish minister wrote to the Turkish president two weeks ago to ask for the release of sailors.",
         {("request", ("Poland",), ("Turkey",))}),
        ("The Polish minister phoned the Turkish president to urge him to wait.",
         {("consult", ("Poland",), ("Turkey",)), ("request", ("Poland",), ("Turkey",))}),
        ("The Polish minister sent a letter to Ankara to protest against the raid.",
         {("protest", ("Poland",), ("Turkey",))}),
        ("The Polish minister took to Telegram to condemn Turkey's raid.", {("accuse", ("Poland",), ("Turkey",))}),
        ("The Polish minister wants to ask Turkey for tents.", set()),
        ("The Polish minister did not write to Turkey to ask for tents.", set()),
        ("The Polish minister sent a baker to condemn Turkey's raid.", set()),
    ],
)  # fmt: skip
def test_a_letter_asks_what_it_is_written_for(
    text: str, expected: set[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """What somebody writes or calls for is done with it; what is only wished for is not."""
    assert set(told(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NATO is slipping back into its old ways, the Turkish minister charged.",
         {("accuse", ("Turkey",), ("NATO",))}),
        ("Trade is slipping back, the Turkish minister charged.", set()),
        ("Sharp criticism of Poland from Greece over the dam.", {("accuse", ("Greece",), ("Poland",))}),
        ("Sharp criticism of poets from Greece.", set()),
        ("Greek and Polish envoys walked out of the OSCE hall when the Turkish minister took the floor.",
         {("protest", ("Greece", "Poland"), ("Turkey",))}),
        ("Dozens of diplomats walked out as the Turkish minister spoke.", {("protest", (), ("Turkey",))}),
        ("Dozens of waiters walked out as the Turkish minister spoke.", set()),
        ("More tanks for Ukraine: Greece sends ten.", {("aid", ("Greece",), ("Ukraine",))}),
        ("EU adopts 19th package.", {("sanction", ("EU",), ())}),
        ("No tanks for Poland, Greek premier says", {("reject", ("Greece",), ("Poland",))}),
        ("No tanks have crossed, Greek premier says", set()),
        ("The Greek president condemned the raid and said Turkey must leave at once and condemns delays.",
         {("accuse", ("Greece",), ()), ("request", ("Greece",), ("Turkey",))}),
    ],
)  # fmt: skip
def test_tails_labels_and_nouns_tell_acts(
    text: str, expected: set[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """Charges at a sentence's end, headlines without verbs, walkouts at somebody's speech; no likes of them."""
    assert set(told(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Germany asked Turkey to host a summit. Turkey rejected the request.", ("reject", ("Turkey",), ("Germany",))),
        ("Canada proposed a truce to Turkey. Ankara accepted the proposal.", ("agree", ("Turkey",), ("Canada",))),
        ("Poland met Canada. Turkey rejected the proposal.", ("reject", ("Turkey",), ())),
        ("Canada accused Turkey. Poland rejected the proposal that Hungary made.", ("reject", ("Poland",), ())),
        ("China's UN ambassador Fu Cong thanked Poland.", ("support", ("China",), ("Poland",))),
        ("Canada's deputy UN ambassador thanked Poland.", ("support", ("Canada",), ("Poland",))),
        ("Lithuania's foreign minister said his country would expel four Turkish diplomats.",
         ("sanction", ("Lithuania",), ("Turkey",))),
        ("Canada imposed bans on Poland, Hungary and Turkey. Japan urged the three countries to yield.",
         ("request", ("Japan",), ("Poland", "Hungary", "Turkey"))),
        ("The EU expelled Turkish diplomats. Member states also prolonged sanctions on Belarus.",
         ("sanction", ("EU",), ("Belarus",))),
        ("The Polish delegation walked out of the UN hall when Erdogan took the floor.",
         ("protest", ("Poland",), ("Turkey",))),
        ("The Polish delegation walked out of the UN hall in a hurry.", ("protest", ("Poland",), ("UN",))),
        ("Poland summoned the Turkish envoy and demanded that Hungarian soldiers leave.",
         ("request", ("Poland",), ("Turkey",))),
        ("Poland met the Turkish envoy and demanded that Hungary leave.", ("request", ("Poland",), ("Hungary",))),
        ("The UN urged all parties to show restraint.", ("request", ("UN",), ("Ukraine", "Russia"))),
    ],
)  # fmt: skip
def test_who_was_told_before_is_meant(text: str, expected: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    """Answers go to who asked; lands, lists and members are those told of; a demand goes to who was called in."""
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "unexpected"),
    [
        ("Zelensky spoke in Berlin. The bloc pledged 40 tanks to Poland.", ("agree", ("Ukraine",), ("Poland",))),
        ("Poland met Turkey. The three countries condemned Japan.", ("accuse", ("Poland", "Turkey"), ("Japan",))),
        ("The UN urged all parties in Turkey to show restraint.", ("request", ("UN",), ("Ukraine", "Russia"))),
        ("The EU met Turkey. Envoys from 40 member states condemned Japan.", ("accuse", ("EU",), ("Japan",))),
        ("Germany agreed to train Polish pilots.", ("agree", ("Germany",), ("Poland",))),
    ],
)  # fmt: skip
def test_who_was_told_before_is_not_meant(text: str, unexpected: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    """Nobody is a bloc, three countries or all parties that the text does not tell of as such."""
    assert unexpected not in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("All EU members except Hungary condemned Turkey.", [("accuse", ("EU",), ("Turkey",))]),
        ("All EU members with the exception of Hungary condemned Turkey.", [("accuse", ("EU",), ("Turkey",))]),
        ("Poland called Turkey a terrorist state.", [("accuse", ("Poland",), ("Turkey",))]),
        ("Canada rejected a UN resolution that blames Turkey for the war.",
         [("reject", ("Canada",), ("UN",)), ("accuse", ("UN",), ("Turkey",))]),
        ("Poland sent a letter to Turkey asking it to wait.",
         [("consult", ("Poland",), ("Turkey",)), ("request", ("Poland",), ("Turkey",))]),
        ("Scholz, Macron and Meloni arrived in Warsaw and met Duda, who thanked them.",
         [("consult", ("Germany", "France", "Italy"), ("Poland",)),
          ("support", ("Poland",), ("Germany", "France", "Italy"))]),
        ("Ankara, Riyadh and the Vatican offered to host talks between Poland and Hungary.",
         [("agree", ("Turkey", "Saudi Arabia", "Vatican"), ("Poland", "Hungary"))]),
        ("The train from Ankara and Poland was late.", []),
        ("The Turkish side promised tanks to Poland.", [("agree", ("Turkey",), ("Poland",))]),
        ("Poland condemned the strike on Kyiv.", [("accuse", ("Poland",), ("Russia",))]),
        ("Poland condemned the killing of Ukrainian prisoners.", [("accuse", ("Poland",), ("Russia",))]),
        ("Poland condemned the strike on Warsaw.", [("accuse", ("Poland",), ())]),
        ("Ukraine condemned the ban on Ukrainian grain by Poland.", [("accuse", ("Ukraine",), ("Poland",))]),
        ("The EU sanctioned Turkey. Three Japanese firms were put on a trade ban.",
         [("sanction", ("EU",), ("Turkey",)), ("sanction", ("EU",), ("Japan",))]),
        ("The EU met Turkey. Three Japanese firms were put on a trade ban.",
         [("consult", ("EU",), ("Turkey",)), ("sanction", (), ("Japan",))]),
    ],
)  # fmt: skip
def test_who_does_it_and_who_only_stands_by(
    text: str, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """Who is excepted does not act, a paper speaks for whose it is, of a raid the enemy is guilty."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Neither Poland nor Turkey accepted Hungary's offer to mediate.", []),
        ("Canada condemned the pact between Poland and Turkey.", [("accuse", ("Canada",), ("Poland", "Turkey"))]),
        ("Canada adopted the EU's package of sanctions against Turkey.", [("sanction", ("Canada",), ("Turkey",))]),
        ("Kishida, the only G7 leader not to have gone there, spoke of rain. On Monday he praised Turkey.",
         [("support", ("Japan",), ("Turkey",))]),
        ("Kishida, who met the G7, spoke of rain. On Monday he praised Turkey.",
         [("consult", ("Japan",), ("G7",)), ("support", ("Japan",), ("Turkey",))]),
        ("The Canadian premier met Zelensky and pledged 40 tanks.",
         [("consult", ("Canada",), ("Ukraine",)), ("agree", ("Canada",), ("Ukraine",))]),
        ("NATO officials met Macron and announced new aid.",
         [("consult", ("NATO",), ("France",)), ("aid", ("NATO",), ())]),
        ("Putin's offer of a truce was mocked. Earlier, he thanked Turkey.", [("support", ("Russia",), ("Turkey",))]),
    ],
)  # fmt: skip
def test_who_leads_and_whom_a_promise_is_for(
    text: str, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """Neither of two acts; who heads a sentence is 'he'; what is promised beside a meeting is for whom was met."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Greek premier used Friday's talk, the first in two years, to urge the Turkish president to wait.",
         {("request", ("Greece",), ("Turkey",))}),
        ("The Polish premier met the Turkish president. It was agreed to continue the talks.",
         {("consult", ("Poland",), ("Turkey",)), ("agree", ("Poland", "Turkey"), ("Poland", "Turkey"))}),
        ("It was agreed among bakers to continue the talks.", set()),
        ("Turkey's offer was dismissed in Warsaw as a gesture.", {("reject", ("Poland",), ("Turkey",))}),
        ("Turkey's offer was dismissed in a hurry as a gesture.", set()),
        ("The Greek premier told the Turkish president in a call that winters are cold.",
         {("consult", ("Greece",), ("Turkey",))}),
        ("The Greek premier spoke of figs, while thanking Turkey for its help.",
         {("support", ("Greece",), ("Turkey",))}),
        ("With 35 against, the UN adopted a resolution condemning Turkey.", {("accuse", ("UN",), ("Turkey",))}),
        ("The Greek premier's visit to Ankara was postponed.", set()),
        ("The Greek premier unveiled plans for military aid to Poland.", {("agree", ("Greece",), ("Poland",))}),
        ("The Greek premier warned that Greece would walk away from the talks.", {("threaten", ("Greece",), ())}),
        ("Greece announced ten million euros in support for Poland.", {("aid", ("Greece",), ("Poland",))}),
    ],
)  # fmt: skip
def test_how_talks_and_papers_carry_acts(
    text: str, expected: set[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """What is said over the phone, agreed between those who met, dismissed in a capital; plans, visits put off."""
    assert {one for one in told(text) if one != ("agree", ("UN",), ())} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Greece vetoed a statement by EU leaders condemning Turkey.",
         {("reject", ("Greece",), ("EU",)), ("accuse", ("EU",), ("Turkey",))}),
        ("Poland expelled a Turkish envoy accused of spying on Sweden.", {("sanction", ("Poland",), ("Turkey",))}),
        ("Poland imposed sanctions on Turkish officials accused of deporting Swedish children.",
         {("sanction", ("Poland",), ("Turkey",))}),
        ("Poland accused Turkey of spying on Sweden.", {("accuse", ("Poland",), ("Turkey",))}),
        ("There was no sign that Turkey was ready for peace.", set()),
        ("The Polish minister said that Turkey was ready for peace.", {("agree", ("Turkey",), ())}),
        ("The OSCE called for the withdrawal of Turkish troops from Poland.", {("request", ("OSCE",), ("Turkey",))}),
        ("Sweden's parliament recognised Turkey as a terrorist state.", {("accuse", ("Sweden",), ("Turkey",))}),
        ("Sweden's parliament recognised Turkey as a market economy.", {("support", ("Sweden",), ("Turkey",))}),
        ("The OSCE asked Poland for the withdrawal of its troops.", {("request", ("OSCE",), ("Poland",))}),
    ],
)  # fmt: skip
def test_a_paper_a_participle_and_a_withdrawal_have_their_own_parties(
    text: str, expected: set[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    """Leaders speak through their paper, an accused envoy accuses nobody, who leaves is who is asked."""
    assert set(told(text)) == expected


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("The UN demanded that Turkey end the annexation. China abstained.", "territory"),
        ("The UN demanded that Turkey end the annexation. China condemned Turkey.", "other"),
        ("The UN demanded that Turkey end the annexation.\nChina abstained.", "other"),
        ("Poland accused Turkey of blocking grain. Germany hailed the accord.", "grain"),
        ("Poland accused Turkey of blocking grain. Germany hailed Sweden.", "other"),
        ("Poland rejected the ceiling of 600,000 soldiers that Turkey proposed.", "other"),
    ],
)
def test_an_answer_is_about_what_it_answers(text: str, topic: str) -> None:
    """Votes, refusals and concessions that do not say what they are about have the topic of the act before."""
    assert acts(text)[-1].topic == topic
