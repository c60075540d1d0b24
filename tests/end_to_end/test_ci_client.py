"""The shell client for CI against a live system: what it answers, with which status, and what it never shows."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

CLIENT = Path(__file__).parents[2] / "deploy" / "ci" / "portolan"
SHELLS = [["dash"], ["busybox", "sh"], ["bash", "--posix"]]


@pytest.fixture(params=SHELLS, ids=" ".join)
def shell(request):
    if shutil.which(request.param[0]) is None:
        pytest.skip(f"no {request.param[0]} on this machine")
    return request.param


@pytest.fixture
def run(scene, shell, tmp_path):
    """`run("promote", "--release", "2.4.0")` about the scene's provider and environment."""

    def client(*arguments, **variables):
        environment = {
            "PATH": os.environ["PATH"],
            "PORTOLAN_URL": scene.live.url,
            "PORTOLAN_TOKEN": scene.live.token,
            "PORTOLAN_SERVICE": scene.provider,
            "PORTOLAN_ENVIRONMENT": scene.environment,
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        }
        return subprocess.run(
            [*shell, str(CLIENT), *arguments],
            env=environment | variables,
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )

    client.summary = tmp_path / "summary.md"
    return client


@pytest.fixture
def release_file(tmp_path):
    def write(**content):
        path = tmp_path / "release.json"
        path.write_text(json.dumps(content))
        return str(path)

    return write


@pytest.fixture
def document_file(tmp_path, contract):
    """A document in a file whose name could be taken for more than a name."""

    def write(*fields):
        path = tmp_path / "api;type=text,x.json"
        path.write_text(json.dumps(contract(*fields)))
        return str(path)

    return write


def test_from_the_contract_to_the_deployment(scene, run, document_file, release_file):
    document = document_file("score", "grade", "more")
    for _ in range(2):
        done = run("submit-contract", "--contract", "api", "--version", "2.5.0", "--file", document)
        assert (done.returncode, done.stderr) == (0, "")
    provides = release_file(provides=[{"contract": "api", "version": "2.5.0"}])
    for _ in range(2):
        done = run("register-release", "--release", "2.5.0", "--file", provides)
        assert (done.returncode, done.stderr) == (0, "")
    for command in ("can-i-promote", "promote"):
        answer = run(command, "--release", "2.5.0", "--retry-while-unknown", "30", "--retry-interval", "1")
        assert (answer.returncode, answer.stdout.splitlines()[0]) == (0, "allow")
    done = run("record-deployment", "--release", "2.5.0")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "done")
    current = scene.call("GET", f"/deployments?service={scene.provider}&current=true")["results"]
    assert [deployment["release"] for deployment in current] == ["2.5.0"]
    assert "### Portolan: allow" in run.summary.read_text()


def test_a_denial_says_why_and_who_acts(scene, contract, run):
    scene.review(scene.submit("2.6.0", contract("grade")))
    scene.release(scene.provider, "2.6.0", provides=[{"contract": "api", "version": "2.6.0"}])
    answer = run("promote", "--release", "2.6.0", "--retry-while-unknown", "3")
    assert answer.returncode == 1
    assert answer.stdout.startswith("deny\n")
    assert scene.consumer in answer.stdout
    assert f"who acts: {scene.consumer}-team" in answer.stdout
    assert "### Portolan: deny" in run.summary.read_text()


def test_it_asks_again_while_the_answer_is_unknown(scene, run):
    kept = [{"contract": "api", "version": "2.3.0"}]
    unknown = [{"service": "nobody", "contract": "api"}]
    scene.release(scene.provider, "2.7.0", provides=kept, consumes=unknown)
    answer = run("promote", "--release", "2.7.0", "--retry-while-unknown", "2", "--retry-interval", "0")
    assert (answer.returncode, answer.stdout.splitlines()[0]) == (2, "unknown")
    assert answer.stderr.count("asking again") == 2
    asked = scene.call("GET", f"/promotions?service={scene.provider}&decision=unknown")["results"]
    assert len(asked) == 3


def test_the_version_of_a_contract_is_the_releases_where_it_is_left_out(scene, run, document_file):
    document = document_file("score", "grade", "more")
    done = run("submit-contract", "--contract", "api", "--release", "2.8.0", "--file", document)
    assert done.returncode == 0
    found = scene.call("GET", f"/services/{scene.provider}/contracts/api/versions/2.8.0")
    assert found["version"] == "2.8.0"


def test_a_document_that_is_refused_is_explained(run, tmp_path):
    broken = tmp_path / "broken.yaml"
    broken.write_text("openapi: 3.0.3\npaths: [")
    answer = run("submit-contract", "--contract", "api", "--version", "2.9.0", "--file", str(broken))
    assert answer.returncode == 2
    assert "at /document: The YAML is not valid" in answer.stderr


def test_what_is_refused_is_explained(scene, run, release_file):
    broken = release_file(provides=[{"contract": "api", "version": "9.9.9"}])
    answer = run("register-release", "--release", "3.0.0", "--file", broken)
    assert answer.returncode == 2
    assert "/provides/0" in answer.stderr
    answer = run("promote", "--release", "3.0.0")
    assert answer.returncode == 2
    assert "not registered" in answer.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["dance"], "no command dance"),
        (["promote"], "--release is needed"),
        (["promote", "--release"], "takes a value"),
        (["promote", "--colour", "red"], "no option --colour"),
        (["promote", "--release", "1\n2"], "control character"),
        (["promote", "--release", "1", "--retry-while-unknown", "x"], "whole number"),
        (["register-release", "--release", "1", "--file", "/nowhere"], "/nowhere"),
        (["submit-contract", "--version", "1", "--file", "/nowhere"], "--contract is needed"),
        (["submit-contract", "--contract", "api", "--file", "/nowhere"], "--version is needed"),
        (["submit-contract", "--contract", "api", "--version", "1", "--file", "/nowhere"], "/nowhere"),
    ],
)
def test_what_cannot_be_meant_is_said(run, arguments, said):
    answer = run(*arguments)
    assert answer.returncode == 2
    assert said in answer.stderr


def test_names_are_never_more_than_names(scene, run):
    """Quotes, spaces and ampersands reach the server as they are, and are nobody's name there."""
    for command in ("can-i-promote", "promote", "record-deployment"):
        answer = run(command, "--service", 'a" & b=$(id)', "--release", "1")
        assert answer.returncode in {1, 2}
        assert "uid=" not in answer.stdout + answer.stderr


def test_a_server_that_is_not_there(run):
    answer = run("promote", "--release", "1", PORTOLAN_URL="http://127.0.0.1:9")
    assert answer.returncode == 2
    assert "not reached" in answer.stderr


def test_a_wrong_token_is_refused_and_never_shown(run):
    answer = run("promote", "--release", "1", PORTOLAN_TOKEN="portolan_wrong")
    assert answer.returncode == 2
    assert "401" in answer.stderr
    assert "portolan_wrong" not in answer.stdout + answer.stderr
