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
    ("mijn bsn: 1.2.3.4.5.6.7.8.2", "mijn bsn: [bsn]", "bsn"),
    ("123/456/782", "[bsn]", "bsn"),
    ("BSN, eerst 123, dan 456 en dan 782", "BSN, eerst [bsn]", "bsn"),
    ("BSN፡ ፩፪፫፬፭፮፯፰፪", "BSN፡ [bsn]", "bsn"),
    ("my social security number is 12345678", "my social security number is [bsn]", "bsn"),
    ("bsn ۱۲۳۴۵۶۷۸", "bsn [bsn]", "bsn"),
    ("mijn nummer 123 45 6782 staat in de brief", "mijn nummer [bsn] staat in de brief", "bsn"),
    ("DE89 3704 0044 0532 0130 00", "[iban]", "iban"),
    ("BE68 5390 0754 7034", "[iban]", "iban"),
    ("GB29 NWBK 6016 1331 9268 19", "[iban]", "iban"),
    ("FR14 2004 1010 0505 0001 3M02 606", "[iban]", "iban"),
    ("NL 91 ABNA 0417 1643 00", "[iban]", "iban"),
    ("IBAN NL91.ABNA.0417.1643.00", "IBAN [iban]", "iban"),
    ("Uw code van DigiD is 1234", "Uw code van DigiD is [code]", "code"),
    ("DigiD wachtwoord Welkom01", "DigiD wachtwoord [code]", "code"),
    ("my password is hunter22", "my password is [code]", "code"),
    ("code from the text message: 4829", "code from the text message: [code]", "code"),
    ("inlogcode 123-456", "inlogcode [code]", "code"),
    ("رمز ديجي دي 482913", "رمز ديجي دي [code]", "code"),
    ("كلمة المرور Abc12345", "كلمة المرور [code]", "code"),
    ("ናይ ዲጂዲ ኮድ 482913", "ናይ ዲጂዲ ኮድ [code]", "code"),
    ("ፓስዎርድ: selam12", "ፓስዎርድ: [code]", "code"),
]

#: What people who have nothing to hide send every day: none of it may be taken out.
FALSE_ALARMS = {
    "days": "3-11-2026|03.11.1999|2026-11-03|11/03/2026|3 november 2026|۱۴۰۳/۵/۲|1403/05/02|٢٠٢٤/٧/٢٣|፪/፩/፳፻፲፯"
    "|12 sept. 2024|les op 12-1, 13-1 en 14-1",
    "telephone": "06-12345678|06 12 34 56 78|0612 345 678|+31612345678|0031-6-12345678|088 0030500|0800-0113|0900-8844|112|030-3030645|"
    "bel ٠٦١٢٣٤٥٦٧٨",
    "telephone abroad": "+963 11 123 4567|00963 944 123 456|+291 1 123 456|00291 7 123 456|+93 70 123 4567"
    "|+90 532 123 45 67|+252 61 1234567|"
    "+98 912 345 6789|+380 44 123 4567",
    "companies": "KvK 87654321|kvk-nummer: 12345678|Kamer van Koophandel 8765 4321|handelsregister 12345678",
    "papers": "mijn V-nummer is 1234567890|V-nummer 271.123.4567|v nummer 2711234567|kenmerk 1234567|dossier 2024/12345",
    "invoices": "factuur 2024-00123|factuurnummer 20260001|Factuurnr. 123456|klantnummer 4567890"
    "|klantnummer 12345678|ordernummer 100200300",
    "money": "€ 1.234,56|2000 euro|€10.000|250,00|het kost 1.250 euro per kwartaal",
    "hours": "600 uur|800 + 800 uur|9:00-12:30|09.00 - 17.00 uur|van 9 tot 12|48 uur per maand",
    "addresses": "8011 PB|8011pb Zwolle|3511AB|Ik woon op nummer 123|bus 12 om 8.15|lokaal 2.34",
    "words": "wat is BSN?|DigiD|ik heb geen DigiD|wachtwoord vergeten|A2 B1 NT2|Wi2021|mijn code werkt niet",
    "counting": "1 2 3 4 5 6 7 8 9 10|12345|100 200 300|2023 2024 2025|ISBN 9789046905609|ik heb 3 kinderen van 4, 6 en 9",
}

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


@pytest.mark.parametrize(("kind", "typed"), [(kind, typed) for kind, listed in FALSE_ALARMS.items() for typed in listed.split("|")])
def test_daily_numbers_are_no_secrets(kind: str, typed: str) -> None:
    assert mask(typed) == (typed, ()), kind


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
