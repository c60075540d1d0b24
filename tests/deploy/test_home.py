"""The folder of one installation."""

import os

import pytest

from deploy.local.console import Failure
from deploy.local.home import Home


def test_two_launchers_do_not_share_it(home: Home) -> None:
    with home.locked(), pytest.raises(Failure, match=f"in use by process {os.getpid()}"), home.locked():
        pass


def test_it_is_free_again_afterwards(home: Home) -> None:
    with home.locked():
        assert home.holder() == os.getpid()
    assert home.holder() is None


def test_the_secret_key_stays_and_is_private(home: Home) -> None:
    assert home.secret_key() == home.secret_key()
    assert (home.folder / "secret_key").stat().st_mode & 0o777 == 0o600


def test_removing_leaves_what_is_not_portolans(home: Home) -> None:
    home.secret_key()
    for made in (home.landscape, home.published, home.schedule):
        made.touch()
    (home.folder / "diary.txt").write_text("mine")
    home.remove()
    assert [file.name for file in home.folder.iterdir()] == ["diary.txt"]
