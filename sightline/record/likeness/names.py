"""Names as they are said: the words in them, and the short forms by which people are called."""

import re
from collections.abc import Iterator

from sightline.record.likeness.script import NOT_LATIN, Foreign, latin

#: Given names and the short forms of them, as families in England use them: ours, from common knowledge.
SHORT_FORMS = """
alexander alexandra alex ali sandy sasha xander lexi lex
abigail abi abby gail
adam ad
albert alberta bert bertie al
alfred alfie fred freddie alf
amelia millie amy mel mia
andrew andy drew
angela angie ange
anthony antonia tony toni ant anton
arthur art artie
barbara barb babs
benjamin ben benji benny
bernard bernie
bethany elizabeth beth betty liz lizzie eliza libby elsie betsy bess lisa
bradley brad
cameron cam
caroline carolyn carrie caz lyn
catherine katherine kathryn cathy kathy cath kath kate katie kat kit kitty cat
charles charlotte charlie chas chaz lottie charley
christina christine christopher chris tina chrissie kit christy
claudia claude
daniel danielle danny dan dani
david dave davey davie
deborah debbie deb debs
dominic dom nic
dorothy dot dottie dolly
edward edwin eddie ed ted teddy ned
eleanor ellen helen nell nellie ellie elle nora lena
emily emma em emmy millie
ethan eth
florence flo florrie flossie
frances francis fran frankie frank
frederick freddie fred freda
gabriel gabriella gabe gabby
geoffrey jeffrey geoff jeff
george georgina georgia georgie gina
gerald geraldine gerry jerry
grace gracie
gregory greg
hannah annie ann anna anne nan nancy
harold henry harry hal hank harriet hattie
imogen immy
isabella isabelle isabel izzy bella belle
isaac zac ike
jacob jake jack jay
jacqueline jackie jacqui
james jim jimmy jamie jem
janet jane jan janey jenny
jasmine jas jaz
jennifer jenny jen jenna
jessica jess jessie
john jonathan jon johnny jack
joseph josephine joe joey jo josie
joshua josh
judith judy jude
julia julian julie jules
kenneth ken kenny
kevin kev
kimberley kimberly kim
laurence lawrence laura lauren larry laurie loz
leonard leo len lenny
lewis louis louise lou lew
lillian lily lil
lucy lucinda lucille lou luce
luke lucas
margaret maggie meg megan peggy marge madge greta rita
maria marie mary molly polly mae may
mark marcus
martin marty
martha mattie
matthew matt matty
maximilian max
michael michelle mike mick mickey mikey shell
mohammed muhammad mohammad mohamed muhammed mo
natalie natasha nat tash
nathan nathaniel nate nat
nicholas nicola nick nicky nik nikki
noah noa
oliver olivia ollie livvy liv
oscar ozzy
pamela pam
patricia patrick pat paddy tricia trish patsy
paul paula paulie
peter pete
philip phillip phillipa philippa phil pip
rachel rach
raymond ray
rebecca becky becca bex
reginald reg reggie
richard rick ricky dick rich richie
robert rob bob bobby robbie bert robin
roderick rod roddy
ronald ron ronnie
rosemary rose rosie
russell russ
samantha samuel sam sammy
sandra sandy
sarah sara sally sal
sebastian seb
sidney sydney sid
sophia sophie soph
stanley stan
stephen steven stephanie steve stevie steph ste
stuart stewart stu
susan suzanne sue susie suzie
sylvia sylvie
terence teresa theresa terry tess tessa tel
theodore theo ted teddy
thomas tom tommy
timothy tim timmy
tobias toby tobi
valerie val
veronica ronnie
victor victoria vic vicky tori
vincent vince vinnie
violet vi
walter wally walt
wendy wend
wilfred wilf will
william bill billy will willie liam
winifred winnie freda
yvonne eve
zachary zac zach zack
"""


#: Names whose letters do not say how they are said, and the ways in which England writes them: likewise ours.
WRITTEN = """
محمد मोहम्मद মোহাম্মদ mohammed muhammad mohammad mohamed muhammed mohamad mohamud
أحمد احمد ahmed ahmad ahmet
محمود mahmood mahmoud mahmud
حسن hassan hasan
حسين حسین hussain hussein husain hossain hussayn
علي علی ali aly
عمر omar umar umer
عثمان usman uthman osman othman
يوسف یوسف yusuf yousef youssef yusef yousuf
إبراهيم ابراهيم ابراہیم ibrahim ebrahim
إسماعيل اسماعيل ismail ismael esmail
عبدالله عبداللہ abdullah abdallah abdulla
عبدالرحمن abdulrahman abdurrahman abdirahman
خالد khalid khaled
سعيد سعید saeed sayeed
صالح saleh salih
حمزة حمزہ hamza hamzah
بلال bilal bilaal
مصطفى مصطفی mustafa mostafa moustafa
كريم کریم kareem karim
زين زین zain zayn zane
زيد زید zaid zayd
عمران imran
طارق tariq tarek tarik
ياسين یاسین yasin yaseen
موسى موسی musa moosa mousa
عيسى عیسی isa eesa essa
نور noor nur nour
فاطمة فاطمہ fatima fatma fatemah fatimah
عائشة عائشہ aisha ayesha aysha aishah
خديجة خدیجہ khadija khadijah khadeeja
مريم مریم maryam mariam mariyam
زينب زینب zainab zaynab zeinab
أمينة امینہ amina aminah ameena
سارة سارہ sara sarah
ليلى لیلی layla leila laila
هدى huda hoda
سلمى سلمی salma
حليمة حلیمہ halima haleema
ياسمين یاسمین yasmin yasmeen
سيد سید syed sayed sayyid
شيخ شیخ sheikh shaikh shaykh
بیگم বেগম begum
ਸਿੰਘ सिंह singh
ਕੌਰ कौर kaur
דוד david
שרה sara sarah
רחל rachel rahel
רבקה rivka rebecca
לאה leah lea
יעקב yaakov yakov jacob
יצחק yitzchak isaac
יוסף yosef joseph
משה moshe moses
אברהם avraham abraham
Александр Олександр aleksandr alexander aleksander oleksandr
Екатерина ekaterina katerina yekaterina
Юлия Юлія yulia julia yuliya
Анастасия anastasia anastasiya
Ксения ksenia xenia
"""


def _in_rows(names: str) -> dict[str, frozenset[str]]:
    """For each word of these lines the others that stand in a line with it."""
    found: dict[str, set[str]] = {}
    for line in names.split("\n"):
        words = words_of(line)
        for word in words:
            found.setdefault(word, set()).update(words)
    return {word: frozenset(others - {word}) for word, others in found.items()}


def words_of(name: str) -> list[str]:
    """The words in a name in Latin letters, no accent, apostrophe or capital: "Zoë O’Brien" is zoe, obrien.

    A word that was written in other letters is marked as such (`script.Foreign`): "Зоя" is a foreign zoya.
    """
    name = name.strip()
    if name.isascii() and name.isalpha():  # most names, and many are read to find one
        return [name.lower()]
    return [word for part in re.split(r"[\s-]+", name) for word in _words(part)] if name else []


def _words(part: str) -> Iterator[str]:
    found = re.findall(r"[^\W_]+", re.sub(r"['’`]", "", latin(part)).lower())
    yield from map(Foreign, found) if NOT_LATIN.search(part) else found


SHORT, OTHERWISE = _in_rows(SHORT_FORMS), _in_rows(WRITTEN)
"""For each name its short forms, and the other ways in which it is written."""
CALLED = {
    word: SHORT.get(word, frozenset()) | OTHERWISE.get(word, frozenset()) for word in {*SHORT, *OTHERWISE}
}
"""For each name, those that the same person may be called by."""


def same_name(one: str, other: str) -> bool:
    """Whether each may be a short form of the other."""
    return other in SHORT.get(one, ())


def same_otherwise(one: str, other: str) -> bool:
    """Whether they are one name, written in two ways."""
    return other in OTHERWISE.get(one, ())
