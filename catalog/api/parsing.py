"""Bodies are hostile: bounded in size and depth, read exactly, and refused with the place of the first mistake."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from rest_framework import parsers

from catalog.api.fields import BundleFiles
from catalog.contracts.documents.pointers import join
from catalog.contracts.limits import DEFAULT_LIMITS
from catalog.errors import FieldError, InvalidInputError, MalformedError, TooLargeError

MEBIBYTE = 1024 * 1024


class JSONParser(parsers.JSONParser):
    """RFC 8259 without its freedoms: no NaN, no lone surrogates, and no NUL, which no text column can hold."""

    max_bytes = 2 * MEBIBYTE

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        content = stream.read(self.max_bytes + 1)
        if len(content) > self.max_bytes:
            raise TooLargeError(f"The body is larger than {self.max_bytes // MEBIBYTE} MiB.")
        value = _read(content)
        _check_texts(value)
        return value


class DocumentJSONParser(JSONParser):
    """Takes a body that carries contract documents, which escaping as a JSON string may double."""

    max_bytes = 2 * DEFAULT_LIMITS.max_bytes + MEBIBYTE


class DocumentUploadParser(parsers.MultiPartParser):
    """Takes an upload that carries contract documents as files.

    A document of several files is a bundle: the part `document` (or several of that name) holds files under their
    own names, and a part `document/schemas/order.yaml` the file of that path, since the file name of a part holds
    no path (RFC 7578, 4.2). The first is the root document.
    """

    max_bytes = 2 * DEFAULT_LIMITS.max_bytes + MEBIBYTE

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        length = (parser_context or {})["request"].META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > self.max_bytes:
            raise TooLargeError(f"The upload is larger than {self.max_bytes // MEBIBYTE} MiB.")
        try:
            sent = super().parse(stream, media_type, parser_context)
        except TooManyFilesSent as error:
            most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
            raise TooLargeError(f"An upload holds at most {most} files; an archive may hold more.") from error
        except SuspiciousOperation as error:
            raise MalformedError(f"The upload could not be read: {error}") from error
        return parsers.DataAndFiles(sent.data, _bundled(sent.files))


def _bundled(parts: "MultiValueDict[str, UploadedFile[Any]]") -> MultiValueDict[str, Any]:
    """The files by the member that they are for: as they are, or as one bundle where there are several."""
    bundles: dict[str, BundleFiles] = {}
    for part, files in sorted(parts.lists(), key=lambda sent: "/" in sent[0]):
        name, _, path = part.partition("/")
        bundles.setdefault(name, BundleFiles()).extend((path or str(file.name), file) for file in files)
    alone = {name for name, bundle in bundles.items() if len(bundle) == 1 and name in parts}
    return MultiValueDict(
        {name: [parts[name] if name in alone else bundle] for name, bundle in bundles.items()}
    )


def _read(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8"), parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        place = FieldError("", error.msg, error.lineno, error.colno)
        raise MalformedError(f"The body is not JSON: {error}.", [place]) from error
    except RecursionError as error:
        raise InvalidInputError("The body is nested too deeply.") from error
    except UnicodeDecodeError as error:
        raise MalformedError(f"The body is not UTF-8: {error}.") from error
    except ValueError as error:
        message = "The body holds NaN, Infinity or a number of thousands of digits, which are not taken."
        raise MalformedError(message) from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _check_texts(value: Any) -> None:
    """Walk without recursion; `value` is as deep as somebody liked."""
    waiting: list[tuple[str, int, Any]] = [("", 0, value)]
    while waiting:
        pointer, depth, item = waiting.pop()
        if depth > DEFAULT_LIMITS.max_depth:
            raise InvalidInputError("The body is nested too deeply.", [FieldError(pointer, "Too deep.")])
        if isinstance(item, str):
            _check_text(item, pointer)
        elif isinstance(item, dict):
            for key, member in item.items():
                _check_text(key, pointer)
                waiting.append((join(pointer, key), depth + 1, member))
        elif isinstance(item, list):
            waiting.extend((f"{pointer}/{i}", depth + 1, member) for i, member in enumerate(item))


def _check_text(text: str, pointer: str) -> None:
    if "\0" in text:
        message = "A text must not hold the NUL character."
        raise InvalidInputError(message, [FieldError(pointer, message)])
    try:
        text.encode()
    except UnicodeEncodeError as error:
        message = "A text must not hold half of a surrogate pair, which is no character."
        raise InvalidInputError(message, [FieldError(pointer, message)]) from error
