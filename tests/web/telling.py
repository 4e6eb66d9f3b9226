"""The authority of `world.py`, told from an empty record on its own day."""

import pytest

from sightline.people.models import Team
from tests.cast import amina_yusuf, bryn_pugh, carys_bevan, esther_cole, gwen_marsh, hal_okafor
from tests.web.world import NOW, Cast, World, build


def told() -> World:
    """The whole of it, from an empty record."""
    bryn, hal, esther = bryn_pugh(), hal_okafor(), esther_cole()
    carys_bevan()
    teams = Team.objects.get(manager=bryn), Team.objects.get(manager=hal)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sightline.web.today.now", lambda: NOW)
        return build(Cast(amina_yusuf(teams[0]), bryn, esther, gwen_marsh(teams[1]), hal, *teams))
