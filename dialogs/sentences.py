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
    #: {label}
    confirm_change = "confirm_change"
    #: {label} {value}
    confirm_line = "confirm_line"
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
    #: On the button with which a phone tells where it is.
    share_location = "share_location"
    #: After a failure of ours: said by the service, in the words of the edition.
    sorry = "sorry"
    #: After something secret was typed and taken out.
    masked = "masked"
