"""People as the national Person standard has them (SocialCareData, publication 01, a draft), in and out.

Read at its source, in the repository of the standard: the JSON-LD context, its published examples and the
vocabularies of name use, date accuracy and sex; so are the names of the items, the ethnicity codes 1 to 19
and the order of the three letters of an accuracy, which an example shows. The grades of a match
(`match.py`) are those of the draft on matching (publication 03), and were read in a summary of it, not at
the source. Not read: the shapes by which a file is validated, the meaning of each relationship code, which
are those of HL7's RoleCode, and where the context will be published: a file of ours says its vocabulary in
place of it. The earlier text of the standard put the three letters of an accuracy in the order of year,
month and day; the examples that are published now have day, month and year, and so has this.

What we hold and the standard has no item for is written under `sightline:` beside it, so that a person
written here and read into another Sightline is the same person. What the standard has an item for and we
hold nothing of (contacts, gender, professionals, references to matches) is named when a file is read, and
the file is refused unless whoever reads it says that this may be left out.
"""
