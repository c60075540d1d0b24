"""Messages of a compiled document, made and read by the library that the field uses itself."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from google.protobuf import json_format
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.descriptor_pb2 import FileDescriptorSet
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import DecodeError, Message
from google.protobuf.message_factory import GetMessageClass

NO_MESSAGE = (json_format.Error, DecodeError, TypeError, ValueError, KeyError, RecursionError)
"""What the library raises where a message cannot be made, written or read."""

Field = Any
"""A FieldDescriptor, of which the library has one implementation per language."""

_DEPTH = 6
_MOST = 3
_BY_TYPE: dict[int, tuple[Any, ...]] = {
    FieldDescriptor.CPPTYPE_INT32: (-7, 7),
    FieldDescriptor.CPPTYPE_INT64: (2**40, -7, 7),
    FieldDescriptor.CPPTYPE_UINT32: (2**32 - 7, 7),
    FieldDescriptor.CPPTYPE_UINT64: (2**40, 7),
    FieldDescriptor.CPPTYPE_DOUBLE: (1e300, 1.5),
    FieldDescriptor.CPPTYPE_FLOAT: (1.5,),
    FieldDescriptor.CPPTYPE_BOOL: (True,),
}


class Unreadable(Exception):  # noqa: N818 - it is what was looked for
    """The message is refused; says why in the library's words."""


class Library:
    """The messages that one side's descriptors define; raises what is in `NO_MESSAGE`."""

    def __init__(self, descriptors: str) -> None:
        self._descriptors = descriptors

    @cached_property
    def _pool(self) -> DescriptorPool:
        pool = DescriptorPool()
        for file in FileDescriptorSet.FromString(base64.b64decode(self._descriptors)).file:
            pool.AddSerializedFile(file.SerializeToString())
        return pool

    @cached_property
    def is_usable(self) -> bool:
        """Whether the library takes the descriptors; it knows no message sets, for one."""
        try:
            return bool(self._pool)
        except NO_MESSAGE:
            return False

    def new(self, name: str) -> Message:
        """A message with no more than its required fields."""
        message = GetMessageClass(self._pool.FindMessageTypeByName(name))()
        for field in message.DESCRIPTOR.fields:
            if field.is_required:
                put(message, field, next(samples(field)))
        return message

    def read(self, name: str, data: bytes) -> Message:
        message: Any = GetMessageClass(self._pool.FindMessageTypeByName(name)).FromString(data)
        if not message.IsInitialized():
            raise Unreadable(f"it lacks {', '.join(message.FindInitializationErrors())}")
        read: Message = message
        return read

    def read_json(self, name: str, value: Any) -> Message:
        message = GetMessageClass(self._pool.FindMessageTypeByName(name))()
        try:
            return json_format.ParseDict(value, message, descriptor_pool=self._pool)
        except json_format.ParseError as error:
            raise Unreadable(str(error)) from error

    def to_json(self, message: Message) -> Any:
        return json_format.MessageToDict(message, descriptor_pool=self._pool)


def samples(field: Field, depth: int = 0) -> Iterator[Any]:
    """Some values of a field, those first that another type is likely to read otherwise."""
    if field.type in (FieldDescriptor.TYPE_MESSAGE, FieldDescriptor.TYPE_GROUP):
        yield _message(field.message_type, depth)
    elif field.type == FieldDescriptor.TYPE_ENUM:
        yield from [value.number for value in reversed(field.enum_type.values)][:_MOST]
    elif field.type == FieldDescriptor.TYPE_BYTES:
        yield from (b"\xff\xfe", b"text")
    elif field.type == FieldDescriptor.TYPE_STRING:
        yield from ("a text, not a number", "")
    else:
        yield from _BY_TYPE[field.cpp_type]


def _message(kind: Any, depth: int) -> Message:
    """A message with its required fields, and with its first one that can be filled."""
    message = GetMessageClass(kind)()
    filled = False
    for field in kind.fields:
        if field.is_required or (not filled and depth < _DEPTH and not _is_map(field)):
            put(message, field, next(samples(field, depth + 1)))
            filled = True
        if depth > 2 * _DEPTH:
            raise ValueError("required messages contain each other")
    return message


def put(message: Message, field: Field, value: Any) -> None:
    """Set a field, a list or a map with a value."""
    if _is_map(field):
        key, of_values = field.message_type.fields
        _put_in_map(getattr(message, field.name), next(samples(key)), value, of_values)
    elif field.is_repeated:
        items = getattr(message, field.name)
        items.extend([value, value])
    elif isinstance(value, Message):
        getattr(message, field.name).CopyFrom(value)
    else:
        setattr(message, field.name, value)


def _put_in_map(items: Any, key: Any, value: Message, of_values: Field) -> None:
    """`value` is an entry: of a map's field, that is the type."""
    inner = getattr(value, of_values.name)
    if isinstance(inner, Message):
        items[key].CopyFrom(inner)
    else:
        items[key] = inner


def values(message: Message, numbers: Sequence[int]) -> list[Any]:
    """What the fields of a message hold, in plain values that can be compared across libraries."""
    fields = message.DESCRIPTOR.fields_by_number
    return [_plain(getattr(message, fields[number].name)) for number in numbers]


def _plain(value: Any) -> Any:
    if isinstance(value, Message):
        return value.SerializeToString(deterministic=True)
    if isinstance(value, str | bytes | int | float | bool):
        return (type(value) is bytes, value) if isinstance(value, str | bytes) else value
    if hasattr(value, "items"):
        return sorted((repr(key), repr(_plain(value[key]))) for key in value)
    return [_plain(item) for item in value]


def _is_map(field: Field) -> bool:
    return field.message_type is not None and field.message_type.GetOptions().map_entry
