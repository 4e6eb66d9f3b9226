"""Nobody and nowhere in Exampleshire is anybody or anywhere."""

import re
from pathlib import Path

import pytest

from sightline.exampleshire import sign_in, stories
from sightline.exampleshire.names import HERITAGES, TOWNS
from sightline.people.models import Team, Worker
from sightline.record.models import Person, Residence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("exampleshire")]

#: Names of councils with children's services that are also the beginnings of many others'.
PLACES = """
Barnet Bexley Birmingham Bradford Brent Bristol Calderdale Camden Cornwall Coventry Croydon
Cumbria Derby Devon Doncaster Dorset Durham Ealing Essex Gateshead Greenwich Hackney Hampshire
Haringey Harrow Havering Hull Kent Kirklees Knowsley Lambeth Lancashire Leeds Leicester
Lewisham Lincolnshire Liverpool Luton Manchester Merton Newham Norfolk Northamptonshire
Nottingham Oldham Peterborough Plymouth Reading Rochdale Rotherham Salford Sandwell Sheffield
Slough Solihull Somerset Southwark Staffordshire Stockport Suffolk Sunderland Surrey Sutton
Swindon Tameside Telford Torbay Trafford Wakefield Walsall Wandsworth Warrington Wigan Wirral
Wolverhampton
"""
REAL_PLACES = frozenset(PLACES.split())


def test_names_come_from_the_invented_lists_or_from_the_stories() -> None:
    given = {name for heritage in HERITAGES.things for name in (*heritage.girls, *heritage.boys)}
    family = {name for heritage in HERITAGES.things for name in heritage.families}
    told = set(re.findall(r"[A-Z][A-Za-zé’-]+", Path(stories.__file__).read_text("utf-8")))
    people = Person.objects.values_list("given_name", "family_name")
    short = {name[:3] for name in given}
    assert not {first for first, _ in people if first not in given | told | short | {"Baby"}}
    assert not {last for _, last in people if last not in family | told}


def test_addresses_are_nowhere() -> None:
    postcodes = set(Residence.objects.exclude(postcode="").values_list("postcode", flat=True))
    assert len(postcodes) > 20
    assert not [code for code in postcodes if not code.startswith("ZZ")], "no post town has the letters ZZ"


def test_e_mail_addresses_cannot_reach_anybody() -> None:
    addresses = set(Worker.objects.values_list("email", flat=True))
    assert not [address for address in addresses if not address.endswith(".example")]
    assert sign_in.DOMAIN.endswith(".example")


def test_no_team_and_no_town_is_a_real_councils() -> None:
    ours = {*TOWNS, *Team.objects.values_list("name", flat=True)}
    assert not ours & set(REAL_PLACES)
    homes = " ".join(Residence.objects.values_list("address", flat=True))
    assert not [place for place in REAL_PLACES if re.search(rf"\b{place}\b", homes)]
