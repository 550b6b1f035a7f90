"""Who says it, how far their words reach, and how far the report stands behind them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from analytics.codebook import load_codebook
from analytics.extraction.actors import find_actors
from analytics.extraction.attribution import Attribution, cues_of, doubted
from analytics.extraction.mentions import find_mentions
from analytics.extraction.resolution import resolve
from analytics.extraction.syntax import Syntax, grammar_of
from analytics.extraction.theaters import theaters_of
from analytics.gazetteer import load_gazetteer
from analytics.text import read_document

if TYPE_CHECKING:
    from analytics.extraction.records import Stance

BOOK = load_codebook("ukraine")
DAY = dt.date(2023, 7, 8)


def read(text: str, previous: tuple[str, str] | None = None) -> Attribution:
    """Return the scopes of a text's only sentence."""
    document = read_document("r", DAY, text, BOOK)
    assert len(document.sentences) == 1
    gazetteer = load_gazetteer(BOOK)
    mentions = resolve(document, find_mentions(document, gazetteer, BOOK), gazetteer, theaters_of(BOOK), BOOK)
    sentence = document.sentences[0]
    syntax = Syntax(sentence, find_actors(sentence, BOOK, DAY), mentions, grammar_of(BOOK))
    return Attribution(syntax, cues_of(BOOK), previous)


def stance(text: str, trigger: str, previous: tuple[str, str] | None = None) -> Stance:
    """Return the stance to a trigger word, the last of its kind, as verb or noun."""
    attribution = read(text, previous)
    low = attribution.syntax.low
    at = len(low) - 1 - low[::-1].index(trigger)
    if attribution.syntax.is_verb(at):
        return attribution.act_stance(at, at + 1)
    return attribution.stance(at, at + 1, noun=True)


# ---------------------------------------------------------------------- speakers

SPEAKERS = [
    ("Russian troops attacked Siversk, the Ukrainian military said the same day.", "UA"),
    ("Russian troops attacked Siversk, the Ukrainian military said two days later.", "UA"),
    ("Russian troops attacked Siversk, the open-source monitoring group DeepState said.", "UA"),
    ("Russian troops attacked Siversk, the Kyiv-based monitor DeepState said.", "UA"),
    ("The regional governor, Oleh Kiper, said Russian drones attacked Odesa.", "UA"),
    ("A Russian blogger citing the ministry wrote that Ukrainian troops attacked Siversk.", "RU"),
    ("Russian troops attacked Siversk, says regional council.", "other"),
    ("Ukrainian forces attacked Siversk, citing Russia's invasion of their country.", "author"),
    ("Ukrainian forces attacked Siversk, citing Russia's latest statement.", "RU"),
    ("Ukrainian military reports heavy fighting as Russian troops attacked Siversk.", "UA"),
    ("Residents told Reuters that Russian forces attacked Siversk.", "unattributed"),
    ("Russian forces attacked Siversk, as geolocated footage shows.", "author"),
    ("The Ukrainian General Staff said that troops attacked Siversk.", "UA"),
    ("The Ukrainian General Staff said troops attacked Siversk.", "UA"),
    ("Russian sources claimed that troops attacked Siversk.", "RU"),
    ("Troops attacked Siversk, the Ukrainian General Staff said.", "UA"),
    ("Troops attacked Siversk, the local head of the Ukrainian General Staff said on Tuesday.", "UA"),
    ("Troops attacked Siversk, the Ukrainian General Staff said, and left.", "UA"),
    ("Troops attacked Siversk, as the Ukrainian General Staff reported.", "UA"),
    ('"Troops attacked Siversk," said Zelensky.', "UA"),
    ('"Troops attacked Siversk," said Zelensky on Tuesday.', "UA"),
    ("Troops attacked Siversk, Zelensky wrote on Telegram, publishing a video.", "UA"),
    ("In the morning, Zelensky said on Monday, troops attacked Siversk.", "UA"),
    ("Over the past day, said Zelensky, troops attacked Siversk.", "UA"),
    ('"Troops attacked Siversk," Zelensky told the parliament in a long speech on Monday.', "UA"),
    ("Troops attacked Siversk, said the Russian ministry in its weekly bulletin.", "RU"),
    ("Troops attacked Siversk, says the Russian ministry's daily summary.", "RU"),
    ("Troops attacked Siversk, reads a statement by the Russian Ministry of Defense.", "RU"),
    ("The Russian ministry's daily summary says that troops attacked Siversk.", "RU"),
    ("It rained, objected Anna Koval, spokeswoman for the Ukrainian army: troops attacked Siversk.", "UA"),
    ("It rained, Zelensky said on Monday, and troops attacked Siversk.", "UA"),
    (
        '"Troops attacked Siversk," Anna Koval, the spokeswoman of the Ukrainian army, told reporters at a briefing.',
        "UA",
    ),
    ("As Pushilin, a member of the occupation administration, reported, troops attacked Siversk.", "RU"),
    ("According to Anna Koval, the spokeswoman of the Ukrainian army, troops attacked Siversk.", "UA"),
    ("It is calm, said Zelensky, the president: troops attacked Siversk.", "UA"),
    ("The ministry in Moscow said that troops attacked Siversk.", "RU"),
    ("Moscow reported that troops attacked Siversk.", "RU"),
    ("Troops attacked Siversk, Zelensky told Reuters.", "UA"),
    ("Anna Koval, the head of the Ukrainian military administration of Oakham: troops attacked Siversk.", "UA"),
    ("A Russian blogger noted in his report that troops attacked Siversk.", "RU"),
    ("According to the Russian Ministry of Defense, troops attacked Siversk.", "RU"),
    ("Troops attacked Siversk, according to the Russian Ministry of Defense.", "RU"),
    ("According to local residents, troops attacked Siversk.", "unattributed"),
    ("Zelensky: troops attacked Siversk.", "UA"),
    ("Russian claims that troops attacked Siversk spread.", "RU"),
    ("Zelensky repeated claims that troops attacked Siversk.", "UA"),
    ("Troops, Zelensky said, attacked Siversk.", "UA"),
    ("Unconfirmed reports that troops attacked Siversk spread.", "unattributed"),
    ("Troops reportedly attacked Siversk.", "unattributed"),
    ("Social media users said that troops attacked Siversk.", "unattributed"),
    ("NATO said that troops attacked Siversk.", "other"),
    ("Russia, after months of war against Ukraine, claimed that troops attacked Siversk.", "RU"),
    ("Zelensky said it rained and added that troops attacked Siversk.", "UA"),
    ("Zelensky said it rained, adding that troops attacked Siversk.", "UA"),
    ("Troops attacked Siversk, the Russian Ministry of Defense claimed on March 13, to free a road.", "RU"),
    ("Troops attacked Siversk, Zelensky said on Tuesday, and have rested since.", "UA"),
    ("Near Lyman, Zelensky said on Tuesday, troops attacked Siversk.", "UA"),
    ("A Russian milblogger said that it rained, while another conceded that troops attacked Siversk.", "RU"),
    ("The Russian ministry spoke of calm, but Zelensky countered that troops attacked Siversk.", "UA"),
    ("It has been reported that troops attacked Siversk.", "unattributed"),
    ("Russian troops are said to have attacked Siversk.", "unattributed"),
    ("Troops attacked Siversk, the city's mayor said.", "other"),
    ("A pilot with the local brigade wrote that troops attacked Siversk.", "other"),
    ("Soldiers told reporters that troops attacked Siversk.", "other"),
    ("The UN's local inspection mission said that troops attacked Siversk.", "other"),
    ("A Russian insider source said that troops attacked Siversk.", "RU"),
    ("Zelensky denied Putin's false claims that troops attacked Siversk.", "RU"),
    ("Zelensky said that Russia claimed that troops attacked Siversk.", "RU"),
    ("Zelensky said that troops reportedly attacked Siversk.", "UA"),
    ("Oleh Kiper, the governor of the neighbouring region, said Russian drones attacked Odesa.", "UA"),
    ("Russian officers and bloggers said that Ukrainian troops attacked Siversk.", "RU"),
    ("Russia closed the road, and its defence ministry said Ukrainian troops attacked Siversk.", "RU"),
    ("Moscow, which has denied it before, said Ukrainian troops attacked Siversk.", "RU"),
    ("Troops attacked Siversk, Zelensky said on Monday, in the first raid since May.", "UA"),
    ("Moscow, which denied that it had lost men, said troops attacked Siversk.", "RU"),
    ("Troops attacked Siversk, Kyiv conceded.", "UA"),
    ("Ukrainian gunners near Lyman, where it was quiet, said Russian troops attacked Siversk.", "UA"),
    ("It was calm in Lyman; troops attacked Siversk, according to Kyiv's General Staff.", "UA"),
    ("Troops entered Lyman, Zelensky wrote, and attacked Siversk.", "UA"),
    ("Troops entered Lyman, Zelensky wrote on Monday, having attacked Siversk.", "UA"),
    ("The local radio quoted Zelensky as saying that troops attacked Siversk.", "UA"),
    ("Troops attacked Siversk, Zelensky was quoted as saying.", "UA"),
    ("Troops attacked Siversk, TASS quoted the ministry as saying.", "RU"),
    ("A defence ministry briefing in Moscow said that troops attacked Siversk.", "RU"),
    ("Ukrainian marines rested after troops attacked Siversk, the brigade said.", "UA"),
    ("Troops attacked Siversk, a sergeant of the brigade said.", "other"),
    ("Troops attacked Siversk, gunners of the 3rd battalion and the Oakham Brigade said.", "other"),
    ("Ukrainian marines left Lyman after troops attacked Siversk, Oakham.Info reported.", "other"),
    ("Troops attacked Siversk, a newspaper reported.", "other"),
    ("Troops attacked Siversk, bloggers reported.", "unattributed"),
    ("Troops attacked Siversk, a Ukrainian lawmaker complained.", "UA"),
    ("The Ukrainian General Staff recorded how troops attacked Siversk.", "UA"),
    ("Troops attacked Siversk, Gov. Edwin Hale said.", "other"),
    ("Troops attacked Siversk, the 1st Oakham Corps of the Ukrainian army said.", "UA"),
    ("There were reports that troops attacked Siversk.", "unattributed"),
    ("The General Staff spoke of calm and said that troops attacked Siversk.", "UA"),
    ("Zelensky said that it rained, whereas troops had attacked Siversk.", "UA"),
    ("Points of the briefing given by Russia's Defense Ministry on Monday: troops attacked Siversk.", "RU"),
    ("Regular claims by Russia to have attacked Siversk spread.", "RU"),
    ("Moscow, which for weeks has claimed that Ukrainian troops attacked Siversk, made no comment.", "RU"),
    ("Moscow, which lies far from Siversk, slept while Ukrainian troops attacked Siversk.", "author"),
    ("Edwin Hale, a captain of the corps, made known on Friday that troops attacked Siversk.", "other"),
    ("Zelensky let it be known that Russian troops attacked Siversk.", "UA"),
    ("The Russian army put out word that troops attacked Siversk.", "RU"),
    ("As the Ukrainian General Staff put it, troops attacked Siversk.", "UA"),
    ("As DeepState's newest map has it, Russian troops attacked Siversk.", "UA"),
    ("By Kyiv's own account, Russian troops attacked Siversk.", "UA"),
    ("In the Russian telling, Ukrainian troops attacked Siversk.", "RU"),
    ("Russian troops attacked Siversk, by Zelensky's count.", "UA"),
    ("In the view of the Russian ministry, Ukrainian troops attacked Siversk.", "RU"),
    ("Word from Russian officials is that Ukrainian troops attacked Siversk.", "RU"),
    ("The map of the Russian ministry shows that Ukrainian troops attacked Siversk.", "RU"),
    ("The governor of Donetsk - one of the regions that Russia annexed - wrote that troops attacked Siversk.", "UA"),
    ("The governor of Donetsk, a native of Lyman, wrote that Russian troops attacked Siversk.", "UA"),
    ("Edwin Hale, an analyst, wrote that Russian troops attacked Siversk.", "other"),
    ("Russian troops attacked Siversk, according to the head of a Ukrainian think tank.", "UA"),
    ("The Institute for the Study of War, a US think tank, wrote that Russian troops attacked Siversk.", "author"),
    ("The Kent Society, a US think tank, wrote that Russian troops attacked Siversk.", "other"),
    ("Zelensky denied that Russian forces took Lyman, saying that Ukrainian troops attacked Siversk.", "UA"),
    ("Ukrainian forces attacked Siversk, Russia's Tass news agency reported, quoting the army.", "RU"),
    ("Ukrainian MP Edwin Hale wrote on Telegram that troops attacked Siversk.", "UA"),
    ("A Russian MP wrote on Telegram that Ukrainian troops attacked Siversk.", "RU"),
    ("Analysts at the Oakham institute said that troops attacked Siversk.", "other"),
    ("Oakham-based analysts said that troops attacked Siversk.", "other"),
    ("Bloggers in Russia said that troops attacked Siversk.", "RU"),
    ("Ukraine's Khortytsia command said that troops attacked Siversk.", "UA"),
    ('The Ukrainian General Staff dismissed as "entirely untrue" reports that troops attacked Siversk.', "UA"),
    ("Kyiv dismissed as propaganda Russian claims that troops attacked Siversk.", "RU"),
    ("According to Kyiv, troops attacked Siversk.", "UA"),
    ("Troops attacked Siversk, according to Moscow.", "RU"),
    ("According to Moscow residents, troops attacked Siversk.", "unattributed"),
    ("From Moscow, the Defence Ministry said that troops attacked Siversk.", "RU"),
    ("In Kyiv, officials said that troops attacked Siversk.", "UA"),
    ("KYIV (Wire) - The defence ministry said that troops attacked Siversk.", "UA"),
    ("MOSCOW: The defence ministry says that troops attacked Siversk.", "RU"),
    ("Troops attacked Siversk, Ukraine's General Staff said in its regular morning report on the whole front.", "UA"),
    ("Troops attacked Siversk, Ukraine's spokesman told a radio station in an interview aired on Sunday.", "UA"),
    ("Troops attacked Siversk, Ukraine's army said in answer to a Russian claim that the town had fallen.", "UA"),
    ("On Monday, Ukraine's army told reporters when asked about it that troops attacked Siversk.", "UA"),
    ("After a long battle, Kyiv said on Tuesday its troops attacked Siversk.", "UA"),
    ("MOSCOW, July 7 (Wire) - Ukraine's defence ministry said that troops attacked Siversk.", "UA"),
    ("Troops attacked Siversk - Russian officials.", "RU"),
    ("The governor of Russia's Bryansk region said that troops attacked Siversk.", "RU"),
    ("The head of Russia's occupied western district, Ivan Oakham, said that troops attacked Siversk.", "RU"),
    ("A spokesman of Ukraine's southern command said that troops attacked Siversk.", "UA"),
    ("Ukraine's army emphasised that troops attacked Siversk.", "UA"),
    ("Troops attacked Siversk, Ukraine's army estimates.", "UA"),
    ("Troops attacked Siversk, the Ukrainian military boasts.", "UA"),
    ("Troops attacked Siversk, Kyiv estimates.", "UA"),
    ("Troops attacked Siversk, a Russian general crowed.", "RU"),
    ("Troops attacked Siversk, a Russian commander assumes.", "RU"),
    ("Troops attacked Siversk, Ukraine's commander continued on Monday.", "UA"),
]

AUTHORS = [
    ("War in Ukraine: Troops attacked Siversk.", "where it happens is no speaker"),
    ("Troops attacked Siversk, nine clashes recorded.", "what is recorded says nothing"),
    ("Troops attacked Siversk.", "nobody speaks"),
    ("We assess that troops attacked Siversk.", "the author speaks"),
    ("According to our map, troops attacked Siversk.", "the author's own source"),
    ("Geolocated footage shows that troops attacked Siversk.", "a picture, read by the author"),
    ("Russian soldiers saw that troops attacked Siversk.", "a verb that hands nothing over"),
    ("Zelensky visited Lyman after troops attacked Siversk.", "an actor that does not speak"),
    ("Zelensky said little; troops attacked Siversk.", "behind a semicolon"),
    ("Zelensky said that it was calm, but Russian troops attacked Siversk.", "a contrast with its own subject"),
    ("Zelensky said that it was calm, suggesting that troops attacked Siversk.", "the author's conclusion"),
    ("Zelensky said that it was calm, which suggests that troops attacked Siversk.", "the author's comment"),
    ("Russian attacks showed that troops attacked Siversk.", "an adjective cannot speak"),
    ("Zelensky did not say that troops attacked Siversk.", "what was not said"),
    ("Breaking news: troops attacked Siversk.", "a headline's colon without an actor"),
    ("Zelensky arrived: troops attacked Siversk.", "a colon behind a sentence"),
    ("The reports of last week ended, troops attacked Siversk.", "a phrase that ends at its comma"),
    ("Signs that troops attacked Siversk abound.", "a sign has no owner but the author"),
    (
        "It rained, Zelensky said on Monday, but Russian troops attacked Siversk.",
        "a contrast behind a speaker thrown in",
    ),
    ("ISW noted in its report that troops attacked Siversk.", "the assessor's own report"),
    ("Earlier, Zelensky had announced a visit; troops attacked Siversk.", "behind what was announced"),
    ("The ministry's report was long and troops attacked Siversk.", "a report that says nothing"),
    ("They heard of the Russian ministry's report when troops attacked Siversk.", "a report that is heard of"),
    ("Troops attacked Siversk, and Zelensky said that it rained.", "told before the speaker comes in"),
    ("Troops attacked Siversk, Zelensky said that it rained.", "no tail: the verb has words of its own"),
    ("Troops attacked Siversk and shot Zelensky.", "no reporting verb before the actor"),
    ("Troops attacked Siversk while shells reportedly hit Lyman.", "hearsay of another clause"),
    ("They filmed footage while troops attacked Siversk.", "a picture that shows nothing"),
    ("The claims were settled and troops attacked Siversk.", "a claim of nothing"),
    ("Reports of shelling near Lyman came in, troops attacked Siversk.", "reports of something else"),
    ("Troops attacked Siversk according to plan.", "no source"),
    ("Troops attacked Siversk, citing the need to rest.", "a reason"),
    ("The map of the front suggests that troops attacked Siversk.", "nobody whom a verb of speaking has"),
    ("All 12 reported brigades rest after troops attacked Siversk.", "an adjective behind a number"),
    ("Troops attacked Siversk, adding more shells.", "more of something"),
    ("Troops attacked Siversk, where Zelensky acknowledged losses.", "a clause of its own"),
    ("Troops attacked Siversk, Zelensky said on Tuesday, that it rained.", "no tail: what he says follows"),
    ("Troops attacked Siversk, and another road was closed.", "another of nothing that speaks"),
    ("Troops attacked Siversk with 200 shells per day.", "a rate"),
    ("Zelensky asked whether troops attacked Siversk.", "a question"),
    ("Troops attacked Siversk, Zelensky said in Kyiv that it rained.", "what he said follows"),
    ("Contrary to what Russian bloggers claim, troops attacked Siversk.", "what is claimed is set aside"),
    ("Troops attacked Siversk; it rained, according to Zelensky.", "before a semicolon"),
    ("Ukrainian marines complained when troops attacked Siversk.", "no words of theirs close it"),
    ("Ukrainian marines counted shells while troops attacked Siversk.", "troops count for themselves"),
    ("Zelensky said that it rained, whereas Russian troops attacked Siversk.", "a contrast that goes on in the past"),
    ("The roads to the mill near Lyman lie open and wait for the rain: troops attacked Siversk.", "no bulletin"),
    ("On the strength of reports from Kyiv, we judge that troops attacked Siversk.", "what the author judges by"),
    ("The 1st of May passed, and troops attacked Siversk.", "an ordinal of a day"),
    ("Zelensky was cited as an example when troops attacked Siversk.", "nobody is quoted as saying it"),
    ("By Zelensky's house, Russian troops attacked Siversk.", "a house tells nothing"),
    ("Kyiv has a new version of its drone, and Russian troops attacked Siversk.", "a version of a thing"),
    ("Zelensky put it on the map before Russian troops attacked Siversk.", "nothing that he puts so"),
    ("The Ukrainian General Staff and ISW wrote that Russian troops attacked Siversk.", "the author says it too"),
    ("Russian troops attacked Siversk, though this has not been confirmed by Kyiv.", "who did not confirm it"),
    ("Moscow declared Lyman taken although troops attacked Siversk.", "a contrast needs no comma"),
    ("Lyman, which Moscow says it holds, was lost when troops attacked Siversk.", "a relative clause ends"),
    ("Analysts from the Institute for the Study of War said that troops attacked Siversk.", "the author's own"),
    ("Troops attacked Siversk, where, according to TASS, shells fell.", "another speaks behind 'where' only"),
    ("Troops attacked Siversk, while, according to TASS, Lyman fell.", "another speaks behind 'while' only"),
]


@pytest.mark.parametrize(("text", "claimant"), SPEAKERS, ids=[text for text, _ in SPEAKERS])
def test_claimant_is_who_speaks(text: str, claimant: str) -> None:
    """Each way of handing a statement to somebody."""
    assert stance(text, "attacked").claimant == claimant


@pytest.mark.parametrize(("text", "why"), AUTHORS, ids=[why for _, why in AUTHORS])
def test_report_speaks_itself(text: str, why: str) -> None:
    """Where nobody speaks, or what they say has ended."""
    found = stance(text, "attacked")
    assert (found.claimant, found.claimant_text) == ("author", ""), why


def test_contrast_without_a_subject_goes_on() -> None:
    """Of "said that X came but withdrew" both are said."""
    assert stance("Zelensky said that Russian troops came, but withdrew from Siversk.", "withdrew").claimant == "UA"


def test_pronoun_speaks_for_the_last_speaker_of_the_paragraph() -> None:
    """What "they also claimed" is theirs who spoke in the sentence before; alone it is nobody's."""
    text = "They also claimed that troops attacked Siversk."
    assert stance(text, "attacked", ("RU", "milbloggers")).claimant == "RU"
    assert stance(text, "attacked").claimant == "unattributed"
    here = 'Zelensky disputed that: "Troops attacked Siversk," he said.'
    assert stance(here, "attacked", ("RU", "milbloggers")).claimant == "UA"


def test_a_quotation_goes_on_for_the_last_speaker() -> None:
    """What is quoted without a speaker, or "according to him", is of who spoke before; words in quotes are not."""
    before = ("RU", "Shoigu")
    assert stance('"Troops attacked Siversk."', "attacked", before).claimant == "RU"
    assert stance("According to him, troops attacked Siversk.", "attacked", before).claimant == "RU"
    assert stance('The "liberators" left and troops attacked Siversk.', "attacked", before).claimant == "author"
    assert stance('"Troops attacked Siversk."', "attacked").claimant == "author"
    assert stance("Troops attacked Siversk, according to the same source.", "attacked", before).claimant == "RU"
    assert stance("Troops attacked Siversk, that bulletin says.", "attacked", before).claimant == "RU"
    assert stance('"Troops attacked Siversk, Ukraine," the statement said.', "attacked", before).claimant == "RU"
    assert stance("Troops attacked Siversk, a bulletin says.", "attacked", before).claimant == "other"
    assert stance("Troops attacked Siversk, according to a source.", "attacked", before).claimant == "unattributed"


def test_speaker_told_before_keeps_its_side() -> None:
    """Of "the official", not of "an official", the side is that of the speaker before."""
    before = ("RU", "A Russian official")
    assert stance("The official claimed that troops attacked Siversk.", "attacked", before).claimant == "RU"
    assert stance("An official claimed that troops attacked Siversk.", "attacked", before).claimant == "other"
    army = ("UA", "Ukraine's military")
    assert stance('"Troops attacked Siversk," said the military\'s northern group.', "attacked", army).claimant == "UA"
    assert stance('"Troops attacked Siversk," said the city\'s northern group.', "attacked", army).claimant == "other"


def test_last_speaker_is_handed_on() -> None:
    """The last that spoke by name; a sentence without one hands on who spoke before it."""
    before = ("RU", "milbloggers")
    assert read("Zelensky said that it rained.", before).last_speaker == ("UA", "Zelensky")
    assert read("Troops attacked Siversk.", before).last_speaker == before
    assert read("Troops reportedly attacked Siversk.", before).last_speaker == before
    assert read("Troops attacked Siversk.").last_speaker is None


@pytest.mark.parametrize(
    ("text", "first", "others"),
    [
        ("Ukrainian and Russian sources claimed that troops attacked.", "UA", ["RU"]),
        ("Russian and Ukrainian sources claimed that troops attacked.", "RU", ["UA"]),
        ("Ukrainian as well as Russian sources claimed that troops attacked.", "UA", ["RU"]),
        ("Sources on both the Russian and the Ukrainian side claimed that troops attacked.", "RU", ["UA"]),
        ("Word from Ukrainian as well as Russian sources is that troops attacked.", "UA", ["RU"]),
        ("London's ministry and Zelensky claimed that troops attacked.", "UA", ["other"]),
        ("Troops attacked, Russian bloggers and a Ukrainian official said.", "RU", ["UA"]),
        ("Troops attacked, and a Ukrainian official said so.", "author", []),
        ("Ukrainian sources claimed that troops attacked.", "UA", []),
        ("Ukrainian officials and Zelensky claimed that troops attacked.", "UA", []),
        ("Ukrainian troops left and Russian sources claimed that troops attacked.", "RU", []),
    ],
)
def test_joined_speakers_vouch_each_for_it(text: str, first: str, others: list[str]) -> None:
    """Two sides joined by "and" are two claimants, in the order of the text; one side twice is one."""
    attribution = read(text)
    at = attribution.syntax.low.index("attacked")
    assert stance(text, "attacked").claimant == first
    assert [claimant for claimant, _ in attribution.joined(at, at + 1)] == others


# ---------------------------------------------------------------------- credence

CREDENCE = [
    ("Troops attacked Siversk.", "stated", "none"),
    ("Troops likely attacked Siversk.", "likely", "none"),
    ("Troops may have attacked Siversk.", "likely", "none"),
    ("We assess that troops attacked Siversk.", "stated", "none"),
    ("We assess that troops likely attacked Siversk.", "likely", "none"),
    ("Geolocated footage shows that troops attacked Siversk.", "confirmed", "geolocated"),
    ("According to satellite imagery, troops attacked Siversk.", "confirmed", "satellite"),
    ("Troops attacked Siversk, geolocated footage shows.", "confirmed", "geolocated"),
    ("Troops attacked Siversk, and the shows went on.", "stated", "none"),
    ("Zelensky said that troops attacked Siversk and denied that Lyman fell.", "claimed", "none"),
    ("Zelensky denied that Lyman fell and insisted that troops attacked Siversk.", "claimed", "none"),
    ("Zelensky denied that troops took Lyman and attacked Siversk.", "denied", "none"),
    ("Zelensky said that troops attacked Siversk.", "claimed", "none"),
    ("Zelensky said that troops likely attacked Siversk.", "claimed", "none"),
    ("Zelensky confirmed that troops attacked Siversk.", "confirmed", "none"),
    ("Zelensky denied that troops attacked Siversk.", "denied", "none"),
    ("Zelensky falsely claimed that troops attacked Siversk.", "denied", "none"),
    ("Troops have not attacked Siversk.", "denied", "none"),
    ("Troops likely have not attacked Siversk.", "doubted", "none"),
    ("Troops are unlikely to have attacked Siversk.", "doubted", "none"),
    ("Troops attacked Siversk, and likely shelled Lyman.", "stated", "none"),
    ("Troops attacked Siversk while false claims spread.", "stated", "none"),
    ("Troops that never rest attacked Siversk.", "stated", "none"),
    ("Zelensky denied that Lyman fell, saying troops attacked Siversk.", "claimed", "none"),
    ("Zelensky denied that Lyman fell, that troops attacked Siversk.", "denied", "none"),
    ("In a video, Zelensky said that troops attacked Siversk.", "claimed", "none"),
    ("We have not seen visual evidence of claims that troops took Lyman or attacked Siversk.", "doubted", "none"),
    ("We have seen footage in which troops attacked Siversk.", "confirmed", "footage"),
    ("We have not seen footage in which troops attacked Siversk.", "doubted", "footage"),
    ("We wrote, citing geolocated footage, that troops attacked Siversk.", "confirmed", "geolocated"),
    ("We have seen no rain; reports of claims that troops attacked Siversk spread.", "claimed", "none"),
    ("There are indications that troops attacked Siversk.", "likely", "none"),
    ("It is highly likely that troops attacked Siversk.", "likely", "none"),
    ("It is almost certain that troops attacked Siversk.", "likely", "none"),
    ("There is a realistic possibility that troops attacked Siversk.", "likely", "none"),
    ("Geolocated footage, put out on Friday, shows that troops attacked Siversk.", "confirmed", "geolocated"),
    ("Geolocated footage bears out that troops attacked Siversk.", "confirmed", "geolocated"),
    ("Indications were many, and troops attacked Siversk.", "stated", "none"),
    ("Neither side has confirmed that troops attacked Siversk.", "doubted", "none"),
    ("There was no immediate confirmation from Kyiv that troops attacked Siversk.", "doubted", "none"),
    ("Kyiv has neither confirmed nor denied that troops attacked Siversk.", "doubted", "none"),
    ("It could not be independently confirmed that troops attacked Siversk.", "doubted", "none"),
    ("Both sides have confirmed that troops attacked Siversk.", "confirmed", "none"),
    ("Kyiv said that troops left Lyman, while Russian forces attacked Siversk.", "claimed", "none"),
    ("Kyiv said that troops left Lyman, while the press attacked Siversk.", "stated", "none"),
]


@pytest.mark.parametrize(("text", "credence", "evidence"), CREDENCE, ids=[text for text, *_ in CREDENCE])
def test_credence_is_how_far_the_report_stands_behind_it(text: str, credence: str, evidence: str) -> None:
    """Cues reach their own clause and group, no further."""
    found = stance(text, "attacked")
    assert (found.credence, found.evidence, found.status) == (credence, evidence, "event")


PLANS = [
    ("Troops will attack Siversk.", "attack"),
    ("Troops plan to attack Siversk.", "attack"),
    ("If troops attack Siversk, the road is cut.", "attack"),
    ("An attack on Siversk would cut the road.", "attack"),
    ("They train for a possible attack on Siversk.", "attack"),
]

NO_PLANS = [
    ("Troops attacked Siversk and will hold it.", "attacked"),
    ("Troops attacked Siversk in May.", "attacked"),
    ("An attack on Siversk destroyed a road that would feed Lyman.", "attack"),
    ("The possible reasons, and the attack on Siversk, were told.", "attack"),
    ("A can of fuel blew up and troops attacked Siversk.", "attacked"),
]


@pytest.mark.parametrize(("text", "trigger"), PLANS, ids=[text for text, _ in PLANS])
def test_plan_is_no_event(text: str, trigger: str) -> None:
    """Forecasts, aims, conditions and possibilities."""
    assert stance(text, trigger).status == "plan"


@pytest.mark.parametrize(("text", "trigger"), NO_PLANS, ids=[text for text, _ in NO_PLANS])
def test_plan_beside_an_event_leaves_it_one(text: str, trigger: str) -> None:
    """Cues of another clause, another noun, a month or a tin."""
    assert stance(text, trigger).status == "event"


def test_history_is_no_event() -> None:
    """What happened long before the report is told apart, also where it is hedged."""
    assert stance("Troops likely attacked Luhansk in 2014.", "attacked").status == "history"
    assert stance("Troops attacked Luhansk on Tuesday.", "attacked").status == "event"


def test_cues_stand_in_the_order_of_the_text() -> None:
    """The reader sees what was decisive: the word that hands over and every cue, with their roles."""
    found = stance("Zelensky falsely claimed that troops likely attacked Siversk.", "attacked")
    assert [(c.text, c.role) for c in found.cues] == [
        ("falsely claimed", "denial"),
        ("claimed", "attribution"),
        ("likely", "hedge"),
    ]


# ---------------------------------------------------------------------- what takes back


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("We cannot confirm this claim.", "doubt"),
        ("We cannot confirm their final destination.", None),
        ("We cannot confirm which unit took part.", None),
        ("We cannot confirm whether these attacks took place.", "doubt"),
        ("We cannot confirm the exact number of these claims.", "doubt"),
        ("We cannot confirm if the village has fallen entirely.", None),
        ("Kyiv denied it.", "denial"),
        ("Kyiv called this a lie.", "denial"),
        ("Kyiv rejected the statement.", "denial"),
        ("It would be premature to speak of it, Kyiv said.", "denial"),
        ("Kyiv called the mayor.", None),
        ("It wasn't possible to independently verify this.", "doubt"),
        ("It was possible to verify this.", None),
        ("Kyiv rejected that.", "denial"),
        ("Kyiv said this was untrue.", "denial"),
        ("The claim was dismissed by Kyiv.", "denial"),
        ("Moscow told of gains, which Kyiv has denied.", "denial"),
        ("Moscow told of gains, something that Kyiv denies.", "denial"),
        ("Moscow told of gains, a claim Kyiv rejects.", "denial"),
        ("Moscow told of gains, a claim Kyiv rejects peace over.", None),
        ("Moscow told of gains, which Kyiv has not denied.", None),
        ("Moscow told of a plan, which Kyiv denied any part in.", None),
        ("We cannot confirm this claim, and Kyiv denied it.", "denial"),
        ("We can confirm the plan.", None),
        ("We cannot verify Russian claims that Spirne had fallen.", None),
        ("We have been unable to verify claims of having taken it.", None),
        ("We cannot verify these claims of gains.", "doubt"),
        ("Kyiv denied that.", "denial"),
        ("Kyiv denied that Spirne had fallen.", None),
        ("Kyiv denied reports that Spirne had fallen.", None),
        ("These claims are not supported by any evidence.", "doubt"),
        ("The wounded could not be evacuated.", None),
        ("Kyiv denied him entry.", None),
        ("Kyiv denied that Siversk had fallen.", None),
        ("Moscow has not confirmed losing Siversk.", None),
        ("Ukraine rejects the claim as propaganda.", "denial"),
        ("Ukraine rejects the offer as propaganda.", None),
        ("Moscow has not confirmed it.", "doubt"),
        ("The date of the clip could not be established.", None),
    ],
)
def test_words_that_doubt_what_was_told_before(text: str, role: str | None) -> None:
    """A denial counts before a doubt; confirming and other denials take nothing back."""
    found = read(text).back_cue
    assert (found.cue.role if found else None) == role


def test_a_doubt_takes_back_what_was_claimed_and_nothing_denied() -> None:
    """Doubt and denial set the credence, once: what is denied already stays so."""
    cue = read("We cannot confirm this claim.").back_cue
    assert cue is not None
    claimed = stance("Zelensky said that troops attacked Siversk.", "attacked")
    taken = doubted(claimed, cue.cue)
    assert taken.credence == "doubted"
    assert taken.cues == (*claimed.cues, cue.cue)
    denied = stance("Zelensky denied that troops attacked Siversk.", "attacked")
    assert doubted(denied, cue.cue) == denied
