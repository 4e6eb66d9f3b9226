"""The model that the product's weights were trained with: Splink, on the likenesses that the product sees."""

from typing import Any

import jellyfish

COLUMNS = [
    "rec_id",
    "given_name",
    "surname",
    "given_sound",
    "family_sound",
    "born",
    "postcode",
    "home",
    "number",
]


def trained(left: Any, right: Any) -> Any:
    """A linker trained on both halves by expectation maximisation: no labels are used."""
    from splink import block_on

    linker = _linker(left, right, _settings())
    sure = [block_on("number"), block_on("given_name", "surname", "born")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.95)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    for rule in (
        block_on("born"),
        block_on("number"),
        block_on("given_name", "surname"),
        block_on("postcode"),
    ):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    return linker


def as_trained(linker: Any, left: Any, right: Any) -> Any:
    """The same model, with what it has learnt, for two other halves."""
    return _linker(left, right, linker.misc.save_model_to_json())


def _linker(left: Any, right: Any, settings: Any) -> Any:
    from splink import DuckDBAPI, Linker

    api = DuckDBAPI()
    tables = [
        api.register(_ready(half), dataset_display_name=name)
        for name, half in (("half_a", left), ("half_b", right))
    ]
    return Linker(tables, settings)


def predictions(linker: Any) -> Any:
    """Every pair that it scores, with its weight."""
    return linker.inference.predict(threshold_match_weight=-10).as_pandas_dataframe()


def _ready(half: Any) -> Any:
    ready = half.astype(object).where(half.notna(), None)
    ready["rec_id"] = half.index
    for name, sound in (("given_name", "given_sound"), ("surname", "family_sound")):
        ready[sound] = [jellyfish.metaphone(one) if one else None for one in ready[name]]
    homes = zip(ready["street_number"], ready["address_1"], strict=True)
    ready["home"] = [" ".join(str(one) for one in home if one) or None for home in homes]
    for ours, theirs in (("born", "date_of_birth"), ("number", "soc_sec_id"), ("postcode", "postcode")):
        ready[ours] = [str(one) if one else None for one in ready[theirs]]
    return ready[COLUMNS].reset_index(drop=True)


def _settings() -> Any:
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="link_only",
        unique_id_column_name="rec_id",
        comparisons=_comparisons(),
        blocking_rules_to_generate_predictions=[
            block_on("number"),
            block_on("born"),
            block_on("given_name", "surname"),
            block_on("surname", "postcode"),
            block_on("given_name", "postcode"),
            block_on("home"),
            block_on("family_sound", "substr(born, 1, 4)"),
            block_on("given_sound", "substr(born, 1, 4)"),
        ],
    )


def _comparisons() -> list[Any]:
    same_year = "substr(born_l, 1, 4) = substr(born_r, 1, 4)"
    crossed = "substr(born_l, 5, 2) = substr(born_r, 7, 2) AND substr(born_l, 7, 2) = substr(born_r, 5, 2)"
    born = [
        f"{same_year} AND {crossed}",
        "damerau_levenshtein(born_l, born_r) = 1",
        "substr(born_l, 1, 6) = substr(born_r, 1, 6)",
        same_year,
    ]
    return [
        _compared("given_name", _name("given_name", "given_sound")),
        _compared("surname", _name("surname", "family_sound")),
        _compared("born", born),
        _compared("postcode", ["damerau_levenshtein(postcode_l, postcode_r) = 1"]),
        _compared("home", ["jaro_winkler_similarity(home_l, home_r) >= 0.88"]),
        _compared("number", ["damerau_levenshtein(number_l, number_r) = 1"]),
    ]


def _name(name: str, sound: str) -> list[str]:
    return [
        "given_name_l = surname_r AND surname_l = given_name_r",
        f"jaro_winkler_similarity({name}_l, {name}_r) >= 0.92",
        f"{sound}_l = {sound}_r",
        f"jaro_winkler_similarity({name}_l, {name}_r) >= 0.8",
    ]


def _compared(column: str, levels: list[str]) -> Any:
    from splink import comparison_level_library as level
    from splink import comparison_library as compare

    between = [level.CustomLevel(sql, sql) for sql in [f"{column}_l = {column}_r", *levels]]
    return compare.CustomComparison(
        output_column_name=column, comparison_levels=[level.NullLevel(column), *between, level.ElseLevel()]
    )
