"""Who may do what, in one table: every address, every message of a room's socket, every job.

The checks themselves stand where the work is done. `tests/house/test_permissions.py` builds the list of what exists
from the addresses, the sockets and the jobs, walks all of it with each kind of person, and fails for what is not here.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Final


class Door(Enum):
    """Who gets in. To everyone else, what stands behind a door of a group or a meeting does not exist."""

    ANYONE = "anyone, signed in or not"
    SIGNED_IN = "whoever is signed in; it shows and changes what is their own"
    MEMBER = "a member of that group"
    SEAT = "whoever has a seat in that meeting"
    LINK = "whoever is signed in and holds a link that cannot be guessed"
    VISITOR = "anyone who visits the demo; it is no part of a real installation"
    SERVER = "nobody: the server does it by itself"


ROUTES: Final[Mapping[str, Door]] = {
    # The account library's own pages: some lead on only from a step before.
    **dict.fromkeys(
        (
            "account_login",
            "account_logout",
            "account_inactive",
            "account_signup",
            "account_email_verification_sent",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
            "account_confirm_login_code",
            "mfa_authenticate",
            "mfa_login_webauthn",
        ),
        Door.ANYONE,
    ),
    **dict.fromkeys(
        (
            "account_change_password",
            "account_email",
            "account_reauthenticate",
            "account_set_password",
            "mfa_activate_totp",
            "mfa_add_webauthn",
            "mfa_deactivate_totp",
            "mfa_download_recovery_codes",
            "mfa_edit_webauthn",
            "mfa_generate_recovery_codes",
            "mfa_index",
            "mfa_list_webauthn",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_remove_webauthn",
            "mfa_view_recovery_codes",
            "usersessions_list",
        ),
        Door.SIGNED_IN,
    ),
    "today:today": Door.ANYONE,
    "guard:clean": Door.ANYONE,
    "guard:worker": Door.ANYONE,
    "guard:offline": Door.ANYONE,
    "accounts:account": Door.SIGNED_IN,
    "notices:list": Door.SIGNED_IN,
    "clinicians:profile": Door.SIGNED_IN,
    "clinicians:edit": Door.SIGNED_IN,
    "clinicians:welcome": Door.SIGNED_IN,
    "clinicians:card": Door.LINK,
    "groups:list": Door.SIGNED_IN,
    "groups:new": Door.SIGNED_IN,
    "groups:join": Door.LINK,
    "groups:group": Door.MEMBER,
    "groups:settings": Door.MEMBER,
    "groups:agreement": Door.MEMBER,
    "groups:accept": Door.MEMBER,
    "groups:propose": Door.MEMBER,
    "groups:withdraw-proposal": Door.MEMBER,
    "groups:members": Door.MEMBER,
    "groups:withdraw": Door.MEMBER,
    "groups:meetings": Door.MEMBER,
    "groups:add-meeting": Door.MEMBER,
    "groups:leave": Door.MEMBER,
    "groups:formats": Door.MEMBER,
    "groups:copy-format": Door.MEMBER,
    "groups:edit-format": Door.MEMBER,
    "groups:remove-format": Door.MEMBER,
    "meetings:agenda": Door.SEAT,
    "meetings:agenda-preview": Door.SEAT,
    "meetings:room": Door.SEAT,
    "meetings:table": Door.SEAT,
    "meetings:people": Door.SEAT,
    "meetings:words": Door.SEAT,
    "meetings:ask": Door.SEAT,
    "meetings:write": Door.SEAT,
    "meetings:requests": Door.SEAT,
    "meetings:answer": Door.SEAT,
    "meetings:after": Door.SEAT,
    "meetings:try": Door.SEAT,
    "meetings:done": Door.SEAT,
    "meetings:help": Door.SEAT,
    "meetings:keep": Door.SEAT,
    "cases:write": Door.SIGNED_IN,
    "cases:mine": Door.SEAT,
    "cases:take-back": Door.SEAT,
    "cases:listed": Door.SEAT,
    "cases:kept": Door.SEAT,
    "cases:panel": Door.SEAT,
    "cases:no-conflict": Door.SEAT,
    "cases:open": Door.SEAT,
    "cases:handed-over": Door.ANYONE,
    "web:styleguide": Door.ANYONE,
    "demo:welcome": Door.VISITOR,
    "demo:strip": Door.VISITOR,
    "demo:enter": Door.VISITOR,
    "demo:start": Door.VISITOR,
    "demo:another": Door.VISITOR,
    "demo:speed": Door.VISITOR,
}

# What a room's socket may be sent.
MESSAGES: Final[Mapping[str, Door]] = dict.fromkeys(
    (
        "ping",
        "hello",
        "start",
        "advance",
        "extend",
        "yield",
        "pass",
        "skip",
        "pause",
        "resume",
        "hand",
        "lower",
        "speak",
        "bell",
        "role",
        "danger",
        "end",
        "sit-out",
        "may-know",
        "back",
        "arrive",
        "leave",
    ),
    Door.SEAT,
)

JOBS: Final[Mapping[str, Door]] = dict.fromkeys(
    (
        "soundingboard.groups.jobs.forget_invitations",
        "soundingboard.groups.jobs.plan_ahead",
        "soundingboard.jobs.jobs.forget_done",
        "soundingboard.cases.jobs.shred",
        "soundingboard.cases.jobs.sweep",
        "soundingboard.meetings.jobs.settle",
        "soundingboard.notices.jobs.deliver",
    ),
    Door.SERVER,
)
