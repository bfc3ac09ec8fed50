"""Whichever step of a delivery goes wrong, the mail arrives; twice only where it was taken and that was not answered."""

import pytest

from tests.support.eventually import eventually
from tests.support.faltering_mail_server import STEPS, FalteringMailServer
from tests.support.mail_server import code_in

FROM = ["--mail-from", "no-reply@shop.example"]
FAULTS = {
    "hangs up": b"",
    "not now": b"421 4.3.2 not now\r\n",
    "rubbish": b"\xff\x00\x1b[2J nothing that is SMTP\r\n",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_delivery_that_goes_wrong_at_any_step_is_got_over(open_server, database_url, fault):
    with FalteringMailServer(FAULTS[fault]) as server:
        house = open_server(
            database_url, options=["--mailer", "smtp", "--smtp-url", f"smtp://127.0.0.1:{server.port}", *FROM]
        )
        people = [house.sign_up() for _ in STEPS]
        eventually(lambda: all(server.mails_to(person.email) for person in people))
        for person in people:
            code = {"user_id": person.user_id, "email": person.email}
            code["verify_code"] = code_in(server.mails_to(person.email)[-1])
            assert house.client.put("/api/auth/v1", code).status == 200
        eventually(lambda: b"gatehouse_mails_waiting 0" in house.admin.get("/metrics").body)
        house.server.stop()
    copies = sorted(len(server.mails_to(person.email)) for person in people)
    assert copies == [1] * (len(STEPS) - 1) + [2], "the one that was taken without an answer came again"
    for person in people:
        assert len({mail["Message-ID"] for mail in server.mails_to(person.email)}) == 1
