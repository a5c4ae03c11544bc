"""Install what was built into empty environments, without extras and with each, and try what a user would try first.

    python tests/packaging/smoke.py DIST

DIST holds one wheel and one source distribution. Nothing of this folder's repository is imported in these environments.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

SECONDS = 600
"""How long one step may take: pip downloads what it installs."""

IN_PROCESS = """
import boto3
from moto import mock_aws
from moto_ses_managed import SesManaged, activate

activate()
with mock_aws():
    ses = boto3.client("sesv2", "us-east-1", aws_access_key_id="x", aws_secret_access_key="y")
    ses.create_dedicated_ip_pool(PoolName="p", ScalingMode="MANAGED")
    assert SesManaged().send_traffic("p", {"Gmail": 500}, days=3).ips
"""

A_TEST = """
import boto3

def test_it(ses_managed):
    ses = boto3.client("sesv2", region_name="us-east-1")
    ses.create_dedicated_ip_pool(PoolName="p", ScalingMode="MANAGED")
    ses.create_email_template(TemplateName="t", TemplateContent={"Subject": "Hello {{name}}", "Text": "x"})
    rendered = ses.test_render_email_template(TemplateName="t", TemplateData='{"name": "Ann"}')
    assert "Hello Ann" in rendered["RenderedTemplate"]
    assert ses_managed.pool("p").ips == ()
"""

FAILING = """
def test_it(ses_managed):
    assert ses_managed.pools()
"""

MAIL = """
import smtplib
import sys
from email.message import EmailMessage

import boto3
from moto_ses_managed import SesManaged

url, port = sys.argv[1:]
boto3.client("sesv2", "us-east-1", endpoint_url=url).create_email_identity(EmailIdentity="example.com")
mail = EmailMessage()
mail["From"], mail["To"], mail["Subject"] = "news@example.com", "ann@gmail.com", "News"
mail.set_content("Hello")
with smtplib.SMTP("127.0.0.1", int(port), timeout=60) as smtp:
    smtp.login("x", "y")
    smtp.send_message(mail)
[message] = SesManaged(region="us-east-1", server=url).messages
assert message.subject == "News"
"""

THROUGH_A_PROXY = """
import sys

import boto3
from botocore.config import Config

# Plain HTTP: for HTTPS the proxy makes certificates with the command openssl, which may not be there.
proxy = Config(proxies={"http": sys.argv[1]})
ses = boto3.client("sesv2", "us-east-1", endpoint_url="http://email.us-east-1.amazonaws.com", config=proxy)
ses.create_dedicated_ip_pool(PoolName="p", ScalingMode="MANAGED")
assert ses.get_dedicated_ip_pool(PoolName="p")["DedicatedIpPool"]["ScalingMode"] == "MANAGED"
"""

WALL_TIME = """
from datetime import datetime, timezone

from moto_ses_managed import SesManaged

with SesManaged() as ses, ses.wall_time():
    day = datetime.now(timezone.utc)
    ses.advance(days=1)
    assert (datetime.now(timezone.utc) - day).total_seconds() > 86_000
"""

PLAN = "day,pool,isp,messages\n1-9,p,Gmail,500\n"

NOT_WITHOUT_EXTRAS = ("rich", "plotly", "flask", "waitress", "httptools", "jinja2", "multipart")
"""What a plain install must not bring. moto before 5.2 brings jinja2 itself."""


@dataclass(frozen=True)
class Environment:
    """An environment with nothing in it but what was asked for, and a folder to work in."""

    folder: Path

    @property
    def scripts(self) -> Path:
        return self.folder / "venv" / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> str:
        return str(self.scripts / "python")

    @property
    def variables(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "PYTEST"))}
        return kept | {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y", "PYTHONUNBUFFERED": "1"}

    def run(self, *command: str, code: int = 0) -> str:
        """What a command prints; it must end with that exit code."""
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.variables,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
            stdin=subprocess.DEVNULL,
        )
        if done.returncode != code:
            raise SystemExit(f"{command} ended with {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def command(self, *arguments: str, code: int = 0) -> str:
        """What `moto-ses-managed` prints."""
        return self.run(str(self.scripts / "moto-ses-managed"), *arguments, code=code)

    def has(self, module: str) -> bool:
        program = f"import importlib.util as u, sys; sys.exit(u.find_spec({module!r}) is None)"
        return subprocess.run([self.python, "-c", program], check=False, cwd=self.folder).returncode == 0


def expect(held: bool, message: str) -> None:
    if not held:
        raise SystemExit(message)


@contextmanager
def environment(*requirements: str) -> Iterator[Environment]:
    with tempfile.TemporaryDirectory() as name:
        made = Environment(Path(name))
        venv.create(made.folder / "venv", with_pip=True)
        made.run(made.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements)
        yield made


def try_in_process(made: Environment) -> None:
    """What works with any extras and with none."""
    (made.folder / "test_it.py").write_text(A_TEST)
    made.run(made.python, "-m", "pytest", "-q", "-W", "error", "test_it.py")
    (made.folder / "test_fails.py").write_text(FAILING)
    output = made.run(made.python, "-m", "pytest", "-q", "test_fails.py", code=1)
    expect("no dedicated IP pool" in output, f"a failing test does not show its pools:\n{output}")
    made.run(made.python, "-W", "error", "-c", IN_PROCESS)
    (made.folder / "plan.csv").write_text(PLAN)
    output = made.command("simulate", "--traffic", "plan.csv")
    expect("the first IP" in output, output)
    made.command("demo")


def try_without_extras(made: Environment) -> None:
    for module in NOT_WITHOUT_EXTRAS:
        expect(not made.has(module), f"a plain install brings {module}")
    for arguments, extra in (
        (["server", "--port", "0"], "server"),
        (["simulate", "--traffic", "plan.csv", "--plot", "out.html"], "console"),
    ):
        output = made.command(*arguments, code=1)
        expect(f"moto-ses-managed[{extra}]" in output and len(output.splitlines()) == 1, f"{arguments} says {output!r}")
    output = made.run(made.python, "-c", WALL_TIME, code=1)
    expect("pip install 'moto-ses-managed[time]'" in output, output)


def try_server(made: Environment) -> None:
    with served(made, "server", "--port", "0") as url:
        health = get(f"{url}/moto-api/ses-managed/health")
        expect('"OK"' in health, health)
        console = get(f"{url}/moto-api/ses-managed/")
        expect("<html" in console, console)


def try_proxy(made: Environment) -> None:
    with started(made, "proxy", "--port", "0") as lines:
        line = next(line for line in lines if line.startswith("Serving HTTP Proxy on "))
        port = line.split()[4].rpartition(":")[2]
        made.run(made.python, "-c", THROUGH_A_PROXY, f"http://127.0.0.1:{port}")


def try_console(made: Environment) -> None:
    try_server(made)
    made.command("simulate", "--traffic", "plan.csv", "--plot", "out.html")
    expect((made.folder / "out.html").stat().st_size > 1_000_000, "the charts have no script")


def try_smtp(made: Environment) -> None:
    with started(made, "server", "--port", "0", "--smtp-port", "0") as lines:
        url, _console, smtp_url = (next(lines).split()[-1] for _ in range(3))
        made.run(made.python, "-c", MAIL, url, smtp_url.rpartition(":")[2])


def try_time(made: Environment) -> None:
    made.run(made.python, "-W", "error", "-c", WALL_TIME)


def try_terminal(made: Environment) -> None:
    expect(made.has("rich"), "the extra terminal does not bring rich")


@contextmanager
def started(made: Environment, *arguments: str) -> Iterator[Iterator[str]]:
    """What a command that runs until it is stopped prints in that environment, line by line."""
    process = subprocess.Popen(
        [made.scripts / "moto-ses-managed", *arguments],
        cwd=made.folder,
        env=made.variables,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        if process.stdout is None:
            raise SystemExit("it was opened with a pipe")
        yield iter(process.stdout)
    finally:
        process.terminate()
        code = process.wait(timeout=60)
    expect(code == 0, f"{arguments} ended with {code}")


@contextmanager
def served(made: Environment, *arguments: str) -> Iterator[str]:
    """The URL of a server in that environment."""
    with started(made, *arguments) as lines:
        line = next(lines)
        expect(line.startswith("Listening at "), f"the server says {line!r}")
        yield line.removeprefix("Listening at ").strip()


def get(url: str) -> str:
    with urlopen(url, timeout=60) as reply:
        text: str = reply.read().decode()
        return text


EXTRAS: dict[str, Callable[[Environment], None]] = {
    "": try_without_extras,
    "server": try_server,
    "proxy": try_proxy,
    "console": try_console,
    "smtp": try_smtp,
    "time": try_time,
    "terminal": try_terminal,
}


def main(dist: Path) -> None:
    [wheel], [source] = list(dist.glob("*.whl")), list(dist.glob("*.tar.gz"))
    for built, extra in [(source, ""), *((wheel, extra) for extra in EXTRAS)]:
        began = time.monotonic()
        requirement = f"{built}[{extra}]" if extra else str(built)
        with environment(requirement, "pytest") as made:
            try_in_process(made)
            EXTRAS[extra](made)
        print(f"{built.name} [{extra}] installed and tried in {time.monotonic() - began:.0f} s", flush=True)
    print(f"{len(EXTRAS) + 1} passed, 0 failed")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
