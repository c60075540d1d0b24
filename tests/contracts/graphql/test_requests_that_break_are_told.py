"""A request that was valid and is not any more breaks by a change that reaches the operation it begins with."""

import random
from collections.abc import Iterator

import pytest
from graphql import GraphQLSchema, build_schema, is_leaf_type, parse, validate
from graphql.type import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
)

from catalog.contracts.compare import compare_documents
from tests.contracts.graphql.schemas_at_random import changed_at_random, schema_at_random, written

Composite = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType
VALUES = {"Int": "7", "String": '"t"', "ID": '"i"', "Date": '"d"'}


class Requests:
    """Requests that a schema accepts, made by walking it at random: one field in the other, so that none conflict."""

    def __init__(self, schema: GraphQLSchema, rng: random.Random) -> None:
        self._schema, self._rng = schema, rng

    def made(self, count: int) -> Iterator[tuple[str, str]]:
        """The key of the operation, and the text."""
        query = self._schema.query_type
        assert query is not None
        for _ in range(count):
            field = self._rng.choice(list(query.fields))
            yield f"Query.{field}", f"{{ {self._field(query, field, 0)} }}"

    def _field(self, holder: GraphQLObjectType | GraphQLInterfaceType, name: str, depth: int) -> str:
        field = holder.fields[name]
        given = [
            f"{argument}: {self._value(one.type, 0)}"
            for argument, one in field.args.items()
            if (isinstance(one.type, GraphQLNonNull) and one.default is None) or self._rng.random() < 0.7
        ]
        arguments = f"({', '.join(given)})" if given else ""
        inner = get_named_type(field.type)
        below = "" if is_leaf_type(inner) else f" {{ {self._selection(inner, depth + 1)} }}"
        return f"{name}{arguments}{below}"

    def _selection(self, holder: Composite, depth: int) -> str:
        possible = (
            [] if isinstance(holder, GraphQLObjectType) else list(self._schema.get_possible_types(holder))
        )
        if possible and self._rng.random() < 0.6:
            one = self._rng.choice(possible)
            return f"... on {one.name} {{ {self._selection(one, depth)} }}"
        if isinstance(holder, GraphQLUnionType) or depth > 4:
            return "__typename"
        return self._field(holder, self._rng.choice(list(holder.fields)), depth)

    def _value(self, wanted: GraphQLInputType, depth: int) -> str:
        if isinstance(wanted, GraphQLNonNull):
            return self._value(wanted.of_type, depth)
        if depth > 3 or (self._rng.random() < 0.1 and depth):
            return "[]" if isinstance(wanted, GraphQLList) else self._leaf(wanted)
        if isinstance(wanted, GraphQLList):
            return f"[{self._value(wanted.of_type, depth + 1)}]"
        if isinstance(wanted, GraphQLInputObjectType):
            members = [f"{name}: {self._value(one.type, depth + 1)}" for name, one in wanted.fields.items()]
            return f"{{ {', '.join(members)} }}"
        return self._leaf(wanted)

    def _leaf(self, wanted: GraphQLInputType) -> str:
        if isinstance(wanted, GraphQLEnumType):
            return str(self._rng.choice(list(wanted.values)))
        return VALUES.get(getattr(wanted, "name", ""), "null")


@pytest.mark.parametrize("seed", range(200))
def test_a_request_that_became_invalid_is_reached_by_a_breaking_change(seed: int) -> None:
    rng = random.Random(seed)
    model = schema_at_random(rng)
    before, after = written(model), written(changed_at_random(rng, model))
    previous, current = build_schema(before, assume_valid=True), build_schema(after, assume_valid=True)
    breaking = compare_documents(before, after, format="graphql").with_severity("breaking")
    reached = {key for change in breaking for key in change.operations}

    for key, text in Requests(previous, rng).made(40):
        query = parse(text)
        if not validate(previous, query) and validate(current, query):
            assert key in reached, (text, [change.message for change in breaking])


@pytest.mark.parametrize("seed", range(200))
def test_every_request_stays_valid_where_nothing_is_breaking(seed: int) -> None:
    rng = random.Random(1000 + seed)
    model = schema_at_random(rng)
    before, after = written(model), written(changed_at_random(rng, model))
    if compare_documents(before, after, format="graphql").is_compatible("backward"):
        previous, current = build_schema(before, assume_valid=True), build_schema(after, assume_valid=True)
        valid = [
            parse(text) for _, text in Requests(previous, rng).made(40) if not validate(previous, parse(text))
        ]
        assert [query for query in valid if validate(current, query)] == []


@pytest.mark.parametrize("seed", range(100))
def test_a_witness_holds_for_the_schemas_as_they_are_written(seed: int) -> None:
    rng = random.Random(2000 + seed)
    model = schema_at_random(rng)
    texts = {"previous": written(model)}
    texts["current"] = written(changed_at_random(rng, model))
    schemas = {side: build_schema(text, assume_valid=True) for side, text in texts.items()}

    for change in compare_documents(*texts.values(), format="graphql").changes:
        if change.witness and change.witness["part"] == "request":
            query = parse(change.witness["query"])
            assert not validate(schemas[change.witness["accepted_by"]], query)
            assert validate(schemas[change.witness["rejected_by"]], query)
