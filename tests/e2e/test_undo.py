"""A change of password or address is told to the address from before it, with a link that takes it back."""

import urllib.parse

import pytest

from tests.support import people, recovery
from tests.support.recovery import NEW, begin, finish, is_refused, link, press, set_password, visit
from tests.support.rows import rows

OWN = "Fresh-Boat-31-Harbour"


def take_over(house, person):
    """A thief with the password moves the account to an address of theirs, proven; the path of the undo link."""
    thief = people.email("thief")
    body = {"email": thief, "current_password": person.password}
    assert house.client.put(person.path, body, token=person.token).status == 200
    house.verify(person, thief)
    return link(house, person), thief


def change_password(house, person, new=NEW):
    body = {"new_password": new, "current_password": person.password}
    assert house.client.put(person.path, body, token=person.token).status == 200
    person.password = new


@pytest.fixture
def taken_over(house):
    person = house.member(verified=True)
    path, thief = take_over(house, person)
    return house, person, path, thief


def test_the_whole_way(taken_over):
    house, person, path, thief = taken_over
    page = visit(house, "GET", path)
    assert page.status == 200 and page.buttons == ["button"] and page.inputs == {}
    assert person.email in page.text and thief not in page.text
    undone = press(house, path)
    assert undone.status == 200 and list(undone.inputs) == ["new_password"]
    assert not house.is_signed_in(person)
    assert house.refresh(person.refresh_token).code == "invalid_grant"
    assert house.try_sign_in(nickname=person.nickname, password=person.password).status == 401
    assert set_password(house, path, OWN).status == 200
    assert house.try_sign_in(email=thief, password=OWN).status == 401
    assert house.try_sign_in(email=person.email, password=OWN).status == 200
    house.sign_in(person, OWN)
    account = house.account(person)
    assert account["email"] == person.email and account["email_verified"] is True
    assert "pending_email" not in account


def test_reading_changes_nothing_however_often(taken_over):
    house, person, path, thief = taken_over
    before = house.account(person)
    for _ in range(5):
        assert visit(house, "HEAD", path) == 200
        assert visit(house, "GET", path).status == 200
    assert house.account(person) == before
    assert house.refresh(person).status == 200
    assert press(house, path).status == 200


def test_a_pending_address_is_cancelled_before_it_is_proven(house):
    person, thief = house.member(verified=True), people.email("thief")
    body = {"email": thief, "current_password": person.password}
    assert house.client.put(person.path, body, token=person.token).status == 200
    code = house.server.wait_for_code(person.user_id, thief)
    path = link(house, person)
    assert press(house, path).status == 200
    answer = house.client.put(
        "/api/auth/v1", {"user_id": person.user_id, "email": thief, "verify_code": code}
    )
    assert answer.code == "verification_failed"
    assert set_password(house, path, OWN).status == 200
    house.sign_in(person, OWN)
    assert "pending_email" not in house.account(person)


def test_a_change_of_password_is_undone_too(house):
    person = house.member(verified=True)
    change_password(house, person)
    path = link(house, person)
    assert "password" in visit(house, "GET", path).text
    assert press(house, path).status == 200
    assert house.try_sign_in(nickname=person.nickname, password=NEW).status == 401
    assert set_password(house, path, OWN).status == 200
    assert house.try_sign_in(nickname=person.nickname, password=OWN).status == 200


def test_a_reset_is_undone_too(house):
    person = house.member(verified=True)
    assert finish(house, begin(house, person)).status == 200
    path = link(house, person)
    assert press(house, path).status == 200
    assert house.try_sign_in(nickname=person.nickname, password=NEW).status == 401
    assert set_password(house, path, OWN).status == 200


def test_codes_that_are_out_die(taken_over):
    house, person, path, thief = taken_over
    thiefs = recovery.Reset(recovery.ask(house, thief), "", {})
    thiefs.code = house.server.wait_for_line("password_reset_code", reset_id=thiefs.reset_id)["verify_code"]
    assert press(house, path).status == 200
    assert is_refused(finish(house, thiefs))
    recovery.ask(house, thief)  # mails nobody: it is not theirs any more
    owners = begin(house, person)
    assert owners.line["email"] == person.email


def test_a_refused_password_is_told_in_words_and_may_be_tried_again(taken_over):
    house, person, path, _ = taken_over
    press(house, path)
    for refused in ("short", "iloveyou", person.nickname, "x" * 300):
        page = set_password(house, path, refused)
        assert page.status == 422 and list(page.inputs) == ["new_password"]
        assert page.inputs["new_password"]["aria-describedby"] == "fault"
        assert refused not in page.body
    assert set_password(house, path, OWN).status == 200


def test_an_empty_password_is_told_and_may_be_tried_again(taken_over):
    house, person, path, _ = taken_over
    assert press(house, path).status == 200
    page = set_password(house, path, "")
    assert page.status == 422 and "Type the new password first." in page.text
    assert page.inputs["new_password"]["aria-describedby"] == "fault"
    assert set_password(house, path, OWN).status == 200


def test_the_new_password_is_set_once_and_told(taken_over):
    house, person, path, _ = taken_over
    press(house, path)
    assert set_password(house, path, OWN).status == 200
    assert set_password(house, path, "Third-Lamp-99-River").status == 410
    assert house.try_sign_in(nickname=person.nickname, password=OWN).status == 200
    assert link(house, person, number=2) != path
    assert recovery.notices(house, person)[-1]["email"] == person.email


def test_undone_twice_the_second_does_nothing(taken_over):
    house, person, path, _ = taken_over
    assert press(house, path).status == 200
    assert set_password(house, path, OWN).status == 200
    house.sign_in(person, OWN)
    for page in (press(house, path), visit(house, "GET", path)):
        assert page.status == 410 and page.buttons == []
    assert house.is_signed_in(person)


def test_no_password_is_taken_before_the_button(taken_over):
    house, person, path, thief = taken_over
    page = set_password(house, path, OWN)
    assert page.status == 409 and page.buttons == ["button"] and page.inputs == {}
    assert house.account(person)["email"] == thief


def test_the_undo_cannot_be_undone_by_a_thiefs_later_links(taken_over):
    house, person, path, thief = taken_over
    person.email, owner = thief, person.email
    change_password(house, person)
    thiefs = [link(house, person, number=2)]
    assert recovery.notices(house, person)[1]["email"] == thief
    assert press(house, path).status == 200
    for later in thiefs:
        assert visit(house, "GET", later).status == 410
        assert press(house, later).status == 410
        assert set_password(house, later, OWN).status == 410
    assert set_password(house, path, OWN).status == 200
    assert house.try_sign_in(email=owner, password=OWN).status == 200


def test_an_older_link_goes_further_back_after_a_newer_one(house):
    person = house.member(verified=True)
    first = person.email
    older, second = take_over(house, person)
    body = {"email": people.email("third"), "current_password": person.password}
    assert house.client.put(person.path, body, token=person.token).status == 200
    newer = link(house, person, number=2)
    assert press(house, newer).status == 200
    assert visit(house, "GET", older).status == 200
    assert press(house, older).status == 200
    assert set_password(house, newer, OWN).status == 410
    assert set_password(house, older, OWN).status == 200
    assert house.try_sign_in(email=first, password=OWN).status == 200
    assert house.try_sign_in(email=second, password=OWN).status == 401


def test_an_address_that_was_never_proven_gets_nobodys_account(house):
    person = house.member(email=people.email("typo"))
    typo, own = person.email, people.email("own")
    body = {"email": own, "current_password": person.password}
    assert house.client.put(person.path, body, token=person.token).status == 200
    house.verify(person, own)
    path = link(house, person)
    page = press(house, path)
    assert page.status == 200 and page.inputs == {} and page.buttons == []
    assert set_password(house, path, OWN).status == 410
    assert not house.is_signed_in(person)
    house.sign_in(person)
    account = house.account(person)
    assert account["email"] == typo and account["email_verified"] is False


def test_an_address_that_another_has_proven_meanwhile_is_told_and_the_rest_is_done(taken_over):
    house, person, path, thief = taken_over
    other = house.verify(house.sign_up(email=person.email))
    page = press(house, path)
    assert page.status == 200 and "Another account" in page.text
    assert set_password(house, path, OWN).status == 200
    assert house.try_sign_in(email=thief, password=OWN).status == 401
    assert house.try_sign_in(email=person.email, password=other.password).data["user_id"] == other.user_id
    house.sign_in(person, OWN)
    account = house.account(person)
    assert account["email"] == person.email and account["email_verified"] is False


def test_an_address_that_is_proven_long_after_it_was_asked_for_is_told_again(
    open_server, database_url, clock
):
    house = open_server(database_url, clock=clock)
    person, thief = house.member(verified=True), people.email("thief")
    body = {"email": thief, "current_password": person.password}
    assert house.client.put(person.path, body, token=person.token).status == 200
    first = link(house, person)
    clock.advance(days=8)
    house.sign_in(person)
    assert house.client.post("/api/auth/v1", {"email": thief}, token=person.token).status == 202
    house.server.wait_for_code(person.user_id, thief, number=2)
    house.verify(person, thief)
    second = link(house, person, number=2)
    assert recovery.notices(house, person)[1]["email"] == person.email
    assert press(house, first).status == 410
    assert press(house, second).status == 200
    assert set_password(house, second, OWN).status == 200
    assert house.try_sign_in(email=person.email, password=OWN).status == 200
    house.server.stop()


def test_a_deleted_account_stays_deleted(taken_over):
    house, person, path, _ = taken_over
    body = {"current_password": person.password}
    assert house.client.delete(person.path, body, token=person.token).status == 204
    assert press(house, path).status == 404


MISSHAPEN = ["", "A" * 129, "A" * 2000, "%41", "a.b", "a/b", "a)", "<b>", "\"'", "%00", "../x", "a?b=c"]


@pytest.mark.parametrize("token", ["x", "A" * 43, "A" * 128, *MISSHAPEN])
def test_an_unknown_link_says_what_to_do(house, token):
    path = "/undo/" + token
    for page in (visit(house, "GET", path), press(house, path), set_password(house, path, OWN)):
        assert page.status == 404 and page.buttons == [] and "password" in page.text


def test_pages_speak_the_browsers_or_the_accounts_language(taken_over):
    house, _, path, _ = taken_over
    assert visit(house, "GET", path).language == "en"
    assert visit(house, "GET", path, language="ko-KR,ko;q=0.9,en;q=0.5").language == "ko"
    assert visit(house, "GET", "/undo/unknown", language="ko").language == "ko"
    assert "되돌" in visit(house, "GET", path, language="ko").text


def test_the_link_is_never_made_of_what_a_request_says(house):
    person = house.member(verified=True)
    body = {"new_password": NEW, "current_password": person.password}
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    answer = house.client.put(person.path, body, token=person.token, headers=headers)
    assert answer.status == 200
    link(house, person)
    url = urllib.parse.urlsplit(recovery.notices(house, person)[0]["undo_url"])
    assert (url.scheme, url.netloc) == ("http", "localhost:8080")
    assert url.path.startswith("/undo/") and recovery.is_token(url.path.removeprefix("/undo/"))


def test_links_begin_with_the_public_url(open_server):
    house = open_server(options=["--public-url", "https://login.example.com/"])
    person = house.member()
    change_password(house, person)
    link(house, person)
    url = recovery.notices(house, person)[0]["undo_url"]
    assert url.startswith("https://login.example.com/undo/")
    house.server.stop()


def test_tokens_stand_in_no_log_but_the_mailers_line_and_in_no_table(open_server, database_url):
    house = open_server(database_url, options=["--log-level", "debug"])
    person = house.member(verified=True)
    change_password(house, person)
    path = link(house, person)
    visit(house, "GET", path)
    press(house, path)
    token = path.removeprefix("/undo/")
    assert len([line for line in house.server.raw_log if token in line]) == 1
    for table in ("undo_links", "outbox", "audit_events"):
        assert token not in str(rows(database_url, f"SELECT * FROM {table}"))
    house.server.stop()


def test_a_link_is_good_for_seven_days_and_the_form_for_an_hour(open_server, database_url, clock):
    house = open_server(database_url, clock=clock)
    people_ = [house.member(verified=True) for _ in range(3)]
    for person in people_:
        change_password(house, person)
    in_time, slow, late = (link(house, person) for person in people_)
    clock.advance(days=6, hours=23, minutes=59)
    assert press(house, in_time).status == 200
    assert press(house, slow).status == 200
    clock.advance(minutes=59)
    assert set_password(house, in_time, OWN).status == 200
    clock.advance(minutes=2)
    assert set_password(house, slow, OWN).status == 410
    assert visit(house, "GET", late).status == 410
    assert press(house, late).status == 410
    house.server.stop()


def test_the_steps_survive_restarts(open_server, database_url):
    house = open_server(database_url)
    person = house.member(verified=True)
    path, thief = take_over(house, person)
    house.server.stop()
    house = open_server(database_url)
    assert press(house, path).status == 200
    house.server.kill()
    house = open_server(database_url)
    assert not house.is_signed_in(person)
    assert press(house, path).inputs  # still asks for the password
    assert set_password(house, path, OWN).status == 200
    house.server.stop()
    house = open_server(database_url)
    assert visit(house, "GET", path).status == 410
    assert house.try_sign_in(email=person.email, password=OWN).status == 200
    house.server.stop()
