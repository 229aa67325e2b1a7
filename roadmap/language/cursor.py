"""A place in the tokens, and what has been found so far."""

from roadmap.language.item import Item
from roadmap.language.token import Kind, Token
from roadmap.problem import Problem

END = Token(Kind.END, None, "")
NUMBERS = frozenset({Kind.NUMBER, Kind.ROMAN, Kind.ORDINAL})


class Cursor:
    """Grammar functions move it forward; one that recognises nothing leaves it where it was."""

    __slots__ = ("at", "brackets", "ignored", "items", "problems", "tokens")

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = [*tokens, END, END, END, END]
        self.at = 0
        self.brackets = 0
        self.items: list[Item] = []
        self.problems: list[Problem] = []
        self.ignored: list[str] = []

    def kind(self) -> Kind:
        """The kind of the next token; END after the last."""
        return self.tokens[self.at].kind

    def ahead(self, steps: int) -> Kind:
        """The kind of a token a few steps on; END past the last."""
        place = self.at + steps
        return self.tokens[place].kind if place < len(self.tokens) else Kind.END

    def take(self) -> Token:
        token = self.tokens[self.at]
        if token.kind is not Kind.END:
            self.at += 1
        return token

    def skip(self, *kinds: Kind) -> bool:
        """Pass every next token of these kinds; whether there was one."""
        start = self.at
        while self.tokens[self.at].kind in kinds:
            self.at += 1
        return self.at > start

    def doubt(self, code: str, **facts: str | int) -> None:
        problem = Problem(code=code, facts=facts)
        if problem not in self.problems:  # a construction may be tried twice
            self.problems.append(problem)
