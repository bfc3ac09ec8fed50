"""The admin listener: metrics for the operator, and nothing of it on the public one."""

import re

import pytest

METRIC = re.compile(
    r'[a-z_:][a-z0-9_:]*(\{[a-z_]+="[^"\n]*"(,[a-z_]+="[^"\n]*")*,?\})? (-?[0-9.e+-]+|NaN|\+Inf)'
)


def metrics(house):
    answer = house.admin.get("/metrics")
    assert answer.status == 200 and answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    return answer.body.decode()


def test_metrics_are_prometheus_text(house):
    house.client.get("/healthz")
    text = metrics(house)
    samples = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert samples and all(METRIC.fullmatch(line) for line in samples), text
    names = re.findall(r"^# TYPE (\S+) (?:counter|gauge|histogram|summary)$", text, re.MULTILINE)
    assert len(names) == len(set(names)) and all(
        name.startswith(("gatehouse_", "process_")) for name in names
    )


def test_requests_are_counted(house):
    def total():
        return sum(
            float(line.rsplit(" ", 1)[1])
            for line in metrics(house).splitlines()
            if re.match(r"gatehouse_http_requests_total", line)
        )

    before = total()
    for _ in range(10):
        house.client.get("/nowhere")
    assert total() >= before + 10


def test_labels_come_from_a_fixed_set(house):
    def series():
        return {
            line.rsplit(" ", 1)[0]
            for line in metrics(house).splitlines()
            if line and not line.startswith("#")
        }

    person = house.member()
    house.account(person)
    house.client.request("PROPFIND", "/first")
    before = series()
    for number in range(20):
        house.client.request(f"METHOD{number}", f"/path-{number}")
        house.client.get(f"/api/user/v1/user/{number + 1}", token=person.token)
        house.client.get("/path", headers={"X-Request-Id": f"id-{number}", "User-Agent": f"agent-{number}"})
    grown = series() - before
    assert len(grown) < 40 and not re.search(r"path-\d|METHOD\d|agent|/user/\d", "".join(series())), grown


def test_nothing_private_is_measured(house):
    person = house.member(verified=True)
    text = metrics(house)
    assert person.nickname not in text and person.email not in text and person.token not in text


@pytest.mark.parametrize("path", ["/metrics", "/admin", "/debug", "/metrics/", "/dead-letters"])
def test_nothing_of_it_is_public(house, path):
    assert house.client.get(path).status == 404


@pytest.mark.parametrize("path", ["/api/user/v1/user/1", "/nowhere", "/docs"])
def test_the_admin_listener_serves_no_accounts(house, path):
    assert house.admin.get(path).status == 404


def test_the_admin_listener_keeps_the_conventions(house):
    answer = house.admin.post("/metrics", {})
    assert answer.status == 405 and "GET" in answer.headers["Allow"]
