"""The clock that tests set: what expires by the wall clock does so when that says it."""

import jwt

from tests.support.people import PASSWORD


def sign_in(house, person):
    answer = house.client.post("/api/user/v1/signin", {"nickname": person.nickname, "password": PASSWORD})
    assert answer.status == 200, answer
    return answer.data["access_token"]


def test_a_token_lives_as_long_as_the_clock_says(open_server, database_url, clock):
    house = open_server(database_url, clock=clock)
    kim = house.sign_up()
    token = sign_in(house, kim)
    clock.advance(minutes=14)
    assert house.client.get(kim.path, token=token).status == 200
    clock.advance(minutes=2)
    assert house.client.get(kim.path, token=token).status == 401


def test_what_is_issued_has_the_time_of_the_clock(open_server, clock):
    house = open_server(clock=clock)
    clock.advance(days=400)
    claims = jwt.decode(sign_in(house, house.sign_up()), options={"verify_signature": False})
    assert abs(claims["iat"] - clock.now().timestamp()) < 60


def test_a_code_is_good_for_three_minutes(open_server, database_url, clock):
    house = open_server(database_url, clock=clock)
    kim = house.sign_up()
    code = house.server.wait_for_code(kim.user_id)
    body = {"user_id": kim.user_id, "email": kim.email, "verify_code": code}
    clock.advance(minutes=3, seconds=1)
    assert house.client.put("/api/auth/v1", body).code == "verification_failed"
    clock.advance(minutes=-1)
    assert house.client.put("/api/auth/v1", body).status == 200


def test_a_password_is_good_for_years(open_server, database_url, clock):
    house = open_server(database_url, clock=clock)
    person = house.sign_up()
    clock.advance(days=5 * 365)
    assert house.sign_in(person) and house.is_signed_in(person)
