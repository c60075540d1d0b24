"""Rules about files and packages."""

from catalog.contracts.changes import BREAKING, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("protobuf",))


@RULES.rule(on="package", action="changed", severity=BREAKING, category="WIRE")
def protobuf_package_changed(event: Event) -> str:
    """A file declares another package.

    What it finds: a file that both documents have, whose `package` differs.
    Why it matters: the package is part of every full name: of the paths by which methods are called, of
    the types in `Any` and in registries, and of generated code.
    Example: `package orders.v1` became `package orders.v2` in the same file.
    How to ship it safely: put the new package into a new file beside the old one, serve both, and
    remove the old one when nobody calls it.
    """
    return f"the package of `{event.subject}` was changed from `{event.before}` to `{event.after}`"


@RULES.rule(on="package", action="removed", severity=BREAKING, category="PACKAGE")
def protobuf_package_removed(event: Event) -> str:
    """A package has gone with all that it declared.

    What it finds: a package that no current file declares, where no file was moved to another package.
    Why it matters: its services are no longer served, its messages cannot be read, and code that uses
    any of them does not compile.
    Example: `orders.v1` has no file any more.
    How to ship it safely: deprecate what the package declares, wait until nobody uses it, and remove it
    in the next major version.
    """
    return f"the package `{event.name}` was removed"


@RULES.rule(on="file", action="removed", severity=BREAKING, category="FILE")
def protobuf_file_removed(event: Event) -> str:
    """A file has gone, though what it declared has not.

    What it finds: a path that only the previous document has, while its declarations stand in other
    files of their packages, or while it declared nothing. Declarations that went with it are told one
    by one.
    Why it matters: imports of the path fail, and generated code moves to another module.
    Example: `common.proto` was merged into `orders.proto`.
    How to ship it safely: keep a file at the old path that publicly imports the new one.
    """
    where = f"; what it declared is in {event.after}" if event.after else ""
    return f"the file `{event.name}` was removed{where}"


@RULES.rule(on="file", action="added", severity=SAFE)
def protobuf_file_added(event: Event) -> str:
    """There is a new file.

    What it finds: a path that only the current document has.
    Why it matters: nobody imports it yet.
    Example: `refunds.proto` is new.
    How to ship it safely: it is safe as it is.
    """
    return f"the file `{event.name}` was added"


@RULES.rule(on="declaration", action="moved", severity=BREAKING, category="FILE")
def protobuf_declaration_moved(event: Event) -> str:
    """A message, an enum, a service or an extension stands in another file.

    What it finds: a declaration of the same full name in another file, while the file that it stood in
    is still there.
    Why it matters: nothing changes in messages, but whoever imports the old file does not find it, and
    in languages with one module per file generated code moves.
    Example: `Money` moved from `orders.proto` to `money.proto`.
    How to ship it safely: let the old file import the new one publicly.
    """
    return f"`{event.subject}` was moved from `{event.before}` to `{event.after}`"


@RULES.rule(on="syntax", action="changed", severity=BREAKING, category="PACKAGE")
def protobuf_syntax_changed(event: Event) -> str:
    """A file is written in another syntax.

    What it finds: `syntax` that differs, or `edition` in its place. What follows from it in generated
    code (whether fields know that they were set, whether enums are open, whether texts are checked) is
    not told again; what is different in messages is.
    Why it matters: generated code has other types and methods, and enums and texts may be checked
    otherwise.
    Example: `proto2` became `proto3`.
    How to ship it safely: check the generated code of every language in use, and release it as a new
    major version of the package that carries it.
    """
    return f"the syntax of `{event.subject}` was changed from {event.before} to {event.after}"


@RULES.rule(on="edition", action="changed", severity=SAFE)
def protobuf_edition_changed(event: Event) -> str:
    """A file says another edition.

    What it finds: `edition` that differs. Features whose meaning differs with it are told where they
    matter.
    Why it matters: an edition only sets defaults; those that matter are resolved and compared.
    Example: `2023` became `2024`.
    How to ship it safely: it is safe as it is.
    """
    return f"the edition of `{event.subject}` was changed from {event.before} to {event.after}"


@RULES.rule(on="file option", action="changed", severity=BREAKING, category="PACKAGE")
def protobuf_file_option_changed(event: Event) -> str:
    """An option of a file that generated code depends on has another value.

    What it finds: options such as `go_package`, `java_package`, `csharp_namespace` or `optimize_for`
    that differ, with what they mean where they are left out.
    Why it matters: generated code stands in another package or class, or has another interface, so that
    what uses it does not compile.
    Example: `go_package` became `example.com/orders/v2`.
    How to ship it safely: release the generated code as a new major version, or leave the option as it
    is.
    """
    was, now = (value if value != "" else "nothing" for value in (event.before, event.after))
    return f"the option `{event.name}` of `{event.subject}` was changed from `{was}` to `{now}`"
