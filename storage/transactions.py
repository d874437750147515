"""What a query needs of the transaction it runs in, whichever database is behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVarTuple, overload

from sqlalchemy import CursorResult, Executable
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.sql.selectable import TypedReturnsRows

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]

_Columns = TypeVarTuple("_Columns")


class Transaction(Protocol):
    """Runs statements until it ends. Fetch what a statement gives before running the next one."""

    @property
    def dialect(self) -> Dialect:
        """The words of this database, and through `ring_of` its keys."""

    @overload
    async def execute(self, statement: TypedReturnsRows[*_Columns], parameters: Parameters | None = None) -> CursorResult[*_Columns]: ...

    @overload
    async def execute(self, statement: Executable, parameters: Parameters | None = None) -> CursorResult[*tuple[Any, ...]]: ...
