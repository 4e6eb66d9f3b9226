"""The commands that write and read people as the national Person standard has them: `sightline person`."""

import argparse
import sys
from pathlib import Path


def add_person(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command, with its two acts."""
    about = "write people as the national Person standard has them, or read such a file"
    parser = subcommands.add_parser("person", help=about, description=f"{about[0].upper()}{about[1:]}.")
    acts = parser.add_subparsers(required=True, metavar="ACT")
    writing = acts.add_parser("write", help="write these people to a file; each is logged as a look")
    writing.add_argument("numbers", nargs="+", type=int, metavar="NUMBER", help="numbers of their records")
    writing.add_argument("--out", required=True, type=Path, metavar="FILE", help="where to write it")
    writing.set_defaults(act=_write)
    reading = acts.add_parser("read", help="read a file; a dry run unless told otherwise")
    reading.add_argument("file", type=Path, metavar="FILE", help="people as JSON-LD")
    reading.add_argument("--for-real", action="store_true", help="write them in the record")
    reading.add_argument(
        "--leave-out", action="store_true", help="leave out what the record has no place for (else refuse it)"
    )
    reading.set_defaults(act=_read)
    for act in (writing, reading):
        act.add_argument("--as", dest="by", required=True, metavar="EMAIL", help="the worker who does it")
        act.set_defaults(run=run_person, needs="database")


def run_person(arguments: argparse.Namespace) -> int:
    """Exit status 0 when it was done, or could be; 2, with nothing written, when it was refused."""
    from sightline.casework.verb import Refused as RefusedByRecord
    from sightline.returns.refusal import Refused

    try:
        print(arguments.act(arguments))
    except (Refused, RefusedByRecord) as refused:
        print(refused, file=sys.stderr)
        return 2
    return 0


def _write(arguments: argparse.Namespace) -> str:
    from sightline.audit import looks
    from sightline.record.models import Person
    from sightline.returns import bringing_in, commands
    from sightline.returns.person_standard import write
    from sightline.returns.refusal import Reason, Refused
    from sightline.returns.words import many

    by, out = bringing_in.a_worker(arguments.by), arguments.out.resolve()
    asked = dict.fromkeys(arguments.numbers)
    found = set(Person.objects.standing().visible_to(by).filter(pk__in=asked).values_list("pk", flat=True))
    if missing := [number for number in asked if number not in found]:
        raise Refused(*(Reason(f"there is no record {number} that {by.name} may open") for number in missing))
    text = write.file(asked)
    commands.write_whole(out, text)
    looks.log(worker=by.pk, page="person write", children=asked)
    return f"{out.name}: {many(len(asked), 'person', 'people')}"


def _read(arguments: argparse.Namespace) -> str:
    from django.utils import timezone

    from sightline.casework import taking_in
    from sightline.returns import bringing_in
    from sightline.returns.person_standard import match, read
    from sightline.returns.refusal import Reason, Refused
    from sightline.returns.words import many

    by = bringing_in.a_worker(arguments.by)
    try:
        content = arguments.file.read_bytes()
    except OSError as problem:
        raise Refused(Reason(f"{arguments.file} cannot be read: {problem.strerror}")) from problem
    told = read.read(content, on=timezone.localdate(), called=arguments.file.name)
    if told.left_out and not arguments.leave_out:
        raise Refused(*told.left_out, Reason("say --leave-out to read the file without these"))
    lines = [f"left out: {one}" for one in told.left_out]
    known = [(place, one) for place, who in enumerate(told.people, 1) for one in match.matches(who)]
    if same := [one for one in known if one[1].grade == match.BY_NUMBER]:
        raise Refused(
            *(Reason(f"record {one.child} has this number", element=f"person {n}") for n, one in same)
        )
    lines += [f"person {n} may be record {one.child}: grade {one.grade}" for n, one in known]
    people = many(len(told.people), "person", "people")
    if not arguments.for_real:
        return "\n".join([*lines, f"{people} could be taken in. Nothing was written: --for-real writes."])
    made = taking_in.take_in(told.people, by=by, because=f"Read from {arguments.file.name}"[:200])
    return "\n".join([*lines, *(f"record {one.pk}" for one in made), f"{people} taken in."])
