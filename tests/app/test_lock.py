"""What is shipped is pinned to the file: the lock has all of requirements.txt with hashes, and is what is tested."""

import re
from importlib.metadata import distribution, requires, version

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from app import ROOT

HELD_BACK = {"urllib3"}  # by selenium, which the tests have from dash[testing]; the app asks nobody for anything
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENTRIES = re.findall(r"^(\w.*?)((?: \\\n    --hash=\S+)+)$", LOCK, re.MULTILINE)
LOCKED = {requirement.name: requirement for requirement in (Requirement(entry) for entry, _ in ENTRIES)}
HERE = [requirement for requirement in LOCKED.values() if not requirement.marker or requirement.marker.evaluate()]


def _pin(requirement):
    (pin,) = requirement.specifier
    assert pin.operator == "=="
    return pin.version


def test_the_lock_is_pins_with_hashes_and_nothing_else():
    said = [f"{entry}{hashes}" for entry, hashes in ENTRIES]
    assert "\n".join(line for line in LOCK.splitlines() if not line.startswith("#")) == "\n".join(said)
    for _, hashes in ENTRIES:
        assert all(HASH.fullmatch(line) for line in hashes.replace("\\", "").split())
    assert "://" not in LOCK


def test_every_pin_of_the_requirements_is_locked_at_the_same_version():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if not line.startswith("#")]
    assert len(wanted) > 10
    for requirement in wanted:
        assert _pin(LOCKED[canonicalize_name(requirement.name)]) == _pin(requirement)


def test_what_is_installed_here_is_what_is_locked():
    names = {requirement.name: _pin(requirement) for requirement in HERE if requirement.name not in HELD_BACK}
    assert len(names) > 10
    assert {name: version(name) for name in names} == names


def test_what_a_locked_distribution_needs_is_locked_too():
    needed = {
        (requirement.name, canonicalize_name(each.name))
        for requirement in HERE
        for each in map(Requirement, requires(distribution(requirement.name).name) or [])
        if not each.marker or each.marker.evaluate({"extra": ""})
    }
    assert len(needed) > 10
    assert {(name, other) for name, other in needed if other not in LOCKED} == set()


def test_the_image_installs_the_lock_and_names_no_registry():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"pip install .*--require-hashes -r /tmp/requirements\.lock", text)
    assert not re.search(r"index-url|find-links|trusted-host|pypi", text)
