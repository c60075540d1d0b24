"""What descriptors declare, as plain values of the tree (`reading.py` says how it is laid out)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from google.protobuf.descriptor_pb2 import (
    DescriptorProto,
    EnumDescriptorProto,
    FeatureSet,
    FieldDescriptorProto,
    FileDescriptorProto,
    FileDescriptorSet,
    FileOptions,
    MethodDescriptorProto,
    MethodOptions,
    ServiceDescriptorProto,
)

from catalog.contracts.documents.pointers import join
from catalog.contracts.limits import Deadline
from catalog.contracts.protobuf.features import edition_of, features_of_file, inherited, syntax_of
from catalog.contracts.protobuf.fields import FieldReader
from catalog.contracts.protobuf.places import Path, Places

CODE_OPTIONS = tuple(
    field.name
    for field in FileOptions.DESCRIPTOR.fields
    if field.name
    not in {"deprecated", "features", "uninterpreted_option"}
    | {
        "java_string_check_utf8",
        "java_generate_equals_and_hash",
    }  # the first is a field's, the second does nothing
)
"""The options of a file that generated code depends on."""

# Numbers of fields in FileDescriptorProto, DescriptorProto, EnumDescriptorProto and ServiceDescriptorProto, of which
# the paths of source information are made.
_FILE_PACKAGE, _FILE_MESSAGE, _FILE_ENUM, _FILE_SERVICE, _FILE_EXTENSION, _FILE_SYNTAX = 2, 4, 5, 6, 7, 12
_FIELD, _NESTED, _NESTED_ENUM, _EXTENSION_RANGE, _NESTED_EXTENSION, _ONEOF, _RESERVED, _RESERVED_NAME = (
    *(2, 3, 4, 5, 6, 8, 9, 10),
)
_VALUE, _ENUM_RESERVED, _ENUM_RESERVED_NAME, _METHOD = 2, 4, 5, 2


class Declarations:
    """Builds the tree, file by file."""

    def __init__(self, descriptors: FileDescriptorSet, places: Places, deadline: Deadline) -> None:
        kinds = ("files", "messages", "enums", "services", "extensions")
        self.tree: dict[str, Any] = {kind: {} for kind in kinds}
        self._places = places
        self._deadline = deadline
        self._fields = FieldReader(descriptors)
        self._file = FileDescriptorProto()
        self._comments: dict[Path, str] = {}
        self._pointers: dict[Path, str] = {}

    def add_file(self, file: FileDescriptorProto) -> None:
        self._file = file
        self._comments = self._places.comments(file, self._deadline)
        pointer = join("/files", file.name)
        self._pointers = {
            (): pointer,
            (_FILE_PACKAGE,): f"{pointer}/package",
            (_FILE_SYNTAX,): f"{pointer}/syntax",
        }
        self.tree["files"][file.name] = {
            "package": file.package,
            "syntax": syntax_of(file),
            "edition": edition_of(file),
            "options": _code_options(file.options),
            "deprecated": file.options.deprecated,
        }
        features = features_of_file(file)
        for number, message in enumerate(file.message_type):
            self._add_message(message, file.package, "", (_FILE_MESSAGE, number), features)
        for number, enum in enumerate(file.enum_type):
            self._add_enum(enum, file.package, "", (_FILE_ENUM, number), features)
        for number, service in enumerate(file.service):
            self._add_service(service, (_FILE_SERVICE, number))
        self._add_extensions(file.extension, file.package, "", (_FILE_EXTENSION,), features)
        self._places.locate(file, self._pointers, self._deadline)

    def _add_message(
        self, message: DescriptorProto, scope: str, parent: str, path: Path, outer: FeatureSet
    ) -> None:
        self._deadline.check()
        if message.options.map_entry:  # it is told by the field that it is made for
            return
        name = _full(scope, message.name)
        pointer = self._put("messages", name, path)
        features = inherited(outer, message.options)
        fields = {}
        for number, field in enumerate(message.field):
            key = str(field.number)
            here = (*path, _FIELD, number)
            self._pointers[here] = f"{pointer}/fields/{key}"
            fields[key] = self._field(field, features, message, here)
        self.tree["messages"][name] = {
            "file": self._file.name,
            "parent": parent,
            "fields": fields,
            "oneofs": self._oneofs(message, pointer, path),
            "reserved": [[each.start, each.end - 1] for each in message.reserved_range],
            "reservedNames": list(message.reserved_name),
            "extensionRanges": [[each.start, each.end - 1] for each in message.extension_range],
            "json": features.json_format == FeatureSet.ALLOW,
            "messageSet": message.options.message_set_wire_format,
            "noStandardDescriptorAccessor": message.options.no_standard_descriptor_accessor,
            **self._told(message, path),
        }
        self._point(pointer, path, {"reserved": _RESERVED, "reservedNames": _RESERVED_NAME})
        self._point(pointer, path, {"extensionRanges": _EXTENSION_RANGE})
        for number, nested in enumerate(message.nested_type):
            self._add_message(nested, name, name, (*path, _NESTED, number), features)
        for number, enum in enumerate(message.enum_type):
            self._add_enum(enum, name, name, (*path, _NESTED_ENUM, number), features)
        self._add_extensions(message.extension, name, name, (*path, _NESTED_EXTENSION), features)

    def _oneofs(self, message: DescriptorProto, pointer: str, path: Path) -> dict[str, Any]:
        """Without those that the compiler makes for `optional` in proto3."""
        members: dict[int, list[int]] = {}
        for field in message.field:
            if field.HasField("oneof_index") and not field.proto3_optional:
                members.setdefault(field.oneof_index, []).append(field.number)
        oneofs = {}
        for number, fields in members.items():
            name = message.oneof_decl[number].name
            self._pointers[*path, _ONEOF, number] = f"{pointer}/oneofs/{name}"
            oneofs[name] = fields
        return oneofs

    def _add_enum(
        self, enum: EnumDescriptorProto, scope: str, parent: str, path: Path, outer: FeatureSet
    ) -> None:
        self._deadline.check()
        name = _full(scope, enum.name)
        pointer = self._put("enums", name, path)
        features = inherited(outer, enum.options)
        values = {}
        for number, value in enumerate(enum.value):
            here = (*path, _VALUE, number)
            self._pointers[here] = f"{pointer}/values/{value.name}"
            values[value.name] = {"number": value.number, **self._told(value, here)}
        self.tree["enums"][name] = {
            "file": self._file.name,
            "parent": parent,
            "values": values,
            "closed": features.enum_type == FeatureSet.CLOSED,
            "reserved": [[each.start, each.end] for each in enum.reserved_range],
            "reservedNames": list(enum.reserved_name),
            "json": features.json_format == FeatureSet.ALLOW,
            **self._told(enum, path),
        }
        self._point(pointer, path, {"reserved": _ENUM_RESERVED, "reservedNames": _ENUM_RESERVED_NAME})

    def _add_service(self, service: ServiceDescriptorProto, path: Path) -> None:
        self._deadline.check()
        name = _full(self._file.package, service.name)
        pointer = self._put("services", name, path)
        methods = {}
        for number, method in enumerate(service.method):
            here = (*path, _METHOD, number)
            self._pointers[here] = f"{pointer}/methods/{method.name}"
            methods[method.name] = {**_method(method), **self._told(method, here)}
        told = self._told(service, path)
        self.tree["services"][name] = {"file": self._file.name, "methods": methods, **told}

    def _add_extensions(
        self,
        extensions: Iterable[FieldDescriptorProto],
        scope: str,
        parent: str,
        path: Path,
        features: FeatureSet,
    ) -> None:
        for number, field in enumerate(extensions):
            here = (*path, number)
            name = _full(scope, field.name)
            self._put("extensions", name, here)
            self.tree["extensions"][name] = {
                "file": self._file.name,
                "parent": parent,
                "extendee": field.extendee.removeprefix("."),
                **self._field(field, features, None, here),
            }

    def _field(
        self, field: FieldDescriptorProto, outer: FeatureSet, message: DescriptorProto | None, path: Path
    ) -> dict[str, Any]:
        facts = self._fields.facts(field, outer, message, self._file)
        return {**facts, **self._told(field, path)}

    def _put(self, kind: str, name: str, path: Path) -> str:
        pointer = f"/{kind}/{name}"
        self._pointers[path] = pointer
        return pointer

    def _point(self, pointer: str, path: Path, keys: Mapping[str, int]) -> None:
        """Let the keys of a declaration lead to where the first statement of their kind stands."""
        for key, number in keys.items():
            self._pointers[*path, number] = f"{pointer}/{key}"

    def _told(self, declared: Any, path: Path) -> dict[str, Any]:
        return {"deprecated": declared.options.deprecated, "description": self._comments.get(path, "")}


def _code_options(options: FileOptions) -> dict[str, Any]:
    """Each option with what it is where nothing is said."""
    found = {name: getattr(options, name) for name in CODE_OPTIONS}
    mode = FileOptions.OptimizeMode.Name(options.optimize_for)
    return {**found, "optimize_for": mode}


def _method(method: MethodDescriptorProto) -> dict[str, Any]:
    level = MethodOptions.IdempotencyLevel.Name(method.options.idempotency_level)
    return {
        "input": method.input_type.removeprefix("."),
        "output": method.output_type.removeprefix("."),
        "clientStreaming": method.client_streaming,
        "serverStreaming": method.server_streaming,
        "idempotency": level.removeprefix("IDEMPOTENCY_").lower(),
    }


def _full(scope: str, name: str) -> str:
    return f"{scope}.{name}" if scope else name
