"""What a file, a message, a field or an enum is like where the language lets its files differ (editions).

Files that say `syntax` have the features that this stands for; those that say `edition` have the defaults of the
edition, overridden from the outside in (Protobuf Editions, Feature Settings).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from google.protobuf.descriptor_pb2 import Edition, FeatureSet, FieldDescriptorProto, FileDescriptorProto
from google.protobuf.empty_pb2 import Empty
from google.protobuf.message import Message
from google.protobuf.unknown_fields import UnknownFieldSet

PROTO2, PROTO3 = "proto2", "proto3"

_DEFAULTS = {
    PROTO2: FeatureSet(
        field_presence=FeatureSet.EXPLICIT,
        enum_type=FeatureSet.CLOSED,
        repeated_field_encoding=FeatureSet.EXPANDED,
        utf8_validation=FeatureSet.NONE,
        message_encoding=FeatureSet.LENGTH_PREFIXED,
        json_format=FeatureSet.LEGACY_BEST_EFFORT,
    ),
    PROTO3: FeatureSet(
        field_presence=FeatureSet.IMPLICIT,
        enum_type=FeatureSet.OPEN,
        repeated_field_encoding=FeatureSet.PACKED,
        utf8_validation=FeatureSet.VERIFY,
        message_encoding=FeatureSet.LENGTH_PREFIXED,
        json_format=FeatureSet.ALLOW,
    ),
}
_DEFAULTS["editions"] = FeatureSet()
_DEFAULTS["editions"].CopyFrom(_DEFAULTS[PROTO3])
_DEFAULTS["editions"].field_presence = FeatureSet.EXPLICIT

_CPP, _JAVA = 1000, 1001  # FeatureSet's extensions `pb.cpp` and `pb.java`
_STRING_TYPE, _UTF8_VALIDATION = 2, 2  # their fields
_STRING_TYPES = {1: "VIEW", 2: "CORD", 3: "STRING"}
_JAVA_VERIFIES = 2


def syntax_of(file: FileDescriptorProto) -> str:
    """`proto2`, `proto3` or `editions`: a file that says nothing is in `proto2`."""
    return file.syntax or PROTO2


def edition_of(file: FileDescriptorProto) -> str:
    """`2023`; empty where the file says `syntax`."""
    return Edition.Name(file.edition).removeprefix("EDITION_") if file.syntax == "editions" else ""


def features_of_file(file: FileDescriptorProto) -> FeatureSet:
    return inherited(_DEFAULTS[syntax_of(file)], file.options)


def inherited(outer: FeatureSet, options: Any) -> FeatureSet:
    """The features inside: those outside, with what the options say instead."""
    if not options.HasField("features"):
        return outer
    inner = FeatureSet()
    inner.CopyFrom(outer)
    inner.MergeFrom(options.features)
    return inner


def cpp_string_type(field: FieldDescriptorProto, features: FeatureSet, edition: str) -> str:
    """`STRING`, `VIEW`, `CORD` or `STRING_PIECE`: the option `ctype`, and since editions the feature."""
    if field.options.HasField("ctype"):
        return str(type(field.options).CType.Name(field.options.ctype))
    default = "STRING" if edition in ("", "2023") else "VIEW"
    return _STRING_TYPES.get(_extended(features, _CPP, _STRING_TYPE), default)


def java_verifies(file: FileDescriptorProto, features: FeatureSet) -> bool:
    """Whether generated Java refuses a string that is not UTF-8."""
    if syntax_of(file) == PROTO2:
        return bool(file.options.java_string_check_utf8)
    told = _extended(features, _JAVA, _UTF8_VALIDATION) == _JAVA_VERIFIES
    return told or features.utf8_validation == FeatureSet.VERIFY


def _extended(features: FeatureSet, extension: int, number: int) -> int:
    """The value of a field of a language's own features, which are extensions that we do not compile in; 0: none."""
    value = 0
    for data in _unknown(features, extension):
        for inner in _unknown(Empty.FromString(data), number):
            value = int(inner)
    return value


def _unknown(message: Message, number: int) -> Iterator[Any]:
    """The data of the unknown fields with a number; the last one counts."""
    fields = UnknownFieldSet(message)
    for at in range(len(fields)):
        if fields[at].field_number == number:
            yield fields[at].data
