"""All tables: as classes with a sentence for each column, and as the plain tables that the queries are written with."""

from __future__ import annotations

from sqlalchemy import Table
from sqlmodel import SQLModel

from storage.tables.accounts import StaffAccount, StaffAccountTry
from storage.tables.answering import Appointment, CaseLook, CaseNote, CaseQuestion
from storage.tables.care import Case, CaseMessage, CaseReason, CheckIn, Wish
from storage.tables.caseload import Caseload, SavedView, StaffWeek
from storage.tables.files import File
from storage.tables.messages import MessageIn, MessageOut
from storage.tables.people import Address, AddressPerson, Consent, Contact, Conversation, Fact, JoinCode
from storage.tables.reaching import MailAddress, Notice, PushSubscription
from storage.tables.reports import FraudReport, ReportStep
from storage.tables.running import Edition, Lease, Revision
from storage.tables.schools import Course, Institution, Location
from storage.tables.staff_telegram import StaffNotice, StaffTelegram, StaffTelegramCode
from storage.tables.staffing import AuditEntry, LoginTry, StaffMember, StaffMunicipality, StaffSession
from storage.tables.telling import StaffHabit, StaffLeave, StaffLetter, StaffRecoveryCode
from storage.tables.towns import Invitation, Municipality


def _table(model: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(model.__tablename__)]


addresses = _table(Address)
address_persons = _table(AddressPerson)
appointments = _table(Appointment)
audit_entries = _table(AuditEntry)
cases = _table(Case)
case_looks = _table(CaseLook)
case_messages = _table(CaseMessage)
case_notes = _table(CaseNote)
case_questions = _table(CaseQuestion)
case_reasons = _table(CaseReason)
caseload = _table(Caseload)
check_ins = _table(CheckIn)
consents = _table(Consent)
contacts = _table(Contact)
conversations = _table(Conversation)
courses = _table(Course)
editions = _table(Edition)
facts = _table(Fact)
files = _table(File)
fraud_reports = _table(FraudReport)
institutions = _table(Institution)
invitations = _table(Invitation)
join_codes = _table(JoinCode)
leases = _table(Lease)
locations = _table(Location)
login_tries = _table(LoginTry)
mail_addresses = _table(MailAddress)
messages_in = _table(MessageIn)
messages_out = _table(MessageOut)
municipalities = _table(Municipality)
notices = _table(Notice)
push_subscriptions = _table(PushSubscription)
report_steps = _table(ReportStep)
revisions = _table(Revision)
saved_views = _table(SavedView)
staff = _table(StaffMember)
staff_accounts = _table(StaffAccount)
staff_account_tries = _table(StaffAccountTry)
staff_habits = _table(StaffHabit)
staff_leaves = _table(StaffLeave)
staff_letters = _table(StaffLetter)
staff_municipalities = _table(StaffMunicipality)
staff_notices = _table(StaffNotice)
staff_recovery_codes = _table(StaffRecoveryCode)
staff_sessions = _table(StaffSession)
staff_telegram_codes = _table(StaffTelegramCode)
staff_telegrams = _table(StaffTelegram)
staff_weeks = _table(StaffWeek)
wishes = _table(Wish)

METADATA = SQLModel.metadata

__all__ = [
    "METADATA",
    "Address",
    "AddressPerson",
    "Appointment",
    "AuditEntry",
    "Case",
    "CaseLook",
    "CaseMessage",
    "CaseNote",
    "CaseQuestion",
    "CaseReason",
    "Caseload",
    "CheckIn",
    "Consent",
    "Contact",
    "Conversation",
    "Course",
    "Edition",
    "Fact",
    "File",
    "FraudReport",
    "Institution",
    "Invitation",
    "JoinCode",
    "Lease",
    "Location",
    "LoginTry",
    "MailAddress",
    "MessageIn",
    "MessageOut",
    "Municipality",
    "Notice",
    "PushSubscription",
    "ReportStep",
    "Revision",
    "SavedView",
    "StaffAccount",
    "StaffAccountTry",
    "StaffHabit",
    "StaffLeave",
    "StaffLetter",
    "StaffMember",
    "StaffMunicipality",
    "StaffNotice",
    "StaffRecoveryCode",
    "StaffSession",
    "StaffTelegram",
    "StaffTelegramCode",
    "StaffWeek",
    "Wish",
    "address_persons",
    "addresses",
    "appointments",
    "audit_entries",
    "case_looks",
    "case_messages",
    "case_notes",
    "case_questions",
    "case_reasons",
    "caseload",
    "cases",
    "check_ins",
    "consents",
    "contacts",
    "conversations",
    "courses",
    "editions",
    "facts",
    "files",
    "fraud_reports",
    "institutions",
    "invitations",
    "join_codes",
    "leases",
    "locations",
    "login_tries",
    "mail_addresses",
    "messages_in",
    "messages_out",
    "municipalities",
    "notices",
    "push_subscriptions",
    "report_steps",
    "revisions",
    "saved_views",
    "staff",
    "staff_account_tries",
    "staff_accounts",
    "staff_habits",
    "staff_leaves",
    "staff_letters",
    "staff_municipalities",
    "staff_notices",
    "staff_recovery_codes",
    "staff_sessions",
    "staff_telegram_codes",
    "staff_telegrams",
    "staff_weeks",
    "wishes",
]
