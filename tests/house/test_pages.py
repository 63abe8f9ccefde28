"""Every page of the site can be used by everyone: with long names and twelve people, with an error and an open dialog,
in light and dark, on a desk, on a phone and enlarged. The pages are those of the table of who may do what.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import resolve, reverse
from playwright.sync_api import APIResponse, Browser, Page, ViewportSize

from soundingboard.agenda.events import Advanced, Danger, Ended, Event, HandRaised, Resumed, Speaking
from soundingboard.clinicians import queries as clinician_queries
from soundingboard.clinicians import services as clinicians
from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.demo import cast
from soundingboard.demo import queries as demo_queries
from soundingboard.demo import services as demo
from soundingboard.groups import queries as group_queries
from soundingboard.groups import services as groups
from soundingboard.groups.models import MOST_MEMBERS
from soundingboard.guard.services import clean
from soundingboard.meetings import queries, replay, services
from soundingboard.meetings.models import Meeting, Seat, Words
from soundingboard.meetings.services import presence
from soundingboard.site.permissions import ROUTES, Door
from tests.conftest import user_of
from tests.house.world import EVERY_ROUTE, World
from tests.house.world import world as make_world
from tests.people import PASSWORD, Cast, email

pytestmark = pytest.mark.browser

MONDAY = datetime(2027, 3, 1, 15, tzinfo=UTC)
NO_PAGE = "/nosuchpage/"
LONG = "Featherstonehaugh-Wolfeschlegelsteinhausen"
LONG_WORD = "electroencephalographic-countertransference"  # a text holds no names

DESK, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=360, height=740)
ENLARGED = ViewportSize(width=640, height=450)  # what a desk shows at 200 percent

UNFOLD = "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"

# Forms that cannot be right without something that is visibly asked for.
FINDS_FORMS = """[...document.querySelectorAll("main form[method=post]")].filter((form) =>
    [...form.elements].some((box) => box.required && box.checkVisibility()))"""
FORMS = f"() => {FINDS_FORMS}.length"
SEND_EMPTY = f"""(number) => {{
  const form = {FINDS_FORMS}[number];
  form.noValidate = true;
  for (const box of [...form.elements].filter((one) => one.required && one.type !== "hidden")) {{
    if (["checkbox", "radio"].includes(box.type)) box.checked = false; else box.value = "";
  }}
  const buttons = [...form.elements].filter((one) => one.type === "submit");
  form.requestSubmit(buttons.find((one) => one.dataset.kind === "primary") ?? buttons.at(-1));
}}"""

# Once colors that are turning into others have arrived.
AXE = """async () => {
  await new Promise(requestAnimationFrame);
  document.getAnimations().filter((one) => one instanceof CSSTransition).forEach((one) => one.finish());
  return (await axe.run(document, { resultTypes: ["violations"] })).violations;
}"""

# What is wider than the page, innermost first, apart from what scrolls in a box of its own.
TOO_WIDE = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120)).slice(-3)"""


# Addresses that show no page to whoever walks past, and why.
ELSEWHERE = {
    "web:styleguide": "tests/web looks at each of its examples",
    "account_logout": "signs the walker out when it is pressed; it has a walk of its own",
    "account_confirm_login_code": "codes by mail are not how one signs in here",
    "account_email_verification_sent": "comes after signing up",
    "account_set_password": "is for who has none, and everybody has one",
    "mfa_authenticate": "comes between the password and the site",
    "mfa_login_webauthn": "answers a script",
    "mfa_generate_recovery_codes": "opens when the codes are used up or not there yet",
    "meetings:after": "there is no after yet",
}


class Walk:
    """One browser that looks at one page after another, and remembers what is wrong with them.

    looked_at  the paths of the pages it has seen
    no_page    the addresses that answer with a part of a page, with data, or not to a mere look
    wrong      what axe found, what was too wide and what the console complained of
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.looked_at: set[str] = set()
        self.no_page: set[str] = set()
        self.wrong: list[str] = []
        page.on("console", lambda said: self.complained(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complained(str(error)))

    def complained(self, text: str) -> None:
        if not text.startswith("Failed to load resource"):  # which says no more than the answer's status
            self.wrong.append(f"{self.at} console: {text[:300]}")

    @property
    def seen(self) -> set[str]:
        """The names of the addresses that have shown a page."""
        return {name_of(path) for path in self.looked_at - {NO_PAGE}}

    @property
    def at(self) -> str:
        return urlsplit(self.page.url).path

    def go(self, address: str) -> None:
        """Open `address`; where it shows a page that was not seen yet, look at it from all sides, and at its errors."""
        answer = self.page.request.get(address)
        assert answer.status < 500, address
        path = urlsplit(answer.url).path
        if not is_page(answer):
            self.no_page.add(address)
        elif path not in self.looked_at and (answer.ok or path == NO_PAGE):
            self.page.goto(answer.url)
            self.look()
            for number in range(self.page.evaluate(FORMS)):
                self.look_at_error(path, number)

    def look_at_error(self, path: str, number: int) -> None:
        """Send a form of the page at `path` without what it needs."""
        page = self.page
        page.goto(path)
        page.evaluate(UNFOLD)
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.evaluate(SEND_EMPTY, number)
        page.locator(".field-error, [role=alert]").filter(visible=True).first.wait_for()
        page.wait_for_load_state()
        self.prepare()
        self.check("an error, light")
        page.set_viewport_size(PHONE)
        self.fits("an error")
        page.set_viewport_size(DESK)

    def look(self) -> None:
        """Look at the page as it stands, in light and dark, on all screens, unfolded, and with each dialog."""
        page = self.page
        self.looked_at.add(self.at)
        if page.locator("#room").count():
            page.locator("#room[data-connection=open]").wait_for()
        self.prepare()
        self.check("desk, light")
        page.set_viewport_size(ENLARGED)
        self.fits("enlarged")
        # Colors do not depend on the width: dark is looked at on the phone, where everything else is in new places.
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(PHONE)
        self.check("phone, dark")
        self.fits("phone")
        for number in range(page.locator("dialog").count()):
            self.look_at_dialog(number)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(DESK)

    def prepare(self) -> None:
        self.page.evaluate(AXE_SCRIPT)
        self.page.evaluate(UNFOLD)

    def look_at_dialog(self, number: int) -> None:
        dialog = self.page.locator("dialog").nth(number)
        dialog.evaluate("one => one.showModal()")
        self.check("dialog, dark")
        self.fits("dialog")
        dialog.evaluate("one => one.close()")

    def check(self, how: str) -> None:
        found = self.page.evaluate(AXE)
        self.wrong += [
            f"{self.at} {how}: {rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]
        ]

    def fits(self, how: str) -> None:
        if found := self.page.evaluate(TOO_WIDE):
            self.wrong.append(f"{self.at} {how}: wider than the screen: {found}")

    def sign_in(self, who: str) -> None:
        """By the page, and once more where the account library wants to be sure."""
        page = self.page
        page.goto(reverse("account_reauthenticate"))
        page.get_by_label("Email").fill(email(who))
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        if name_of(self.at) == "account_reauthenticate":
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Go on").click()


def name_of(path: str) -> str:
    return resolve(path).view_name


def is_page(answer: APIResponse) -> bool:
    """Whether it is a whole page, no fragment, no data and no bare refusal."""
    return "text/html" in answer.headers.get("content-type", "") and "<html" in answer.text()


def routes_of(*doors: Door) -> list[str]:
    return [route for route in EVERY_ROUTE if ROUTES[route] in doors and route not in ELSEWHERE]


@pytest.fixture(autouse=True)
def _monday(transactional_db: None) -> Iterator[None]:
    """It is a Monday morning in New York, and the clock stands still."""
    clock.forget_cache()
    clock.set(meeting=MONDAY, rate=0)
    yield
    clock.forget_cache()


@pytest.fixture
def walk(browser: Browser, server: str) -> Iterator[Walk]:
    context = browser.new_context(base_url=server, viewport=DESK, color_scheme="light")
    yield Walk(context.new_page())
    context.close()


@pytest.fixture
def world(people: Cast) -> World:
    """As full as it gets: twelve people whose names hardly fit, and something in every part of every page."""
    clinicians.change_profile(
        people.maya, by=people.maya, name=f"Maya {LONG}", specialties=["anxiety", "trauma"], modalities=["act"]
    )
    world = make_world(people)
    for number in range(len(group_queries.clinicians_in(world.group)), MOST_MEMBERS):
        guest = Clinician.objects.create(name=f"{LONG} Guest {number}")
        groups.admit(world.group, guest, accepts=1)
    title = f"The group about {LONG_WORD} and more"
    groups.describe(
        world.group,
        name=clean(title, form="group", declared=(LONG_WORD,)),
        about=clean("Anxiety. " * 20),
        by=people.maya,
    )
    groups.propose(world.group, [clean("We begin on time."), clean("W" * 80, declared=("W" * 80,))], by=people.jun)
    Meeting.objects.filter(pk=world.meeting.pk).update(title=title, mode=Meeting.Mode.IN_PERSON)
    seat = queries.seat_of(people.amara, world.meeting)
    assert seat
    services.state_ask(seat, kind="advice", words=clean(f"How to say {LONG_WORD} well? " * 5, declared=(LONG_WORD,)))
    services.request(
        seat, "referral", modality="ACT", language="Spanish", state="NY", text=clean(LONG_WORD, declared=(LONG_WORD,))
    )
    services.add_words(seat, Words.Kind.HOPE, Words.Audience.ALL, clean("To hear how others do it."))
    return world


def unseen(walk: Walk, world: World, *doors: Door) -> set[str]:
    """The addresses behind these doors that a walk has neither seen nor found to be no page."""
    return {
        route
        for route in EVERY_ROUTE
        if ROUTES[route] in doors and world.address(route) not in walk.no_page and route not in walk.seen
    }


def test_a_stranger_can_use_every_page(walk: Walk, world: World) -> None:
    user = user_of(world.outsider)
    key = default_token_generator.make_token(user)
    walk.go(reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key]))
    for route in routes_of(Door.ANYONE):
        walk.go(world.address(route))
    walk.go(NO_PAGE)

    assert walk.wrong == []
    assert unseen(walk, world, Door.ANYONE) <= set(ELSEWHERE)


def test_a_visitor_can_use_the_demo(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "PAST", timedelta())
    circles = list(cast.groups())
    for circle, people in (circles[0], circles[1], circles[-1]):
        for person in people:
            demo.enroll(person)
        demo.begin(circle, [clinician_queries.of(user) for person in people if (user := demo_queries.user(person))])
    demo.another_meeting()
    walk.go(reverse("demo:welcome"))
    walk.page.locator("main form button").first.click()
    walk.look()

    assert walk.wrong == []
    assert walk.seen == {"demo:welcome", "today:today"}


def test_someone_new_can_use_the_pages_on_the_way_in(walk: Walk) -> None:
    page = walk.page
    page.goto(reverse("account_signup"))
    page.get_by_label("Your name").fill(f"Maya {LONG}")
    page.get_by_label("Email").fill("somebody.new@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()

    walk.look()

    assert walk.wrong == []
    assert walk.seen == {"account_email_verification_sent"}


@pytest.mark.parametrize("door", [Door.SIGNED_IN, Door.MEMBER, Door.SEAT])
def test_a_member_can_use_every_page(door: Door, walk: Walk, world: World) -> None:
    walk.sign_in("maya")
    for route in routes_of(door):
        if not route.startswith("mfa_"):
            walk.go(world.address(route))

    assert walk.wrong == []
    assert {one for one in unseen(walk, world, door) if not one.startswith("mfa_")} <= set(ELSEWHERE)


def test_who_is_signed_in_can_use_the_front_page_and_the_way_out(walk: Walk, world: World) -> None:
    walk.sign_in("maya")
    walk.go(reverse("today:today"))
    walk.go(reverse("account_logout"))

    assert walk.wrong == []
    assert walk.seen == {"today:today", "account_logout"}


def test_a_second_step_can_be_set_up_used_and_taken_away(walk: Walk, people: Cast) -> None:
    page, user = walk.page, user_of(people.amara)
    second_step = [route for route in EVERY_ROUTE if route.startswith("mfa_")]
    device(page)
    walk.sign_in("amara")
    for route in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn"):
        walk.go(reverse(route))
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_label("What to call it").fill(f"my phone {LONG}"[:60])
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    TOTP.activate(user, generate_totp_secret())
    walk.looked_at.discard(reverse("mfa_index"))
    key = Authenticator.objects.get(user=user, type=Authenticator.Type.WEBAUTHN)
    for route in second_step:
        if route not in ELSEWHERE:
            walk.go(reverse(route, kwargs=dict.fromkeys(EVERY_ROUTE[route], key.pk)))
    Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    walk.go(reverse("mfa_generate_recovery_codes"))
    page.context.clear_cookies()
    walk.sign_in("amara")
    walk.look()

    assert walk.wrong == []
    missing = set(second_step) - walk.seen - {name_of(address) for address in walk.no_page}
    assert missing <= {"mfa_login_webauthn"}


def device(page: Page) -> None:
    """Give the browser something that holds passkeys and finds its owner present."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    holds = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    present = {"isUserVerified": True, "automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": {**holds, **present}})


def test_an_outsider_can_use_the_pages_that_a_link_leads_to(walk: Walk, world: World) -> None:
    walk.sign_in("rosa")
    for route in routes_of(Door.LINK):
        walk.go(world.address(route))

    assert walk.wrong == []
    assert unseen(walk, world, Door.LINK) == set()


def test_a_room_of_twelve_can_be_used_from_the_first_minute_to_what_remains(walk: Walk, world: World) -> None:
    meeting = world.meeting
    Meeting.objects.filter(pk=meeting.pk).update(mode=Meeting.Mode.ONLINE)
    seats = list(queries.seats(meeting))
    maya, *others = seats
    for seat in seats:
        presence.arrive(seat)
    clock.set(meeting=meeting.starts, rate=0)
    while (running := replay.present_room(meeting).running) and not running.key.startswith("respond"):
        clock.set(meeting=running.due, rate=0)
        happens(Advanced(maya.person, running.key), maya)
    for seat in others[:-1]:
        happens(HandRaised(seat.person), seat)
    happens(Speaking(maya.person, others[-1].person), maya)
    services.take_along(maya, clean(f"Ask about {LONG_WORD} first.", declared=(LONG_WORD,)))
    walk.sign_in("maya")
    room = world.address("meetings:room")
    look_again(walk, room)
    happens(Danger(maya.person), maya)
    look_again(walk, room)
    happens(Resumed(maya.person), maya)
    happens(Ended(maya.person), maya)
    look_again(walk, room)
    walk.go(world.address("meetings:after"))

    assert walk.wrong == []
    assert "meetings:after" in walk.seen


def happens(event: Event, seat: Seat) -> None:
    services.record(seat.meeting, event, seat=seat, client_id=None)


def look_again(walk: Walk, address: str) -> None:
    """As the page is now; it was another before."""
    walk.page.goto(address)
    walk.look()


def test_a_meeting_that_is_canceled_says_so_on_pages_one_can_use(walk: Walk, world: World) -> None:
    services.cancel(world.meeting)
    walk.sign_in("maya")
    for route in ("meetings:room", "meetings:agenda", "meetings:after"):
        look_again(walk, world.address(route))

    assert walk.wrong == []
