"""What a report's sentences become: who did what, where, who says so, and what is no event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.schema import Timeline

Row = tuple[str, str, str | None, str, str]


@pytest.fixture
def claims(read: Callable[[str], Timeline]) -> Callable[[str], set[Row]]:
    """Return (actor, kind, surface, claimant, credence) of each claim row of a text."""
    return lambda text: set(read(text).claims.select("actor", "kind", "surface", "claimant", "credence").iter_rows())


REVERSIBLE = [  # sentences whose side is easily given to the other
    ("Russian missiles knocked out a power plant in Kharkiv.", ("RU", "strike", "Kharkiv", "author", "stated")),
    ("Russian troops captured Siversk (Donetsk People's Republic).", ("RU", "capture", "Siversk", "author", "stated")),
    ("Nikopol was subjected to Russian drone terror.", ("RU", "strike", "Nikopol", "author", "stated")),
    (
        "Russian forces shelled villages in Sumy Oblast, among them Ryzhivka.",
        ("RU", "strike", "Ryzhivka", "author", "stated"),
    ),
    ("Small Russian groups break through near Dobropillia.", ("RU", "advance", "Dobropillia", "author", "stated")),
    ("Russia fired three guided missiles.", ("RU", "strike", None, "author", "stated")),
    (
        "Russian forces carried out a strike by drones on Kremenchuk.",
        ("RU", "strike", "Kremenchuk", "author", "stated"),
    ),
    ("Ukrainian forces had complete control of Sudzha.", ("UA", "hold", "Sudzha", "author", "stated")),
    (
        "Ukrainian missiles hit Belgorod, governor Vyacheslav Gladkov said late on Friday.",
        ("UA", "strike", "Belgorod", "RU", "claimed"),
    ),
    ("Russian troops not only shelled Nikopol.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("Russian forces are not just holding Siversk.", ("RU", "hold", "Siversk", "author", "stated")),
    ("Aviation struck columns of Ukrainian troops near Sudzha.", ("RU", "strike", "Sudzha", "author", "stated")),
    ("Russian units took Siversk, the MoD noted.", ("RU", "capture", "Siversk", "RU", "claimed")),
    ("Russian troops took Siversk, and Lyman lost power.", ("RU", "capture", "Siversk", "author", "stated")),
    ("Russia claims the attack was repelled near Robotyne.", ("UA", "repelled", "Robotyne", "RU", "claimed")),
    ("Ukrainian missiles were fired at Belgorod.", ("UA", "strike", "Belgorod", "author", "stated")),
    ("Russian artillery near Lyman was shelled.", ("UA", "strike", "Lyman", "author", "stated")),
    ("Ukrainian forces in control of Sudzha, Russian milbloggers claim.", ("UA", "hold", "Sudzha", "RU", "claimed")),
    ("Putin boasted of the capture of Siversk, a claim Kyiv denied.", ("RU", "capture", "Siversk", "RU", "denied")),
    (
        "Putin boasted of the capture of Siversk, and Kyiv has not denied it.",
        ("RU", "capture", "Siversk", "RU", "claimed"),
    ),
    ("Putin boasted of the capture of Siversk and Kyiv denied it.", ("RU", "capture", "Siversk", "RU", "denied")),
    (
        "Russian bloggers claimed the capture of Siversk, none of which officials have confirmed.",
        ("RU", "capture", "Siversk", "RU", "doubted"),
    ),
    (
        "Russian bloggers claimed the capture of Siversk, which officials have confirmed.",
        ("RU", "capture", "Siversk", "RU", "claimed"),
    ),
    (
        "Contrary to what Russian bloggers say, Ukrainian forces hold Siversk.",
        ("UA", "hold", "Siversk", "author", "stated"),
    ),
    ("Siversk was taken by Russian troops, the ministry said.", ("RU", "capture", "Siversk", "RU", "claimed")),
    ("The Russian invaders have for the time being taken Siversk.", ("RU", "capture", "Siversk", "author", "stated")),
    ("Zelensky spoke of towns being liberated, such as Siversk.", ("UA", "capture", "Siversk", "UA", "claimed")),
    ("Friendly troops were withdrawn from Lyman, Putin said.", ("RU", "withdraw", "Lyman", "RU", "claimed")),
    (
        "Russian bloggers claimed the capture of Siversk, though we have found no proof of this.",
        ("RU", "capture", "Siversk", "RU", "doubted"),
    ),
    ("Siversk was taken by Russian troops, the mayor said.", ("RU", "capture", "Siversk", "UA", "claimed")),
    ("Siversk was recaptured, Zelensky said.", ("UA", "capture", "Siversk", "UA", "claimed")),
    ("Allied troops were withdrawn from Lyman, Moscow announced.", ("RU", "withdraw", "Lyman", "RU", "claimed")),
    ("Lyman was left without a fight, a Russian general conceded.", ("RU", "withdraw", "Lyman", "RU", "claimed")),
    (
        "A Russian source said that riflemen broke through Ukrainian lines near Siversk.",
        ("RU", "advance", "Siversk", "RU", "claimed"),
    ),
    (
        "Russia's fleet is weak, but its submarines have fired missiles at Odesa.",
        ("RU", "strike", "Odesa", "author", "stated"),
    ),
    ("A day before that, Ukrainian missiles hit Bryansk.", ("UA", "strike", "Bryansk", "author", "stated")),
    ("Ukrainian and Russian forces both advanced near Lyman.", ("both", "advance", "Lyman", "author", "stated")),
    (
        "Ukrainian forces rested and Russian forces advanced near Lyman.",
        ("RU", "advance", "Lyman", "author", "stated"),
    ),
    (
        "The Ukrainian counteroffensive forced Russian troops to withdraw from Lyman.",
        ("RU", "withdraw", "Lyman", "author", "stated"),
    ),
    (
        "Ukraine announced the withdrawal of its troops from Avdiivka.",
        ("UA", "withdraw", "Avdiivka", "UA", "claimed"),
    ),
    ("The Russian ministry claimed that Spirne had been captured.", ("RU", "capture", "Spirne", "RU", "claimed")),
    ("Ukraine acknowledged that Spirne had been captured.", ("RU", "capture", "Spirne", "UA", "claimed")),
    ("Russian forces pushed some 4 km into Lyman.", ("RU", "advance", "Lyman", "author", "stated")),
    ("Russian forces have rested and taken Spirne.", ("RU", "capture", "Spirne", "author", "stated")),
    ("Russian troops have been ousted and driven out of Spirne.", ("RU", "withdraw", "Spirne", "author", "stated")),
    (
        "Russian officials said attempts by mobile groups to break through to Sudzha were thwarted.",
        ("UA", "repelled", "Sudzha", "RU", "claimed"),
    ),
    ("A Russian attempt to storm Siversk ended in disaster.", ("RU", "repelled", "Siversk", "author", "stated")),
    ("Russian forces captured Siversk's eastern outskirts.", ("RU", "advance", "Siversk", "author", "stated")),
    ("Siversk stood empty. The Russian army had left it.", ("RU", "withdraw", "Siversk", "author", "stated")),
    ("Zelensky said his troops held Siversk.", ("UA", "hold", "Siversk", "UA", "claimed")),
    ("Russian troops near Siversk, none of which they hold, rest.", ("RU", "hold", "Siversk", "author", "denied")),
    ("Russian troops have had to retreat from Siversk.", ("RU", "withdraw", "Siversk", "author", "stated")),
    ("Spirne was cleared of Russian troops.", ("UA", "capture", "Spirne", "author", "stated")),
    ("Spirne was liberated by our troops, Shoigu said.", ("RU", "capture", "Spirne", "RU", "claimed")),
    (
        "Counterattacks by the 47th Mechanized Brigade and the 25th Brigade of the AFU were repelled near Spirne.",
        ("UA", "repelled", "Spirne", "author", "stated"),
    ),
    ("The equipment of Ukrainian troops was hit near Spirne.", ("RU", "strike", "Spirne", "author", "stated")),
    ("Spirne came under the control of Russian troops.", ("RU", "capture", "Spirne", "author", "stated")),
    ("Spirne is returning under Ukrainian control.", ("UA", "capture", "Spirne", "author", "stated")),
    ("Spirne has not been captured, Zelensky said.", ("RU", "capture", "Spirne", "UA", "denied")),
    (
        "Attempts of enemy groups in armoured vehicles to break through near Siversk were thwarted, Shoigu said.",
        ("UA", "repelled", "Siversk", "RU", "claimed"),
    ),
    (
        "Three Russian attempts to knock Ukrainian units out of their positions near Siversk failed.",
        ("RU", "repelled", "Siversk", "author", "stated"),
    ),
    (
        "According to Anna Koval, spokeswoman of the Ukrainian army, the enemy shelled residential areas of Siversk.",
        ("RU", "strike", "Siversk", "UA", "claimed"),
    ),
    (
        '"Our troops hold Siversk," Shoigu told reporters at a long briefing on Monday.',
        ("RU", "hold", "Siversk", "RU", "claimed"),
    ),
    (
        'Shoigu held a briefing. "The enemy entered Siversk," he said.',
        ("UA", "advance", "Siversk", "RU", "claimed"),
    ),
    (
        "According to Pushilin, the head of the occupation administration, Ukrainian drones attacked Siversk.",
        ("UA", "strike", "Siversk", "RU", "claimed"),
    ),
    (
        "As a result of operations by Russian troops, positions were taken near Siversk.",
        ("RU", "advance", "Siversk", "author", "stated"),
    ),
    (
        "The occupiers withdrew from Siversk, Oleh Koval, its mayor, said.",
        ("RU", "withdraw", "Siversk", "UA", "claimed"),
    ),
    ("The occupiers made no attempt to advance near Siversk.", ("RU", "attack", "Siversk", "author", "denied")),
    ("Our artillery hit enemy positions near Siversk.", ("UA", "strike", "Siversk", "author", "stated")),
    (
        "Our troops, supported by artillery, took positions near Siversk.",
        ("UA", "advance", "Siversk", "author", "stated"),
    ),
    ("The enemy was dislodged from Siversk by our troops.", ("RU", "withdraw", "Siversk", "author", "stated")),
    ("Enemy shelling of Siversk went on.", ("RU", "strike", "Siversk", "author", "stated")),
    ("The enemy holds only the outskirts of Siversk.", ("RU", "hold", "Siversk", "author", "stated")),
    ("The enemy shelled residential areas of Nikopol.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("The aggressor built fortifications near Siversk.", ("RU", "deploy", "Siversk", "author", "stated")),
    ("The enemy lost positions near Siversk.", ("RU", "withdraw", "Siversk", "author", "stated")),
    (
        "The enemy, with the support of aviation, attacked the defenders' positions near Siversk.",
        ("RU", "attack", "Siversk", "author", "stated"),
    ),
    ("Our soldiers hit the enemy fortified positions near Siversk.", ("UA", "strike", "Siversk", "author", "stated")),
    ("The General Staff denied the loss of Siversk.", ("UA", "withdraw", "Siversk", "UA", "denied")),
    ("Siversk was captured, Zelensky said.", ("RU", "capture", "Siversk", "UA", "claimed")),
    ("Sudzha was captured, Shoigu said.", ("UA", "capture", "Sudzha", "RU", "claimed")),
    (
        "The Russian ministry said that the enemy's attempt to land near Siversk had been thwarted.",
        ("UA", "repelled", "Siversk", "RU", "claimed"),
    ),
    (
        "Reports of the Russian capture of Siversk are fake, the General Staff said.",
        ("RU", "capture", "Siversk", "UA", "denied"),
    ),
    ('"Siversk is under our control," Shoigu said.', ("RU", "hold", "Siversk", "RU", "claimed")),
    ("Siversk is not under Russian control.", ("RU", "hold", "Siversk", "author", "denied")),
    (
        "A bridge in Siversk was attacked by a maritime drone, Shoigu said.",
        ("unknown", "strike", "Siversk", "RU", "claimed"),
    ),
    ("The enemy is being held back near Siversk.", ("RU", "repelled", "Siversk", "author", "stated")),
    ("The ministry in Moscow said that Spirne was liberated.", ("RU", "capture", "Spirne", "RU", "claimed")),
    ("Siversk was liberated, mayor Oleh Koval said.", ("UA", "capture", "Siversk", "UA", "claimed")),
    (
        "Attempts by the enemy to break through near Siversk were thwarted.",
        ("RU", "repelled", "Siversk", "author", "stated"),
    ),
    ("Nikopol came under Russian fire.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("Russian officials accused Ukraine of shelling Donetsk.", ("UA", "strike", "Donetsk", "RU", "claimed")),
    ("Ukraine, not Russia, shelled Melitopol.", ("UA", "strike", "Melitopol", "author", "stated")),
    ("Spirne was recaptured from Russian forces.", ("UA", "capture", "Spirne", "author", "stated")),
    ("Nikopol was shelled from Russian territory.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("Russian jets bombing Nikopol flew low.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("Two people in Nikopol were killed by Russian shelling.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("Rockets were fired at Nikopol, the Ukrainian governor said.", ("RU", "strike", "Nikopol", "UA", "claimed")),
    ("Authorities said missiles were launched at Nikopol.", ("RU", "strike", "Nikopol", "UA", "claimed")),
    ("A school in Nikopol that was hit by a Russian drone burned.", ("RU", "strike", "Nikopol", "author", "stated")),
    (
        "A Russian blogger wrote that Spirne was under the control of the enemy.",
        ("UA", "hold", "Spirne", "RU", "claimed"),
    ),
    ("Ukrainian officials said Spirne was in enemy hands.", ("RU", "hold", "Spirne", "UA", "claimed")),
    ("A drone hit a Russian depot in Melitopol.", ("UA", "strike", "Melitopol", "author", "stated")),
    (
        "Ukrainian marines took 11 Russian sailors prisoner after conducting a counterattack near Spirne.",
        ("UA", "attack", "Spirne", "author", "stated"),
    ),
    ("Ukrainian channels report that Spirne was liberated.", ("UA", "capture", "Spirne", "UA", "claimed")),
    (
        "A Russian milblogger complained that Spirne was freed by the enemy.",
        ("UA", "capture", "Spirne", "RU", "claimed"),
    ),
    ("A Ukrainian officer said that Spirne was seized by the enemy.", ("RU", "capture", "Spirne", "UA", "claimed")),
    (
        "Russian sources said that Spirne was liberated from Russian forces.",
        ("UA", "capture", "Spirne", "RU", "claimed"),
    ),
    (
        "Officials celebrated the capture of Ukrainian positions around Spirne.",
        ("RU", "advance", "Spirne", "author", "stated"),
    ),
    (
        "Russian forces rested near Lyman and eastern Ukraine and did not capture Spirne.",
        ("RU", "capture", "Spirne", "author", "denied"),
    ),
    (
        "Ukrainian forces conducted counterattacks near Spirne following failed Russian advances.",
        ("UA", "attack", "Spirne", "author", "stated"),
    ),
    (
        "Ukrainian forces repelled several attempts to storm Siversk.",
        ("RU", "repelled", "Siversk", "author", "stated"),
    ),
    (
        "Ukrainian troops stopped advancing Russian infantry near Siversk.",
        ("RU", "repelled", "Siversk", "author", "stated"),
    ),
    (
        "Ukrainian forces shelled retreating Russian troops near Siversk.",
        ("UA", "strike", "Siversk", "author", "stated"),
    ),
    (
        "Ukrainian troops thwarted efforts by Russian forces to enter Siversk.",
        ("RU", "repelled", "Siversk", "author", "stated"),
    ),
    ("Ukrainian forces kept Russian troops from taking Siversk.", ("RU", "repelled", "Siversk", "author", "stated")),
    ("Siversk was abandoned by Russian forces.", ("RU", "withdraw", "Siversk", "author", "stated")),
    ("Ukrainian forces captured Russian-held Siversk.", ("UA", "capture", "Siversk", "author", "stated")),
    (
        "Russian officials said that their forces had lost Siversk.",
        ("RU", "withdraw", "Siversk", "RU", "claimed"),
    ),
    (
        "British defense officials said that Russian forces shelled Odesa.",
        ("RU", "strike", "Odesa", "other", "claimed"),
    ),
    (
        "A senior US defense official reported that Russian forces attacked Siversk.",
        ("RU", "attack", "Siversk", "other", "claimed"),
    ),
    ("Russian troops were beaten back at Siversk.", ("RU", "repelled", "Siversk", "author", "stated")),
    ("The shelling of Ukrainian positions near Siversk continued.", ("RU", "strike", "Siversk", "author", "stated")),
    ("Bombing of Ukrainian positions near Siversk continued.", ("RU", "strike", "Siversk", "author", "stated")),
    (
        "Russian attacks in eastern Ukraine, which gained ground west of Siversk, went on.",
        ("RU", "advance", "Siversk", "author", "stated"),
    ),
    (
        "North Korean troops have been deployed to Kursk to help repel Ukrainian forces.",
        ("other", "deploy", "Kursk", "author", "stated"),
    ),
    ("Siversk has fallen.", ("RU", "capture", "Siversk", "author", "stated")),
    ("Ukraine regained Siversk.", ("UA", "capture", "Siversk", "author", "stated")),
    ("Russia accuses Ukraine of shelling Siversk.", ("UA", "strike", "Siversk", "RU", "claimed")),
    ("Russia blames Ukraine for a strike on Siversk.", ("UA", "strike", "Siversk", "RU", "claimed")),
    ("Ukraine accused of shelling Siversk.", ("UA", "strike", "Siversk", "unattributed", "claimed")),
    ("Siversk falls to Russian forces.", ("RU", "capture", "Siversk", "author", "stated")),
    ("Ukrainian army pulls out of Siversk.", ("UA", "withdraw", "Siversk", "author", "stated")),
    ("Up to three Russian brigades attacked Siversk.", ("RU", "attack", "Siversk", "author", "stated")),
    (
        "Russian officials blamed the loss of Lyman on a Ukrainian spy.",
        ("RU", "withdraw", "Lyman", "RU", "claimed"),
    ),
    ("A Russian milblogger conceded the loss of Spirne.", ("RU", "withdraw", "Spirne", "RU", "claimed")),
    ("Ukraine hailed the Russian withdrawal from Spirne.", ("RU", "withdraw", "Spirne", "author", "stated")),
    ("Zelensky admitted that his men retreat in Spirne.", ("UA", "withdraw", "Spirne", "UA", "claimed")),
    ("Vuhledar, which lies below a Russian camp, has fallen.", ("RU", "capture", "Vuhledar", "author", "stated")),
    ("Russian forces broke Ukrainian defenses around Siversk.", ("RU", "advance", "Siversk", "author", "stated")),
    (
        "Kyiv, which has denied for weeks that Russian troops had entered Siversk, made no comment.",
        ("RU", "advance", "Siversk", "UA", "denied"),
    ),
    ("Siversk appears to be largely under Russian control.", ("RU", "hold", "Siversk", "author", "likely")),
    ("Siversk is under Russian control, it appears.", ("RU", "hold", "Siversk", "author", "stated")),
    (
        "Around 200 Russian soldiers have infiltrated Siversk.",
        ("RU", "advance", "Siversk", "author", "stated"),
    ),
    (
        "I would take any claim that Russian troops have captured Siversk with a pinch of salt.",
        ("RU", "capture", "Siversk", "unattributed", "doubted"),
    ),
    ("Moscow said its troops had taken Siversk, which Kyiv denies.", ("RU", "capture", "Siversk", "RU", "denied")),
    ("Moscow said its troops had taken Siversk, which Kyiv regretted.", ("RU", "capture", "Siversk", "RU", "claimed")),
    ("The heaviest fighting, Zelensky said, is near Siversk.", ("both", "contested", "Siversk", "UA", "claimed")),
    ("Russian forces took under their control land near Siversk.", ("RU", "advance", "Siversk", "author", "stated")),
    (
        "The troops took several villages near Siversk, an official told TASS.",
        ("RU", "advance", "Siversk", "RU", "claimed"),
    ),
    (
        "Russian troops took several villages near Siversk, an official told Reuters.",
        ("RU", "advance", "Siversk", "UA", "claimed"),
    ),
    (
        "Siversk is under Russian control, regional military governor tells CNN",
        ("RU", "hold", "Siversk", "UA", "claimed"),
    ),
    (
        "A commander fighting in the town said the Russians had entered Siversk.",
        ("RU", "advance", "Siversk", "UA", "claimed"),
    ),
    ("A drone pilot said the Russians had entered Siversk.", ("RU", "advance", "Siversk", "UA", "claimed")),
    (
        "Soldiers of two units told Ukrainska Pravda that Sudzha was being held.",
        ("UA", "hold", "Sudzha", "UA", "claimed"),
    ),
    ("A former US officer said the Russians had entered Siversk.", ("RU", "advance", "Siversk", "other", "claimed")),
    (
        "Russian forces repel Ukrainian attack near Siversk - Defense Ministry.",
        ("UA", "repelled", "Siversk", "RU", "claimed"),
    ),
    (
        "Russian forces left Siversk - the last stronghold of the Russian army.",
        ("RU", "withdraw", "Siversk", "author", "stated"),
    ),
]

MUST_FIRE = [
    ("Fighting has moved into the streets of Lyman.", ("both", "contested", "Lyman", "author", "stated")),
    ("By Sunday fighting had reached the northern edge of Lyman.", ("both", "contested", "Lyman", "author", "stated")),
    (
        "Russian forces attacked Spirne, but Ukrainian troops beat it back.",
        ("RU", "repelled", "Spirne", "author", "stated"),
    ),
    (
        "Russian troops contracted to more defensible positions near Lyman.",
        ("RU", "withdraw", "Lyman", "author", "stated"),
    ),
    ("Ukrainian forces reached the Russian border near Kharkiv.", ("UA", "advance", "Kharkiv", "author", "stated")),
    ("Russian troops have blocked off Pokrovsk.", ("RU", "advance", "Pokrovsk", "author", "stated")),
    ("Ukrainian flags were flying in Lyman.", ("UA", "hold", "Lyman", "author", "stated")),
    ("None of the villages near Lyman was taken by Russian forces.", ("RU", "advance", "Lyman", "author", "denied")),
    ("The Ukrainian flag is back over Lyman.", ("UA", "hold", "Lyman", "author", "stated")),
    ("Ukrainian troops arrived in the centre of Lyman.", ("UA", "advance", "Lyman", "author", "stated")),
    ("The mopping-up of Lyman goes on, the Russian army said.", ("RU", "advance", "Lyman", "RU", "claimed")),
    ("Ministers met to discuss the Russian strike on Odesa.", ("RU", "strike", "Odesa", "author", "stated")),
    (
        "Russian forces built strong defensive positions near Tokmak.",
        ("RU", "deploy", "Tokmak", "author", "stated"),
    ),
    # bare troops in a side's own words are its own; but not where a foe was told before, or they have a name
    ("The Ukrainian military said troops took Siversk.", ("UA", "capture", "Siversk", "UA", "claimed")),
    (
        "A spokesman for the Russian army said that units had advanced near Siversk.",
        ("RU", "advance", "Siversk", "RU", "claimed"),
    ),
    ("Zelensky said soldiers withdrew from Siversk.", ("UA", "withdraw", "Siversk", "UA", "claimed")),
    ("Ukraine's army said enemy troops took Siversk.", ("RU", "capture", "Siversk", "UA", "claimed")),
    ("Zelensky said that Moscow's troops took Siversk.", ("RU", "capture", "Siversk", "UA", "claimed")),
    # who is of what a nation has
    (
        "The governor of Ukraine's Sumy region said Russia shelled Nikopol.",
        ("RU", "strike", "Nikopol", "UA", "claimed"),
    ),
    (
        "The mayor of Ukraine's second-largest city, Kharkiv, said Russia shelled Nikopol.",
        ("RU", "strike", "Nikopol", "UA", "claimed"),
    ),
    # a ship is no place
    ("Ukraine struck the submarine Rostov-on-Don in Sevastopol.", ("UA", "strike", "Sevastopol", "author", "stated")),
    # who denies that a town was taken denies that the other took it
    (
        "Reports of the capture of Siversk are untrue, a Ukrainian spokesman said.",
        ("RU", "capture", "Siversk", "UA", "denied"),
    ),
    ("The capture of Siversk is a lie, Kyiv said.", ("RU", "capture", "Siversk", "UA", "denied")),
    (
        "Rumours swirled that Russian forces had captured Siversk.",
        ("RU", "capture", "Siversk", "unattributed", "claimed"),
    ),
    (
        "Speculation grew that Russian forces had captured Siversk.",
        ("RU", "capture", "Siversk", "unattributed", "claimed"),
    ),
    # both of those who fight
    ("Both sides shelled each other near Kreminna.", ("both", "strike", "Kreminna", "author", "stated")),
    ("Both armies traded fire near Kreminna.", ("both", "contested", "Kreminna", "author", "stated")),
    ("Both sides attacked near Kreminna.", ("both", "attack", "Kreminna", "author", "stated")),
    # "not only" before a place
    ("Russian forces took not only Siversk.", ("RU", "capture", "Siversk", "author", "stated")),
    ("Ukraine liberated not just the village of Spirne.", ("UA", "capture", "Spirne", "author", "stated")),
    # the town of who speaks
    ("The mayor of Siversk said that the town had been liberated.", ("UA", "capture", "Siversk", "UA", "claimed")),
    ("The mayor of Siversk said Russian forces had left the town.", ("RU", "withdraw", "Siversk", "UA", "claimed")),
    # all of the attacks that the sentence told of
    (
        "In the Kupyansk direction, the enemy carried out 8 assaults near Synkivka; all attacks were repelled.",
        ("RU", "repelled", "Synkivka", "author", "stated"),
    ),
    *REVERSIBLE,
    (
        "Russian forces have massed near Siversk to attack in the coming days.",
        ("RU", "deploy", "Siversk", "author", "stated"),
    ),
    (
        "Russian forces attacked near Siversk but did not make any gains in ground assaults on Monday.",
        ("RU", "repelled", "Siversk", "author", "stated"),
    ),
    (
        "Russian units were pushed farther east of Siversk by Ukrainian counterattacks.",
        ("RU", "withdraw", "Siversk", "author", "stated"),
    ),
    ("Russian companies were moved north to Siversk.", ("RU", "deploy", "Siversk", "author", "stated")),
    (
        "The losses of Russian troops and the liberation of Siversk raised morale.",
        ("UA", "capture", "Siversk", "author", "stated"),
    ),
    ("Russian forces halted their push on Siversk.", ("RU", "repelled", "Siversk", "author", "stated")),
    ("Russian forces had trouble crossing the Oskil River.", ("RU", "advance", "Oskil River", "author", "stated")),
    (
        "Russian bloggers claimed that Russian forces entered Siversk, but we cannot confirm the exact location.",
        ("RU", "advance", "Siversk", "RU", "claimed"),
    ),
    (
        "Russian bloggers claimed that Russian forces entered Siversk, but we cannot confirm the specific claims.",
        ("RU", "advance", "Siversk", "RU", "doubted"),
    ),
    (
        "Russian media claimed that Ukrainian forces shelled Enerhodar. We cannot determine which side is to blame.",
        ("UA", "strike", "Enerhodar", "RU", "doubted"),
    ),
    (
        "Russian forces demonstrate great speed and are advancing near Spirne.",
        ("RU", "advance", "Spirne", "author", "stated"),
    ),
    (
        "These reports indicate that Russian forces are fortifying Spirne.",
        ("RU", "deploy", "Spirne", "author", "stated"),
    ),
    (
        "According to the Institute for the Study of War, Russian forces captured Spirne.",
        ("RU", "capture", "Spirne", "author", "stated"),
    ),
    ("Russian forces captured Spirne, as ISW reported before.", ("RU", "capture", "Spirne", "author", "stated")),
    ("Footage appears to show Russian forces leaving Spirne.", ("RU", "withdraw", "Spirne", "author", "likely")),
    (
        "Russian accounts posted footage of Russian forces leaving Spirne.",
        ("RU", "withdraw", "Spirne", "author", "confirmed"),
    ),
    (
        "Russian accounts posted footage of Russian forces reportedly leaving Spirne.",
        ("RU", "withdraw", "Spirne", "unattributed", "claimed"),
    ),
    ("Reports emerged that Russian forces left Spirne.", ("RU", "withdraw", "Spirne", "unattributed", "claimed")),
    ("Residents reported shelling in Spirne.", ("unknown", "strike", "Spirne", "unattributed", "claimed")),
    ("The ministry did not report any Russian attacks near Spirne.", ("RU", "attack", "Spirne", "author", "denied")),
    (
        "Geolocated footage refutes Russian claims that Russian forces captured Spirne.",
        ("RU", "capture", "Spirne", "RU", "denied"),
    ),
    (
        "Russian sources prematurely claimed that Russian forces captured Spirne.",
        ("RU", "capture", "Spirne", "RU", "doubted"),
    ),
    ("Ukrainian officials denied any shelling of Donetsk City.", ("UA", "strike", "Donetsk City", "UA", "denied")),
    (
        "The Ukrainian defense minister wrote that troops had liberated Spirne.",
        ("UA", "capture", "Spirne", "UA", "claimed"),
    ),
    ("Russian forces seized Toshkivka, a suburb of Lysychansk.", ("RU", "capture", "Toshkivka", "author", "stated")),
    ("Spirne, which Russian forces captured, lies in ruins.", ("RU", "capture", "Spirne", "author", "stated")),
    ("Strike hits hospital near Nikopol, says regional council.", ("RU", "strike", "Nikopol", "UA", "claimed")),
    ("Fighting goes on in Bakhmut: regional official.", ("both", "contested", "Bakhmut", "UA", "claimed")),
    (
        "Despite Russian claims that Russian forces captured Spirne, the town holds.",
        ("RU", "capture", "Spirne", "RU", "doubted"),
    ),
    ("In Lyman three people died in an attack.", ("unknown", "strike", "Lyman", "author", "stated")),
    ("Russian forces are being fires upon in Spirne.", ("UA", "strike", "Spirne", "author", "stated")),
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
    (
        "The author cannot confirm that Russian forces captured Spirne.",
        ("RU", "capture", "Spirne", "author", "doubted"),
    ),
    ("Russian troops tried to storm Siversk but fell back.", ("RU", "repelled", "Siversk", "author", "stated")),
    (
        "Russian forces attempted to advance near Spirne, but could not take the road.",
        ("RU", "repelled", "Spirne", "author", "stated"),
    ),
    (
        "The enemy tried to carry out assaults near Spirne, but was met with heavy fire and retreated.",
        ("RU", "repelled", "Spirne", "author", "stated"),
    ),
    (
        "The enemy does not stop its attempts to capture Siversk.",
        ("RU", "attack", "Siversk", "author", "stated"),
    ),
    (
        "Russian troops attacked Nikopol district almost 30 times in a day.",
        ("RU", "strike", "Nikopol district", "author", "stated"),
    ),
    (
        "Russian forces attacked two districts of Nikopol, firing 40 shells.",
        ("RU", "strike", "Nikopol", "author", "stated"),
    ),
    ("Enemy aircraft dropped bombs on Siversk.", ("RU", "strike", "Siversk", "author", "stated")),
    ("Russian forces crept to within 3 km of Siversk.", ("RU", "advance", "Siversk", "author", "stated")),
    (
        "Kyiv said that it had ordered its troops out of Siversk.",
        ("UA", "withdraw", "Siversk", "UA", "claimed"),
    ),
    (
        "Assault groups captured Spirne, the Russian ministry said.",
        ("RU", "capture", "Spirne", "RU", "claimed"),
    ),
    (
        "In Siversk, assault detachments have established themselves in the northern districts, Rybar said.",
        ("RU", "hold", "Siversk", "RU", "claimed"),
    ),
    (
        "Pushilin said that the west of Siversk was already under full control.",
        ("RU", "hold", "Siversk", "RU", "claimed"),
    ),
    (
        "Three people were hurt when strikes hit a school in Dnipro, the emergency services said.",
        ("RU", "strike", "Dnipro", "UA", "claimed"),
    ),
    (
        "In Siversk the enemy is still about, our aviation dropped eleven FABs there overnight.",
        ("RU", "strike", "Siversk", "author", "stated"),
    ),
    ("The enemy is on the defensive near Spirne.", ("RU", "hold", "Spirne", "author", "stated")),
    ("Two journalists were hit by a Russian drone near Siversk.", ("RU", "strike", "Siversk", "author", "stated")),
    ("Russian missiles rained down on Siversk.", ("RU", "strike", "Siversk", "author", "stated")),
    (
        "A fire broke out at a depot in Siversk after a Russian drone attack.",
        ("RU", "strike", "Siversk", "author", "stated"),
    ),
    (
        "There are no Russian troops in Siversk, the Airborne Assault Command said.",
        ("RU", "hold", "Siversk", "UA", "denied"),
    ),
    (
        "Social media users spotted Russian armored vehicles in Siversk.",
        ("RU", "deploy", "Siversk", "unattributed", "claimed"),
    ),
    (
        "Ukrainian officials observed Russian tanks moving through Siversk.",
        ("RU", "deploy", "Siversk", "UA", "claimed"),
    ),
    ("The SBU struck a refinery in Ryazan with drones.", ("UA", "strike", "Ryazan", "author", "stated")),
    (
        "Ukraine's Security Service struck a depot in Tokmak.",
        ("UA", "strike", "Tokmak", "author", "stated"),
    ),
    ("A Russian bomber was destroyed at Engels airfield.", ("UA", "strike", "Engels airfield", "author", "stated")),
    ("Shelling by Russian forces killed two in Siversk.", ("RU", "strike", "Siversk", "author", "stated")),
    (
        "Two people were hurt in Siversk as a result of shelling by Ukrainian armed forces.",
        ("UA", "strike", "Siversk", "author", "stated"),
    ),
    (
        "Ukrainian officials said that troops had entered Siversk, a hub that supplied Russian forces.",
        ("UA", "advance", "Siversk", "UA", "claimed"),
    ),
    ("Drones were shot down over Belgorod, the governor said.", ("RU", "strike", "Belgorod", "RU", "claimed")),
    ("Ukrainian officials said missiles had been downed over Kharkiv.", ("UA", "strike", "Kharkiv", "UA", "claimed")),
    ("Two drones were destroyed over Belgorod, the governor said.", ("RU", "strike", "Belgorod", "RU", "claimed")),
    ("Missiles fired from Belgorod were shot down over Kharkiv.", ("UA", "strike", "Kharkiv", "author", "stated")),
    (
        "The enemy used tanks, mortars and barrel artillery against Siversk.",
        ("RU", "strike", "Siversk", "author", "stated"),
    ),
    ("Ukrainian officials said the 47th Brigade hit a depot in Tokmak.", ("UA", "strike", "Tokmak", "UA", "claimed")),
    ("Ukrainian officials said the 6th Army hit a depot in Nikopol.", ("RU", "strike", "Nikopol", "UA", "claimed")),
    ("Russian sources claim the 55th Mountain Brigade entered Spirne.", ("RU", "advance", "Spirne", "RU", "claimed")),
    (
        "A missile hit a shipyard in Berdiansk, Ukrainian officials said.",
        ("UA", "strike", "Berdiansk", "UA", "claimed"),
    ),
    ("Ukrainian officials said shelling had killed two in Nikopol.", ("RU", "strike", "Nikopol", "UA", "claimed")),
    ("Ukrainian officials said shelling killed two in Nikopol.", ("RU", "strike", "Nikopol", "UA", "claimed")),
    ("Denis Pushilin said shelling had killed two in Donetsk.", ("UA", "strike", "Donetsk", "RU", "claimed")),
    ("Drones hit a depot in Luhansk, Ukrainian officials said.", ("RU", "strike", "Luhansk", "UA", "claimed")),
    ("The dam at Nova Kakhovka was blown up, Kyiv said.", ("RU", "strike", "Nova Kakhovka", "UA", "claimed")),
    ("The Ukrainians left Spirne.", ("UA", "withdraw", "Spirne", "author", "stated")),
    ("Russian forces could not capture Spirne.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("At the same time Russia has intensified its attacks on Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    (
        "Around Spirne, Russian forces lost ten tanks in a failed assault.",
        ("RU", "repelled", "Spirne", "author", "stated"),
    ),
    (
        "Missiles hit three posts and 13 areas of concentration of AFU manpower near Siversk.",
        ("RU", "strike", "Siversk", "author", "stated"),
    ),
    ("Counterattacks of Ukrainian units were repelled near Spirne.", ("UA", "repelled", "Spirne", "author", "stated")),
    (
        "Russian forces made several attempts during the night to storm Siversk.",
        ("RU", "attack", "Siversk", "author", "stated"),
    ),
    (
        "The enemy made two unsuccessful attempts overnight to storm Siversk.",
        ("RU", "repelled", "Siversk", "author", "stated"),
    ),
    (
        "If you are just joining us: Russian forces have shelled Siversk.",
        ("RU", "strike", "Siversk", "author", "stated"),
    ),
    ("Russian forces shelled Siversk, and power was cut in Lyman.", ("RU", "strike", "Siversk", "author", "stated")),
    (
        "Ukrainian forces hold Siversk but, soldiers say, no longer use the road to Lyman.",
        ("UA", "hold", "Siversk", "other", "claimed"),
    ),
    ("Ukrainian forces, meanwhile, hit a bridge in Siversk.", ("UA", "strike", "Siversk", "author", "stated")),
    ("Russian drones, however, hit a mill in Siversk.", ("RU", "strike", "Siversk", "author", "stated")),
    ("Ukrainian troops pressed at least seven miles into Spirne.", ("UA", "advance", "Spirne", "author", "stated")),
    ("The Russian 25th Army still sits in Spirne.", ("RU", "hold", "Spirne", "author", "stated")),
    ("Russian soldiers raised their flag in the east of Siversk.", ("RU", "advance", "Siversk", "author", "stated")),
    ("Russian soldiers raised their flag in Siversk.", ("RU", "capture", "Siversk", "author", "stated")),
    ("Russian warships left Sevastopol.", ("RU", "withdraw", "Sevastopol", "author", "stated")),
    ("Russian drones left Sevastopol without power.", ("RU", "strike", "Sevastopol", "author", "stated")),
    ("Ten Russian warships passed through the Kerch Strait.", ("RU", "deploy", "Kerch Strait", "author", "stated")),
    ("Russian tanks moved into Siversk.", ("RU", "advance", "Siversk", "author", "stated")),
    ("Russian forces are fighting to hold Siversk.", ("RU", "hold", "Siversk", "author", "stated")),
    ("The enemy has also moved up in Siversk.", ("RU", "advance", "Siversk", "author", "stated")),
    ("Ukrainian troops are rolling back from Siversk.", ("UA", "withdraw", "Siversk", "author", "stated")),
    (
        "Russian forces kept up the pressure on Ukrainian positions near Siversk.",
        ("RU", "attack", "Siversk", "author", "stated"),
    ),
    (
        "Both sides continue to exchange artillery fire near Siversk.",
        ("both", "strike", "Siversk", "author", "stated"),
    ),
    (
        "Ukraine has relieved the pressure through a counterattack which recaptured Siversk.",
        ("UA", "capture", "Siversk", "author", "stated"),
    ),
    (
        "Siversk has been taken, Wagner founder Yevgeny Prigozhin said.",
        ("RU", "capture", "Siversk", "RU", "claimed"),
    ),
    (
        "Kleshcheyevka is quiet. The enemy attacked near Chasov Yar and lost 30 men at Siversk.",
        ("UA", "attack", "Chasov Yar", "author", "stated"),
    ),
    (
        '"Our forces have gained a foothold on the bank," Andriy Yermak told an audience in Washington.',
        ("UA", "advance", None, "UA", "claimed"),
    ),
    ("Oakham axis: Russian forces advanced near Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Belarus/Kyiv axis: Russian forces advanced near Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    (
        "Russian forces retreated after attempting a reconnaissance in force near Spirne.",
        ("RU", "repelled", "Spirne", "author", "stated"),
    ),
    ("Russian forces had “liberated” Spirne.", ("RU", "capture", "Spirne", "author", "stated")),
    ("Russian forces seized Ukraine's Spirne.", ("RU", "capture", "Spirne", "author", "stated")),
    ("Parts of Luhansk Oblast remain in Ukrainian control.", ("UA", "hold", "Luhansk Oblast", "author", "stated")),
    (
        "Russian forces conducted several failed and disjointed offensive operations near Siversk.",
        ("RU", "repelled", "Siversk", "author", "stated"),
    ),
    ("Russian forces secured the surrender of Spirne.", ("RU", "capture", "Spirne", "author", "stated")),
    (
        "Ukrainian officials rejected claims of a Russian advance near Spirne.",
        ("RU", "advance", "Spirne", "UA", "denied"),
    ),
    ("Russian forces made confirmed advances near Spirne.", ("RU", "advance", "Spirne", "author", "confirmed")),
    ("Russian forces made no confirmed advances near Spirne.", ("RU", "advance", "Spirne", "author", "denied")),
    (
        "Russian forces attacked Spirne but made no confirmed gains.",
        ("RU", "repelled", "Spirne", "author", "stated"),
    ),
    (
        "Russian claims that Russian forces captured Spirne are not supported by any footage.",
        ("RU", "capture", "Spirne", "RU", "doubted"),
    ),
    ("Russian drones damaged residential buildings in Odesa.", ("RU", "strike", "Odesa", "author", "stated")),
    ("Ukrainian forces attacked Engels with four old jet drones.", ("UA", "strike", "Engels", "author", "stated")),
    ("Ukrainian forces attacked Engels with four brigades.", ("UA", "attack", "Engels", "author", "stated")),
    ("Russia launched a heavy bomber raid on Kharkiv.", ("RU", "strike", "Kharkiv", "author", "stated")),
    ("Russian forces seized the remainder of Siversk.", ("RU", "capture", "Siversk", "author", "stated")),
    ("Ukrainian forces conceded ground near Siversk.", ("UA", "withdraw", "Siversk", "author", "stated")),
    ("Russian forces came within two kilometers of Siversk.", ("RU", "advance", "Siversk", "author", "stated")),
    ("Heavy fighting has been concentrated around Siversk.", ("both", "contested", "Siversk", "author", "stated")),
    ("Russian bloggers celebrated the seizure of Siversk.", ("RU", "capture", "Siversk", "author", "stated")),
    (
        "The capture of Siversk, announced by the Russian Ministry of Defense, surprised nobody.",
        ("RU", "capture", "Siversk", "RU", "claimed"),
    ),
    (
        "Russian forces, who took Siversk in August 2022, have withdrawn from Spirne.",
        ("RU", "withdraw", "Spirne", "author", "stated"),
    ),
    ("Ukrainian forces no longer hold Siversk.", ("UA", "hold", "Siversk", "author", "denied")),
    ("Russian forces are no longer attacking Siversk.", ("RU", "attack", "Siversk", "author", "denied")),
    (
        "Russia launched its largest strike on Siversk since the start of the war.",
        ("RU", "strike", "Siversk", "author", "stated"),
    ),
    ("Robotyne was liberated on Monday.", ("UA", "capture", "Robotyne", "author", "stated")),
    ("Kharkiv was hit by missiles fired from Belgorod.", ("RU", "strike", "Kharkiv", "author", "stated")),
    ("Odesa was hit by missiles fired from Kherson.", ("unknown", "strike", "Odesa", "author", "stated")),
    ("Russian forces have yet to capture Siversk.", ("RU", "capture", "Siversk", "author", "denied")),
    (
        "Russian attacks forced the garrison to withdraw from Spirne.",
        ("UA", "withdraw", "Spirne", "author", "stated"),
    ),
    ("The Spirne depot, hit by Russian drones, burned for days.", ("RU", "strike", "Spirne", "author", "stated")),
    ("Ten of the 12 Russian assaults near Spirne were repelled.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("Russian assaults near Spirne were all repulsed.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("Russian assaults on Spirne, all of which failed, cost lives.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("The Russian flag still flies over Spirne.", ("RU", "hold", "Spirne", "author", "stated")),
    ("Ukrainian forces aevanced near Robotyne.", ("UA", "advance", "Robotyne", "author", "stated")),
    (
        "A Russian milblogger claimed that Ukrainian forces advanced near Robotyne.",
        ("UA", "advance", "Robotyne", "RU", "claimed"),
    ),
    ("Russian forces in the east appear to be holding Siversk.", ("RU", "hold", "Siversk", "author", "likely")),
    ("Ukrainian forces south of Siversk hold the road.", ("UA", "hold", "Siversk", "author", "stated")),
    ("Russian troops near Siversk continue to attack.", ("RU", "attack", "Siversk", "author", "stated")),
    ("Russian troops are engaged in urban warfare in Siversk.", ("both", "contested", "Siversk", "author", "stated")),
    ("Russian troops crossed the hills, isolating Siversk.", ("RU", "advance", "Siversk", "author", "stated")),
    (
        "Ukrainian troops neutralized a Russian sabotage group in Siversk.",
        ("RU", "repelled", "Siversk", "author", "stated"),
    ),
    (
        "Russian forces conducted a failed airborne landing at Siversk.",
        ("RU", "repelled", "Siversk", "author", "stated"),
    ),
    ("Russian brigades remain in positions in Siversk.", ("RU", "hold", "Siversk", "author", "stated")),
    ("Russian forces are advancing on two roads out of Siversk.", ("RU", "advance", "Siversk", "author", "stated")),
    (
        "Russian forces advancing near Siversk have been short of men in Lyman.",
        ("RU", "advance", "Siversk", "author", "stated"),
    ),
    ("Ukraine blamed Russia for attacking Siversk.", ("RU", "attack", "Siversk", "UA", "claimed")),
    (
        "The Russian ministry falsely accused Ukraine of attacking Russian troops near Lyman.",
        ("UA", "attack", "Lyman", "RU", "denied"),
    ),
    (
        "Russian forces attempted to regain the positions that they lost near Siversk.",
        ("RU", "attack", "Siversk", "author", "stated"),
    ),
    ("Russian forces have been trying for months to capture Siversk.", ("RU", "attack", "Siversk", "author", "stated")),
    (
        "Russian troops tried again on Friday to break through near Siversk.",
        ("RU", "attack", "Siversk", "author", "stated"),
    ),
    (
        "Russian troops tried unsuccessfully on Friday to break through near Siversk.",
        ("RU", "repelled", "Siversk", "author", "stated"),
    ),
    (
        "A counterattack by Ukraine's 3rd Assault Brigade retook trenches near Siversk.",
        ("UA", "advance", "Siversk", "author", "stated"),
    ),
    ("An offensive by Russian marines broke through near Siversk.", ("RU", "advance", "Siversk", "author", "stated")),
    (
        "The Ukrainian offensive, which began in August, has taken Siversk.",
        ("UA", "capture", "Siversk", "author", "stated"),
    ),
    ("The Russian military took Siversk, its Defense Ministry said.", ("RU", "capture", "Siversk", "RU", "claimed")),
    ("Russian troops took part in an assault on Siversk.", ("RU", "attack", "Siversk", "author", "stated")),
    ("Russian troops hoisted the tricolour over Siversk.", ("RU", "capture", "Siversk", "author", "stated")),
    (
        "Kyiv rejected a claim by Moscow that its forces had seized Siversk.",
        ("RU", "capture", "Siversk", "RU", "doubted"),
    ),
    (
        "Reports by Ukrainian media that Russian troops left Siversk are false.",
        ("RU", "withdraw", "Siversk", "UA", "denied"),
    ),
    (
        "Having captured Lyman in February, Russian troops attacked Siversk.",
        ("RU", "attack", "Siversk", "author", "stated"),
    ),
    (
        "Russian troops, who captured Lyman in February, attacked Siversk.",
        ("RU", "attack", "Siversk", "author", "stated"),
    ),
    ("Shells hit Nikopol, regional head Oleksandr Prokudin said.", ("RU", "strike", "Nikopol", "UA", "claimed")),
    (
        "The Russian ministry credited Russian marines with seizing Siversk.",
        ("RU", "capture", "Siversk", "RU", "claimed"),
    ),
    (
        "The Territorial Defense of the Donetsk People's Republic said that Siversk fell.",
        ("RU", "capture", "Siversk", "RU", "claimed"),
    ),
    ("Russian forces completed the encirclement of Siversk.", ("RU", "advance", "Siversk", "author", "stated")),
    ("Russian forces captured residential sectors of Siversk.", ("RU", "advance", "Siversk", "author", "stated")),
    (
        "Russian forces around Siversk are concentrating on the drive toward Lyman.",
        ("RU", "attack", "Siversk", "author", "stated"),
    ),
    (
        "Russian brigades are concentrating on the line of advance near Siversk.",
        ("RU", "deploy", "Siversk", "author", "stated"),
    ),
    (
        "All of Sumy Oblast except the Konotop area has been liberated from Russian forces.",
        ("UA", "capture", "Sumy Oblast", "author", "stated"),
    ),
    (
        "Kyiv said that the claim was untrue and that Ukrainian forces hold Siversk.",
        ("UA", "hold", "Siversk", "UA", "claimed"),
    ),
    (
        "North Korean soldiers were withdrawn from the line near Siversk, Ukrainian special forces said.",
        ("other", "withdraw", "Siversk", "UA", "claimed"),
    ),
    ("There is no sign that Russian troops have left Siversk.", ("RU", "withdraw", "Siversk", "author", "doubted")),
    ("Analysts doubt Russian claims of advances near Siversk.", ("RU", "advance", "Siversk", "RU", "doubted")),
    ("Ukraine's attempt to retake Siversk failed.", ("UA", "repelled", "Siversk", "author", "stated")),
    ("Russian forces do not stop storming Siversk.", ("RU", "attack", "Siversk", "author", "stated")),
    ("Two Russian missiles ripped into a depot in Spirne.", ("RU", "strike", "Spirne", "author", "stated")),
    ("Russian troops punched through the defences near Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Spirne is fully under Russia's control.", ("RU", "hold", "Spirne", "author", "stated")),
    ("Spirne is already ours, Shoigu said.", ("RU", "hold", "Spirne", "RU", "claimed")),
    ("Russian soldiers are still in Spirne.", ("RU", "hold", "Spirne", "author", "stated")),
    ("Russian soldiers planted a flag in Spirne.", ("RU", "capture", "Spirne", "author", "stated")),
    ("Ukrainian troops chased the Russians out of Spirne.", ("RU", "withdraw", "Spirne", "author", "stated")),
    ("Russian units were swept from positions near Spirne.", ("RU", "withdraw", "Spirne", "author", "stated")),
    ("Russian soldiers hurled themselves at Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Russian forces are trying to cut the road near Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Russian assaults near Spirne went nowhere.", ("RU", "repelled", "Spirne", "author", "stated")),
    (
        "The enemy attacked near Spirne, but received a fitting rebuff.",
        ("RU", "repelled", "Spirne", "author", "stated"),
    ),
    ("Russian troops gained up to 1,100 metres near Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian infantry pushed some 10km into Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russia massed more than 100,000 soldiers near Spirne.", ("RU", "deploy", "Spirne", "author", "stated")),
    ("Russian reinforcements were moved into Spirne.", ("RU", "deploy", "Spirne", "author", "stated")),
    ("The enemy equipped firing positions near Spirne.", ("RU", "deploy", "Spirne", "author", "stated")),
    ("Spirne is the scene of fierce fighting.", ("both", "contested", "Spirne", "author", "stated")),
    ("Russia hit back with 400 drones at Nikopol.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("Russian drones destroyed grain silos in Nikopol.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("A school in Nikopol was damaged in a Russian missile strike.", ("RU", "strike", "Nikopol", "author", "stated")),
    (
        "Our aviation carried out six strikes on a concentration of enemy personnel near Nikopol.",
        ("UA", "strike", "Nikopol", "author", "stated"),
    ),
    ("Niu-York village was taken by Russian troops.", ("RU", "capture", "Niu-York village", "author", "stated")),
    ("Russian forces attacked a fuel depot in Nikopol.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("A Ukrainian attack on the fleet in Sevastopol was seen.", ("UA", "strike", "Sevastopol", "author", "stated")),
    ("Russian forces attacked the airport in Nikopol.", ("RU", "attack", "Nikopol", "author", "stated")),
    (
        "The enemy tried nine times to break through near Spirne, but received a rebuff.",
        ("RU", "repelled", "Spirne", "author", "stated"),
    ),
    (
        "Russian troops stormed Spirne, and seven of the assaults were repelled.",
        ("RU", "attack", "Spirne", "author", "stated"),
    ),
    ("Russian attacks near Spirne did not bring the enemy success.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("The enemy's tank company was stopped near Spirne.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("There are no Russian troops in Spirne.", ("RU", "hold", "Spirne", "author", "denied")),
    ("Russian troops took what is left of Spirne.", ("RU", "capture", "Spirne", "author", "stated")),
    ("Fierce combat took place in Spirne.", ("both", "contested", "Spirne", "author", "stated")),
    ("Russian forces intensified their offensive push near Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Russian drones hit Nikopol", ("RU", "strike", "Nikopol", "author", "stated")),
    ("Russian attack repelled near Spirne", ("RU", "repelled", "Spirne", "author", "stated")),
    ("Pushed back from Spirne, Ukrainian troops rested.", ("UA", "withdraw", "Spirne", "author", "stated")),
    ("After leaving Spirne, Ukrainian troops rested.", ("UA", "withdraw", "Spirne", "author", "stated")),
    ("Having left Spirne, the Ukrainian troops rested.", ("UA", "withdraw", "Spirne", "author", "stated")),
    ("Spirne has slipped into Russian hands.", ("RU", "capture", "Spirne", "author", "stated")),
    ("Russian troops found their way into Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian troops pushed on into Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian troops closed the ring around Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Ukrainian troops got out of Spirne.", ("UA", "withdraw", "Spirne", "author", "stated")),
    ("Ukrainian troops were obliged to leave Spirne.", ("UA", "withdraw", "Spirne", "author", "stated")),
    ("Ukrainian troops were evacuated from Spirne.", ("UA", "withdraw", "Spirne", "author", "stated")),
    ("Ukrainian troops were shoved out of Spirne.", ("UA", "withdraw", "Spirne", "author", "stated")),
    ("Ukrainian forces drove off a Russian attack near Spirne.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("Russian attacks near Spirne came to grief.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("Russian forces were not able to take Spirne.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("Russian forces vainly tried to take Spirne.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("Russian forces moved against Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Russian forces hit back with a counterattack near Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Russian forces hurled missiles at Nikopol.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("Russian missiles reached Nikopol.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("Power lines in Nikopol were cut by Russian shelling.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("Air strikes were carried out by Russian aviation near Nikopol.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("Russian forces pulled reserves to Spirne.", ("RU", "deploy", "Spirne", "author", "stated")),
    ("Russian forces pulled troops out of Spirne.", ("RU", "withdraw", "Spirne", "author", "stated")),
    ("Ukrainian troops are putting up resistance in Spirne.", ("UA", "hold", "Spirne", "author", "stated")),
    ("Russian forces advanced by 2 km near Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian forces advanced by up to 500 metres near Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Ukrainian troops won back positions they had lost near Spirne.", ("UA", "advance", "Spirne", "author", "stated")),
    ("Spirne was surrendered to Russian troops.", ("RU", "capture", "Spirne", "author", "stated")),
    ("Russian forces set free the locality of Spirne.", ("RU", "capture", "Spirne", "author", "stated")),
    ("Russian forces moved 2 km into Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian forces near Spirne advanced by noon.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian forces continued attacks near Spirne and elsewhere", ("RU", "attack", "Spirne", "author", "stated")),
    ("Ukrainian troops went into Spirne.", ("UA", "advance", "Spirne", "author", "stated")),
    ("Ukrainian troops moved up to Russian trenches near Spirne.", ("UA", "advance", "Spirne", "author", "stated")),
    ("Ukrainian troops opened a gap in the defenses near Spirne.", ("UA", "advance", "Spirne", "author", "stated")),
    ("Ukrainian troops won back trenches near Spirne.", ("UA", "advance", "Spirne", "author", "stated")),
    ("Russian soldiers departed from Spirne.", ("RU", "withdraw", "Spirne", "author", "stated")),
    (
        "Russian troops are pulling out of localities surrounding Spirne.",
        ("RU", "withdraw", "Spirne", "author", "stated"),
    ),
    ("Spirne was set free by Ukrainian troops.", ("UA", "capture", "Spirne", "author", "stated")),
    ("Combat went on in Spirne.", ("both", "contested", "Spirne", "author", "stated")),
    (
        "Russian troops kept up a high tempo of assaults near Spirne but achieved no verified gains.",
        ("RU", "repelled", "Spirne", "author", "stated"),
    ),
    (
        "Ukrainian forces block Russian attempts to advance near Spirne.",
        ("RU", "repelled", "Spirne", "author", "stated"),
    ),
    ("Every Russian attempt to storm Spirne so far has failed.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("Russian troops pushed without success near Spirne.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("Ukrainian forces are keeping their positions in Spirne.", ("UA", "hold", "Spirne", "author", "stated")),
    ("Nothing suggests that Russian forces captured Spirne.", ("RU", "capture", "Spirne", "author", "doubted")),
    (
        "Russian forces did not conduct any offensive operations in the past 24 hours.",
        ("RU", "attack", None, "author", "denied"),
    ),
    ("Ukrainian forces counterattacked again along the southern front.", ("UA", "attack", None, "author", "stated")),
    (
        "Russian forces continue to fortify their positions along the southern axis.",
        ("RU", "deploy", None, "author", "stated"),
    ),
    ("Russian troops took possession of Spirne.", ("RU", "capture", "Spirne", "author", "stated")),
    ("Spirne was brought under Russian control.", ("RU", "capture", "Spirne", "author", "stated")),
    ("Russian troops set foot in Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian troops tightened the noose around Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Ukrainian forces stand their ground near Spirne.", ("UA", "hold", "Spirne", "author", "stated")),
    ("Ukrainian forces are holding out in Spirne.", ("UA", "hold", "Spirne", "author", "stated")),
    ("Ukrainian forces gave ground near Spirne.", ("UA", "withdraw", "Spirne", "author", "stated")),
    ("Ukrainian forces are in full retreat from Spirne.", ("UA", "withdraw", "Spirne", "author", "stated")),
    ("Russian forces are on the offensive near Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Russian forces threw waves of infantry at Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Spirne came under ground attack by Russian infantry.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Russian forces tried unsuccessfully to take Spirne.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("Russian troops suffered a heavy defeat near Spirne.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("The Russian attack near Spirne fell apart.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("Ukrainian forces stemmed the Russian advance near Spirne.", ("RU", "repelled", "Spirne", "author", "stated")),
    (
        "Houses in Nikopol were damaged as a result of a Russian attack.",
        ("RU", "strike", "Nikopol", "author", "stated"),
    ),
    ("Russia launched an attack with drones on Nikopol.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("Russia strengthened its forces near Spirne.", ("RU", "deploy", "Spirne", "author", "stated")),
    ("Clashes broke out near Spirne.", ("both", "contested", "Spirne", "author", "stated")),
    (
        "Ukrainian tanks have burst through Russian lines near Kreminna.",
        ("UA", "advance", "Kreminna", "author", "stated"),
    ),
    ("Ukrainian troops still clung to Kreminna.", ("UA", "hold", "Kreminna", "author", "stated")),
    ("Ukrainian columns are racing south of Kreminna.", ("UA", "advance", "Kreminna", "author", "stated")),
    ("Russian paratroopers sealed off Kreminna.", ("RU", "advance", "Kreminna", "author", "stated")),
    ("Russian drones swarmed Nikopol.", ("RU", "strike", "Nikopol", "author", "stated")),
    (
        "Ukraine's General Staff confirmed a hit on a refinery in Taganrog.",
        ("UA", "strike", "Taganrog", "UA", "confirmed"),
    ),
    ("Russian officials reported drone strikes on Taganrog.", ("UA", "strike", "Taganrog", "RU", "claimed")),
    (
        "There were 166 combat clashes along the front, the General Staff said.",
        ("both", "contested", None, "UA", "claimed"),
    ),
    (
        "Russian forces are trying to advance along the whole front, Zelensky said.",
        ("RU", "attack", None, "UA", "claimed"),
    ),
    ("Russia has occupied Kreminna since May.", ("RU", "hold", "Kreminna", "author", "stated")),
    ("Russia occupied Kreminna on Friday.", ("RU", "capture", "Kreminna", "author", "stated")),
    ("Control of Spirne is bitterly disputed.", ("both", "contested", "Spirne", "author", "stated")),
    ("Ukrainian forces maintain a small foothold in Spirne.", ("UA", "hold", "Spirne", "author", "stated")),
    ("Spirne saw renewed combat.", ("both", "contested", "Spirne", "author", "stated")),
    ("Russian forces came very close to Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian forces are at present closing in near Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian units drew near Spirne from the south.", ("RU", "advance", "Spirne", "author", "stated")),
    ("The Russian army pushed on to the south near Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian forces gained partial control over Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("The Russian army widened the area that it controls in Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("The Russian army enlarged the part of Spirne that it holds.", ("RU", "advance", "Spirne", "author", "stated")),
    (
        "Russian soldiers breached the army's second line of trenches near Spirne.",
        ("RU", "advance", "Spirne", "author", "stated"),
    ),
    ("Ukrainian lines near Spirne were breached.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Ukrainian forces have gotten ahead around Spirne.", ("UA", "advance", "Spirne", "author", "stated")),
    ("Moscow hailed Spirne's capture.", ("RU", "capture", "Spirne", "author", "stated")),
    ("Kyiv hailed Spirne's liberation.", ("UA", "capture", "Spirne", "author", "stated")),
    ("The Russians have not managed to take Spirne.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("The Russians did not succeed in taking Spirne.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("Russian forces sought to capture Siversk.", ("RU", "attack", "Siversk", "author", "stated")),
    ("Russian squads assailed Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Russian attempts to storm Spirne brought nothing.", ("RU", "repelled", "Spirne", "author", "stated")),
    (
        "Russian troops tried to push into Spirne, though they achieved little.",
        ("RU", "repelled", None, "author", "stated"),
    ),
    (
        "The Ukrainian General Staff said that nine attacks took place near Siversk.",
        ("RU", "attack", "Siversk", "UA", "claimed"),
    ),
    ("An attack on Lviv was reported at dawn.", ("RU", "strike", "Lviv", "unattributed", "claimed")),
    (
        "A Russian raid in the night was aimed at an energy plant in Nikopol.",
        ("RU", "strike", "Nikopol", "author", "stated"),
    ),
    ("Russian missiles left a school in Nikopol in ruins.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("Russian guns caused many casualties in Nikopol.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("Russian fire left four dead in Nikopol.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("Russian forces launched 30 airstrikes across Ukraine.", ("RU", "strike", None, "author", "stated")),
    ("Russian paratroopers replaced Wagner units in Tokmak.", ("RU", "deploy", "Tokmak", "author", "stated")),
    ("Near Spirne the Ukrainian detachments ran off in confusion.", ("UA", "withdraw", "Spirne", "author", "stated")),
    ("Russian forces have taken a third of Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian forces inflicted fire damage on a brigade near Spirne.", ("RU", "strike", "Spirne", "author", "stated")),
    (
        "The enemy does not abandon attempts to break through the defence near Spirne.",
        ("RU", "attack", "Spirne", "author", "stated"),
    ),
    ("Russian troops have not given up trying to surround Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Ukrainian forces blew up part of the Chonhar bridge.", ("UA", "strike", "Chonhar bridge", "author", "stated")),
    ("Russian forces hit the manpower of three brigades near Spirne.", ("RU", "strike", "Spirne", "author", "stated")),
    (
        "A power station in Nikopol was knocked out by Russian missiles.",
        ("RU", "strike", "Nikopol", "author", "stated"),
    ),
    ("Neither side fully controls Spirne.", ("both", "contested", "Spirne", "author", "stated")),
    ("Ukrainian troops moved to new lines west of Spirne.", ("UA", "withdraw", "Spirne", "author", "stated")),
    ("Ukrainian troops have won Spirne back.", ("UA", "capture", "Spirne", "author", "stated")),
    ("Russian rockets set a market ablaze in Nikopol.", ("RU", "strike", "Nikopol", "author", "stated")),
    ("Ukrainian troops still have a presence in Spirne.", ("UA", "hold", "Spirne", "author", "stated")),
    ("Russian forces continue their focus on encircling Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Russia on Thursday launched missiles at Odesa.", ("RU", "strike", "Odesa", "author", "stated")),
    ("Moscow on Thursday launched missiles at Odesa.", ("RU", "strike", "Odesa", "author", "stated")),
    ("Kyiv late on Monday withdrew from Siversk.", ("UA", "withdraw", "Siversk", "author", "stated")),
    ("Ukraine Thursday struck a depot in Belgorod.", ("UA", "strike", "Belgorod", "author", "stated")),
    ("Kyiv on Monday struck a depot in Belgorod.", ("UA", "strike", "Belgorod", "author", "stated")),
    ("Moscow hit a power plant in Odesa overnight.", ("RU", "strike", "Odesa", "author", "stated")),
    (
        "The Ukrainian Armed Forces (AFU) beat off assaults near Spirne.",
        ("RU", "repelled", "Spirne", "author", "stated"),
    ),
    ("Flanking attacks by Russian forces near Spirne went on.", ("RU", "attack", "Spirne", "author", "stated")),
    (
        "Russian forces mounted an offensive against the town of Spirne, in the front line since 2014.",
        ("RU", "attack", "Spirne", "author", "stated"),
    ),
    (
        "Spirne has borne the brunt of the clashes for much of the last year.",
        ("both", "contested", "Spirne", "author", "stated"),
    ),
    ("Russia sent 30 drones against Nikopol.", ("RU", "strike", "Nikopol", "author", "stated")),
    (
        "Overnight, the Russian invaders struck Ukraine once more, firing two missiles and three drones.",
        ("RU", "strike", None, "author", "stated"),
    ),
    (
        "The military reported 261 combat engagements with Russian forces over the past day.",
        ("both", "contested", None, "other", "claimed"),
    ),
    ("Heavy battles are being fought for Spirne.", ("both", "contested", "Spirne", "author", "stated")),
    (
        "Zelensky said 51 fierce combat engagements took place near Spirne.",
        ("both", "contested", "Spirne", "UA", "claimed"),
    ),
    (
        "Russian infantry managed to slip past the army's positions near Spirne.",
        ("RU", "advance", "Spirne", "author", "stated"),
    ),
    ("Russian forces straightened the front line near Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian assault units reached the railway near Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("The flag of Russia was raised over the town hall in Spirne.", ("RU", "capture", "Spirne", "author", "stated")),
    ("With Spirne taken, Russian forces turned north.", ("RU", "capture", "Spirne", "author", "stated")),
    (
        "With the freeing of Spirne, Russian troops have secured their flank.",
        ("RU", "capture", "Spirne", "author", "stated"),
    ),
    ("Ukrainian troops remain in Spirne.", ("UA", "hold", "Spirne", "author", "stated")),
    ("Russian troops have consolidated in Spirne.", ("RU", "hold", "Spirne", "author", "stated")),
    ("The Russian offensive at Spirne has run out of steam.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("The Ukrainian military declared Robotyne liberated.", ("UA", "capture", "Robotyne", "UA", "claimed")),
    ("Satellite images show new Russian trenches near Spirne.", ("RU", "deploy", "Spirne", "author", "confirmed")),
    ("Russian troops exerted steady artillery fire on Spirne.", ("RU", "strike", "Spirne", "author", "stated")),
    ("Russian forces prioritized assaults on Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Russian forces are prioritizing capturing Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Russian forces have breached Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian units continued street fights in Spirne.", ("both", "contested", "Spirne", "author", "stated")),
    ("Russian forces are pressing Ukrainian defenders in Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Two people were injured by Russian fire in Spirne.", ("RU", "strike", "Spirne", "author", "stated")),
    ("Ukrainian Su-24s and Su-25s conducted airstrikes on Spirne.", ("UA", "strike", "Spirne", "author", "stated")),
    ("The Ukrainian town of Spirne was hit by shelling.", ("RU", "strike", "Spirne", "author", "stated")),
    ("The Russian army sent a battery of howitzers to Spirne.", ("RU", "deploy", "Spirne", "author", "stated")),
    ("Russian forces have established a forward base in Spirne.", ("RU", "deploy", "Spirne", "author", "stated")),
    ("Russian forces continued operations concentrated on Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Russian troops retreated from failed assaults near Spirne.", ("RU", "repelled", "Spirne", "author", "stated")),
    (
        "Neither Russian nor Ukrainian forces made confirmed advances near Spirne.",
        ("both", "advance", "Spirne", "author", "denied"),
    ),
    (
        "Neither Ukrainian officials nor the Russian Ministry of Defense confirmed that Russian forces took Spirne.",
        ("RU", "capture", "Spirne", "author", "doubted"),
    ),
    (
        "Media reports that Ukrainian forces recaptured Spirne are incorrect.",
        ("UA", "capture", "Spirne", "unattributed", "denied"),
    ),
    (
        "Russian forces did not make any claimed or assessed gains near Spirne.",
        ("RU", "advance", "Spirne", "author", "denied"),
    ),
    (
        "Russian forces continued ineffectual operations in Spirne without securing any gains.",
        ("RU", "repelled", "Spirne", "author", "stated"),
    ),
    (
        "Russian forces are massing in Spirne due to the availability of a road near Siversk.",
        ("RU", "deploy", "Spirne", "author", "stated"),
    ),
    (
        "Russian forces are massing in Spirne rather than near Siversk.",
        ("RU", "deploy", "Spirne", "author", "stated"),
    ),
    (
        "Russian forces continued assaults on Spirne but did not secure any confirmed advances.",
        ("RU", "repelled", "Spirne", "author", "stated"),
    ),
    (
        "Russian forces conducted assaults on Spirne but did not make any verifiable gains.",
        ("RU", "repelled", "Spirne", "author", "stated"),
    ),
    ("Russian forces attacked near Spirne, on the road to Lyman.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Russian forces entered downtown Kharkiv.", ("RU", "advance", "Kharkiv", "author", "stated")),
    ("Russian forces continued block-by-block advances in Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian forces are pushing southwestward in Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian forces drove all the way to Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian forces seized a church in the center of Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Ukrainian forces conducted counterattacks targeting Spirne.", ("UA", "attack", "Spirne", "author", "stated")),
    ("Russian forces are creating a third line of defense in Spirne.", ("RU", "deploy", "Spirne", "author", "stated")),
    (
        "Russian forces have failed to get through Ukrainian defenses in Spirne.",
        ("RU", "repelled", "Spirne", "author", "stated"),
    ),
    (
        "Videos released by pro-Russian accounts on April 10 confirm that Russian forces captured Spirne.",
        ("RU", "capture", "Spirne", "author", "confirmed"),
    ),
    ("Russian forces have set up checkpoints in Spirne.", ("RU", "deploy", "Spirne", "author", "stated")),
    ("Ukrainian forces are clearing Spirne of Russian troops.", ("UA", "advance", "Spirne", "author", "stated")),
    ("Ukraine has reclaimed Kyiv suburb Irpin.", ("UA", "capture", "Irpin", "author", "stated")),
    ("Russian forces attacked near Spirne but were driven back.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("The enemy tried to enter Spirne and was thrown back.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("Moscow announced the fall of Kreminna.", ("RU", "capture", "Kreminna", "RU", "claimed")),
    ("The fall of Kreminna to the Ukrainians was a blow.", ("UA", "capture", "Kreminna", "author", "stated")),
    ("Kreminna was the next town to fall to the Russians.", ("RU", "capture", "Kreminna", "author", "stated")),
    ("By nightfall Kreminna was Ukrainian again.", ("UA", "capture", "Kreminna", "author", "stated")),
    ("The Russian flag went up over Kreminna.", ("RU", "capture", "Kreminna", "author", "stated")),
    ("Russian troops stormed positions near Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Russian troops stormed the outskirts of Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Fighting for Spirne goes on.", ("both", "contested", "Spirne", "author", "stated")),
    ("There is fighting for every house in Spirne.", ("both", "contested", "Spirne", "author", "stated")),
    ("Both armies are fighting for control of Spirne.", ("both", "contested", "Spirne", "author", "stated")),
    ("Russian troops are fighting for Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Russian forces were pushed back to Spirne.", ("RU", "withdraw", None, "author", "stated")),
    ("Ukrainian marines landed on Snake Island.", ("UA", "advance", "Snake Island", "author", "stated")),
    ("Russian tanks rolled through Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian infantry filtered into Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian forces ate into Ukrainian positions near Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Ukrainian troops nudged the Russians back near Spirne.", ("RU", "withdraw", "Spirne", "author", "stated")),
    ("Russian forces moved on Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Ukrainian forces staged a raid on Spirne.", ("UA", "attack", "Spirne", "author", "stated")),
    ("Russian forces took about half of Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian troops seized the industrial zone in Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian troops took the bridge at Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian troops are taking Spirne street by street.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian forces are completing the capture of Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Spirne is being captured by Russian forces.", ("RU", "capture", "Spirne", "author", "stated")),
    ("Ukrainian forces regained partial control of Spirne.", ("UA", "advance", "Spirne", "author", "stated")),
    ("Russian engineers completed a pontoon bridge near Spirne.", ("RU", "deploy", "Spirne", "author", "stated")),
    ("The enemy advanced 1.2 km towards Spirne.", ("RU", "advance", None, "author", "stated")),
    ("Russian forces broke out of the bridgehead at Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian troops got behind Ukrainian positions in Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    (
        "Russian units inflicted a defeat on Ukrainian brigades near Spirne.",
        ("RU", "strike", "Spirne", "author", "stated"),
    ),
    ("Russia hurled fresh troops at Spirne.", ("RU", "attack", "Spirne", "author", "stated")),
    ("Russian assaults near Spirne ended in nothing.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("The infiltration of Spirne by Russian infantry goes on.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Ukrainian forces cleared the enemy out of Kreminna.", ("RU", "withdraw", "Kreminna", "author", "stated")),
    ("Ukrainian troops broke out of the encirclement near Spirne.", ("UA", "withdraw", "Spirne", "author", "stated")),
    ("Ukrainian troops are no longer in Spirne.", ("UA", "withdraw", "Spirne", "author", "stated")),
    ("Russian forces in Spirne have been in retreat.", ("RU", "withdraw", "Spirne", "author", "stated")),
    ("Russian forces captured the entire territory of Spirne.", ("RU", "capture", "Spirne", "author", "stated")),
    (
        "Russian forces seized 10 square kilometers near Spirne last month.",
        ("RU", "advance", "Spirne", "author", "stated"),
    ),
    (
        "Near Spirne, Russian forces took high ground overlooking the road.",
        ("RU", "advance", "Spirne", "author", "stated"),
    ),
    (
        "Near Spirne, Russian forces took a position the Ukrainians had left.",
        ("RU", "advance", "Spirne", "author", "stated"),
    ),
    (
        "The enemy attacked near Spirne, suffered losses and went back.",
        ("RU", "repelled", "Spirne", "author", "stated"),
    ),
    ("Russian forces have almost captured Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Spirne is contested by both armies.", ("both", "contested", "Spirne", "author", "stated")),
    ("Russian troops moved into Spirne's outskirts.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Russian troops moved into the outskirts of Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    ("Spirne liberated, says Zelensky.", ("UA", "capture", "Spirne", "UA", "claimed")),
    (
        "Ukrainian spearheads reached the banks of the Oskil River.",
        ("UA", "advance", "Oskil River", "author", "stated"),
    ),
    ("Ukrainian forces brought Spirne under their control.", ("UA", "capture", "Spirne", "author", "stated")),
    ('Ukraine took "operational control" of Spirne.', ("UA", "capture", "Spirne", "author", "stated")),
    ("Spirne is under the enemy's control.", ("RU", "hold", "Spirne", "author", "stated")),
    ("Russian troops are already inside Spirne.", ("RU", "advance", "Spirne", "author", "stated")),
    (
        "Russian forces suffered a net loss of 16 square kilometers near Spirne.",
        ("RU", "withdraw", "Spirne", "author", "stated"),
    ),
    ("Ukraine put a brake on the Russian advance near Spirne.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("Russian forces failed to hold Spirne.", ("RU", "hold", "Spirne", "author", "denied")),
    ("The enemy was unable to hold Spirne.", ("RU", "hold", "Spirne", "author", "denied")),
    ("Russian forces have not been able to take Spirne.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("Russia claims Soledar.", ("RU", "capture", "Soledar", "RU", "claimed")),
    ("Moscow claimed the village of Spirne on Monday.", ("RU", "capture", "Spirne", "RU", "claimed")),
    ("Kyiv said Russia falsely claimed Siversk.", ("RU", "capture", "Siversk", "RU", "denied")),
    ("Russians attack Spirne overnight but are pushed back.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("The Ukrainian defeat of Russian troops near Spirne was told.", ("RU", "repelled", "Spirne", "author", "stated")),
    ("Russian troops left Lyman, Ukrainian officials said.", ("RU", "withdraw", "Lyman", "UA", "claimed")),
    ("Analysts said that Russia took Lyman.", ("RU", "capture", "Lyman", "unattributed", "claimed")),
    ("The northern part of Lyman is held by Russian forces.", ("RU", "hold", "Lyman", "author", "stated")),
]

MUST_NOT_FIRE = [
    ("Russian sources claim that the 47th Brigade left Spirne.", "a unit of nobody knows whom that leaves"),
    ("The enemy wants to capture Siversk.", "what a noun wants"),
    ("The ministry says the enemy wants to capture Siversk.", "what a noun wants, told by somebody"),
    ("Ukrainians left Hirnyk.", "a people that leaves"),
    ("Ukrainian forces could not be dislodged from Siversk.", "what could not be done to them"),
    ("If Russia could not capture Siversk, it would bomb it.", "what could not be done on a condition"),
    ("Russian forces use Crimea as a base for missiles.", "nothing is fired at it"),
    ("Russian forces carry on rescue operations on Snake Island.", "no attack"),
    ("The security services in Siversk are operating in high alert mode.", "a mode is no place"),
    ("Russian forces will attack Slovyansk after seizing Lyman.", "what a plan waits for"),
    ("Russian forces could attack Slovyansk after they seize Lyman.", "the same in a clause"),
    ("Russian forces interdicted the transfer of Ukrainian reserves from Siversk.", "a move that did not come off"),
    ("Geolocated footage places Russian troops in Spirne.", "a picture moves nobody"),
    ("Russian forces used missiles that they held in reserve.", "no ground is held"),
    ("Russian forces cut off water supplies in Siversk.", "no ground is cut off"),
    ("Ukrainian partisans are active in Siversk.", "partisans hold nothing"),
    ("Ukrainian resistance in occupied areas of Kherson Oblast goes on.", "it is occupied"),
    ("Ministers met to plan a Russian strike on Odesa.", "a plan"),
    ("Residents of Toretsk are being evacuated as it rains.", "residents of a place"),
    ("Patients of the Siversk hospital have been evacuated by Ukrainian troops.", "no forces"),
    ("Zelensky said hostile forces took Siversk.", "whose they are is not told"),
    ("Both sides deny shelling civilians.", "nobody fired"),
    ("Scholz told Putin to withdraw from Siversk.", "a demand"),
    ("The UN wants Russian troops to withdraw from Siversk.", "a wish"),
    ("Russian forces stopped short of capturing Siversk.", "not done"),
    ("The Ukrainian mayor said foreign troops took Siversk.", "whose they are is not told"),
    ("Russian forces will press their offensive, committing reserves to Siversk.", "what hangs on a forecast"),
    ("Ukrainian forces may go over to the attack, with the 3rd Brigade storming Siversk.", "the same behind with"),
    ("Russian forces will have difficulty crossing the Oskil River.", "a deed that will be hard"),
    ("Russian forces are unlikely to be successful in directly assaulting Siversk.", "a deed that will fail"),
    ("Russian officials will use it to claim that Russian forces have liberated Siversk.", "a claim yet to be made"),
    ("Russia may stage a blast in order to accuse Ukraine of shelling Siversk.", "blame yet to be laid"),
    ("Russian forces want to hold out to let Russian troops storming Siversk pass.", "whom a plan lets act"),
    ("Russian forces abandoned their attempt to take Siversk.", "an attempt that is no more"),
    (
        "The rail lines that support Russian operations near Siversk were repaired.",
        "operations that something only serves",
    ),
    ("Russian forces focused on keeping Ukrainian forces from advancing near Siversk.", "what is only tried"),
    ("Russia hit Ukraine with tariffs.", "no fire met it"),
    ("In Kyiv on Monday officials met.", "a capital where something was"),
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
    ("Ukraine pulled out of the grain deal in Odesa.", "a deal, no place"),
    ("A fire destroyed a warehouse in Lviv.", "nobody fires"),
    ("Workers went on strike in Kryvyi Rih.", "work, no fire"),
    ("Russian and Ukrainian negotiators clashed over territory in Istanbul.", "talk, no fight"),
    ("Ukraine struck a deal with Poland in Lviv.", "a deal is struck"),
    ("Russian forces captured two Ukrainian soldiers near Spirne.", "people are captured"),
    ("Residents of Kherson fled.", "no forces"),
    ("Putin declared victory in the battle for Siversk.", "a battle that is over"),
    ("Russian troops may have to retreat from Siversk.", "what may be needed"),
    ("Russian troops would have had to take Siversk.", "what would have been needed"),
    ("Residents of Siversk were holding a wake.", "a wake, no town"),
    ("Russian forces rested in Siversk, where the museum has lost its roof.", "no forces do it"),
    ("Ukrainian forces rested near Lyman as joyful residents returned to villages.", "people, no forces"),
    ("The ministry advanced a proposal in Kyiv.", "a proposal"),
    ("Russian forces retained the ability to land near Odesa.", "an ability"),
    ("To capture Spirne, Russian forces need more men.", "a purpose"),
    ("Russian forces captured Spirne in 2022, a year before the report of 2023.", "a year ago"),
    ("The minister arrived in Kyiv.", "no forces"),
    ("Siversk may be attacked by Russian forces.", "a possibility"),
    ("Negotiators made a breakthrough in talks in Geneva.", "talks"),
    ("Ukraine freed Azovstal commanders.", "people, no place"),
    ("The axis of advance near Bakhmut is narrow.", "a line on the map"),
    ("The offensive cannot begin before Russia takes Siversk.", "what has to come first"),
    ("Ukrainian forces may leave Siversk to avoid getting surrounded.", "what is avoided"),
    ("Russian troops advance efforts to teach Russian law in Siversk.", "no ground"),
    ("Russian officials praised the proxy forces they control in northern Luhansk Oblast.", "whose forces they are"),
    ("New rules prevented the Russian foreign minister from flying to Kharkiv.", "a person"),
    ("The general may have ordered Russian forces to take Siversk.", "an order"),
    ("Russian forces are resting near the river before taking Siversk.", "what has to come first"),
    ("Ukrainian forces ended Russian control of Siversk.", "what is no more"),
    ("The Russian defense of Siversk collapsed.", "what is no more"),
    ("The ministry demanded the withdrawal of Russian troops from Siversk.", "a demand"),
    ("Ukrainian forces want the land near Siversk that is occupied by Russian troops.", "what is held"),
    ("Russian operations threaten to cut off Ukrainian forces near Siversk.", "a threat"),
    ("Russian forces form a group to raid Lyman, repel Ukrainian attacks, and reach Siversk.", "aims in a list"),
    ("Russian forces have not stopped attempting to advance.", "no end of an attempt"),
    ("Russian border guards evacuated more than 400 residents from Siversk.", "people"),
    ("Russian forces have shelled Siversk since the start of the war.", "no record since"),
    ("Robotyne was captured on Monday.", "whose it is tells who frees it, not who takes it"),
    ("Russian officials have neither confirmed nor denied the loss of Siversk.", "nothing is said"),
    ("Russian forces have yet to hit this point in Siversk.", "no fire"),
    ("Russian losses forced him to attack Siversk.", "one person, no force"),
    ("The Ukrainian 5th Brigade took over the sector near Siversk.", "a relief"),
    ("A Ukrainian pilot flew over Siversk with his flag.", "a flight"),
    ("Russian commanders gave up the plan in favor of seizing Siversk.", "what is chosen"),
    ("The ministry said that Spirne was liberated.", "a ministry of no side"),
    ("The primary objective of Russian forces is to capture Spirne.", "an objective"),
    ("Russian forces lost more than 200 soldiers near Siversk.", "no ground"),
    ("The reform improved the situation in Siversk.", "a situation of no front"),
    ("The capture of Siversk is the main priority of Russian forces.", "a priority"),
    ("Russia would now be content with controlling Siversk.", "an idea"),
    ("Sanctions isolated Russian banks in Kyiv.", "no forces"),
    ("Ukrainian troops neutralized two mines near Siversk.", "no attack"),
    ("Soldiers train for urban warfare in Lviv.", "training"),
    ("Russian forces will try to clear the woods and take Lyman by attacking Siversk.", "the manner of a plan"),
    ("Russian forces took Siversk-based radio stations off the air.", "stations, no place"),
    ("Air raid sirens sounded in Kyiv.", "sirens"),
    ("Russian forces plan for the summer to capture Siversk.", "a plan with its time"),
    ("Ukrainian officials took part in talks near Siversk.", "talks"),
    ("A bridge built by Russian forces collapsed near Siversk.", "a bridge"),
    ("In February, Russian troops captured Lyman.", "history by its day, which opens the sentence"),
    ("Russian troops, it is said, captured Lyman in February.", "history by its day"),
    ("Ukraine has been pushing for more guns in Kyiv.", "a wish"),
    ("Protesters clashed with police in Kyiv.", "no forces"),
    ("Russian forces rest until they have encircled Siversk.", "what has to come first"),
    ("Russian forces must rest to support the encirclement of Siversk.", "what something is for"),
    ("Russian forces may try to encircle Lyman, with Wagner units attacking Siversk.", "a part of a plan"),
    ("Zelensky visited Siversk, retaken last week.", "who took it is not said"),
    ("Had Ukraine not withdrawn from Siversk, its troops would be cut off.", "what did not come"),
    ("Ukrainian troops are in danger of being surrounded in Siversk.", "a danger"),
    ("Russian forces are days away from taking Siversk.", "what is still to come"),
    ("Ukraine's attempt to retake Siversk could begin soon.", "an attempt to come"),
    ("Russia has given up trying to take Siversk.", "what is given up"),
    ("Water levels at Siversk are falling slowly.", "water"),
    ("Rain has ripped into the roofs of Nikopol.", "weather"),
    ("Ukraine replied with a threat against Nikopol.", "words"),
    ("A storm destroyed grain silos in Nikopol.", "a storm"),
    ("Many residents are still in Spirne.", "no forces"),
    ("The cessation of hostilities in Spirne was agreed.", "no fighting"),
    ("Russian troops rested rather than mounting a narrow thrust near Spirne.", "what is not chosen"),
    ("The council cut the budget of Nikopol.", "a budget"),
    ("Russian units lost up to 20 percent of their staff near Spirne.", "no ground"),
    ("The mayor of Nikopol was chased out of a meeting.", "no forces"),
    ("The wounded were taken to a town near Spirne.", "people are brought"),
    ("Russian troops failed to establish a crossing near Spirne.", "what failed is not built"),
    ("There are no civilians in Spirne.", "no forces"),
    ("Combat footage from Spirne was shown.", "footage"),
    ("Russian forces rested in Spirne in order to", "a sentence that breaks off"),
    ("After leaving Spirne, the mayor rested.", "an office that leaves"),
    ("Residents were evacuated from Spirne.", "residents"),
    ("The mayor got out of Spirne.", "an office"),
    ("Russian forces took Spirne under fire, a blogger wrote.", "no ground is taken"),
    ("The council moved against the mayor of Spirne.", "no forces"),
    ("The case was surrendered to a court in Spirne.", "a case"),
    ("A storm battered Odesa.", "weather"),
    ("Floods hit Kherson.", "water"),
    ("The ministry launched a drone programme in Kyiv.", "a programme"),
    ("Stalled or failed offensives elsewhere", "a heading without a stop"),
    ("Officials said that troops had destroyed Spirne's", "a sentence that ends in a genitive"),
    ("The council blocked the sale of a mill in Spirne.", "a sale"),
    ("Russian soldiers rest on the left bank near Spirne.", "a bank"),
    ("Russian soldiers are moving about freely in Spirne.", "no event"),
    ("Kyiv accused Russia of breaching a pause in hostilities in Spirne.", "a pause"),
    ("A resident raised a flag in Spirne.", "nobody takes it"),
    ("The losses will have little effect on Russian operations in June.", "operations only qualified, no place"),
    ("Ukrainian troops who conduct offensive operations on all fronts are tired.", "told in passing, no place"),
    ("Russian forces continued to conduct assaults.", "nowhere and at no time"),
    ("Kyiv expects a Russian attack on Spirne.", "what is expected"),
    ("Kyiv hopes for the liberation of Spirne by Ukrainian forces.", "a hope"),
    ("A Russian offensive near Spirne is possible.", "what is possible"),
    ("A Russian offensive near Spirne was feared.", "a fear"),
    ("A Russian offensive near Spirne looms.", "what looms"),
    ("Russian forces captured Spirne in the first days of the invasion.", "history of the first days"),
    ("Russian forces captured Spirne more than a year ago.", "history of years"),
    ("Kyiv marked the anniversary of the liberation of Spirne by Ukrainian forces.", "an anniversary"),
    ("Russian forces stopped attacking Spirne.", "what is done no more"),
    ("Russian forces refrained from attacking Spirne.", "what is not done"),
    ("Did Russian forces take Spirne?", "a question"),
    ("Russian forces held exercises near Spirne.", "exercises"),
    ("Commuters are racing toward Kyiv.", "no forces"),
    ("A deal was struck near Lyman.", "a bargain"),
    ("The council sealed off a street in Kyiv.", "no forces"),
    ("Clashes were reported.", "nothing but the word"),
    ("The tax was a hit on households in Kyiv.", "no fire"),
    ("Fighting near Siversk took place last year.", "long ago"),
    ("Attacks on the government in Kyiv grew louder as the budget was debated.", "words, and no place is attacked"),
    ("Talks in Kyiv came close to collapse.", "no forces come close"),
    ("Russia extended the zone of free trade to Minsk.", "a zone nobody holds"),
    ("The company breached the terms in Kharkiv.", "no lines"),
    ("The Kyiv team did not manage to reach the final in Lviv.", "no forces"),
    ("Combat veterans gathered in Lviv.", "no fighting"),
    ("The fall in Odesa's exports hurt the budget.", "no town falls"),
    ("Odesa's fall weather was mild.", "a season"),
    ("Russia left a fund for schools in Mariupol.", "a fund"),
    ("Russia replaced the head of the plant in Mariupol.", "an office"),
    ("A kitchen fire in Odesa killed two.", "a mishap"),
    ("Russian forces seek to capture Siversk.", "an aim"),
    ("Russian troops are readying Spirne for heavy street fighting.", "what is still to come"),
    ("Police in Kyiv charged at protesters.", "no forces"),
    ("Russian troops have given up trying to surround Spirne.", "what is given up"),
    ("The flood inflicted damage on two mills in Spirne.", "a flood"),
    ("Ukraine's athletes moved to new positions in the table in Kharkiv.", "no forces"),
    ("The council set a date for talks in Nikopol.", "no weapons"),
    ("Ukrainian firms still have a market in Spirne.", "no forces"),
    ("Putin hit the stage in Luhansk.", "a stage"),
    ("Moscow struck a conciliatory tone in Minsk.", "a tone"),
    ("Kyiv on Monday mourned the dead.", "mourning"),
    ("Russian forces captured Luhansk, the capital of the region, in 2014.", "history at the end"),
    ("Historians study the battles of the war of 1812 in Spirne.", "a war of old"),
    ("Russia sent 30 drones to Belarus.", "drones that are given"),
    ("Ukraine is able to strike Sevastopol.", "what it can do"),
    ("Ukrainian forces risk being encircled in Spirne.", "a risk"),
    ("Russian forces simulated a strike on Kharkiv.", "an exercise"),
    ("Rumours of an attack on Kharkiv spread.", "rumours"),
    ("A film about the battle for Mariupol was shown.", "a film"),
    ("The sanctions struck Ukraine and Russia alike.", "no fire"),
    ("The Russian advance at Spirne has stalled.", "an advance that came to nothing"),
    ("With talks held in Spirne, the ministers flew home.", "talks"),
    ("Many children remain in Spirne.", "no forces"),
    ("The ministry consolidated its debts in Spirne.", "debts"),
    ("The institute wrote on 8 February 2023 that Russian forces captured Siversk.", "history by the day it was told"),
    ("The council declared Spirne closed.", "nothing is taken"),
    ("Tourists photographed the old Russian trenches near Spirne.", "works of old"),
    (
        "Taken in tandem with other reports from Spirne, this shows that Russian forces are tired.",
        "words taken together",
    ),
    ("The narrative surrounding the Russian invasion of Spirne has changed.", "what words are about"),
    ("Sanctions prevent Russia from holding a vote in Spirne.", "kept from what is no fight"),
    ("Russian forces pursue the goal of taking Spirne or storming Siversk.", "both are the goal"),
    ("Russia mobilizes reinforcements from Spirne.", "where men come from"),
    ("Ukrainian civilians fled from Spirne.", "civilians leave"),
    ("The Russian command ordered officers in Rostov Oblast and occupied Crimea to cancel leave.", "land that is held"),
    ("Russian forces in Spirne are tired after heavy combat losses.", "losses, no fight"),
    ("The brigade set up a football club in Spirne.", "no base"),
    ("Russian forces will continue attacking Siversk and attempting to advance on Spirne.", "both are a forecast"),
    ("Russian forces are deprioritizing the advance on Spirne.", "what is put off"),
    ("Russian forces scaled back the assault on Spirne.", "what is done less"),
    ("The officer demanded Ukrainian troops withdraw from Spirne.", "what is demanded"),
    ("Russia recommended that Ukrainian forces leave Spirne.", "what is recommended"),
    ("The new district would encompass Siversk and occupied settlements near Spirne.", "land that is held"),
    ("Russia repairs equipment pulled from strategic reserves in Spirne.", "what is taken from stocks"),
    ("The artist created a song in Spirne.", "no fortification"),
    ("Spirne is a hub for the Ukrainian army operating in the east.", "a land's part, no place"),
    ("The US is sending jets to Germany as it bolsters forces near Spirne.", "a third party"),
    ("Spirne took much of the offensive combat power of the army.", "power, no attack"),
    ("The environs of Siversk and surrounding environs burned.", "what lies around"),
    ("Ukrainian forces have cleared 300 devices from Irpin.", "what lies about"),
    ("Russian forces are clearing Spirne of mines.", "mines, no enemies"),
    ("Russian forces were tasked with completing the capture of Spirne.", "a task"),
    ("On Friday Russia withdrew from the Council of Europe.", "a body, no place"),
    ("Russian forces fought battles for control of their", "a sentence that breaks off behind a possessive"),
    ("More than 200,000 Ukrainians have fled Kherson.", "civilians"),
    ("As Ukrainians flee to Zaporizhzhia, they leave loved ones behind.", "civilians who head somewhere"),
    ("Ukrainians return to Irpin.", "civilians who come back"),
    ("Kyiv denied that Bakhmut had been liberated.", "nobody says by whom"),
    ("The capture of Spirne is confirmed by data from DeepState.", "whose capture nobody says"),
    ("An assault on Spirne cost the Russian marines 30 vehicles.", "who pays need not be who is attacked"),
    ("A Russian breakthrough near Spirne cannot be ruled out.", "not ruled out"),
    ("A Russian assault on Spirne is only a matter of time.", "a matter of time"),
    ("The Russian assault on Spirne was called off.", "called off"),
    ("After the fall of Spirne, reporters left.", "a fall only dates"),
    ("The fall of the rouble worried Spirne.", "no town fell"),
    ("Ukraine's 2015 counteroffensive near Spirne failed.", "the year of a campaign"),
    ("The 2015 Russian assault on Spirne failed.", "the year before a nation"),
    ("Zelensky landed in Odesa.", "an office lands"),
    ("Volunteers rolled through Spirne with Russian aid.", "volunteers roll"),
    ("The liberation of Spirne by Ukrainian forces is almost complete.", "not yet"),
    ("Russian forces created a buffer zone near Spirne.", "no land is said to be taken"),
    ("Russian forces established fire control over the road to Spirne.", "guns control no land"),
    ("Ukrainian forces hold the initiative near Spirne.", "no land is held"),
    ("The ministry added 12 km of road near Spirne.", "a road grows"),
    ("Ukraine was stopped from joining a pact in Spirne.", "no attack"),
    ("Ukraine destroyed ten drones in an attack on Odesa.", "who brings drones down does not attack"),
    ("He conceded that most of the positions in Spirne had been wiped out.", "a concession in words"),
    ("The video from Spirne is going around the Russian channels.", "a video goes round"),
    ("Russian leaders see the capture of Spirne as the main aim.", "an aim"),
    ("The Russian salient at Spirne is being squeezed from both sides.", "who is squeezed has not left"),
    ("Officials left Spirne. They were stopped at a checkpoint.", "no forces are stopped"),
    ("Spirne occupied, the map says.", "nobody holds what a headline says was taken"),
    ("Russian forces are now intent on capturing Spirne.", "an aim"),
    ("Ukrainian forces brought Spirne under fire control.", "guns rule no town"),
    ("Russian forces seized Spirne on the first day of the invasion.", "long ago"),
    ("Russian forces failed to ground the Ukrainian air force near Spirne.", "a verb, no ground"),
    ("Russia claims Crimea as its own.", "a land that one says is one's own"),
    ("Russia claimed victory in Mariupol.", "no place is claimed"),
    ("The Constitutional Court of Russia withdraws from the Conference of European Courts.", "no forces leave a body"),
    ("Thirty Ukrainian soldiers are being held in Siversk by Russian forces.", "captives hold nothing"),
    ("Russian officials came, and talks were held in Geneva.", "what is held is no ground"),
    ("Trump and Zelensky clashed in the Oval Office.", "persons who argue"),
    ("Kyiv wants talks after the blast in Siversk, for which it holds Moscow responsible.", "held to account"),
    ("A roof in the Podilskyi district broke as a result of falling debris.", "debris falls, no town"),
    ("The United States lifted its ban on Ukraine using ATACMS to hit Kursk.", "allowed, not done"),
    ("Germany opposed Ukraine striking Belgorod.", "argued over"),
    ("Zelensky has pressed for months for more missiles against targets deep inside Russia.", "pressed for, no attack"),
    ("Assault groups entered Siversk, a Ukrainian officer said.", "whose groups nobody says"),
    ("Ukraine's foreign ministry struck a note of hope in Berlin.", "an office that fires nothing"),
    ("Moscow seeks to hold elections in Donetsk.", "an attempt to hold no ground"),
    ("Russian users observed tanks in Siversk.", "whose tanks nobody says"),
    ("Residents filmed Russian forces beating protesters in Siversk.", "what they are seen to do is no move"),
    ("The author has not observed Russian forces in Siversk.", "not seen"),
    ("Germany halted deliveries of missiles to Kyiv.", "deliveries do not fight"),
    ("Footage shows Ukrainian soldiers pulling down a flag in Siversk.", "a flag is pulled, no troops"),
    ("Our defenders brought down two Shaheds in Siversk district.", "what is brought down is not brought there"),
    ("The Oskil reservoir falls below its usual level.", "water that falls"),
    (
        "Reports that Bakhmut has been liberated are false, the Ukrainian ministry said.",
        "liberated by whom nobody says",
    ),
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


SWAP = {"Russian": "Ukrainian", "Ukrainian": "Russian", "Russia": "Ukraine", "Ukraine": "Russia"}
NAMES_ONE_SIDE = (
    "Kyiv",
    "Lviv",
    "Kiev",
    "Putin",
    "Zelensky",
    "Shoigu",
    "Moscow",
    "Our ",
    "aggressor",
    "Pushilin",
    "Rybar",
    "Wagner",
    "Kleshcheyevka",
    "SBU",
    "Engels",
    "Ryazan",
    "Dnipro",
    "occupiers",
    "Enemy",
    "AFU",
    "mayor",
    "enemy",
    "General Staff",
    "milblogger",
    "General",
    "official",
    "council",
    "governor",
    "regional head",
    "Donetsk People",
    "Authorities",
    "Luhansk",
    "conceded",  # who concedes a loss
    "liberated",  # whose land it is
    "and the liberation of",
    "halted their push",
    "hit by missiles",  # from whose land
    "from Belgorod",
    "A commander",
    "drone pilot",
    "Soldiers of",
    "has fallen",  # whose land it is decides
    "Ukraine's",
)


def swapped(text: str, row: Row) -> tuple[str, Row]:
    """A sentence with the sides' names exchanged, and what it must give then."""
    other = {"UA": "RU", "RU": "UA"}
    actor, kind, surface, claimant, credence = row
    names = "|".join(sorted(SWAP, key=len, reverse=True))
    return (
        re.sub(names, lambda word: SWAP[word[0]], text),
        (other.get(actor, actor), kind, surface, other.get(claimant, claimant), credence),
    )


BOTH_WAYS = [(text, row) for text, row in MUST_FIRE if not any(name in text for name in NAMES_ONE_SIDE)]


@pytest.mark.parametrize(("text", "row"), [swapped(*case) for case in BOTH_WAYS], ids=[text for text, _ in BOTH_WAYS])
def test_no_side_is_preferred(claims: Callable[[str], set[Row]], text: str, row: Row) -> None:
    """The same sentence with the sides' names exchanged gives the same record of the other side."""
    assert row in claims(text)


def test_two_actors_in_coordinated_clauses_keep_their_own_events(claims: Callable[[str], set[Row]]) -> None:
    """Each clause's subject owns its verb."""
    found = claims("Russian forces attacked Siversk, and Ukrainian forces advanced near Robotyne.")
    assert {(actor, kind, surface) for actor, kind, surface, *_ in found} == {
        ("RU", "attack", "Siversk"),
        ("UA", "advance", "Robotyne"),
    }


def test_neither_denies_both(claims: Callable[[str], set[Row]]) -> None:
    """What is said of neither of two places is denied of each, before the verb and behind it."""
    both = {("RU", "capture", place, "author", "denied") for place in ("Lyman", "Terny")}
    assert claims("Neither Lyman nor Terny has been captured by Russian forces.") == both
    assert claims("Russian forces have captured neither Lyman nor Terny.") == both


def test_participle_takes_the_subject_of_its_verb_not_the_object(claims: Callable[[str], set[Row]]) -> None:
    """In "pursued Russian forces, capturing X" the pursuer captures."""
    found = claims("Ukrainian forces pursued Russian forces near Lyman, capturing Drobysheve.")
    assert ("UA", "capture", "Drobysheve", "author", "stated") in found
    assert not any(actor == "RU" for actor, *_ in found)


def test_whom_counterattacks_push_back_is_who_attacked(claims: Callable[[str], set[Row]]) -> None:
    """A pronoun takes the side that acted, and the place it acted at."""
    found = claims("Russian forces attacked Siversk as Ukrainian counterattacks pushed them back.")
    assert ("RU", "withdraw", "Siversk", "author", "stated") in found


def test_a_list_goes_on_behind_semicolons(claims: Callable[[str], set[Row]]) -> None:
    """A place that only tells where the next one is is none of the list."""
    found = claims("Russian forces attacked near Spirne; north of Siversk near Bilohorivka; and near Lyman.")
    assert {surface for _, _, surface, *_ in found} == {"Spirne", "Bilohorivka", "Lyman"}


def test_the_enemy_of_a_report_is_who_its_own_words_say(claims: Callable[[str], set[Row]]) -> None:
    """In the press of one side the enemy is the other; elsewhere it is whom English prose calls so."""
    home = "The special military operation goes on. Our battlegroup repelled enemy attacks near Spirne."
    assert claims(home) == {("UA", "repelled", "Spirne", "author", "stated")}
    assert claims("Defenders repelled enemy attacks near Spirne.") == {("RU", "repelled", "Spirne", "author", "stated")}


def test_one_doubt_is_of_the_claim_just_told(claims: Callable[[str], set[Row]]) -> None:
    """A single doubt behind a claim that gives no record does not reach the sentence before."""
    found = claims(
        "The Russian ministry claimed that Russian forces captured Spirne. The Russian ministry claimed that Ukrainian "
        "morale is low, but we cannot confirm this claim."
    )
    assert ("RU", "capture", "Spirne", "RU", "claimed") in found


def test_place_is_carried_over_from_the_sentence_before(claims: Callable[[str], set[Row]]) -> None:
    """The village points back to the place told last."""
    found = claims("Russian forces attacked Spirne. Ukrainian forces still hold the village.")
    assert ("UA", "hold", "Spirne", "author", "stated") in found
    found = claims("Russian forces attacked Spirne. They control the eastern sector of the village.")
    assert ("RU", "hold", "Spirne", "author", "stated") in found


def test_the_city_is_the_settlement_told_last(claims: Callable[[str], set[Row]]) -> None:
    """A plant or a river told since is no city, a town no river, and one city is one."""
    told = "Russian forces attacked Mariupol and Berdiansk. Russian forces shelled the Azovstal plant. "
    assert ("RU", "capture", "Mariupol", "author", "stated") in claims(told + "Russian forces captured the city.")
    beside = claims("Russian forces attacked Spirne. They were thrown back four kilometers from the river.")
    assert ("RU", "withdraw", "Spirne", "author", "stated") not in beside


LISTS = [
    ("Russian forces are advancing towards Siversk in Donetsk Oblast.", {("advance", None)}),
    (
        "Russian forces seized around ten villages, among them Spirne and Siversk.",
        {("capture", "Spirne"), ("capture", "Siversk")},
    ),
    (
        "Ukrainian forces hold only some positions in Donetsk Oblast, mostly around Spirne and Siversk.",
        {("hold", "Spirne"), ("hold", "Siversk")},
    ),
    ("Fighting goes on in Siversk, with humanitarian needs rising in Lyman.", {("contested", "Siversk")}),
    (
        "Russian forces failed to secure the Boryspil airport (the main one), southeast of Kyiv.",
        {("repelled", "Boryspil airport")},
    ),
    (
        "Ground along the Inhulets River near the Kherson-Mykolaiv border is contested.",
        {("contested", "Inhulets River")},
    ),
    (
        "Russian and Ukrainian troops are engaged in trench warfare in Spirne, east and west of the Lyman road.",
        {("contested", "Spirne")},
    ),
    (
        "Russian forces attacked from Torske and Terny on the outskirts of Lyman.",
        {("attack", "Torske"), ("attack", "Terny")},
    ),
    ("Russian forces shelled Lyman, as well as to the west of Siversk.", {("strike", "Lyman"), ("strike", "Siversk")}),
    ("Russian forces shelled Lyman, as well as positions in Siversk.", {("strike", "Lyman"), ("strike", "Siversk")}),
    ("Russian forces attacked Lyman, committing reserves to Siversk.", {("attack", "Lyman"), ("deploy", "Siversk")}),
    ("Russian forces shelled Nikopol. The strikes hit Marhanets.", {("strike", "Nikopol"), ("strike", "Marhanets")}),
    ("Russian forces took the lines and hit a school near Siversk.", {("advance", None), ("strike", "Siversk")}),
    ("Russian forces captured Siversk, and Lyman fell as well.", {("capture", "Siversk"), ("capture", "Lyman")}),
    ("Russian troops shelled Siversk, and Lyman was hit by rockets.", {("strike", "Siversk"), ("strike", "Lyman")}),
    ("Russian forces attacked Spirne. They were repelled.", {("attack", "Spirne"), ("repelled", "Spirne")}),
    ("Russian forces attacked Spirne. All of them were repelled.", {("attack", "Spirne"), ("repelled", "Spirne")}),
    ("Russian forces attacked Spirne, but they were stopped.", {("repelled", "Spirne")}),
    ("Ukrainian troops broke into Spirne but were stopped.", {("advance", "Spirne"), ("repelled", "Spirne")}),
    ("Russian forces took trenches held by Ukrainian marines near Spirne.", {("advance", "Spirne")}),
    ("Some Russian troops remain in Lyman and are advancing on Siversk.", {("hold", "Lyman"), ("advance", None)}),
    (
        "Russian forces captured two villages, Spirne and Serebrianka.",
        {("capture", "Spirne"), ("capture", "Serebrianka")},
    ),
    ("Russian forces captured two villages near Spirne.", {("advance", "Spirne")}),
    ("Russian forces conducted artillery, rocket, mortar, and tank attacks on Siversk.", {("strike", "Siversk")}),
    ("Russian forces assaulted Siversk, a town on the E40 highway to Lyman.", {("attack", "Siversk")}),
    ("Russian attacks on Siversk failed to make progress.", {("repelled", "Siversk")}),
    ("Russian forces continued ground and air assaults on Siversk.", {("attack", "Siversk"), ("strike", "Siversk")}),
    (
        "Russian forces captured several villages in the area south of Siversk, including Spirne and Serebrianka.",
        {("capture", "Spirne"), ("capture", "Serebrianka")},
    ),
    (
        "Russian forces captured Spirne and the outskirts of Siversk.",
        {("capture", "Spirne"), ("advance", "Siversk")},
    ),
    (
        "Russian forces intensified ground, air, and artillery attacks near Siversk.",
        {("attack", "Siversk"), ("strike", "Siversk")},
    ),
    (
        "Russian forces continued to focus their assaults on Siversk and Spirne.",
        {("attack", "Siversk"), ("attack", "Spirne")},
    ),
    ("Russian forces continued assaults to push north from Siversk.", {("attack", "Siversk")}),
    ("Russian forces continued operations to seize Siversk.", {("attack", "Siversk")}),
    (
        "Clashes between Russian and Ukrainian forces were recorded along the Siversk-Lyman road.",
        {("contested", "Siversk"), ("contested", "Lyman")},
    ),
    ("Russian forces struck Siversk, leaving much of Lyman without power.", {("strike", "Siversk")}),
    ("Russian forces fled east, leaving Lyman.", {("withdraw", "Lyman")}),
    ("Russian forces attacked Siversk and tried to encircle it.", {("attack", "Siversk")}),
    (
        "Ukrainian officials said that Siversk holds and all attempts to take it were thwarted.",
        {("repelled", "Siversk")},
    ),
    ("Spirne, a small village south of Siversk, was captured by Russian forces.", {("capture", "Spirne")}),
    ("A small village near Siversk was captured by Russian forces.", {("advance", "Siversk")}),
    (
        "Russian forces left Spirne and Siversk, but Ukrainian forces still hold the latter.",
        {("withdraw", "Spirne"), ("withdraw", "Siversk"), ("hold", "Siversk")},
    ),
    ("Russian forces captured 97% of Siversk.", {("advance", "Siversk")}),
    ("Russian forces gained a foothold on the western outskirts of Siversk.", {("advance", "Siversk")}),
    ("Ukrainian troops made their way into Siversk.", {("advance", "Siversk")}),
    ("Russian forces focused on covering the withdrawal of Russian troops from Siversk.", {("withdraw", "Siversk")}),
    ("Russian forces took control of over 95 percent of Siversk.", {("advance", "Siversk")}),
    ("Russian forces consolidated newly captured positions in Siversk.", {("hold", "Siversk")}),
    ("Russian forces captured central Siversk.", {("advance", "Siversk")}),
    ("Russian forces restored control over Siversk.", {("capture", "Siversk")}),
    ("Russian forces captured Siversk in order to open the road to Lyman.", {("capture", "Siversk")}),
    ("Russian forces consolidated their control of Siversk.", {("hold", "Siversk")}),
    ("Ukrainian forces conducted a series of counterattacks near Siversk.", {("attack", "Siversk")}),
    ("Russian forces continued strikes to support operations in Siversk.", {("strike", "Siversk")}),
    ("Russian forces attacked Siversk in an effort to seize Spirne.", {("attack", "Siversk")}),
    ("Russian forces are fighting for control of Siversk and Spirne.", {("attack", "Siversk"), ("attack", "Spirne")}),
    ("Russian forces made grinding progress in Siversk.", {("advance", "Siversk")}),
    ("Russian forces advanced in Mariupol's Azovstal plant.", {("advance", "Azovstal plant")}),
    ("Russian forces hold the Azovstal industrial zone of Mariupol.", {("hold", "Azovstal")}),
    (
        "Russian forces made no advances near Siversk, while Russian forces advancing from Spirne took prisoners.",
        {("advance", "Siversk"), ("advance", "Spirne")},
    ),
    (
        "Russian forces entered several towns — including Siversk and Lyman — on Monday.",
        {("advance", "Siversk"), ("advance", "Lyman")},
    ),
    (
        "Russian forces took several towns \u2013 Siversk, Spirne and Lyman \u2013 on Monday.",
        {("capture", "Siversk"), ("capture", "Spirne"), ("capture", "Lyman")},
    ),
    ("Russian forces took Siversk and Spirne, two suburbs of Lyman.", {("capture", "Siversk"), ("capture", "Spirne")}),
    (
        "Russian forces resumed air, artillery, and ground assaults on Siversk.",
        {("attack", "Siversk"), ("strike", "Siversk")},
    ),
    ("Russian troops had partial success while attacking Siversk.", {("advance", "Siversk"), ("attack", "Siversk")}),
    ("Russian forces control all of Siversk with the exception of the Azot plant.", {("hold", "Siversk")}),
    (
        "Russian forces attacked Spirne, about 18 km northeast of Bakhmut along the T1302 highway.",
        {("attack", "Spirne")},
    ),
    ("Russian forces made progress in Spirne, but their assaults failed elsewhere.", {("advance", "Spirne")}),
    (
        "Russian forces attacked Siversk. The attack was repelled.",
        {("attack", "Siversk"), ("repelled", "Siversk")},
    ),
    (
        "Russian forces attacked Siversk. The attacks by Russian forces in the direction of Lyman were repelled.",
        {("attack", "Siversk"), ("repelled", None)},
    ),
    (
        "Russian forces attacked near Siversk and Lyman of Donetsk Oblast, where defenders repelled six attacks.",
        {("repelled", "Siversk"), ("repelled", "Lyman")},
    ),
    (
        "Russian forces attacked Siversk. Then they captured the entirety of the town.",
        {("attack", "Siversk"), ("capture", "Siversk")},
    ),
    (
        "Russian forces fought around Spirne and Siversk, both near Lyman along the T1302 Bakhmut-Lysychansk highway.",
        {("contested", "Spirne"), ("contested", "Siversk")},
    ),
    (
        "Heavy shelling of Kharkiv, but Ukrainians claim advances east of city",
        {("strike", "Kharkiv"), ("advance", "Kharkiv")},
    ),
    ("Russian forces withdrew units from attacks near Spirne.", {("withdraw", None)}),
    (
        "Spirne lies west of Popasna and the Donetsk Oblast border, which Russian forces crossed on Tuesday.",
        {("advance", "Donetsk Oblast")},
    ),
    (
        "Russian forces gained ground in Siversk and continued to reinforce operations near Spirne.",
        {("advance", "Siversk"), ("deploy", "Spirne")},
    ),
    ("The officer saw captured and destroyed vehicles in Spirne.", set()),
    (
        "Russian forces shelled Siversk, south of Lyman, which Ukrainian forces retook on Monday.",
        {("strike", "Siversk"), ("capture", "Siversk")},
    ),
    (
        "Russian troops moved into Siversk and occupied several streets near Spirne.",
        {("advance", "Siversk"), ("advance", "Spirne")},
    ),
    (
        "Russian forces resumed assaults on Ukrainian forces defending Spirne.",
        {("attack", "Spirne"), ("hold", "Spirne")},
    ),
    (
        "Russian forces conducted assaults on Spirne and made marginal gains.",
        {("attack", "Spirne"), ("advance", "Spirne")},
    ),
    (
        "Russian forces continued assaults on Siversk, Lyman, and Spirne in the past day but lost many men.",
        {("attack", "Siversk"), ("attack", "Lyman"), ("attack", "Spirne")},
    ),
    (
        "Russian forces continued assaults on Siversk and Spirne, making gains.",
        {("attack", "Siversk"), ("attack", "Spirne"), ("advance", "Siversk"), ("advance", "Spirne")},
    ),
    ("Russian forces shelled Siversk and advanced toward Spirne.", {("strike", "Siversk"), ("advance", None)}),
    ("Siversk, Spirne and the city of Lyman came under fire.", {("strike", p) for p in ("Siversk", "Spirne", "Lyman")}),
    ("The village of Spirne and the city of Lyman were shelled.", {("strike", "Spirne"), ("strike", "Lyman")}),
    ("Siversk and the small border town of Spirne were shelled.", {("strike", "Siversk"), ("strike", "Spirne")}),
    (
        "In Lyman district, the villages of Siversk and Spirne came under fire.",
        {("strike", "Siversk"), ("strike", "Spirne")},
    ),
    (
        "In the Siversk direction, the enemy attacked near Spirne and Lyman; four clashes are still ongoing.",
        {(kind, place) for kind in ("attack", "contested") for place in ("Spirne", "Lyman")},
    ),
    (
        "In Siversk, Ukrainian forces repelled attacks today, the enemy shelled residential areas.",
        {("repelled", "Siversk"), ("strike", "Siversk")},
    ),
    (
        "Russian forces assaulted Siversk on Friday, officials said, adding that the attack was repelled near Spirne.",
        {("attack", "Siversk"), ("repelled", "Spirne")},
    ),
    ("Russian forces assaulted Siversk, but the assault was repelled.", {("repelled", "Siversk")}),
    ("Police left Siversk, and the town of Spirne was shelled.", {("strike", "Spirne")}),
    ("Russian forces captured Siversk and Spirne was shelled.", {("capture", "Siversk"), ("strike", "Spirne")}),
]


@pytest.mark.parametrize(("text", "expected"), LISTS, ids=[text for text, _ in LISTS])
def test_each_place_has_the_kind_that_is_told_of_it(
    claims: Callable[[str], set[Row]], text: str, expected: set[tuple[str, str]]
) -> None:
    """A piece of a town is an advance, a list behind "including" names what was counted, shared nouns tell twice."""
    assert {(kind, surface) for _, kind, surface, *_ in claims(text)} == expected


def test_what_an_exception_names_ends_with_it(claims: Callable[[str], set[Row]]) -> None:
    """Places behind an exception's comma are not the other side's."""
    found = claims(
        "Russian forces hold Spirne, except a small Ukrainian-held section of Siversk, as well as most of Soledar."
    )
    assert ("UA", "hold", "Siversk", "author", "stated") in found
    assert not any(actor == "UA" and surface == "Soledar" for actor, _, surface, *_ in found)


def test_what_the_report_does_not_assess_is_doubted(claims: Callable[[str], set[Row]]) -> None:
    """A "not" before the report's own judgement is no word for what it does not find."""
    for verb in ("do not assess", "have not confirmed"):
        found = claims(f"We {verb} that Russian forces captured Spirne.")
        assert found == {("RU", "capture", "Spirne", "author", "doubted")}


def test_a_claim_called_unlikely_in_its_own_sentence_is_doubted(claims: Callable[[str], set[Row]]) -> None:
    """The report's verdict behind "but" reaches back over the claim."""
    found = claims("The Russian ministry claimed that Russian forces captured Spirne, but this claim is unlikely.")
    assert found == {("RU", "capture", "Spirne", "RU", "doubted")}


def test_who_fired_before_fires_on_where_nobody_is_named(claims: Callable[[str], set[Row]]) -> None:
    """Fire on the same land goes on; on its own land it is nobody's."""
    found = claims("Ukrainian drones attacked Belgorod. In the town of Shebekino, a house was hit. Kreminna was hit.")
    assert {(actor, surface) for actor, _, surface, *_ in found} == {
        ("UA", "Belgorod"),
        ("UA", "Shebekino"),
        ("unknown", "Kreminna"),
    }
    found = claims(
        "Russia launched 40 missiles at Ukraine. Most were shot down, but energy facilities in Lviv were damaged."
    )
    assert {row[:3] for row in found} == {("RU", "strike", None), ("RU", "strike", "Lviv")}
    found = claims("Russia shells Odesa\nRoad bridge near Sloviansk heavily damaged")
    assert {row[:3] for row in found} == {("RU", "strike", "Odesa")}


def test_hearsay_covers_all_that_its_that_opens(claims: Callable[[str], set[Row]]) -> None:
    """What "it is reported that" tells is nobody's to its end."""
    found = claims("It is reported that Ukrainian forces attack Verbove, but also advance near Robotyne.")
    assert {claimant for *_, claimant, _ in found} == {"unattributed"}


def test_beside_the_village_is_not_the_village(read: Callable[[str], Timeline]) -> None:
    """What lies west of the village is told near it; "the village itself" behind it is the place again."""
    text = "Russian troops attacked Spirne. Ukrainian troops hold the trench line west of the village. "
    text += "Russia still controls the village itself."
    rows = read(text).claims.filter(pl.col("kind") == "hold").select("actor", "surface", "relation").rows()
    assert set(rows) == {("UA", "Spirne", "west of"), ("RU", "Spirne", None)}


def test_what_is_not_said_of_the_first_verb_is_not_said_of_the_second(claims: Callable[[str], set[Row]]) -> None:
    """A "not" before two verbs that "or" joins denies both, and both are its subject's."""
    found = claims("Russian forces have not captured Siversk or taken control of Spirne.")
    assert found == {
        ("RU", "capture", "Siversk", "author", "denied"),
        ("RU", "capture", "Spirne", "author", "denied"),
    }


TWO_SIDES = [  # who does what in one sentence
    (
        "A market in Donetsk was struck by artillery, killing two, Denis Pushilin said, blaming Ukraine.",
        ("UA", "strike", "Donetsk"),
    ),
    ("Ukrainian forces moved forward by 700 metres near Spirne, Maliar wrote.", ("UA", "advance", "Spirne")),
    ("Shoigu congratulated the troops on the liberation of Spirne.", ("RU", "capture", "Spirne")),
    ("Putin congratulated the 30th Brigade on the capture of Spirne.", ("RU", "capture", "Spirne")),
    ("Russian forces attacked near Spirne. Ukrainian troops repelled the attack.", ("RU", "repelled", "Spirne")),
    ("Moscow has moved parts of the 76th Division to Tokmak.", ("RU", "deploy", "Tokmak")),
    (
        "Ukrainian counterattacks retook parts of the city of Lyman and forced Russian troops out.",
        ("UA", "advance", "Lyman"),
    ),
    ("Russia's defence ministry said that Spirne was under its control.", ("RU", "hold", "Spirne")),
    ("Russian forces attacked Slovyansk after seizing Lyman.", ("RU", "capture", "Lyman")),
    ("Russian forces will attack Slovyansk after seizing Lyman on July 5.", ("RU", "capture", "Lyman")),
    ("Russian forces used missiles against Crimea.", ("RU", "strike", "Crimea")),
    ("Its drones damaged a grain elevator in Odesa, the Ukrainian military said.", ("RU", "strike", "Odesa")),
    ("Its drones damaged a depot in Belgorod, the Ukrainian military said.", ("UA", "strike", "Belgorod")),
    ("Drones hit an oil depot in Feodosia.", ("UA", "strike", "Feodosia")),
    ("Ukraine reported a hit on an oil depot in Feodosia.", ("UA", "strike", "Feodosia")),
    ("Kyiv claimed a hit on the refinery in Ryazan.", ("UA", "strike", "Ryazan")),
    ("Attacks on Spirne forced Ukrainian units to pull back.", ("RU", "attack", "Spirne")),
    ("Spirne passed to Battlegroup Tsentr.", ("RU", "capture", "Spirne")),
    (
        "Russian forces attacked near Lyman, but the village of Torske came under artillery fire.",
        ("RU", "strike", "Torske"),
    ),
    ("Russian forces attacked near Lyman, but came under fire near Torske.", ("UA", "strike", "Torske")),
    (
        "No attacks by the occupiers were seen at Lyman, yet the villages of Terny and Torske came under rocket fire.",
        ("RU", "strike", "Terny"),
    ),
    ("Missiles knocked out a power plant in Kharkiv.", ("RU", "strike", "Kharkiv")),
    (
        "Russian forces attacked near Lyman, and the people of Terny fled as Ukrainian troops shelled Torske.",
        ("UA", "strike", "Torske"),
    ),
    ("After Russian forces left Kreminna, Zelensky spoke in the city.", ("RU", "withdraw", "Kreminna")),
    ("Russian troops attacked Kreminna, but the city is holding.", ("UA", "hold", "Kreminna")),
    ("Ukraine insists that Kreminna is holding.", ("UA", "hold", "Kreminna")),
    (
        "Russian forces attacked Siversk. The operation against Spirne is making the most progress.",
        ("RU", "advance", "Spirne"),
    ),
    ("Moscow makes no claim on Poltava in Ukraine's east, but it has struck Spirne.", ("RU", "strike", "Spirne")),
    ("Russian forces left Siversk in Ukraine's east, and they shelled Spirne.", ("RU", "strike", "Spirne")),
    ("Missiles tore into a school in Poltava.", ("RU", "strike", "Poltava")),
    ("Missiles tore into a school in Kharkiv.", ("RU", "strike", "Kharkiv")),
    ("HIMARS struck a depot near Donetsk.", ("UA", "strike", "Donetsk")),
    ("A depot near Donetsk was hit with Iskander missiles.", ("RU", "strike", "Donetsk")),
    ("Siversk was taken, the Ukrainian army said.", ("RU", "capture", "Siversk")),
    ("Siversk was taken, the Russian army said.", ("RU", "capture", "Siversk")),
    (
        "Footage shows Ukrainian forces targeting Russian artillery attempting to advance near Siversk.",
        ("RU", "attack", "Siversk"),
    ),
    ("The enemy shelled Siversk and advanced near Spirne.", ("RU", "advance", "Spirne")),
    (
        "After work by Battlegroup West, positions were taken near Spirne, and attacks by the AFU near Lyman stopped.",
        ("RU", "advance", "Spirne"),
    ),
    (
        "Russian advances may cut off Ukrainian forces defending the land between free Ukraine and occupied Spirne.",
        ("UA", "hold", "Spirne"),
    ),
    (
        "Ground was won near Lyman, and six raids by the 5th and the 25th Brigade of the AFU were repelled in Siversk.",
        ("UA", "repelled", "Siversk"),
    ),
    (
        "Attempts by the enemy to break through near Siversk were thwarted, the Ukrainian General Staff said.",
        ("RU", "repelled", "Siversk"),
    ),
    (
        "According to Anna Koval, the spokeswoman of the Ukrainian army, the enemy, who had entered Siversk, withdrew.",
        ("RU", "advance", "Siversk"),
    ),
    ("The enemy attacks Siversk, Zelensky wrote on Monday, but is being held back.", ("RU", "repelled", "Siversk")),
    ("An enemy unit that had entered Siversk was thrown back by border guards.", ("RU", "advance", "Siversk")),
    ("In two days three towns were liberated by Ukrainian forces, among them Spirne.", ("UA", "capture", "Spirne")),
    (
        "Siversk, which Russian troops had made a fortified area, was liberated by Ukraine.",
        ("UA", "capture", "Siversk"),
    ),
    (
        "Russian forces shelled the plant, but Mariupol defenders maintained their positions.",
        ("UA", "hold", "Mariupol"),
    ),
    ("Ukrainian forces, which Russian troops attacked near Siversk, held their positions.", ("UA", "hold", "Siversk")),
    (
        "Russian advances may cut off large concentrations of Ukrainian forces still defending Siversk.",
        ("UA", "hold", "Siversk"),
    ),
    (
        "Hours after Zelensky left Siversk, retaken last week, Russian missiles hit a dam near Lyman.",
        ("RU", "strike", "Lyman"),
    ),
    (
        "Residents fled as Russian troops, who rested on Friday, reached the northern edge of Siversk.",
        ("RU", "advance", "Siversk"),
    ),
    ("Prigozhin said that his men had raised a Russian flag in Siversk.", ("RU", "capture", "Siversk")),
    ("Moscow said that its forces had rested and had hit Ukrainian troops near Siversk.", ("RU", "strike", "Siversk")),
    ("In occupied Melitopol, the mayor said, a base of the occupiers had been hit.", ("UA", "strike", "Melitopol")),
    (
        "Shoigu said that his men rested, which meant that the whole of Luhansk Oblast had been liberated.",
        ("RU", "capture", "Luhansk Oblast"),
    ),
    ("Ukrainian troops encircled in Siversk laid down their arms.", ("RU", "advance", "Siversk")),
    ("Ukrainian troops encircled Siversk.", ("UA", "advance", "Siversk")),
    (
        "It was Ukrainian forces, not Russian ones, that shelled Siversk, Moscow's envoy said.",
        ("UA", "strike", "Siversk"),
    ),
    ("The Ukrainian city of Siversk, occupied since May, was retaken by Kyiv's troops.", ("UA", "capture", "Siversk")),
    ("Russian troops stormed Lyman, Haidai wrote, shelling Siversk.", ("RU", "strike", "Siversk")),
    ("Ukrainian troops stormed Lyman, Moscow said on Monday, shelling Siversk.", ("UA", "strike", "Siversk")),
    ("Ukrainian forces shelled Russian troops as they withdrew from Siversk.", ("RU", "withdraw", "Siversk")),
    ("Ukrainian forces shelled Lyman as they advanced near Siversk.", ("UA", "advance", "Siversk")),
    (
        "The occupiers fired at our positions. Two concentration areas near Siversk were hit.",
        ("UA", "strike", "Siversk"),
    ),
    ("The occupiers fired at our positions. Two homes near Siversk were hit.", ("RU", "strike", "Siversk")),
    ("Kyiv rejected Moscow's claim to have captured Siversk.", ("RU", "capture", "Siversk")),
    ("Moscow denied Ukrainian claims of having captured Siversk.", ("UA", "capture", "Siversk")),
    ("Ukraine confirmed Russia's announcement of having taken Siversk.", ("RU", "capture", "Siversk")),
    ("Kyiv rejected Moscow's claim and said that it had captured Siversk.", ("UA", "capture", "Siversk")),
    ("Wagner men gained ground in Siversk.", ("RU", "advance", "Siversk")),
    ("Moscow on Thursday stormed Siversk.", ("RU", "attack", "Siversk")),
    ("Kyiv in response struck the Belgorod airfield.", ("UA", "strike", "Belgorod airfield")),
    ("Kyiv on Monday was shelled as Russian troops took Siversk.", ("RU", "capture", "Siversk")),
    ("Russian troops stepped up their attacks. The main attacks were near Siversk.", ("RU", "attack", "Siversk")),
    ("Russian troops attacked near Lyman. One assault at Siversk made small gains.", ("RU", "advance", "Siversk")),
    ("Russian troops attacked near Lyman. Another attack near Siversk failed.", ("RU", "repelled", "Siversk")),
    ("Russian troops hit Lyman. Another attack near Siversk by Ukraine failed.", ("UA", "repelled", "Siversk")),
    ("Film shows Ukrainian gains near Lyman and new progress east of Siversk.", ("UA", "advance", "Siversk")),
    ("He told of Russian shelling of Lyman and attacks at Siversk.", ("RU", "attack", "Siversk")),
    ("Russian-occupied Siversk was shelled on Monday.", ("UA", "strike", "Siversk")),
    ("Russian forces almost certainly captured Siversk.", ("RU", "capture", "Siversk")),
    ("Missiles struck Ukrainian-held Siversk.", ("RU", "strike", "Siversk")),
    ("The Russian-installed mayor said that Siversk had been shelled.", ("UA", "strike", "Siversk")),
    ("They have taken Siversk, a Ukrainian official admitted.", ("RU", "capture", "Siversk")),
    ("They have lost Siversk, a Ukrainian official admitted.", ("UA", "withdraw", "Siversk")),
    ("Kyiv denied Russian claims that its troops had left Siversk.", ("UA", "withdraw", "Siversk")),
    ("Kyiv denied Russian claims that its troops had taken Siversk.", ("RU", "capture", "Siversk")),
    ("We have left Siversk, a Ukrainian soldier said.", ("UA", "withdraw", "Siversk")),
    ("Russian drones hit a depot in Reni used by the Ukrainian army.", ("RU", "strike", "Reni")),
    ("Russian drone wrecks apartment block in Okhtyrka.", ("RU", "strike", "Okhtyrka")),
    ("Russia storms Vovchansk. The town is contested; its defenders beat off raids.", ("RU", "repelled", "Vovchansk")),
    ("He called the strike on Sumy Russia's answer to the offer.", ("RU", "strike", "Sumy")),
    ("Wagner fighters have won footholds near Siversk.", ("RU", "advance", "Siversk")),
    ("Ukraine hit a depot in Luhansk used by Russian troops.", ("UA", "strike", "Luhansk")),
    ("Moscow claimed to have taken Siversk, though Kyiv said its troops were holding on.", ("UA", "hold", "Siversk")),
    ("Russian state media said the army had taken Siversk.", ("RU", "capture", "Siversk")),
    ("Zelensky said that the enemy had taken Siversk.", ("RU", "capture", "Siversk")),
    ("Russian forces push hard; they have taken Siversk, according to DeepState.", ("RU", "capture", "Siversk")),
    (
        "A Russian attack near Lyman has been stopped and the village of Siversk recaptured, Zelensky said.",
        ("UA", "capture", "Siversk"),
    ),
    (
        "A Russian attack near Lyman has been stopped and Siversk recaptured, Zelensky said.",
        ("RU", "repelled", "Lyman"),
    ),
    ("Lyman was shelled and Russian forces advanced near Siversk.", ("RU", "advance", "Siversk")),
    (
        "Ukrainian troops advanced, cutting a road that Russian forces use, capturing Siversk.",
        ("UA", "capture", "Siversk"),
    ),
    ("Ukrainian officials told of Russian forces that entered Lyman, capturing Siversk.", ("RU", "capture", "Siversk")),
    ("The sides agreed on the Ukrainian surrender of Spirne.", ("RU", "capture", "Spirne")),
    ("The surrender of Spirne by Ukrainian troops followed.", ("RU", "capture", "Spirne")),
    ("Russian forces secured the surrender of Spirne.", ("RU", "capture", "Spirne")),
    ("Kharkiv still holds, a soldier says.", ("UA", "hold", "Kharkiv")),
    ("Soldiers from the DNR claimed to have taken full control of Spirne.", ("RU", "capture", "Spirne")),
    ("Ukrainian troops met soldiers from the DNR and took Spirne.", ("UA", "capture", "Spirne")),
    ("Ukrainian troops entered Siversk but were stopped by Russian infantry.", ("UA", "advance", "Siversk")),
    ("Ukrainian forces pushed back from the center of Siversk, says military", ("UA", "withdraw", "Siversk")),
    ("Ukrainian forces pushed back Russian troops from Siversk.", ("RU", "withdraw", "Siversk")),
    ("Ukraine inches closer towards the border near Siversk.", ("UA", "advance", "Siversk")),
    (
        "The Russian army reached the bridge. It also claimed to have taken Siversk, which Ukraine denied.",
        ("RU", "capture", "Siversk"),
    ),
    (
        "The Russian army reached the bridge. It also claimed to have taken Siversk, something Ukraine denies.",
        ("RU", "capture", "Siversk"),
    ),
    ("Russians flee Lyman.", ("RU", "withdraw", "Lyman")),
    ("Russian bombers flying over the Sea of Azov fired missiles at Odesa.", ("RU", "strike", "Odesa")),
    ("Azov fighters fired missiles at Lyman.", ("UA", "strike", "Lyman")),
    ("Ukrainian drones launched from Odesa hit Sevastopol.", ("UA", "strike", "Sevastopol")),
    ("Russian volunteers fighting for Ukraine took Siversk.", ("UA", "capture", "Siversk")),
    ("Belarusian partisans aligned with the Ukrainian army attacked Siversk.", ("UA", "attack", "Siversk")),
    ("North Korean soldiers fighting alongside Russian forces stormed Siversk.", ("RU", "attack", "Siversk")),
    ("Chechens loyal to Moscow shelled Siversk.", ("RU", "strike", "Siversk")),
    ("Chechens allied with Kyiv shelled Siversk.", ("UA", "strike", "Siversk")),
    ("Russian forces fighting for the Ukrainian town of Spirne shelled Siversk.", ("RU", "strike", "Siversk")),
    ("Russian forces fighting for Ukraine's Spirne shelled Siversk.", ("RU", "strike", "Siversk")),
    ("Ukrainian units fighting for Russian-held Kreminna shelled Siversk.", ("UA", "strike", "Siversk")),
    ("Russian forces fighting for Kyiv shelled Siversk.", ("RU", "strike", "Siversk")),
    ("Russian troops fighting for Ukrainian positions near Robotyne left Siversk.", ("RU", "withdraw", "Siversk")),
    ('"They hit a school in Poltava," Ukrainian governor Dmytro Lunin said.', ("RU", "strike", "Poltava")),
    (
        'Ukrainian marines crossed the river. "They hold Krynky," Ukrainian spokeswoman Nataliia Humeniuk said.',
        ("UA", "hold", "Krynky"),
    ),
    (
        'Ukrainian marines crossed the river. "They are shelling our men in Krynky," Natalia Humeniuk said.',
        ("RU", "strike", "Krynky"),
    ),
    ("Ukrainian forces repelled Russian attacks near Siversk. They also shelled Spirne.", ("UA", "strike", "Spirne")),
    ("Russian forces pushed Ukrainian troops out of Siversk. They also hold Spirne.", ("RU", "hold", "Spirne")),
    ("Ukrainian troops were driven out of Siversk. They now hold Spirne.", ("UA", "hold", "Spirne")),
    ("Ukrainian forces destroyed a depot in a strike on Spirne.", ("UA", "strike", "Spirne")),
    ("Ukraine shot down three missiles during a strike on Odesa.", ("RU", "strike", "Odesa")),
    ("Our troops hit the enemy near Spirne, a spokesperson told Sputnik.", ("RU", "strike", "Spirne")),
    ("Russian forces hit the enemy near Spirne.", ("RU", "strike", "Spirne")),
    ("From Moscow, the Defence Ministry claimed on Tuesday the conquest of Spirne.", ("RU", "capture", "Spirne")),
    ("In Moscow, the defence ministry said its forces had taken Spirne.", ("RU", "capture", "Spirne")),
    ("Ukraine confirms retreat from Spirne.", ("UA", "withdraw", "Spirne")),
    ("The Russian military confirmed its pullout from Spirne.", ("RU", "withdraw", "Spirne")),
    ("Earlier on Saturday Kyiv posted a video of its paratroopers entering Spirne.", ("UA", "advance", "Spirne")),
    (
        "Russian troops unsuccessfully attempted to advance on Siversk and conducted a raid near Spirne.",
        ("RU", "attack", "Spirne"),
    ),
    ("Russian troops attacked Siversk and conducted an unsuccessful assault near Spirne.", ("RU", "attack", "Siversk")),
    ("A submarine supports the Russian invasion in Ukraine operating in the Black Sea.", ("RU", "hold", "Black Sea")),
    ("Chechen Rosgvardia forces were observed operating in the outskirts of Mariupol.", ("RU", "hold", "Mariupol")),
    (
        "Russian soldiers operate near Siversk, who are likely defending Russian-occupied positions.",
        ("RU", "hold", "Siversk"),
    ),
    ("Units of the Vostok group inflicted fire damage on the enemy near Siversk.", ("RU", "strike", "Siversk")),
    ("The Sever group of troops shelled Siversk.", ("RU", "strike", "Siversk")),
    ("Russian units, backed by artillery, hit Ukrainian troops near Siversk.", ("RU", "strike", "Siversk")),
    ("Kyiv denied that Siversk had been taken.", ("RU", "capture", "Siversk")),
    ("Kyiv denied that Siversk had been liberated by Russian troops.", ("RU", "capture", "Siversk")),
    ("In Moscow, the defence ministry said Siversk had been captured.", ("RU", "capture", "Siversk")),
    (
        "Ukraine drove Russian troops off Snake Island, the Black Sea isle near Odesa that they seized on Thursday.",
        ("RU", "capture", "Snake Island"),
    ),
    (
        "Russian forces took Bilohorivka, the last village in Luhansk region that Ukrainian forces held.",
        ("UA", "hold", "Bilohorivka"),
    ),
    ("Ukrainians stalled a Russian convoy stationed near Spirne.", ("RU", "deploy", "Spirne")),
    ("The breach of Ukrainian defences near Siversk widened.", ("RU", "advance", "Siversk")),
    ("The Russian breach of Ukrainian lines near Siversk widened.", ("RU", "advance", "Siversk")),
    ("The breach of our lines near Siversk is serious, a Ukrainian officer said.", ("RU", "advance", "Siversk")),
    ("The infiltration of Russian positions near Siversk goes on.", ("UA", "advance", "Siversk")),
    ("The infiltration of Russian troops into Siversk goes on.", ("RU", "advance", "Siversk")),
    ("The penetration of enemy lines near Siversk goes on.", ("UA", "advance", "Siversk")),
    ("The penetration of enemy troops near Siversk goes on.", ("RU", "advance", "Siversk")),
    ("Siversk fell to the enemy on Monday.", ("RU", "capture", "Siversk")),
    ("Ukrainian forces drove Russian troops from Siversk. They fled from Spirne.", ("RU", "withdraw", "Spirne")),
    ("Ukrainian forces drove Russian troops from Siversk. They took Spirne.", ("UA", "capture", "Spirne")),
    ("Ukrainian forces hit Siversk, but Russia said they were pushed out of Spirne.", ("UA", "withdraw", "Spirne")),
    ("Russian units left Siversk; but, according to Kyiv, they hold Spirne.", ("RU", "hold", "Spirne")),
    ("Russian soldiers serving in Ukraine shelled Siversk.", ("RU", "strike", "Siversk")),
    ("Russian soldiers serving in the Ukrainian army shelled Siversk.", ("UA", "strike", "Siversk")),
    ("Moscow denied Kyiv's claim that Kreminna had been liberated.", ("UA", "capture", "Kreminna")),
    ("Russia is claiming Siversk.", ("RU", "capture", "Siversk")),
    ("Ukrainian forces left Siversk and Russian officials said they had taken Spirne.", ("RU", "capture", "Spirne")),
    ("Ukraine destroyed 20 Russian missiles during a strike on Odesa.", ("RU", "strike", "Odesa")),
    ("Russia launched 20 missiles during a strike on Odesa.", ("RU", "strike", "Odesa")),
    ("Moscow: our troops took Spirne.", ("RU", "capture", "Spirne")),
    ("Russian troops fighting Ukrainian forces attacked Spirne.", ("RU", "attack", "Spirne")),
    (
        "According to the governor, Siversk is being shelled and the enemy is attacking at Lyman.",
        ("RU", "strike", "Siversk"),
    ),
    ("Ukrainian forces pushed Russian forces about 40 km east.", ("RU", "withdraw", None)),
    ("Ukrainian forces drove the Russians some 15 miles north of Siversk.", ("RU", "withdraw", "Siversk")),
    ("Russian forces abandoned their failed attempt to take Siversk.", ("RU", "repelled", "Siversk")),
    ("Russian forces are attempting a wide encirclement of Siversk.", ("RU", "attack", "Siversk")),
    ("Wagner fighters have arrived at the edge of Siversk.", ("RU", "advance", "Siversk")),
    ("Russians were seen in Lyman, some 30 km north of Siversk, but have not taken it.", ("RU", "capture", "Lyman")),
    (
        "Russian tanks were seen in Lyman, about 30 km north of Siversk, but they have not taken the town.",
        ("RU", "capture", "Lyman"),
    ),
    ("Russian troops attacked Siversk to interdict convoys along the Lyman-Spirne road.", ("RU", "attack", "Siversk")),
    ("Russian forces shelled Siversk and south of the town near Spirne and Lyman.", ("RU", "strike", "Spirne")),
    (
        "Russian forces recaptured positions that Ukrainian forces had seized near Siversk.",
        ("RU", "advance", "Siversk"),
    ),
    ("Ukrainian forces advanced to positions near Siversk.", ("UA", "advance", "Siversk")),
    ("Russian forces shelled Siversk and said that Ukrainian forces hit Spirne.", ("RU", "strike", "Siversk")),
    ("Ukrainian forces failed to stop the Russian advance near Siversk.", ("RU", "advance", "Siversk")),
    ("Russian forces attempted to halt the Ukrainian counteroffensive near Siversk.", ("UA", "attack", "Siversk")),
    ("Ukrainian forces managed to halt the Russian advance near Siversk.", ("RU", "repelled", "Siversk")),
]


@pytest.mark.parametrize(("text", "row"), TWO_SIDES, ids=[text for text, _ in TWO_SIDES])
def test_each_side_does_its_own(claims: Callable[[str], set[Row]], text: str, row: tuple[str, str, str]) -> None:
    """Where both sides act, neither is given what the other does."""
    found = {(actor, kind, surface) for actor, kind, surface, *_ in claims(text)}
    actor, kind, surface = row
    assert row in found
    assert ({"UA": "RU", "RU": "UA"}[actor], kind, surface) not in found


def test_an_attempt_to_advance_only_heads_for_its_goal(read: Callable[[str], Timeline]) -> None:
    """What forces tried to advance to is no place of theirs; what they advanced to is."""
    tried = read("Russian forces tried and failed to advance to Siversk.").claims
    assert tried.select("kind", "surface", "toward").rows() == [("repelled", None, ["Siversk"])]
    done = read("Russian forces advanced to Siversk.").claims
    assert done.select("kind", "surface", "toward").rows() == [("advance", "Siversk", [])]


@pytest.mark.parametrize("way", ["northwest to", "to", "toward"])
def test_an_attempt_to_advance_is_not_where_they_fight(read: Callable[[str], Timeline], way: str) -> None:
    """None of the places that another verb is said of is that of the attempt."""
    attempt = f"which is a likely attempt to advance {way} Siversk"
    found = read(f"Russian forces are fighting in Spirne and Berestove, {attempt}.").claims
    rows = found.select("kind", "surface", "toward").rows()
    assert ("attack", None, ["Siversk"]) in rows
    assert [surface for kind, surface, _ in rows if kind == "attack"] == [None]


def test_what_is_only_reported_is_so_behind_and(claims: Callable[[str], set[Row]]) -> None:
    """What is reported holds for both verbs of one subject, not for the next clause."""
    found = claims("Russian forces reportedly captured Siversk and shelled Lyman, and Ukrainian forces shelled Spirne.")
    assert {(surface, claimant) for _, _, surface, claimant, _ in found} == {
        ("Siversk", "unattributed"),
        ("Lyman", "unattributed"),
        ("Spirne", "author"),
    }


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Russian assaults on Siversk have not been reported.", ("RU", "attack", "Siversk", "author", "denied")),
        ("Russian gains near Siversk have not been confirmed.", ("RU", "advance", "Siversk", "author", "doubted")),
        (
            "Russian forces did not conduct any reported ground attacks near Siversk.",
            ("RU", "attack", "Siversk", "author", "denied"),
        ),
        (
            "Russian forces entered Siversk and Spirne but have not taken control of both towns.",
            ("RU", "capture", "Siversk", "author", "denied"),
        ),
    ],
)
def test_what_has_not_been_reported_did_not_happen(claims: Callable[[str], set[Row]], text: str, row: Row) -> None:
    """The verb that is said of a noun may tell that there was no such thing."""
    assert row in claims(text)


def test_what_cannot_be_confirmed_is_doubted_in_the_sentence_before(claims: Callable[[str], set[Row]]) -> None:
    """Missing information is a doubt of what was told, and of nothing that stands before it in its sentence."""
    told = "Russian sources claimed that Russian forces captured Spirne. "
    told += "We lack sufficient evidence to confirm this claim."
    assert claims(told) == {("RU", "capture", "Spirne", "RU", "doubted")}
    beside = claims("Russian forces continued assaults in Siversk, but we cannot confirm specific gains.")
    assert ("RU", "attack", "Siversk", "author", "stated") in beside


REPORTS = (
    "The Ukrainian General Staff reported that Russian forces attacked Siversk. "
    "A Russian milblogger claimed that Russian troops advanced near Lyman. "
)


@pytest.mark.parametrize(
    ("later", "credences"),
    [
        ("We have no way to verify these claims.", {"Siversk": "doubted", "Lyman": "doubted"}),
        (
            "We do not have enough evidence at hand to confirm or refute these reports.",
            dict.fromkeys(("Siversk", "Lyman"), "doubted"),
        ),
        ("We cannot independently verify this claim.", {"Siversk": "claimed", "Lyman": "doubted"}),
        ("The claim has not yet been visually confirmed.", {"Siversk": "claimed", "Lyman": "doubted"}),
        ("Footage posted on Monday contradicts this claim.", {"Siversk": "claimed", "Lyman": "doubted"}),
        ("We have only observed evidence of shells there.", {"Siversk": "claimed", "Lyman": "doubted"}),
        ("Geolocated footage confirmed this claim.", {"Siversk": "claimed", "Lyman": "confirmed"}),
        ("Geolocated footage does not confirm this claim.", {"Siversk": "claimed", "Lyman": "claimed"}),
        ("A Russian spokesman confirmed this claim.", {"Siversk": "claimed", "Lyman": "claimed"}),
        ("It was not immediately possible to verify the claim.", {"Siversk": "claimed", "Lyman": "doubted"}),
        ("Kyiv's General Staff said this was not true.", {"Siversk": "claimed", "Lyman": "denied"}),
        ("Kyiv made no comment on these claims.", {"Siversk": "claimed", "Lyman": "claimed"}),
    ],
)
def test_what_is_said_of_reports_later_is_of_all_that_it_names(
    claims: Callable[[str], set[Row]], later: str, credences: dict[str, str]
) -> None:
    """One claim is the last that was told, several are all right before; pictures prove, a spokesman does not."""
    assert {surface: credence for _, _, surface, _, credence in claims(REPORTS + later)} == credences


def test_what_the_report_tells_again_to_doubt_it_is_doubted_where_it_was_told(
    claims: Callable[[str], set[Row]],
) -> None:
    """A claim has one record, with the doubt of a later sentence; of another town, or another's, both stand."""
    told = "Russian sources claimed that Russian forces captured Spirne. It rained. "
    again = claims(told + "We have seen no proof of Spirne having been taken by the Russians.")
    assert again == {("RU", "capture", "Spirne", "RU", "doubted")}
    other = claims(told + "We have seen no proof that Russian forces captured Siversk.")
    assert ("RU", "capture", "Spirne", "RU", "claimed") in other
    assert ("RU", "capture", "Siversk", "author", "doubted") in other
    denied = claims(told + "Russian forces have not captured Spirne.")
    assert ("RU", "capture", "Spirne", "author", "denied") in denied


def test_a_denial_is_of_what_the_other_side_said(claims: Callable[[str], set[Row]]) -> None:
    """Where both sides told something, a denial is of the other's; else a side takes back its own."""
    own = "Zelensky said that Ukrainian troops hold Lyman"
    found = claims(f"{own}, but Putin claimed the capture of Siversk. Kyiv denied it.")
    assert {surface: credence for _, _, surface, _, credence in found} == {"Lyman": "claimed", "Siversk": "denied"}
    assert {credence for *_, credence in claims(f"{own}. Kyiv denied it.")} == {"denied"}


def test_whose_no_nation_is_told_of_tells_of_its_own(claims: Callable[[str], set[Row]]) -> None:
    """A ministry says what its army took, and that the other's did not; whoever holds a town by name holds it."""
    assert claims("Siversk is not under Russian control, the ministry said.") == {
        ("RU", "hold", "Siversk", "UA", "denied")
    }
    assert claims("Siversk is under Russian control, the ministry said.") == {
        ("RU", "hold", "Siversk", "RU", "claimed")
    }


@pytest.mark.parametrize(
    ("source", "claimant"),
    [
        ("So says the Ukrainian General Staff in its bulletin.", "UA"),
        ("This was reported by the Russian ministry.", "RU"),
        ("That is according to the Ukrainian General Staff.", "UA"),
        ("So the Russian ministry rested.", "author"),
        ("It was reported that the Russian ministry rested.", "author"),
        ("The Russian ministry reported rain.", "author"),
    ],
)
def test_a_sentence_may_say_whose_words_all_others_are(
    claims: Callable[[str], set[Row]], source: str, claimant: str
) -> None:
    """What stands before and behind "so says X" is X's; what somebody says of one thing only is not."""
    found = claims(f"Troops of Ukraine attacked Lyman. {source} Ukrainian forces hold Siversk.")
    assert {claim for _, _, _, claim, _ in found} == {claimant}


def test_what_is_said_goes_on_behind_but_that(claims: Callable[[str], set[Row]]) -> None:
    """A second "that" is the speaker's too; a contrast of the report's own is not."""
    told = "The General Staff said that Russian forces attacked Lyman, but "
    held = claims(told + "that Ukrainian forces still hold Siversk.")
    assert ("UA", "hold", "Siversk", "UA", "claimed") in held
    held = claims(told + "Ukrainian forces still hold Siversk.")
    assert ("UA", "hold", "Siversk", "author", "stated") in held


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit a school in Donetsk.",
        "A depot in Izyum was hit.",
        "Drones struck a refinery near Ryazan.",
        "Drones struck a school in the occupied part of Kharkiv.",
        "Missiles hit a HIMARS launcher near Donetsk.",
        "Shells hit a school in Sudzha.",
    ],
)
def test_fire_where_it_may_be_either_side_s_is_nobodys(claims: Callable[[str], set[Row]], text: str) -> None:
    """Where the front went, on occupied land and where partisans act, fire alone tells no side."""
    assert {(actor, kind) for actor, kind, *_ in claims(text)} == {("unknown", "strike")}


def test_fire_that_both_sides_tell_of_is_nobodys(claims: Callable[[str], set[Row]]) -> None:
    """Whose land it is tells who fired only where one side tells of it."""
    found = claims("Ukrainian and Russian sources reported shelling in Enerhodar.")
    assert {(actor, claimant) for actor, _, _, claimant, _ in found} == {("unknown", "UA"), ("unknown", "RU")}


@pytest.mark.parametrize(
    "way", ["accused each other of shelling", "traded accusations of shelling", "blamed each other for the shelling of"]
)
def test_of_two_that_accuse_each_other_each_tells_of_the_other(claims: Callable[[str], set[Row]], way: str) -> None:
    """What sides blame "each other" for is done by the other; what they only say is done by nobody known."""
    accused = claims(f"Russian and Ukrainian officials {way} Spirne.")
    assert accused == {
        ("UA", "strike", "Spirne", "RU", "claimed"),
        ("RU", "strike", "Spirne", "UA", "claimed"),
    }
    assert {row[0] for row in claims("Russian and Ukrainian officials reported shelling of Spirne.")} == {"unknown"}


@pytest.mark.parametrize(
    ("before", "told", "claimant"),
    [
        ("Russian officials reported rain.", "A Russian glide bomb hit a shop in Lviv, the mayor said.", "UA"),
        ("Zelensky spoke in Kyiv.", "A drone hit a refinery in Ryazan, the governor said.", "RU"),
        ("Gladkov said that drones hit Belgorod.", "The governor said that a shop in Shebekino was hit.", "RU"),
        ("Saldo said that Nova Kakhovka was shelled.", "The governor said that Hola Prystan was hit.", "RU"),
    ],
)
def test_a_nameless_mayor_sits_where_he_tells_of(
    claims: Callable[[str], set[Row]], before: str, told: str, claimant: str
) -> None:
    """Who spoke before is no mayor of a town in the other side's rear; of one that changed hands he may be."""
    assert {claim for *_, claim, _ in claims(f"{before} {told}")} == {claimant}


@pytest.mark.parametrize(
    ("told", "holds"),
    [
        ("Our aviation dropped three FABs.", "RU"),
        ("Our air defenders shot down 11 Shaheds.", "UA"),
        ("Our cities suffered as Russia launched 50 Shaheds.", "UA"),
    ],
)
def test_who_we_are_is_told_by_what_we_fire(claims: Callable[[str], set[Row]], told: str, holds: str) -> None:
    """Weapons of one side alone tell whose report it is that drops them, not whose sees them fall or shoots at them."""
    assert (holds, "hold", "Siversk", "author", "stated") in claims(f"{told} Our troops hold Siversk.")
