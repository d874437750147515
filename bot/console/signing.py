"""Signing in and out: the password, the code of the phone, an invitation, a new password."""

from __future__ import annotations

from aiohttp import web

from bot.console.desk import HOME, PREFIX, SESSION, SESSION_ID, SIGN_IN, TONGUE, Desk, elsewhere, form_of, local
from bot.console.errors import NotThere
from bot.console.guard import CODE, SECOND_FACTOR, Route
from bot.language.staff_words import STAFF_LANGUAGES
from bot.team.staffing import PasswordUnfit, SignInRefused, TooManyTries, new_secret, secret_address

WEEK = f"{PREFIX}/week"
ACCOUNT = f"{PREFIX}/account"
INVITATION = f"{PREFIX}/invitation/{{code:[A-Za-z0-9_-]{{32}}}}"
LONGEST_NAME = 80
A_YEAR = 31_536_000
#: What a failed try is called on the page.
_PROBLEMS: dict[type[Exception], str] = {SignInRefused: "refused", TooManyTries: "too_many", PasswordUnfit: "unfit"}
_FAILED = tuple(_PROBLEMS)
_STATUS = {"refused": 422, "too_many": 429, "unfit": 422, "differs": 422, "no_name": 422}


class Signing:
    """The pages before and around the work."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (
            ("GET", PREFIX, "staff", self.home),
            ("GET", HOME, "staff", self.home),
            ("GET", SIGN_IN, "anybody", self.show),
            ("POST", SIGN_IN, "anybody", self.sign_in),
            ("POST", f"{PREFIX}/language", "anybody", self.choose_language),
            ("GET", INVITATION, "anybody", self.show_invitation),
            ("POST", INVITATION, "anybody", self.accept),
            ("GET", CODE, "begun", self.show_code),
            ("POST", CODE, "begun", self.give_code),
            ("GET", SECOND_FACTOR, "begun", self.show_second_factor),
            ("POST", SECOND_FACTOR, "begun", self.set_second_factor),
            ("POST", f"{PREFIX}/sign-out", "begun", self.sign_out),
            ("GET", ACCOUNT, "staff", self.show_account),
            ("POST", ACCOUNT, "staff", self.change_password),
        )

    async def home(self, request: web.Request) -> web.Response:
        """Where everybody begins: the work, or what an administrator can do."""
        return elsewhere(ACCOUNT if request[SESSION].member.role == "admin" else WEEK)

    async def show(self, request: web.Request) -> web.Response:
        """The page to sign in."""
        session = request.get(SESSION)
        wanted = local(request.query.get("next", ""))
        return elsewhere(wanted) if session and session.complete else self._sign_in_page(request, wanted=wanted)

    async def sign_in(self, request: web.Request) -> web.Response:
        """E-mail address and password."""
        form = await form_of(request)
        email, wanted = form.get("email", "")[:254], local(form.get("next", ""))
        try:
            signed = await self._desk.rooms.staff.sign_in(email, form.get("password", ""), self._desk.ip(request))
        except _FAILED as failure:
            return self._sign_in_page(request, _PROBLEMS[type(failure)], email, wanted)
        return self._desk.signed_in(wanted, signed.session)

    async def choose_language(self, request: web.Request) -> web.Response:
        """The same page in another language, from now on in this browser."""
        form = await form_of(request)
        back, language = form.get("back", ""), form.get("language", "")
        response = elsewhere(back if back.startswith(HOME) else HOME)
        if language in STAFF_LANGUAGES:
            response.set_cookie(TONGUE, language, path=PREFIX, max_age=A_YEAR, secure=self._desk.secure, httponly=True, samesite="Lax")
        return response

    async def show_code(self, request: web.Request) -> web.Response:
        """The page for the code of the phone."""
        session = request[SESSION]
        if session.complete or not session.member.totp_secret:
            return elsewhere(HOME if session.complete else SECOND_FACTOR)
        return self._desk.page(request, "code.html", problem="", wanted=local(request.query.get("next", "")))

    async def give_code(self, request: web.Request) -> web.Response:
        """The code of the phone."""
        form = await form_of(request)
        wanted = local(form.get("next", ""))
        try:
            session = await self._desk.rooms.staff.give_code(request[SESSION].member, request[SESSION_ID], form.get("code", ""))
        except _FAILED as failure:
            problem = _PROBLEMS[type(failure)]
            return self._desk.page(request, "code.html", status=_STATUS[problem], problem=problem, wanted=wanted)
        return self._desk.signed_in(wanted, session)

    async def show_second_factor(self, request: web.Request) -> web.Response:
        """The page to set up a phone for codes."""
        if request[SESSION].member.totp_secret:
            return elsewhere(ACCOUNT)
        return self._second_factor_page(request, new_secret())

    async def set_second_factor(self, request: web.Request) -> web.Response:
        """The first code proves that the phone has the secret."""
        form = await form_of(request)
        secret = form.get("secret", "")
        try:
            member, code = request[SESSION].member, form.get("code", "")
            session = await self._desk.rooms.staff.set_second_factor(member, request[SESSION_ID], secret, code)
        except _FAILED as failure:
            return self._second_factor_page(request, secret or new_secret(), _PROBLEMS[type(failure)])
        return self._desk.signed_in(f"{ACCOUNT}?done=second_factor", session)

    async def sign_out(self, request: web.Request) -> web.Response:
        """This browser is signed out."""
        await self._desk.rooms.staff.sign_out(request[SESSION].member, request[SESSION_ID])
        return self._desk.signed_out(f"{SIGN_IN}?done=signed_out")

    async def show_invitation(self, request: web.Request) -> web.Response:
        """The page where somebody who was invited chooses a name and a password."""
        return await self._invitation_page(request)

    async def accept(self, request: web.Request) -> web.Response:
        """A name and a password, once."""
        form = await form_of(request)
        name = form.get("name", "")[:LONGEST_NAME]
        problem = "no_name" if not name else "differs" if form.get("password") != form.get("again") else ""
        if not problem:
            try:
                if not await self._desk.rooms.staff.accept(request.match_info["code"], name, form.get("password", "")):
                    raise NotThere
                return elsewhere(f"{SIGN_IN}?done=password")
            except PasswordUnfit:
                problem = "unfit"
        return await self._invitation_page(request, problem, name)

    async def show_account(self, request: web.Request) -> web.Response:
        """Somebody's own password and second factor."""
        return await self._account_page(request)

    async def change_password(self, request: web.Request) -> web.Response:
        """A new password; every other browser is signed out."""
        form = await form_of(request)
        if form.get("password") != form.get("again"):
            return await self._account_page(request, "differs")
        try:
            session = await self._desk.rooms.staff.change_password(request[SESSION].member, form.get("old", ""), form.get("password", ""))
        except _FAILED as failure:
            return await self._account_page(request, _PROBLEMS[type(failure)])
        return self._desk.signed_in(f"{ACCOUNT}?done=password", session)

    def _sign_in_page(self, request: web.Request, problem: str = "", email: str = "", wanted: str = HOME) -> web.Response:
        status = _STATUS.get(problem, 200)
        values = {"done": request.query.get("done", ""), "accounts": self._desk.rooms.accounts.offered, "wanted": wanted}
        return self._desk.page(request, "sign_in.html", status=status, problem=problem, email=email, **values)

    async def _account_page(self, request: web.Request, problem: str = "") -> web.Response:
        status = _STATUS.get(problem, 200)
        member, done = request[SESSION].member, request.query.get("done", "")
        values = {"problem": problem, "own": await self._desk.rooms.access.of(member), "here": request[SESSION].id, "done": done}
        values["accounts"] = self._desk.rooms.accounts.open_to(member.municipalities)
        return self._desk.page(request, "account.html", status=status, **values)

    def _second_factor_page(self, request: web.Request, secret: str, problem: str = "") -> web.Response:
        address = secret_address(secret, request[SESSION].member.email)
        status = _STATUS.get(problem, 200)
        return self._desk.page(request, "second_factor.html", status=status, secret=secret, address=address, problem=problem)

    async def _invitation_page(self, request: web.Request, problem: str = "", name: str = "") -> web.Response:
        invited = await self._desk.rooms.staff.invited(request.match_info["code"])
        if invited is None:
            raise NotThere
        status = _STATUS.get(problem, 200)
        known = bool(invited.password_hash)
        values = {"problem": problem, "name": name or (invited.name if known else ""), "email": invited.email, "known": known}
        values["accounts"] = self._desk.rooms.accounts.open_to(invited.municipalities)
        return self._desk.page(request, "invitation.html", status=status, **values)


__all__ = ["ACCOUNT", "CODE", "HOME", "INVITATION", "SECOND_FACTOR", "WEEK", "Signing"]
