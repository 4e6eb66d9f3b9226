"""The sources of the law, edition by edition. Each date in force is written here, once, and says how exact
it is.
"""

from datetime import date

from sightline.duties.citation import Confidence, Edition, Mark, Verified

READ = Verified(Mark.PRIMARY, Confidence.HIGH)
SECONDARY_HIGH = Verified(Mark.SECONDARY, Confidence.HIGH)
SECONDARY_MEDIUM = Verified(Mark.SECONDARY, Confidence.MEDIUM)
KNOWLEDGE_HIGH = Verified(Mark.KNOWLEDGE, Confidence.HIGH)
KNOWLEDGE_MEDIUM = Verified(Mark.KNOWLEDGE, Confidence.MEDIUM)
CARRIED_FORWARD = KNOWLEDGE_MEDIUM
"""For Working Together 2026, whose text has not been read: the value is that of 2023."""

CHILDREN_ACT_1989 = Edition(
    name="Children Act 1989",
    title="Children Act 1989 (c. 41)",
    in_force_from=date(1991, 10, 14),
    how_exact="to the day, from general knowledge",
    text="not read",
)
CHILDREN_ACT_1989_AS_AMENDED_2005 = Edition(
    name="Children Act 1989 as amended from March 2005",
    title="Children Act 1989 (c. 41), ss. 17(4A) and 47(5A), inserted by the Children Act 2004",
    in_force_from=date(2005, 3, 1),
    how_exact="March 2005, from general knowledge; the day is not verified, so the first is used",
    text="not read",
)
CHILDREN_ACT_2004_AS_AMENDED_2018 = Edition(
    name="Children Act 2004 as amended from June 2018",
    title="Children Act 2004 (c. 31), s. 16C(1), inserted by the Children and Social Work Act 2017",
    in_force_from=date(2018, 6, 29),
    how_exact="to the day, from the Act’s own notes",
    text="section 16C(1) was read",
)
PANEL_GUIDANCE = Edition(
    name="National panel’s practice guidance",
    title="Child Safeguarding Practice Review Panel: guidance for safeguarding partners",
    in_force_from=date(2018, 6, 29),
    how_exact="the day the panel’s duty began; the day of the guidance itself is not verified",
    text="not read: known from an analysis of London’s rapid reviews of January 2025",
)
FRAMEWORK_FOR_ASSESSMENT_2000 = Edition(
    name="Framework for Assessment 2000",
    title="Framework for the Assessment of Children in Need and their Families (2000)",
    in_force_from=date(2000, 4, 1),
    how_exact="the year 2000; neither month nor day is verified, so 1 April is used",
    text="not read; superseded on 15 April 2013",
)
WORKING_TOGETHER_2006 = Edition(
    name="Working Together 2006",
    title="Working Together to Safeguard Children (April 2006)",
    in_force_from=date(2006, 4, 1),
    how_exact="April 2006; the day is not verified, so the first of the month is used",
    text="not read: no full text was found",
)
WORKING_TOGETHER_2010 = Edition(
    name="Working Together 2010",
    title="Working Together to Safeguard Children (March 2010)",
    in_force_from=date(2010, 3, 1),
    how_exact="March 2010; the day is not verified, so the first of the month is used",
    text="not read beyond its title page",
)
WORKING_TOGETHER_2013 = Edition(
    name="Working Together 2013",
    title="Working Together to Safeguard Children (March 2013)",
    in_force_from=date(2013, 4, 15),
    how_exact="to the day, from secondary sources",
    text="not read: known from other bodies' accounts of it",
)
WORKING_TOGETHER_2015 = Edition(
    name="Working Together 2015",
    title="Working Together to Safeguard Children (March 2015)",
    in_force_from=date(2015, 3, 26),
    how_exact="March 2015 from secondary sources; the 26th from general knowledge",
    text="not read: known from other bodies' accounts of it",
)
WORKING_TOGETHER_2018 = Edition(
    name="Working Together 2018",
    title="Working Together to Safeguard Children (July 2018)",
    in_force_from=date(2018, 7, 4),
    how_exact="to the day, from secondary sources",
    text="not read: known from other bodies' accounts of it",
)
WORKING_TOGETHER_2023 = Edition(
    name="Working Together 2023",
    title="Working Together to Safeguard Children (December 2023)",
    in_force_from=date(2023, 12, 15),
    how_exact="to the day, from secondary sources",
    text="the file of June 2025 was read in full; the two earlier files were not compared with it",
)
WORKING_TOGETHER_2026 = Edition(
    name="Working Together 2026",
    title="Working Together to Safeguard Children (2026)",
    in_force_from=date(2026, 3, 18),
    how_exact="to the day, from secondary sources",
    text="not read; the values of 2023 are carried forward until a person has read the file of May 2026",
    provisional=True,
)
CIN_CENSUS_GUIDE_2023 = Edition(
    name="Children in need census guide 2023 to 2024",
    title="Children in need census 2023 to 2024: guide 1.0 (October 2022) and validation rules",
    in_force_from=date(2023, 4, 1),
    how_exact="the first day of the collection year that it is for",
    text="sections 4.1 to 4.12 and 5 were read, and the validation rules as code",
)
LOCAL_PROCEDURES = Edition(
    name="Local procedures",
    title="Procedures that authorities and their partners publish",
    in_force_from=date(2000, 1, 1),
    how_exact="no national date: used from the beginning of the table of working days",
    text="several authorities' manuals were read; no national text sets the duty",
)

EDITIONS = (
    CHILDREN_ACT_1989,
    LOCAL_PROCEDURES,
    FRAMEWORK_FOR_ASSESSMENT_2000,
    CHILDREN_ACT_1989_AS_AMENDED_2005,
    WORKING_TOGETHER_2006,
    WORKING_TOGETHER_2010,
    WORKING_TOGETHER_2013,
    WORKING_TOGETHER_2015,
    CHILDREN_ACT_2004_AS_AMENDED_2018,
    PANEL_GUIDANCE,
    WORKING_TOGETHER_2018,
    CIN_CENSUS_GUIDE_2023,
    WORKING_TOGETHER_2023,
    WORKING_TOGETHER_2026,
)
"""Every edition that the book cites, oldest first."""
