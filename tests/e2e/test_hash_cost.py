"""The cost of a password hash rises with its configuration, for each account when somebody next proves the password."""

from tests.support.rows import rows


def hash_of(url, person):
    ((text,),) = rows(url, f"SELECT password_hash FROM users WHERE id = {person.user_id}")
    return text


def test_a_sign_in_brings_the_hash_to_the_cost_in_force(open_server, database_url):
    house = open_server(database_url)
    person = house.sign_up()
    first = hash_of(database_url, person)
    assert "t=2," in first, first
    house.server.stop()

    house = open_server(database_url, options=["--hash-iterations", "3"])
    assert house.try_sign_in(nickname=person.nickname, password="not the password").status == 401
    assert hash_of(database_url, person) == first, "a wrong password proves nothing to hash anew"
    house.sign_in(person)
    second = hash_of(database_url, person)
    assert "t=3," in second and "m=19456," in second, second
    house.sign_in(person)
    assert hash_of(database_url, person) == second, "once is enough"


def test_a_session_lives_on_where_the_hash_is_brought_up(open_server, database_url):
    house = open_server(database_url)
    person = house.member()
    house.server.stop()
    house = open_server(database_url, options=["--hash-iterations", "3"])
    token = person.token
    house.sign_in(person)
    assert house.client.get(person.path, token=token).status == 200, "the password is the same"
