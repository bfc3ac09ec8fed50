"""The page of examples/browser, in a real browser without a window."""

import subprocess
import sys

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.wait import WebDriverWait

from tests.support import people, recovery
from tests.support.server import PATIENCE, REPOSITORY


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    # No sandbox: inside containers and as root Chromium has none to start; it only ever sees this page.
    for option in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        f"--user-data-dir={tmp_path_factory.mktemp('chromium')}",
    ):
        options.add_argument(option)
    driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    driver.set_page_load_timeout(60)
    yield driver
    driver.quit()


@pytest.fixture
def page(on_sqlite):
    process = subprocess.Popen(
        [
            sys.executable,
            "-B",
            str(REPOSITORY / "examples/browser/serve.py"),
            "--listen",
            "127.0.0.1:0",
            "--gatehouse",
            "{}:{}".format(*on_sqlite.server.address),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process.stdout.readline().strip()
    process.kill()
    process.wait(PATIENCE)


def fill(browser, form, **fields):
    element = browser.find_element(By.ID, form)
    for name, value in fields.items():
        box = element.find_element(By.NAME, name)
        box.clear()
        box.send_keys(value)
    element.find_element(By.TAG_NAME, "button").click()


def wait_for_text(browser, place, text):
    WebDriverWait(browser, PATIENCE).until(lambda driver: text in driver.find_element(By.ID, place).text)


def test_signs_up_proves_the_address_and_signs_in(browser, page, on_sqlite):
    name, address = people.nickname(), people.email()
    browser.get(page)
    fill(browser, "sign-up", nickname=name, email=address, password=people.PASSWORD)
    wait_for_text(browser, "status", f"Welcome, {name}")

    line = on_sqlite.server.wait_for_line("verification_code", email=address)
    fill(browser, "verify", verify_code=line["verify_code"])
    wait_for_text(browser, "status", "proven")

    fill(browser, "sign-in", email=address, password=people.PASSWORD)
    wait_for_text(browser, "status", f"Signed in as {name}")
    assert '"email_verified": true' in browser.find_element(By.ID, "account").text


def test_tells_what_was_refused(browser, page):
    browser.get(page)
    fill(browser, "sign-up", nickname="x", email=people.email(), password=people.PASSWORD)
    wait_for_text(browser, "fault", "nickname")
    fill(browser, "sign-in", email=people.email(), password=people.PASSWORD)
    wait_for_text(browser, "fault", " ")


def test_an_undo_link_is_pressed_and_a_new_password_set(browser, on_sqlite):
    person = on_sqlite.member(verified=True)
    body = {"new_password": "Another-Lamp-77-Hill", "current_password": person.password}
    assert on_sqlite.client.put(person.path, body, token=person.token).status == 200
    browser.get_log("browser")  # what other pages said
    browser.get("http://{}:{}{}".format(*on_sqlite.server.address, recovery.link(on_sqlite, person)))
    assert on_sqlite.is_signed_in(person)  # looking has done nothing
    press(browser, "Undo the change")
    assert not on_sqlite.is_signed_in(person)

    type_password(browser, "short")
    press(browser, "Set the password")
    assert "at least 8" in browser.find_element(By.CSS_SELECTOR, "[role=alert]").text
    type_password(browser, "Fresh-Boat-31-Harbour")
    press(browser, "Set the password")
    WebDriverWait(browser, PATIENCE).until(lambda driver: "is set" in driver.title)
    assert on_sqlite.try_sign_in(email=person.email, password="Fresh-Boat-31-Harbour").status == 200
    complaints = [entry for entry in browser.get_log("browser") if "favicon" not in entry["message"]]
    assert [entry for entry in complaints if "422" not in entry["message"]] == []


def press(browser, words):
    (button,) = browser.find_elements(By.TAG_NAME, "button")
    assert button.text == words
    button.click()
    WebDriverWait(browser, PATIENCE).until(staleness_of(button))


def type_password(browser, password):
    box = WebDriverWait(browser, PATIENCE).until(lambda driver: driver.find_element(By.NAME, "new_password"))
    assert box.accessible_name == "New password" and box.get_attribute("type") == "password"
    box.send_keys(password)


def test_the_reference_page_opens_without_errors(browser, on_sqlite):
    browser.get_log("browser")  # what other pages said
    browser.get("http://{}:{}/docs".format(*on_sqlite.server.address))
    assert "/api/user/v1/signup" in browser.find_element(By.TAG_NAME, "body").text
    severe = [
        entry
        for entry in browser.get_log("browser")
        if entry["level"] == "SEVERE" and "favicon" not in entry["message"]
    ]
    assert severe == []
