"""The names of everybody, kept so that they are found however they are spelt, said or put: all derived.

PostgreSQL writes a line for each name of each person as it is written. Its keys are what two spellings of one
name share: the words in Latin letters, how they sound, their first letters, the birth date and year beside. A
search asks for the same keys of what somebody typed (`likeness/find.py`).
"""

import hashlib

from django.db.backends.utils import CursorWrapper

from sightline.record.likeness import script

#: Sorts of key, the first letter of each: **e**xact pair, **p**air by sound, **i**nitial and sound, **n**ame
#: alone, **s**ound alone, sound and **y**ear, **b**irth date.
SQL = """
CREATE OR REPLACE FUNCTION record_name_words(name text) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT array_remove(regexp_split_to_array(lower(regexp_replace(
        record_latin(normalize(coalesce(name, ''), NFKD)), '[''’`]', '', 'g')), '[^[:alnum:]]+'), '')
$$;

CREATE OR REPLACE FUNCTION record_sound(word text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce(nullif(dmetaphone(word), ''), word)
$$;

CREATE OR REPLACE FUNCTION record_name_keys(
    ones text[], others text[], days date[], years int[], sorts text
) RETURNS text[] LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    WITH pair AS (
        SELECT a, b, record_sound(a) AS sa, record_sound(b) AS sb FROM unnest(ones) a, unnest(others) b
        WHERE a <> b
    ), word AS (
        SELECT DISTINCT w, record_sound(w) AS s FROM unnest(ones || others) w
    )
    SELECT coalesce(array_agg(DISTINCT key), '{}') FROM (
        SELECT 'e' || least(a, b) || ' ' || greatest(a, b) FROM pair WHERE sorts LIKE '%e%'
        UNION ALL SELECT 'p' || least(sa, sb) || ' ' || greatest(sa, sb) FROM pair WHERE sorts LIKE '%p%'
        UNION ALL SELECT 'i' || left(a, 1) || ' ' || sb FROM pair WHERE sorts LIKE '%i%'
        UNION ALL SELECT 'i' || left(b, 1) || ' ' || sa FROM pair WHERE sorts LIKE '%i%'
        UNION ALL SELECT 'n' || w FROM word WHERE sorts LIKE '%n%'
        UNION ALL SELECT 's' || s FROM word WHERE sorts LIKE '%s%'
        UNION ALL SELECT 'y' || s || year FROM word, unnest(years) year WHERE sorts LIKE '%y%'
        UNION ALL SELECT 'b' || (day - date '1970-01-01') FROM unnest(days) day WHERE sorts LIKE '%b%'
    ) AS made (key)
$$;

CREATE OR REPLACE FUNCTION record_name_line(OUT name text, OUT keys text[], person record_person)
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT array_to_string(record_name_words(
               concat_ws(' ', person.given_name, person.chosen_name, person.family_name, person.other_names)
           ), ' '),
           record_name_keys(
               record_name_words(concat_ws(' ', person.given_name, person.chosen_name, person.other_names)),
               record_name_words(concat_ws(' ', person.family_name, person.other_names)),
               array_remove(ARRAY[person.born_on, person.expected_on], NULL),
               array_remove(
                   ARRAY[extract(year FROM coalesce(person.born_on, person.expected_on))::int], NULL
               ),
               'epinsyb'
           )
$$;

-- Another name of the same person, with their own given or family name where it has none.
CREATE OR REPLACE FUNCTION record_other_name_line(
    OUT name text, OUT keys text[], person record_person, other record_othername
) LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT array_to_string(record_name_words(concat_ws(' ', said.given, said.family)), ' '),
           record_name_keys(
               record_name_words(said.given), record_name_words(said.family),
               array_remove(ARRAY[person.born_on, person.expected_on], NULL),
               array_remove(
                   ARRAY[extract(year FROM coalesce(person.born_on, person.expected_on))::int], NULL
               ),
               'epinsyb'
           )
    FROM (SELECT coalesce(nullif(other.given_name, ''), person.given_name),
                 coalesce(nullif(other.family_name, ''), person.family_name)) AS said (given, family)
$$;

CREATE OR REPLACE FUNCTION record_other_name() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('app.search', true) = 'later' THEN RETURN NULL; END IF;
    DELETE FROM record_searchname WHERE child_id = NEW.child_id AND of_name = NEW.id;
    IF NEW.struck_out_at IS NULL THEN
        INSERT INTO record_searchname (child_id, of_name, name, keys)
        SELECT p.id, NEW.id, line.name, line.keys
        FROM record_person p, record_other_name_line(p, NEW) line
        WHERE p.id = NEW.child_id AND p.struck_out_at IS NULL;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION record_name() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('app.search', true) = 'later' THEN RETURN NULL; END IF;
    DELETE FROM record_searchname WHERE child_id = NEW.id;
    IF NEW.struck_out_at IS NULL THEN
        INSERT INTO record_searchname (child_id, of_name, name, keys)
        SELECT NEW.id, 0, line.name, line.keys FROM record_name_line(NEW) line
        UNION ALL
        SELECT NEW.id, other.id, line.name, line.keys
        FROM record_othername other, record_other_name_line(NEW, other) line
        WHERE other.child_id = NEW.id AND other.struck_out_at IS NULL;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER everybody_can_be_found AFTER INSERT OR UPDATE ON record_person
FOR EACH ROW EXECUTE FUNCTION record_name();

CREATE OR REPLACE TRIGGER everybody_can_be_found AFTER INSERT OR UPDATE ON record_othername
FOR EACH ROW EXECUTE FUNCTION record_other_name();

-- Whom any of these keys finds, or whose name is spelt something like these words. Ids, and nothing else.
CREATE OR REPLACE FUNCTION record_named(wanted text[]) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 200 AS $$
    SELECT child_id FROM record_searchname WHERE keys && wanted
$$;

CREATE OR REPLACE FUNCTION record_spelt_like(words text) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 200 AS $$
    SELECT child_id FROM record_searchname WHERE words <% name LIMIT 1000
$$;

-- Pairs of entries that share a key of these sorts: these and anybody's.
CREATE OR REPLACE FUNCTION record_who_share(children bigint[], sorts text)
RETURNS TABLE (child bigint, other bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT a.child_id, b.child_id FROM record_searchname a
    JOIN record_searchname b ON b.child_id <> a.child_id
        AND b.keys && ARRAY(SELECT k FROM unnest(a.keys) k WHERE strpos(sorts, left(k, 1)) > 0)
    WHERE a.child_id = ANY (children)
$$;
"""
AGAIN = """
DELETE FROM record_searchname;
INSERT INTO record_searchname (child_id, of_name, name, keys)
SELECT p.id, 0, line.name, line.keys FROM record_person p, record_name_line(p) line
WHERE p.struck_out_at IS NULL;
INSERT INTO record_searchname (child_id, of_name, name, keys)
SELECT p.id, o.id, line.name, line.keys
FROM record_othername o JOIN record_person p ON p.id = o.child_id, record_other_name_line(p, o) line
WHERE p.struck_out_at IS NULL AND o.struck_out_at IS NULL;
"""


def install(cursor: CursorWrapper) -> None:
    """Put the trigger in place, and make every line again where what is kept of a name has changed."""
    cursor.execute(script.SQL + SQL)
    wanted = hashlib.sha256((script.SQL + SQL).encode()).hexdigest()
    cursor.execute("SELECT obj_description('record_searchname'::regclass)")
    if cursor.fetchone()[0] != wanted:
        again(cursor)
        cursor.execute(f"COMMENT ON TABLE record_searchname IS '{wanted}'")


def again(cursor: CursorWrapper) -> None:
    """Make every line again from the record: nothing else knows anything that the record does not."""
    cursor.execute(AGAIN)
