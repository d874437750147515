"""Secrets go, everything else stays."""

from __future__ import annotations

import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.masking import Masker, Words, mask

HIDDEN = [
    ("123456782", "[bsn]", "bsn"),
    ("Mijn nummer is 123456782.", "Mijn nummer is [bsn].", "bsn"),
    ("123.456.782", "[bsn]", "bsn"),
    ("1234 56 782", "[bsn]", "bsn"),
    ("123-456-782 en nog iets", "[bsn] en nog iets", "bsn"),
    ("1 2 3 4 5 6 7 8 2", "[bsn]", "bsn"),
    ("١٢٣٤٥٦٧٨٢", "[bsn]", "bsn"),
    ("رقمي ۱۲۳۴۵۶۷۸۲ شكرا", "رقمي [bsn] شكرا", "bsn"),
    ("1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣2️⃣", "[bsn]\ufe0f\u20e3", "bsn"),
    ("①②③④⑤⑥⑦⑧②", "[bsn]", "bsn"),
    ("１２３４５６７８２", "[bsn]", "bsn"),
    ("012345672", "[bsn]", "bsn"),
    ("geboren 12-03-1985, 123456782", "geboren 12-03-1985, [bsn]", "bsn"),
    ("bel 0612345678 bsn 123456782", "bel 0612345678 bsn [bsn]", "bsn"),
    ("BSN 12345678", "BSN [bsn]", "bsn"),
    ("bsn12345678", "bsn[bsn]", "bsn"),
    ("12345678 is mijn burgerservicenummer", "[bsn] is mijn burgerservicenummer", "bsn"),
    ("mijn BSN-nummer: 123456789", "mijn BSN-nummer: [bsn]", "bsn"),
    ("رقم المواطن 12345678", "رقم المواطن [bsn]", "bsn"),
    ("KvK 12345678, BSN 87654321", "KvK 12345678, BSN [bsn]", "bsn"),
    ("BSN 87654321, KvK 12345678", "BSN [bsn], KvK 12345678", "bsn"),
    ("NL91ABNA0417164300", "[iban]", "iban"),
    ("rekening nl91 abna 0417 1643 00 graag", "rekening [iban] graag", "iban"),
    ("TR33 0006 1005 1978 6457 8413 26", "[iban]", "iban"),
    ("NL٩١ABNA٠٤١٧١٦٤٣٠٠", "[iban]", "iban"),
    ("Uw sms-code is 123456", "Uw sms-code is [code]", "code"),
    ("123 456 is de code van DigiD", "[code] is de code van DigiD", "code"),
    ("DigiD code: ab3de5gh9", "DigiD code: [code]", "code"),
    ("pincode 12345", "pincode [code]", "code"),
    ("Uw DigiD sms-code:\n482913", "Uw DigiD sms-code:\n[code]", "code"),
    ("رمز التحقق ٤٨٢٩١٣", "رمز التحقق [code]", "code"),
    ("کد تأیید: ۴۸۲۹۱۳", "کد تأیید: [code]", "code"),
    ("መረጋገጺ ኮድ 482913", "መረጋገጺ ኮድ [code]", "code"),
    ("doğrulama kodum 482913", "doğrulama kodum [code]", "code"),
    ("koodhka xaqiijinta 482913", "koodhka xaqiijinta [code]", "code"),
    ("wachtwoord: geheim", "wachtwoord: [code]", "code"),
    ("mijn wachtwoord is Zomer2024!", "mijn wachtwoord is [code]", "code"),
    ("كلمة السر: شمس", "كلمة السر: [code]", "code"),
    ("şifrem: gunes", "şifrem: [code]", "code"),
    ("пароль Kyiv1234", "пароль [code]", "code"),
]

KEPT = [
    "",
    "Goedemorgen",
    "123456789",
    "000000000",
    "12345678",
    "1234567820",
    "Ik ben geboren op 12-03-1985",
    "12 03 1985",
    "1364/05/12",
    "tussen 01-02-2026 en 03-04-2026",
    "DigiD aangevraagd op 12-03-2024",
    "ik heb DigiD sinds 2024",
    "12 maart 2026 met DigiD",
    "0612345678",
    "06-12 34 56 78",
    "+31 6 12345678",
    "+31 (0)6 23456782",
    "0031612345678",
    "+963 944 123 456",
    "sms naar 06 12345678",
    "030 - 286 10 00",
    "KvK 12345678",
    "12345678 is het KvK-nummer",
    "Kamer van Koophandel: 1234 5678",
    "Ik woon in 3511 AB Utrecht en heb DigiD",
    "DigiD, postcode 3511AB",
    "€ 10000 via DigiD betaald",
    "10.000 euro lening en DigiD",
    "les van 9.00-17.00 en 12.30-16.15",
    "ik ben mijn wachtwoord vergeten",
    "Wi2021 of Wi2013? Ik kan niet in DigiD",
    "pindakaas 123456",
    "285.123.4567",
    "5555 4444 3333 2222",
    "NL92ABNA0417164300",
    "A2 en B1, 250 uur",
    "2",
]


@pytest.mark.parametrize(("typed", "kept", "kind"), HIDDEN)
def test_a_secret_is_taken_out_and_named(typed: str, kept: str, kind: str) -> None:
    assert mask(typed) == (kept, (kind,))


@pytest.mark.parametrize("typed", KEPT)
def test_what_is_no_secret_stays_as_typed(typed: str) -> None:
    assert mask(typed) == (typed, ())


def test_several_secrets_in_one_message_are_all_named() -> None:
    masked, kinds = mask("bsn 123456782, NL91ABNA0417164300, sms code 482913")
    assert masked == "bsn [bsn], [iban], sms code [code]"
    assert kinds == ("iban", "bsn", "code")


def test_masking_what_was_masked_changes_nothing() -> None:
    once, _ = mask("bsn 123456782, wachtwoord: geheim12, NL91ABNA0417164300")
    assert mask(once)[0].count("bsn") == once.count("bsn")
    assert "123456782" not in once


SCRIPTS = sorted({ord(mark) for mark in map(chr, range(sys.maxunicode + 1)) if unicodedata.decimal(mark, None) == 0})


@st.composite
def citizen_numbers(draw: st.DrawFn) -> str:
    digits = draw(st.lists(st.integers(0, 9), min_size=8, max_size=8).filter(any))
    last = sum(digit * weight for digit, weight in zip(digits, range(9, 1, -1), strict=True)) % 11
    return "".join(map(str, digits)) + str(last) if last < 10 else "123456782"


@given(number=citizen_numbers(), zero=st.sampled_from(SCRIPTS), gap=st.sampled_from(["", " ", ".", "-", "\u200e", "\u00a0"]))
def test_a_citizen_number_is_found_in_every_script_that_has_digits(number: str, zero: int, gap: str) -> None:
    written = gap.join(chr(zero + int(digit)) for digit in number)
    assert mask(f"x {written} y") == ("x [bsn] y", ("bsn",))


WITHOUT_DIGITS = st.characters(exclude_categories=["Nd", "Nl", "No"], exclude_characters=":=：")


@given(st.text(alphabet=WITHOUT_DIGITS, max_size=200))
def test_a_text_without_digits_or_colons_stays(text: str) -> None:
    assert mask(text) == (text, ())


@given(st.text(max_size=400))
def test_any_text_can_be_masked(text: str) -> None:
    masked, kinds = mask(text)
    assert (masked == text) == (not kinds)


def test_a_long_text_is_masked_in_no_time() -> None:
    for hard in ("1 " * 2048, "nl91" * 1024, "bsn 1 " * 680, "(" * 4096, "wachtwoord: " * 340):
        began = time.perf_counter()
        mask(hard)
        assert time.perf_counter() - began < 2


def test_words_of_one_house_can_be_handed_in() -> None:
    masker = Masker(Words(bsn=("ledennummer*",), company=(), code=(), password=()))
    assert masker.mask("ledennummers 12345678")[0] == "ledennummers [bsn]"
    assert masker.mask("bsn 12345678")[0] == "bsn 12345678"
