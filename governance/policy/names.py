"""What an expression names: variables, functions, attested facts, and the paths of the document that it reads.

The binding of CEL shows no syntax tree, so the words are read here, as strictly as the question needs: whatever uses
`facts` in another way than by a source's name is reported, never overlooked.
"""

from dataclasses import dataclass, field

from governance.policy.tokens import Kind, Token, tokens

MACROS = frozenset({"all", "exists", "exists_one", "existsOne", "map", "filter"})
EACH = "[]"
"""The step of a path that stands for every element of a list."""

OPENING, CLOSING = ("(", "[", "{"), (")", "]", "}")
_WORDS = frozenset({"true", "false", "null", "in"})
_FACTS = "facts"


@dataclass(frozen=True, slots=True)
class Path:
    """A way into the document, with the place of each step: `contracts`, `[]`, `versions`."""

    steps: tuple[str, ...]
    places: tuple[Token, ...]

    def then(self, step: str, place: Token) -> "Path":
        return Path((*self.steps, step), (*self.places, place))

    def after(self, start: "Path") -> "Path":
        """The path that goes on from where another one leads, instead of from its own first step."""
        return Path(start.steps + self.steps[1:], start.places + self.places[1:])


@dataclass(slots=True)
class Names:
    """What one expression names. `result` is set where the whole expression is one path."""

    variables: list[Token] = field(default_factory=list)
    functions: list[Token] = field(default_factory=list)
    members: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    bound: list[Token] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    misuses: list[Token] = field(default_factory=list)
    result: Path | None = None

    def mentions(self, name: str) -> bool:
        return any(token.text == name for token in self.variables)


def names_in(source: str) -> Names:
    """Read an expression that the parser has accepted; of another one, what can be recognised."""
    reading = _Reading([*tokens(source)])
    reading.read()
    return reading.names


class _Reading:
    """One walk over the words, with the variables that macros bind, each as long as its parenthesis is open."""

    def __init__(self, words: list[Token]) -> None:
        self.words = words
        self.names = Names(texts={word.plain for word in words if word.plain is not None})
        self.at = 0
        self.open: list[dict[str, Path | None]] = []

    def read(self) -> None:
        while self.at < len(self.words):
            result = self.primary()
            if self.at == len(self.words) and result and result.places[0] is self.words[0]:
                self.names.result = result

    def primary(self) -> Path | None:
        """Read one word, or a name with everything that is selected from it."""
        word = self.words[self.at]
        self.at += 1
        if word.text in OPENING:
            self.open.append({})
        elif word.text in CLOSING:
            self.open = self.open[:-1]
        elif word.text == "." and (member := self.word(0, Kind.NAME)):
            self.at += 1
            self.select(None, member)
        elif word.kind is Kind.NAME and word.text not in _WORDS:
            return self.name(word)
        return None

    def name(self, word: Token) -> Path | None:
        if self.follows("("):
            self.names.functions.append(word)
            return None
        bound = [scope for scope in self.open if word.text in scope]
        if not bound:
            self.names.variables.append(word)
        start = bound[-1][word.text] if bound else Path((word.text,), (word,))
        if not bound and word.text == _FACTS and not self.names_a_source():
            self.names.misuses.append(word)
        path = self.chain(start)
        if path and start:
            self.names.paths.append(path)
        return path

    def names_a_source(self) -> bool:
        """Whether `facts` is followed by the name of a source, and note it."""
        member = self.word(1, Kind.NAME) if self.follows(".") else None
        if member and not self.follows("(", 2):
            self.names.sources.append(member.text)
            return True
        text = self.word(1, Kind.TEXT) if self.follows("[") else None
        if text and text.plain and self.follows("]", 2):
            self.names.sources.append(text.plain)
            return True
        return False

    def chain(self, path: Path | None) -> Path | None:
        """Follow `.member`, `['member']`, `[...]` and filters as far as they lead into the document."""
        while path:
            text = self.word(1, Kind.TEXT) if self.follows("[") else None
            if self.follows(".") and (member := self.word(1, Kind.NAME)):
                self.at += 2
                path = self.select(path, member)
            elif text and text.plain is not None and self.follows("]", 2):
                path = path.then(text.plain, text)
                self.at += 3
            elif self.follows("["):
                path = path.then(EACH, self.words[self.at])
                self.bracket()
            else:
                return path
        return None

    def select(self, path: Path | None, member: Token) -> Path | None:
        """A member, a method, or a macro; return the path that it leads to."""
        if not self.follows("("):
            self.names.members.add(member.text)
            return path.then(member.text, member) if path else None
        variable = self.word(1, Kind.NAME)
        if member.text in MACROS and variable and self.follows(",", 2):
            self.macro(path, member, variable)
        else:
            self.names.functions.append(member)
            self.note(path)
            self.bracket()
        return path if member.text == "filter" else None

    def macro(self, path: Path | None, member: Token, variable: Token) -> None:
        if variable.text == _FACTS:
            self.names.misuses.append(variable)
        self.names.bound.append(variable)
        self.note(path)
        self.at += 3
        self.open.append({variable.text: path.then(EACH, member) if path else None})
        self.rest()

    def note(self, path: Path | None) -> None:
        if path:
            self.names.paths.append(path)

    def bracket(self) -> None:
        """Read what stands in the bracket that opens here."""
        self.at += 1
        self.open.append({})
        self.rest()

    def rest(self) -> None:
        """Read to the end of the innermost open bracket."""
        depth = len(self.open)
        while len(self.open) >= depth and self.at < len(self.words):
            self.primary()

    def word(self, ahead: int, kind: Kind) -> Token | None:
        rest = self.words[self.at + ahead : self.at + ahead + 1]
        return rest[0] if rest and rest[0].kind is kind else None

    def follows(self, sign: str, ahead: int = 0) -> bool:
        rest = self.words[self.at + ahead : self.at + ahead + 1]
        return bool(rest) and rest[0].kind is Kind.SIGN and rest[0].text == sign
