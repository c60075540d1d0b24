"""What a field is: its type, how often it comes, what it is called in JSON, and how it is checked and generated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from google.protobuf.descriptor_pb2 import (
    DescriptorProto,
    EnumDescriptorProto,
    FeatureSet,
    FieldDescriptorProto,
    FieldOptions,
    FileDescriptorProto,
    FileDescriptorSet,
)

from catalog.contracts.protobuf.features import cpp_string_type, edition_of, inherited, java_verifies

_PRESENCES = {
    FeatureSet.EXPLICIT: "explicit",
    FeatureSet.IMPLICIT: "implicit",
    FeatureSet.LEGACY_REQUIRED: "required",
}
_TEXTS = frozenset({"string", "bytes"})
_NO_DEFAULT = frozenset({"message", "group"})
_ZEROS = {"string": "", "bytes": "", "bool": "false"}


class FieldReader:
    """Reads the fields of a set of files, whose enums and entries of maps it knows by their full names."""

    def __init__(self, descriptors: FileDescriptorSet) -> None:
        self._first_values: dict[str, dict[str, int]] = {}
        self._entries: dict[str, DescriptorProto] = {}
        for file in descriptors.file:
            self._know(f".{file.package}" if file.package else "", file.enum_type, file.message_type)

    def _know(self, scope: str, enums: Any, messages: Any) -> None:
        for enum in enums:
            self._first_values[f"{scope}.{enum.name}"] = _numbers(enum)
        for message in messages:
            name = f"{scope}.{message.name}"
            if message.options.map_entry:
                self._entries[name] = message
            self._know(name, message.enum_type, message.nested_type)

    def facts(
        self,
        field: FieldDescriptorProto,
        outer: FeatureSet,
        message: DescriptorProto | None,
        file: FileDescriptorProto,
    ) -> dict[str, Any]:
        features = inherited(outer, field.options)
        kind = _type(field, features)
        entry = self._entries.get(field.type_name)
        repeated = field.label == FieldDescriptorProto.LABEL_REPEATED
        parts = [_of_entry(part) for part in _parts(entry)] if entry else []
        checked = "string" in (kind, *(part["type"] for part in parts))
        default = "" if repeated or kind in _NO_DEFAULT else self._default(field, kind)
        return {
            "name": field.name,
            "number": field.number,
            "type": kind,
            "typeName": field.type_name.removeprefix("."),
            "map": parts,
            "cardinality": "map" if entry else "repeated" if repeated else _presence(field, kind, features),
            "oneof": _oneof(field, message),
            "jsonName": field.json_name,
            "default": default,
            "defaultStated": field.HasField("default_value"),
            "packed": repeated and _packed(field, features),
            "utf8": checked and features.utf8_validation == FeatureSet.VERIFY,
            "javaUtf8": checked and java_verifies(file, features),
            "cppStringType": cpp_string_type(field, features, edition_of(file)) if kind in _TEXTS else "",
            "jsType": FieldOptions.JSType.Name(field.options.jstype),
        }

    def _default(self, field: FieldDescriptorProto, kind: str) -> str:
        """What is read where the field was not sent; of an enum the number, since its name may change."""
        if kind == "enum":
            numbers = self._first_values[field.type_name]
            return str(numbers[field.default_value or next(iter(numbers))])
        if field.HasField("default_value"):
            return "0" if field.default_value == "-0" else field.default_value
        return _ZEROS.get(kind, "0")


def _numbers(enum: EnumDescriptorProto) -> dict[str, int]:
    return {value.name: value.number for value in enum.value}


def _type(field: FieldDescriptorProto, features: FeatureSet) -> str:
    """The type as it is written; a message that is delimited by its number instead of its length is a `group`."""
    kind = _named_type(field)
    delimited = features.message_encoding == FeatureSet.DELIMITED
    return "group" if kind == "message" and delimited else kind


def _named_type(field: FieldDescriptorProto) -> str:
    return str(FieldDescriptorProto.Type.Name(field.type)).removeprefix("TYPE_").lower()


def _parts(entry: DescriptorProto) -> Iterator[FieldDescriptorProto]:
    """Key and value of a map's entry, whatever their order."""
    yield from sorted(entry.field, key=lambda field: field.number)


def _of_entry(field: FieldDescriptorProto) -> dict[str, str]:
    """Maps are never delimited (Protobuf Editions, `features.message_encoding`)."""
    return {"type": _named_type(field), "typeName": field.type_name.removeprefix(".")}


def _presence(field: FieldDescriptorProto, kind: str, features: FeatureSet) -> str:
    if field.label == FieldDescriptorProto.LABEL_REQUIRED:
        return "required"
    if field.HasField("oneof_index") or field.HasField("extendee"):
        return "explicit"
    if features.field_presence == FeatureSet.IMPLICIT and kind in _NO_DEFAULT:
        return "explicit"
    return _PRESENCES[features.field_presence]


def _packed(field: FieldDescriptorProto, features: FeatureSet) -> bool:
    if field.options.HasField("packed"):
        return field.options.packed
    numeric = field.type not in {
        FieldDescriptorProto.TYPE_STRING,
        FieldDescriptorProto.TYPE_BYTES,
        FieldDescriptorProto.TYPE_MESSAGE,
        FieldDescriptorProto.TYPE_GROUP,
    }
    return numeric and features.repeated_field_encoding == FeatureSet.PACKED


def _oneof(field: FieldDescriptorProto, message: DescriptorProto | None) -> str:
    if message is None or not field.HasField("oneof_index") or field.proto3_optional:
        return ""
    return message.oneof_decl[field.oneof_index].name
