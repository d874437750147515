"""aiogram with aiogram-dialog as its users write it, everything in memory: nothing survives a stop."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage, SimpleEventIsolation
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, StartMode, Window, setup_dialogs
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column
from aiogram_dialog.widgets.text import Const

INTAKE = json.loads((Path(__file__).parent / "intake.json").read_text())
STEPS, CLOSING = INTAKE["steps"], INTAKE["closing"]
STATES: list[State] = [State() for _ in range(len(STEPS) + 1)]
Intake = type("Intake", (StatesGroup,), {f"step_{i}": state for i, state in enumerate(STATES)})


def pressed_at(step: int, label: str) -> Any:
    """The handler of one button."""

    async def pressed(_: CallbackQuery, __: Button, manager: DialogManager) -> None:
        manager.dialog_data[STEPS[step]["key"]] = label
        await manager.switch_to(STATES[step + 1])

    return pressed


def typed_at(step: int) -> Any:
    """The handler of an answer that is typed."""

    async def typed(message: Message, _: MessageInput, manager: DialogManager) -> None:
        manager.dialog_data[STEPS[step]["key"]] = message.text
        await manager.switch_to(STATES[step + 1])

    return typed


def window(step: int) -> Window:
    """One question."""
    options = STEPS[step]["options"]
    if not options:
        return Window(Const(STEPS[step]["question"]), MessageInput(typed_at(step)), state=STATES[step])
    buttons = [Button(Const(label), id=f"b{i}", on_click=pressed_at(step, label)) for i, label in enumerate(options)]
    return Window(Const(STEPS[step]["question"]), Column(*buttons), state=STATES[step])


async def begin(_: Message, dialog_manager: DialogManager) -> None:
    """The first question."""
    await dialog_manager.start(STATES[0], mode=StartMode.RESET_STACK)


async def main() -> None:
    """Run until stopped."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BENCH_API"]))
    dispatcher = Dispatcher(storage=MemoryStorage(), events_isolation=SimpleEventIsolation())
    windows = [window(step) for step in range(len(STEPS))]
    dispatcher.include_router(Dialog(*windows, Window(Const(CLOSING), state=STATES[-1])))
    dispatcher.message.register(begin, CommandStart())
    setup_dialogs(dispatcher)
    await dispatcher.start_polling(Bot("42:token", session=session))


asyncio.run(main())
