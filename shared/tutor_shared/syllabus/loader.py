"""The door to courses: a path to a course with its findings, and a stored document to a course.

`load` reads, builds and lints in one go, so what a server refuses is what `tutor lint` reports. The
document is the course's plain tree (one file's form, topics in their place) as JSON with sorted
keys, and `content_hash` is BLAKE2b over it, 128 bits in hex: equal text is an equal course.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

from tutor_shared.errors import SyllabusError
from tutor_shared.syllabus.build import build
from tutor_shared.syllabus.course_files import read_course
from tutor_shared.syllabus.fields import Fields
from tutor_shared.syllabus.finding import Finding
from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.examine import examine
from tutor_shared.syllabus.model import Syllabus
from tutor_shared.syllabus.node import plain

_encoder: Final = msgspec.json.Encoder(order="sorted")
_decoder: Final = msgspec.json.Decoder(dict[str, object])


class Loaded(msgspec.Struct, frozen=True):
    """A course read from files.

    `syllabus` is None where there are errors; `document` is empty where no tree could be read.
    `findings` are sorted by position. `texts` has each file's text by its name in findings.
    """

    syllabus: Syllabus | None
    findings: tuple[Finding, ...]
    document: bytes
    texts: dict[str, str] = {}

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings for which a server refuses the course."""
        return tuple(finding for finding in self.findings if finding.severity == "error")


def load(path: Path) -> Loaded:
    """Read a course folder, or a course in one file. Whatever is wrong with it is a finding."""
    files = read_course(path)
    if files.root is None:
        return Loaded(None, _sorted(files.findings), b"", files.texts)
    fields = plain(files.root)
    assert isinstance(fields, dict)
    document = _encoder.encode(fields)
    built = build(fields, content_hash(document))
    complete = all(finding.severity == "warning" for finding in files.findings)
    course = Course(files.root, fields, built, files.name, complete=complete)
    findings = _sorted((*files.findings, *examine(course)))
    loaded = Loaded(built.syllabus, findings, document, files.texts)
    return msgspec.structs.replace(loaded, syllabus=None) if loaded.errors else loaded


def read_document(document: bytes) -> Syllabus:
    """A course from its stored document.

    Raises:
        SyllabusError: it is no course's document.
    """
    try:
        fields = _decoder.decode(document)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise SyllabusError("in the database", ("its document cannot be read",)) from None
    return build(_plain_fields(fields), content_hash(document)).syllabus


def content_hash(document: bytes) -> str:
    """The hash by which a version of a course is known."""
    return blake2b(document, digest_size=16).hexdigest()


def _plain_fields(fields: dict[str, object]) -> Fields:
    """The document's tree is text, lists and mappings, as it was written."""
    return fields  # type: ignore[return-value] # encoded from Fields, and read tolerantly


def _sorted(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.position, finding.rule)))
