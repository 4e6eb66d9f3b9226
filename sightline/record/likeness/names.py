"""Names as they are said: the words in them, and the short forms by which people are called."""

import re
import unicodedata

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


def _short_forms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in SHORT_FORMS.split("\n"):
        for word in line.split():
            found.setdefault(word, set()).update(line.split())
    return {word: frozenset(others - {word}) for word, others in found.items()}


CALLED = _short_forms()
"""For each name, those that the same person may be called by."""


def words_of(name: str) -> list[str]:
    """The words in a name, without accents, apostrophes or capitals: "Zoë O’Brien" is zoe, obrien."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    return re.findall(r"[^\W_]+", re.sub(r"['’`]", "", plain).lower())


def same_name(one: str, other: str) -> bool:
    """Whether each may be a short form of the other."""
    return other in CALLED.get(one, ())
