"""Invented names: given and family names as they are found in England today, put together by chance.

Family names of English sound are made up from the parts of place names. Nobody here is anybody.
"""

from dataclasses import dataclass
from itertools import product

from sightline.exampleshire.draw import Draw, Shares
from sightline.record.codes import Ethnicity, Sex
from sightline.returns.cin_census.codes import check_letter


@dataclass(frozen=True)
class Heritage:
    """Names that go together, and the ethnicities that families with such names give."""

    girls: tuple[str, ...]
    boys: tuple[str, ...]
    families: tuple[str, ...]
    ethnicities: Shares[Ethnicity]
    language: str = ""

    def given(self, sex: str, draw: Draw) -> str:
        """A given name for someone of this sex; either list where the sex is not known."""
        if sex == Sex.UNKNOWN:
            return draw.one(self.girls + self.boys)
        return draw.one(self.girls if sex == Sex.FEMALE else self.boys)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_BEGINNINGS = _words(
    "Ash Birch Bram Cald Dun Elm Fair Gar Hart Kel Lang Mar Nor Oak Pen Rad Sed Thorn Wal Whit"
)
_ENDINGS = _words(
    "bourne by combe croft dale den field ford gate ham ley more ridge shaw stead ton wick worth"
)
_PLAIN = _words(
    "Abbott Barker Chandler Draper Fletcher Glover Hooper Ibbotson Jessop Kitson Lister Mercer Naylor "
    "Osborne Pryce "
    "Quayle Rowntree Sumner Tranter Underhill Varley Wainman Yardley Bevan Craddock Dempsey Gallagher "
    "Kinsella"
)

ENGLISH = Heritage(
    girls=_words(
        "Abigail Amelia Ava Bethany Brooke Chloe Daisy Darcey Eliza Ella Ellie Erin Evie Faith Florence "
        "Freya Gracie "
        "Harper Holly Imogen Isla Ivy Jasmine Jessica Kayla Keira Lacey Layla Lexi Libby Lily Lottie "
        "Lucy Maisie "
        "Megan Mia Millie Molly Nancy Niamh Olivia Paige Phoebe Poppy Rosie Ruby Scarlett Skye Summer "
        "Tegan Tilly "
        "Willow"
    ),
    boys=_words(
        "Aaron Aidan Alfie Archie Arlo Arthur Ashton Bailey Bobby Brandon Callum Cameron Charlie Connor "
        "Corey Declan "
        "Dexter Dylan Elliot Ethan Finley Frankie Freddie George Harley Harrison Harvey Jack Jake Jayden "
        "Jenson Joey "
        "Jude Kai Kayden Kian Leo Lewis Logan Louie Luca Mason Max Noah Ollie Oscar Reece Reggie Riley "
        "Ronnie Ryan "
        "Stanley Teddy Theo Toby Tyler"
    ),
    families=(*("".join(parts) for parts in product(_BEGINNINGS, _ENDINGS)), *_PLAIN),
    ethnicities=Shares(
        (Ethnicity.WHITE_BRITISH, 0.85),
        (Ethnicity.MIXED_CARIBBEAN, 0.05),
        (Ethnicity.MIXED_OTHER, 0.03),
        (Ethnicity.WHITE_IRISH, 0.01),
        (Ethnicity.WHITE_TRAVELLER, 0.01),
        (Ethnicity.NOT_YET_KNOWN, 0.03),
        (Ethnicity.REFUSED, 0.02),
    ),
)
SOUTH_ASIAN_MUSLIM = Heritage(
    girls=_words(
        "Aaliyah Aisha Amira Anaya Ayesha Fatima Hafsa Hanna Iman Inaya Khadija Maryam Nadia Noor Safiya "
        "Sana Sumaya "
        "Tahira Zainab Zara"
    ),
    boys=_words(
        "Abdullah Adam Ahmad Ali Bilal Danyal Eesa Faisal Hamza Haris Hassan Ibrahim Idris Ismail Musa "
        "Omar Rayyan "
        "Tariq Yusuf Zayn"
    ),
    families=_words(
        "Akhtar Anwar Aslam Aziz Begum Chaudhry Dar Farooq Ghani Haq Iqbal Jamil Karim Latif Mahmood "
        "Miah Naseem "
        "Qureshi Rafiq Saleem Shafiq Uddin Waheed Zaman"
    ),
    ethnicities=Shares(
        (Ethnicity.PAKISTANI, 0.55),
        (Ethnicity.BANGLADESHI, 0.28),
        (Ethnicity.ASIAN_OTHER, 0.12),
        (Ethnicity.OTHER, 0.05),
    ),
    language="Urdu",
)
SOUTH_ASIAN = Heritage(
    girls=_words(
        "Amrit Anjali Arya Diya Gurleen Harleen Isha Jasleen Kavya Meera Neha Nisha Priya Riya Simran Tara"
    ),
    boys=_words(
        "Aarav Arjun Dev Gurpreet Harjit Ishaan Jai Karan Kiran Manveer Nikhil Rohan Rajan Sahil Tejas Vikram"
    ),
    families=_words(
        "Bains Bhatt Dhillon Gill Johal Joshi Kandola Mistry Nair Parmar Rai Sahota Sandhu Solanki Thakrar"
    ),
    ethnicities=Shares((Ethnicity.INDIAN, 0.85), (Ethnicity.ASIAN_OTHER, 0.15)),
    language="Punjabi",
)
AFRICAN = Heritage(
    girls=_words(
        "Abena Adaeze Amara Asha Ayan Chioma Efua Esi Fadumo Grace Hodan Ifeoma Imani Makena Nala Temi "
        "Yewande"
    ),
    boys=_words(
        "Abdi Ayo Chidi David Emeka Emmanuel Farah Jabari Kofi Kwame Liban Malik Nuru Samuel Tendai Tobi "
        "Zuberi"
    ),
    families=_words(
        "Abdi Adeleke Afolabi Asante Balogun Boateng Chikwanda Danso Egbuna Farah Gyamfi Jama Kamara "
        "Mutasa Nkansah "
        "Odunlami Okeke Sesay Tetteh Warsame"
    ),
    ethnicities=Shares((Ethnicity.BLACK_AFRICAN, 0.9), (Ethnicity.MIXED_AFRICAN, 0.1)),
)
CARIBBEAN = Heritage(
    girls=_words("Aliyah Amaya Dionne Ebony Jada Kiara Nevaeh Renee Shanice Sienna Tamara Tianna Zaria"),
    boys=_words("Andre Dante Jermaine Jordan Kaleb Kymani Malachi Marlon Micah Nathaniel Omari Rio Tyrell"),
    families=_words(
        "Bailey-Cross Brathwaite Clarkson Daley Ennis Forde Grantley Hinds Lawes Pinder Rowe Samuda Walcot"
    ),
    ethnicities=Shares(
        (Ethnicity.BLACK_CARIBBEAN, 0.6), (Ethnicity.MIXED_CARIBBEAN, 0.28), (Ethnicity.BLACK_OTHER, 0.12)
    ),
)
EASTERN_EUROPEAN = Heritage(
    girls=_words(
        "Ana Daria Elena Gabriela Ioana Karolina Lena Maja Milena Natalia Oliwia Roksana Sofia Viktoria Zofia"
    ),
    boys=_words(
        "Adrian Aleks Andrei Bartek Dawid Filip Ivan Jakub Kacper Luka Marius Mateusz Nikola Oskar "
        "Stefan Tomasz"
    ),
    families=_words(
        "Adamczuk Balan Cieslak Dobrev Florea Gorski Ionita Jurkas Kolev Lisak Manea Nowik Olszak Pavlov "
        "Rusu Stoica "
        "Urbanik Zielak"
    ),
    ethnicities=Shares((Ethnicity.WHITE_OTHER, 0.86), (Ethnicity.WHITE_ROMA, 0.14)),
    language="Polish",
)
ELSEWHERE = Heritage(
    girls=_words("Ling Mei Xin Yara Leila Shirin Rania Hala Lan Bella Camila Ines"),
    boys=_words("Jun Wei Hao Karim Samir Reza Baran Diego Rafael Minh Tuan Kaito"),
    families=_words(
        "Chan-Lai Duong Fong Haddad Karimi Lam Mansour Noronha Rostami Sabbagh Tavares Yuen Zhao"
    ),
    ethnicities=Shares((Ethnicity.CHINESE, 0.3), (Ethnicity.OTHER, 0.5), (Ethnicity.MIXED_ASIAN, 0.2)),
)

HERITAGES = Shares(
    (ENGLISH, 0.755),
    (SOUTH_ASIAN_MUSLIM, 0.075),
    (SOUTH_ASIAN, 0.03),
    (AFRICAN, 0.05),
    (CARIBBEAN, 0.025),
    (EASTERN_EUROPEAN, 0.045),
    (ELSEWHERE, 0.02),
)

TOWNS = (
    "Hazelbrook",
    "Saltmere",
    "Thornwick",
    "Eastholme",
    "Kingsmarsh",
    "Mill Cross",
    "Ravensey",
    "Lower Fenby",
    "Harrowgill",
    "Stonebeck",
    "Wexcombe",
    "Addlethorpe Quay",
    "Carrside",
    "Nether Oakley",
    "Pelham Rise",
    "Upper Tarn",
    "Bellmoor",
    "Foxhanger",
)


def a_teams_name(number: int) -> str:
    """The town that a team is called after; a second team of a town is "Hazelbrook 2"."""
    again, town = divmod(number, len(TOWNS))
    return f"{TOWNS[town]} {again + 1}" if again else TOWNS[town]


STREETS = tuple(
    f"{name} {kind}"
    for name, kind in product(
        _words(
            "Kiln Orchard Tannery Chapel Mill Quarry Linnet Saddlers Beacon Tollgate Meadow Larkfield "
            "Cooper Weaver"
        ),
        _words("Lane Road Close Street Avenue Way Court"),
    )
)


def an_nhs_number(serial: int) -> str:
    """The valid number with this serial in the range kept for tests, 999…; "" where there is none."""
    digits = f"999{serial:06d}"
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
    return "" if check == 10 else f"{digits}{check % 11}"


PUPILS_AUTHORITY = "800"


def a_pupil_number(serial: int) -> str:
    """The valid pupil number with this serial among those that no school can have given.

    After the authority's three digits come the school's four, and no school has a number below 1000.
    """
    rest = f"{PUPILS_AUTHORITY}0{serial:08d}"
    return f"{check_letter(rest)}{rest}"


def a_postcode(town: int, draw: Draw) -> str:
    """A postcode that cannot be real: no post town has the letters ZZ."""
    return f"ZZ{town + 1} {draw.number(1, 9)}{draw.one('ABDEFGHJLNPQ')}{draw.one('ABDEFGHJLNPQ')}"
