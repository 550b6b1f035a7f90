"""Where a claim's event happened: lists, distances, containers, directions, what only locates another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.schema import Timeline

PLACES = [
    ("Russian forces attacked Klishchiivka (7km southwest of Bakhmut).", ("Klishchiivka",)),
    ("Russian forces attacked near Klishchiivka, seven kilometres southwest of Bakhmut.", ("Klishchiivka",)),
    ("Russian forces attacked southwest of Bakhmut.", ("Bakhmut",)),
    (
        "Russian forces attacked southwest of Bakhmut near Klishchiivka, Andriivka, and Kurdyumivka.",
        ("Klishchiivka", "Andriivka", "Kurdyumivka"),
    ),
    (
        "Russian forces attacked near Klishchiivka and Andriivka, both southwest of Bakhmut.",
        ("Klishchiivka", "Andriivka"),
    ),
    (
        "Russian forces attacked in the direction of Bakhmut near Klishchiivka and Andriivka.",
        ("Klishchiivka", "Andriivka"),
    ),
    ("Russian forces attacked in the Bakhmut direction.", ()),
    ("Russian forces attacked on the Bakhmut axis.", ()),
    ("Russian forces attacked toward Bakhmut.", ()),
    ("Russian forces attacked from Klishchiivka toward Bakhmut.", ("Klishchiivka",)),
    ("Russian forces attacked between Klishchiivka and Andriivka.", ("Klishchiivka", "Andriivka")),
    ("In Bakhmut, Russian forces attacked.", ("Bakhmut",)),
    ("Russian forces in Bakhmut attacked Ukrainian positions.", ("Bakhmut",)),
    ("Bakhmut was attacked by Russian forces.", ("Bakhmut",)),
    ("Russian forces attacked the northern outskirts of Bakhmut.", ("Bakhmut",)),
    ("Russian forces attacked Bakhmut, Donetsk Oblast.", ("Bakhmut",)),
    ("Russian forces attacked Bakhmut in Donetsk Oblast.", ("Bakhmut",)),
    ("Russian forces attacked in Donetsk Oblast.", ("Donetsk Oblast",)),
    ("Russian forces attacked the town of Bakhmut.", ("Bakhmut",)),
    ("Russian forces attacked Bakhmut, Avdiivka and Marinka.", ("Bakhmut", "Avdiivka", "Marinka")),
    ("Russian forces attacked both Bakhmut and Avdiivka.", ("Bakhmut", "Avdiivka")),
    ("Russian forces attacked not only Bakhmut but also Avdiivka.", ("Bakhmut", "Avdiivka")),
    ("Russian forces attacked Avdiivka but not Bakhmut.", ("Avdiivka",)),
    ("Russian forces attacked Rabotino.", ("Rabotino",)),
    ("Ukrainian forces attacked near Artemovsk, Russian milbloggers said.", ("Artemovsk",)),
    ("Ukrainian forces attacked near Krasny Liman.", ("Krasny Liman",)),
    ("Russian forces shelled Kharkiv from Belgorod Oblast.", ("Kharkiv",)),
    ("Russian forces shelled Nikopol across the Dnipro River.", ("Nikopol",)),
    ("Ukrainian forces attacked Krynky on the left bank of the Dnipro.", ("Krynky",)),
    ("Russian forces attacked Spirne, 15 km from Siversk, and Vesele, 10 km from Soledar.", ("Spirne", "Vesele")),
    ("Russian forces attacked Siversk while Ukrainian officials in Kyiv met.", ("Siversk",)),
    ("Speaking in Kyiv, Zelensky said Russia struck Odesa.", ("Odesa",)),
    ("Zelensky told a press conference in Warsaw that Russia struck Odesa.", ("Odesa",)),
    (
        "Russian forces repelled every attack near Spirne, including two around Siversk.",
        ("Spirne", "Siversk"),
    ),
    ("Russian forces advanced to Spirne and along a street in Siversk.", ("Spirne", "Siversk")),
    ("Russian forces advanced to Spirne along a road in Donetsk Oblast.", ("Spirne",)),
    ("Russian drones hit Odesa and, further east, Mykolaiv.", ("Odesa", "Mykolaiv")),
    ("The Tavria group's spokesman said Russian forces attacked Avdiivka.", ("Avdiivka",)),
    ("The Mariupol mayor's adviser said Russian forces attacked Avdiivka.", ("Avdiivka",)),
    ("Bakhmut stands near the Dnipro River and Ukrainian forces stormed the city.", ("Bakhmut",)),
    ("Ukrainian forces struck a rail station in Tokmak, a hub on the way to Melitopol.", ("Tokmak",)),
    ("Ukrainian forces advanced to Urozhaine from Makarivka.", ("Urozhaine",)),
    (
        "Russian forces moved units from frontlines in the Izyum and Lyman areas to Svatove and Troitske.",
        ("Svatove", "Troitske"),
    ),
    ("Russian forces advanced to Metolkine, a suburb of Severodonetsk.", ("Metolkine",)),
    ("Ukrainian forces struck depots in Vesele and in Beryslav, Kherson Oblast.", ("Vesele", "Beryslav")),
    ("Russian forces struck Mykolaiv and a coastal village in Odesa Oblast.", ("Mykolaiv", "Odesa Oblast")),
    ("Russian forces shelled Kharkiv City and surrounding settlements.", ("Kharkiv City",)),
    ("Spirne and Lyman have both come under Russian shelling, with a market in Siversk ablaze.", ("Spirne", "Lyman")),
    ("Three people died in Siversk and two in Lyman, where Russian missiles smashed into a mill.", ("Lyman",)),
    ("Russian troops in Lyman, where it was cold, attacked Spirne.", ("Spirne",)),
    ("Russian forces attacked near Hrodivka and Zelene Pole; 22 assaults were repelled.", ("Hrodivka", "Zelene Pole")),
    (
        "Russian forces shelled Beryslav in Kherson Oblast, Nikopol and Marhanets in Dnipropetrovsk Oblast.",
        ("Beryslav", "Nikopol", "Marhanets"),
    ),
    ("Russian forces attacked in the Bakhmut and Lyman areas.", ("Bakhmut", "Lyman")),
    (
        "Russian forces attacked near Toretsk, south of Toretsk near Spirne, and west of Toretsk near Vesele.",
        ("Toretsk", "Spirne", "Vesele"),
    ),
    ("Russian forces attacked near Spirne, about 15km east of Siversk near the Luhansk border.", ("Spirne",)),
    (
        "Russian forces attacked in Luhansk Oblast, on the border between Kharkiv and Sumy oblasts, and in Crimea.",
        ("Luhansk Oblast", "Kharkiv", "Sumy oblasts", "Crimea"),
    ),
    (
        "Fighting went on near Spirne, in Luhansk Oblast, and on the east (left) bank of Kherson Oblast.",
        ("Spirne", "Luhansk Oblast", "Kherson Oblast"),
    ),
    (
        "Russian troops withdrew from the city of Lyman, from Yampil, and villages on the bank of the Oskil River.",
        ("Lyman", "Yampil", "Oskil River"),
    ),
    ("Clashes went on in the Lyman area of Donetsk.", ("Lyman",)),
    ("Russian artillery fired on rescuers in Odesa's flooded Prymorskyi district.", ("Prymorskyi district",)),
    ("Russian drones hit Odesa's busy port.", ("Odesa",)),
    ("Odesa's cathedral was damaged in a Russian missile attack.", ("Odesa",)),
    ("Ukraine said it had struck 12 Russian warplanes at three airbases, among them Belaya.", ("Belaya",)),
    ("Russia shelled Lyman, and Ukraine said it had struck a deal in Odesa.", ("Lyman",)),
    ("Near Lyman, Ukrainian troops have gained 1,100 metres in several sectors.", ("Lyman",)),
    ("Near Lyman it was calm; Ukrainian troops advanced in other sectors.", ()),
    ("Fighting goes on in Lyman, where Russia has moved troops from other sectors.", ("Lyman",)),
    ("Russia storms Lyman, the only town on the front where it has gained ground.", ("Lyman",)),
    ("Ukrainian forces were pushing Russian troops back in Sumy.", ("Sumy",)),
    ("Russian troops advanced on both sides of Lyman.", ("Lyman",)),
    ("Russian troops advanced on Lyman.", ()),
    ("Russian infantry pushed some 10km towards Lyman, through fields near Torske.", ("Torske",)),
    ("Russia is sending soldiers to hold positions in Kursk.", ("Kursk",)),
    ("Russia is sending soldiers to capture Kursk.", ()),
    ("Russian forces kept Ukrainian groups from attacking in the direction of Lyman.", ()),
    (
        "Lyman was quiet. In the Bakhmut sector, Russian units bypassed the city and reached Spirne.",
        ("Bakhmut", "Spirne"),
    ),
    ("Russian forces entered Vesele near Bakhmut and shelled the village.", ("Vesele",)),
    ("Russian forces took a mill in northern Bakhmut and made gains within the city.", ("Bakhmut",)),
    (
        "Russian forces reached Bakhmut and are fighting in the city, which they had been trying to take.",
        ("Bakhmut",),
    ),
    ("There were Russian gains on Lyman's eastern edges.", ("Lyman",)),
    ("There were Russian gains toward Lyman's eastern edges.", ()),
    ("Russian units moved forward inside Spirne and around Vesele [Donetsk Oblast - ed.].", ("Spirne", "Vesele")),
    ("Russian soldiers are pulling out of Spirne and of towns along the Oskil River.", ("Spirne", "Oskil River")),
    ("Russian forces shelled towns along the Dnipro's left bank and Kherson.", ("Dnipro", "Kherson")),
    (
        "Russian troops seized Siversk, and a Ukrainian brigade said it had pulled back from some districts of it.",
        ("Siversk",),
    ),
    ("Russian forces seized Siversk, while combat went on elsewhere around it.", ("Siversk",)),
    ("Lyman holds. Ukrainian officials say Russian assaults there and near Spirne failed.", ("Lyman", "Spirne")),
    ("Russian units fought for Lyman. They then entered its eastern suburb.", ("Lyman",)),
    ("Russian forces attacked Lyman. Ukrainian forces hold the western districts.", ("Lyman",)),
    ("Russian forces attacked Lyman. Ukrainian forces hold the western districts of Siversk.", ("Lyman", "Siversk")),
    ("Ukrainian forces hold Lyman, but have been subjected to intense artillery fire.", ("Lyman",)),
    ("Russian drones destroyed silos in the Danube port of Izmail.", ("Izmail",)),
    ("Russian drones hit the Korabel district of Kherson.", ("Korabel district",)),
    (
        "Russian officials asserted besides that Russian troops have taken Spirne, Vesele, and Yampil.",
        ("Spirne", "Vesele", "Yampil"),
    ),
    ("Russian troops have taken every town besides Spirne, and hold Yampil.", ("Yampil",)),
    ("Lyman fell to Russian troops. There were 50 Russian assaults near Siversk.", ("Lyman", "Siversk")),
    ("Fighting around Lyman went on: Ukrainian troops advanced 200 metres in several sectors.", ("Lyman",)),
    (
        "Near Lyman, the Russian army had partial success, having moved up along the Oskil River.",
        ("Lyman", "Oskil River"),
    ),
    (
        "Russian troops broke into Spirne, cut off the garrison at the Kurakhove power plant and fled.",
        ("Spirne", "Kurakhove power plant"),
    ),
    ("Near Lyman, Russian troops, emboldened by their victory in Avdiivka, stormed the town.", ("Lyman",)),
    ("Russian drones struck Odesa and, for the second night running, Izmail.", ("Odesa", "Izmail")),
    ("Russian missiles hit targets across Ukraine, from Lviv in the west to Kharkiv in the east.", ("Lviv", "Kharkiv")),
    ("Russian forces attacked along the whole front from Kupiansk to Vuhledar.", ("Kupiansk", "Vuhledar")),
    ("Russian forces withdrew from Lyman to Kreminna.", ("Lyman",)),
    ("Russian forces attacked from Lyman to Kreminna.", ("Lyman",)),
    ("Two people died in Kherson and one in Beryslav after Russian shelling.", ("Kherson", "Beryslav")),
    ("Crowds met in Kherson and in Beryslav after Russian shelling. Russian drones hit Odesa.", ("Odesa",)),
    ("Fighting is going on inside Siversk, where Russian troops hold the market.", ("Siversk",)),
    ("Explosions rocked Odesa, Kherson and Lviv as Russia launched a drone attack.", ("Odesa", "Kherson", "Lviv")),
    ("Envoys met in Odesa, Kherson and Lviv as Russia launched a drone attack. Russian drones hit Sumy.", ("Sumy",)),
    ("Russia hit Zatoka, a Black Sea resort near Odesa, with missiles.", ("Zatoka",)),
    ("Russia hit Zatoka, a village, and Odesa with missiles.", ("Zatoka", "Odesa")),
    ("Russian forces tried to advance on Lyman but were stopped near Spirne.", ("Spirne",)),
    ("Russian forces attacked toward Lyman but failed, and Ukrainian forces shelled Spirne.", ("Spirne",)),
    (
        "Ukrainian forces seized Spirne and the Vuhlehirska Power Plant (VPP) southeast of Siversk.",
        ("Spirne", "Vuhlehirska Power Plant"),
    ),
    ("Russian forces shelled Lysychansk, the last city that Ukraine held in Luhansk Oblast.", ("Lysychansk",)),
    ("Russian units seized the communities of Spirne and Siversk.", ("Spirne", "Siversk")),
    ("Russian forces shelled Nikopol, a town on the river, from near the reactors at Enerhodar.", ("Nikopol",)),
    ("Russian vehicles dug into positions near Antonov Airfield.", ("Antonov Airfield",)),
    ("The last town in Donetsk Oblast, the village of Spirne, was freed from Russian forces.", ("Spirne",)),
    ("Another town in Donetsk Oblast, Spirne, was captured by Russian forces.", ("Spirne",)),
    ("A house in Spirne, west of Siversk, was shelled by Russian forces.", ("Spirne",)),
    (
        "Russian forces attacked some 25 km to the west of Orikhiv, near the localities of Lobkove and Stepove.",
        ("Lobkove", "Stepove"),
    ),
    ("It is over Spirne that Russian and Ukrainian troops are fighting.", ("Spirne",)),
    (
        "Fighting goes on near Orikhiv; it is over Spirne that Russian and Ukrainian troops clash.",
        ("Orikhiv", "Spirne"),
    ),
    (
        "Russian forces attacked along the border separating Kharkiv Oblast from Luhansk Oblast.",
        ("Kharkiv Oblast", "Luhansk Oblast"),
    ),
    (
        "These villages were shelled by Russia: Spirne (Donetsk Oblast); Synkivka, Hrianykivka (Kharkiv Oblast).",
        ("Spirne", "Synkivka", "Hrianykivka"),
    ),
    ("Russian forces shelled Spirne: Siversk is quiet.", ("Spirne",)),
    (
        "Russian jets struck near Spirne (Donetsk Oblast), Oleksandria (Sumy Oblast) and Synkivka (Kharkiv Oblast).",
        ("Spirne", "Oleksandria", "Synkivka"),
    ),
    (
        "Russian forces captured the Yuvileynyi microdistrict in the southwest of Kupiansk.",
        ("Yuvileynyi microdistrict",),
    ),
    ("Spirne and Siversk, towns that Ukraine holds in Donetsk Oblast, were shelled by Russia.", ("Spirne", "Siversk")),
    ("Russian forces attacked near Spirne, Nova Poltava and Siversk.", ("Spirne", "Nova Poltava", "Siversk")),
    ("Russian forces attacked near Spirne, Nova Kakhovka and Siversk.", ("Spirne", "Nova Kakhovka", "Siversk")),
    ("Russian forces stormed Spirne, moving up with infantry and delivering heavy strikes from the air.", ("Spirne",)),
    ("Russian missiles hit Kyiv and Odesa. A Russian drone hit a house in the capital.", ("Kyiv", "Odesa")),
    ("Russian missiles hit Odesa. A Russian drone attack on the capital followed.", ("Odesa",)),
    ("Russia hit Ukraine with 100 drones.", ()),
    ("Russia carried out 30 airstrikes across Ukraine.", ()),
    ("Russian troops took Siversk. A missile was launched by Russia from the Astrakhan region.", ("Siversk",)),
    ("Siversk has borne the brunt of the fiercest clashes for much of the last year.", ("Siversk",)),
    ("The General Staff recorded 155 clashes in the past day.", ()),
    ("Trains left for Lviv from Siversk, which was shelled by Russian forces.", ("Siversk",)),
    ("Russian forces hit the Chonhar bridge linking Kherson and Crimea.", ("Chonhar bridge",)),
    ("Russian forces took Siversk, and in Lyman, they stormed the market.", ("Siversk", "Lyman")),
    ("Russian forces attacked toward Siversk, and around Lyman, but failed.", ("Lyman",)),
    ("Russia shelled Nikopol and the Myrivska community of Dnipropetrovsk Oblast.", ("Nikopol", "Myrivska")),
    ("Russian forces launched assaults on Siversk (on the road to Bakhmut) and Spirne.", ("Siversk", "Spirne")),
    ("Russian forces launched assaults on Siversk (likely seeking to turn south) and Spirne.", ("Siversk", "Spirne")),
    ("Ukrainian forces are conducting a counteroffensive near Izyum intended to draw troops away.", ("Izyum",)),
    ("Russian forces attacked toward Siversk and Vodyane (just south of Marinka).", ()),
    ("Russian forces shelled Spirne, west of the Kharkiv-Belgorod highway.", ("Spirne",)),
    ("Russian forces shelled Spirne, also northwest of Kherson City.", ("Spirne",)),
    (
        "Russian forces attacked east of Siversk, west of Lyman, and south of Kherson City.",
        ("Siversk", "Lyman", "Kherson City"),
    ),
    ("Russian units are concentrating in Polohy, central Zaporizhia Oblast.", ("Polohy",)),
    ("Ukrainian forces conducted a local counterattack against Russian forces operating near Spirne.", ("Spirne",)),
    ("Russian forces attacked south of Toretsk (Nelipivka, Pivdenne).", ("Nelipivka", "Pivdenne")),
    (
        "Russian forces attacked near Kupiansk (Synkivka, Ivanivka) and Lyman (Terny, Torske).",
        ("Synkivka", "Ivanivka", "Terny", "Torske"),
    ),
    ("Russian forces attacked in three places (Zhelanne, Ostrivske and Terny).", ("Zhelanne", "Ostrivske", "Terny")),
    ("Russian forces attacked the Kupiansk direction (Synkivka, Petropavlivka).", ("Synkivka", "Petropavlivka")),
    ("Russian forces attacked near Artemivsk (Bakhmut).", ("Artemivsk",)),
    ("Russian forces took Pishchane (Pokrovsk, Donetsk region).", ("Pishchane",)),
    ("In Kherson region the village of Potomkine is now in Ukrainian hands.", ("Potomkine",)),
    ("Russian forces shelled Sumy region, Kharkiv and Kherson.", ("Sumy region", "Kharkiv", "Kherson")),
    ("Ukrainian troops have withdrawn from the village of Krynky on the left bank of the Dnipro.", ("Krynky",)),
    ("Russian forces left Bucha near Kyiv.", ("Bucha",)),
    ("Russian forces took Vuhledar, the bastion in the south of Donetsk region.", ("Vuhledar",)),
    ("Russian forces took Pishchane, the village near Pokrovsk that has a mine.", ("Pishchane",)),
    ("Russian forces shelled Lyman, the bridge near Raihorodok and Siversk.", ("Lyman", "Siversk")),
    ("Ukraine struck Snake Island, the Black Sea outcrop near Odesa.", ("Snake Island",)),
    ("Kupiansk, which Russian forces took early in the war, was shelled by Russian artillery.", ("Kupiansk",)),
    (
        "Robotyne, where the Ukrainian counteroffensive stalled last year, was stormed by Russian infantry.",
        ("Robotyne",),
    ),
    ("Ukrainian forces advanced near Spirne, and talks were held in Geneva.", ("Spirne",)),
]

SHARED = [  # what two verbs of a sentence tell of: the first one's kind and places
    ("Russian forces shelled homes and stormed Spirne.", "strike", {"Spirne"}),
    ("Russian forces improved their positions and repelled five attacks near Spirne.", "advance", {None}),
    ("Russian forces encircled and shelled Spirne.", "advance", {"Spirne"}),
    ("Russian forces captured two villages, Spirne and Yampil.", "capture", {"Spirne", "Yampil"}),
    ("Russian forces captured two villages near Spirne.", "advance", {"Spirne"}),
    ("Russian forces captured Spirne, Yampil and heights south of Siversk.", "capture", {"Spirne", "Yampil"}),
    ("Russian forces captured Spirne, Yampil and heights south of Siversk.", "advance", {"Siversk"}),
    ("Russian forces crossed the border and captured two villages, Spirne and Yampil.", "advance", {None}),
    (
        "Russian forces attacked Spirne and Yampil. Both villages were shelled by Russia.",
        "strike",
        {"Spirne", "Yampil"},
    ),
    ("Russian forces attacked Spirne and Yampil. The latter was shelled by Russia.", "strike", {"Yampil"}),
    ("Russian forces attacked Spirne. Yampil is quiet, and both were shelled by Russia.", "attack", {"Spirne"}),
    ("Russian forces captured several villages, such as Spirne and Yampil.", "capture", {"Spirne", "Yampil"}),
    ("Several villages, including Spirne and Yampil, were captured by Russia.", "capture", {"Spirne", "Yampil"}),
    ("Russian forces captured two villages in the Donetsk region, Spirne and Yampil.", "capture", {"Spirne", "Yampil"}),
    ("Russian forces captured two villages in the Donetsk region.", "advance", {"Donetsk region"}),
    (
        "Russian forces took two villages this week: Spirne and Yampil.",
        "capture",
        {"Spirne", "Yampil"},
    ),
    ("Two villages were captured this week by the Russians: Spirne and Yampil.", "capture", {"Spirne", "Yampil"}),
]


@pytest.mark.parametrize(("text", "places"), PLACES, ids=[text for text, _ in PLACES])
def test_claim_is_where_it_happened(read: Callable[[str], Timeline], text: str, places: tuple[str, ...]) -> None:
    """Each sentence names more places than those of its event, or names them in another way."""
    claims = read(text).claims
    assert claims.height
    assert set(claims["surface"].drop_nulls()) == set(places)


@pytest.mark.parametrize(("text", "kind", "places"), SHARED, ids=[f"{text} {kind}" for text, kind, _ in SHARED])
def test_verbs_share_a_place(read: Callable[[str], Timeline], text: str, kind: str, places: set[str | None]) -> None:
    """What joined verbs tell happened at the last one's place, but who gains ground fires and defends elsewhere."""
    claims = read(text).claims
    assert set(claims.filter(claims["kind"] == kind)["surface"]) == places
