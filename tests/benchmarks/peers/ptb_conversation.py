"""python-telegram-bot as its users write it: a ConversationHandler, and one committed row per update through the ORM."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

INTAKE = json.loads((Path(__file__).parent / "intake.json").read_text())
STEPS, CLOSING = INTAKE["steps"], INTAKE["closing"]
ENGINE: AsyncEngine = create_async_engine("sqlite+aiosqlite:///" + os.environ["BENCH_DATABASE"])


@event.listens_for(ENGINE.sync_engine, "connect")
def _set_up(connection: Any, _: object) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


class Person(SQLModel, table=True):
    """What somebody has answered so far."""

    chat: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    step: int = 0
    answers: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON))


async def keep(chat: int, step: int, said: str | None) -> None:
    """One row got, changed and committed."""
    async with AsyncSession(ENGINE, expire_on_commit=False) as session:
        person = await session.get(Person, chat) or Person(chat=chat)
        person.step = step
        person.answers = {**person.answers, STEPS[step - 1]["key"]: said} if said is not None else {}
        session.add(person)
        await session.commit()


async def begin(update: Update, _: ContextTypes.DEFAULT_TYPE) -> int:
    """The first question."""
    await keep(update.effective_chat.id, 0, None)
    await update.message.reply_text(STEPS[0]["question"], reply_markup=_buttons(0))
    return 0


async def pressed(update: Update, _: ContextTypes.DEFAULT_TYPE) -> int:
    """An answer by button: the next question takes its place."""
    query = update.callback_query
    label, _, step = query.data.rpartition(":")
    following = int(step) + 1
    await keep(update.effective_chat.id, following, label)
    await query.answer()
    await query.edit_message_text(_text(following), reply_markup=_buttons(following))
    return _state(following)


def typed_at(step: int) -> Any:
    """The handler of an answer that is typed."""

    async def typed(update: Update, _: ContextTypes.DEFAULT_TYPE) -> int:
        await keep(update.effective_chat.id, step + 1, update.message.text)
        await update.message.reply_text(_text(step + 1), reply_markup=_buttons(step + 1))
        return _state(step + 1)

    return typed


def _text(step: int) -> str:
    return STEPS[step]["question"] if step < len(STEPS) else CLOSING


def _state(step: int) -> int:
    return step if step < len(STEPS) else ConversationHandler.END


def _buttons(step: int) -> InlineKeyboardMarkup | None:
    options = STEPS[step]["options"] if step < len(STEPS) else []
    rows = [[InlineKeyboardButton(label, callback_data=f"{label}:{step}")] for label in options]
    return InlineKeyboardMarkup(rows) if rows else None


def _handler(step: int) -> Any:
    if STEPS[step]["options"]:
        return CallbackQueryHandler(pressed)
    return MessageHandler(filters.TEXT & ~filters.COMMAND, typed_at(step))


async def make_tables(_: Application) -> None:
    """An empty memory."""
    async with ENGINE.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)


def main() -> None:
    """Run until stopped."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    application = ApplicationBuilder().token("42:token").base_url(os.environ["BENCH_API"] + "/bot").post_init(make_tables).build()
    states: dict[object, list[Any]] = {step: [_handler(step)] for step in range(len(STEPS))}
    start = CommandHandler("start", begin)
    application.add_handler(ConversationHandler(entry_points=[start], states=states, fallbacks=[start]))
    application.run_polling()


main()
