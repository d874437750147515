"""The sentences that the engine itself needs; their Dutch stands in `knowledge/sentences.yaml`."""

from __future__ import annotations

from enum import StrEnum


class Sentence(StrEnum):
    """Keys of the engine's own sentences, each with the fields it may use."""

    yes = "yes"
    no = "no"
    unknown = "unknown"
    withheld = "withheld"
    why = "why"
    back = "back"
    human = "human"
    done = "done"
    confirm = "confirm"
    confirm_ok = "confirm_ok"
    #: On a screen with questions that are still open: the words above it, the button that goes on, and what stands for no answer.
    confirm_open = "confirm_open"
    confirm_on = "confirm_on"
    confirm_empty = "confirm_empty"
    #: {label}
    confirm_change = "confirm_change"
    #: {label} {value}
    confirm_line = "confirm_line"
    #: On a shared phone, before private words.
    alone = "alone"
    alone_yes = "alone_yes"
    alone_no = "alone_no"
    #: Something waits until the person is alone.
    later_alone = "later_alone"
    forget_yes = "forget_yes"
    forget_no = "forget_no"
    forgotten = "forgotten"
    not_understood = "not_understood"
    not_understood_again = "not_understood_again"
    nothing_open = "nothing_open"
    old_button = "old_button"
    #: {at_least} {at_most}
    number_needed = "number_needed"
    date_needed = "date_needed"
    choose_something = "choose_something"
    place_not_found = "place_not_found"
    which_place = "which_place"
    other_place = "other_place"
    no_longer_valid = "no_longer_valid"
    nothing_to_go_back_to = "nothing_to_go_back_to"
    cannot_undo = "cannot_undo"
    stopped = "stopped"
    waiting = "waiting"
    too_long = "too_long"
    #: After a greeting.
    greeting = "greeting"
    thanked = "thanked"
    #: After "I do not understand" where the question has no reason to tell.
    other_words = "other_words"
    cannot_see = "cannot_see"
    cannot_hear = "cannot_hear"
    cannot_read = "cannot_read"
    #: Before the choices that are nearest to what was typed.
    perhaps_meant = "perhaps_meant"
    none_of_these = "none_of_these"
    #: {title} of a script.
    subject = "subject"
    #: {day}
    perhaps_day = "perhaps_day"
    that_day = "that_day"
    which_day = "which_day"
    #: {day}
    this_day = "this_day"
    other_day = "other_day"
    #: Buttons under every check-in, and what is said after the first.
    check_in_later = "check_in_later"
    check_in_quiet = "check_in_quiet"
    check_in_put_off = "check_in_put_off"
    #: {title} of the script that was left.
    resume = "resume"
    #: The button under a question in which hard words stand.
    explain = "explain"
    #: On the button with which a phone tells where it is.
    share_location = "share_location"
    #: What persons on one phone are known by. {name}, {number}, {name}
    person_named = "person_named"
    person_unnamed = "person_unnamed"
    person_waiting = "person_waiting"
    #: To who is at the phone from now on. {name}
    person_greeting = "person_greeting"
    person_greeting_unnamed = "person_greeting_unnamed"
    #: Behind what was said while somebody helped. {value}
    said_with_help = "said_with_help"
    #: Behind what somebody of the municipality put right. {value}
    said_by_municipality = "said_by_municipality"
    #: After a failure of ours: said by the service, in the words of the edition.
    sorry = "sorry"
    #: A photo that was sent on with a yes and cannot be had.
    photo_gone = "photo_gone"
    photo_too_large = "photo_too_large"
    photo_unreadable = "photo_unreadable"
    #: Of a voice for who has the case.
    voice_gone = "voice_gone"
    voice_too_large = "voice_too_large"
    voice_unreadable = "voice_unreadable"
    #: To who only uses the web page: that there is a message. The second where others may see it.
    notice = "notice"
    notice_discreet = "notice_discreet"
    #: The same by e-mail, above the address of the page and beneath it.
    notice_mail = "notice_mail"
    notice_mail_end = "notice_mail_end"
    #: The e-mail with a one-time code. {code} {minutes}
    code_mail_subject = "code_mail_subject"
    code_mail = "code_mail"
    code_mail_end = "code_mail_end"
    #: After something secret was typed and taken out.
    masked = "masked"
    #: While somebody of the municipality has the person's question: said by the service too.
    case_taken = "case_taken"
    case_given_back = "case_given_back"
    case_closed = "case_closed"
    case_filed = "case_filed"
    voice_filed = "voice_filed"
    #: A film of somebody's own face, instead of their voice alone.
    film_not_kept = "film_not_kept"
    #: Above what a human says; the second where it is in Dutch.
    from_municipality = "from_municipality"
    from_municipality_dutch = "from_municipality_dutch"
    #: To who reported something about a school and asked to hear of it.
    report_sent = "report_sent"
    report_answered = "report_answered"
