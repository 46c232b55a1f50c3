"""What two opposed reports tell of the Homs desert in spring 2016, as claims."""

from told import besieged, contested, held, place, report

from contested.model.claim import Modality
from contested.model.control import Strength

EAST = place("southeastern Homs", kind="region")
PALMYRA = place("Palmyra")
QURAYTAYN = place("Quraytayn")
DEIR_EZZOR_GOVERNORATE = place("Deir Ezzor governorate", kind="region")
DEIR_EZZOR = place("Deir Ezzor", "Deir Ezzor governorate", kind="city")
TANF = place("Tanf", "southeastern Homs", kind="crossing")
SUKHNAH = place("Sukhnah")

_A = report("A", "gov", "2016-03-28", outlet="A daily")
_B = report("B", "opposition", "2016-04-04", outlet="B news")
_TAKEN_FOR_GRANTED = {"modality": Modality.PRESUPPOSED}

GOV_SIDE = (
    _A.says(
        held(PALMYRA, "gov"), event="capture", first="2016-03-27", last="2016-03-27", **_TAKEN_FOR_GRANTED
    ),
    _A.says(
        held(PALMYRA, "gov"), event="capture", first="2016-03-27", last="2016-03-27", **_TAKEN_FOR_GRANTED
    ),
    _A.says(held(PALMYRA, "gov"), last="2016-03-28", **_TAKEN_FOR_GRANTED),
    _A.says(held(PALMYRA, "isis", strength=Strength.PRESUPPOSED), last="2016-03-26", **_TAKEN_FOR_GRANTED),
    _A.says(besieged(DEIR_EZZOR_GOVERNORATE, "gov"), interest="against"),
    _A.says(
        besieged(DEIR_EZZOR, "gov"),
        interest="against",
        first="2015-05-28",
        last="2016-03-28",
        **_TAKEN_FOR_GRANTED,
    ),
    _A.says(held(EAST, "isis", of="most"), last="2016-03-28"),
    _A.says(held(TANF, "gov", negated=True), interest="against", last="2016-03-28"),
    _A.says(held(QURAYTAYN, "isis", strength=Strength.PRESUPPOSED), last="2016-03-28", **_TAKEN_FOR_GRANTED),
    _A.says(held(QURAYTAYN, "isis", strength=Strength.PRESUPPOSED), last="2016-03-28", **_TAKEN_FOR_GRANTED),
    _A.says(contested(QURAYTAYN), interest="none", event="attack", last="2016-03-28"),
)
PLANS = (
    _A.says(held(QURAYTAYN, "gov"), event="capture", modality=Modality.NECESSARY),
    _A.says(besieged(DEIR_EZZOR, "gov", negated=True), event="relieve", modality=Modality.PLANNED),
)
OPPOSITION_SIDE = (
    _B.says(held(PALMYRA, "gov"), event="capture"),
    _B.says(held(PALMYRA, "gov"), voice="official statement", camp="gov", **_TAKEN_FOR_GRANTED),
    _B.says(held(QURAYTAYN, "gov"), event="capture"),
    _B.says(held(QURAYTAYN, "gov"), voice="official statement", camp="gov", **_TAKEN_FOR_GRANTED),
    _B.says(held(SUKHNAH, "isis"), interest="none"),
)
BOTH = (*GOV_SIDE, *PLANS, *OPPOSITION_SIDE)
