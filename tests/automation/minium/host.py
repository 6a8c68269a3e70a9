"""Starts the host under test: by itself for connect, through minium for launch."""

import os
import shutil
import socket
import subprocess
import tempfile
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../.."))
APPS = {
    "gallery": os.path.join(ROOT, "examples/gallery"),
    "vant": os.path.join(ROOT, "tests/automation/apps/vant"),
}


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def until(attempt, patience=60):
    """Waits until something is true, and gives it."""
    end = time.time() + patience
    while True:
        try:
            value = attempt()
            if value:
                return value
            problem = AssertionError(f"still {value!r}")
        except Exception as error:  # noqa: BLE001: whatever it is, it may pass
            problem = error
        if time.time() > end:
            raise problem
        time.sleep(0.05)


class Host:
    def __init__(self, app, where, mode):
        self.folder = tempfile.mkdtemp(prefix="peapod-minium-")
        self.project = os.path.join(self.folder, "app")
        shutil.copytree(APPS[app], self.project)
        os.symlink(os.path.join(ROOT, "node_modules"), os.path.join(self.project, "node_modules"))
        self.port = free_port()
        self.child = None
        self.cli = os.path.join(self.folder, "cli")
        os.symlink(os.environ["PEAPOD_BIN"], self.cli)
        kind = "--headless" if where == "headless" else "--no-animation"
        options = [kind, "--data-dir", os.path.join(self.folder, "data")]
        self.conf = {"test_port": self.port, "platform": "ide", "outputs": self.folder, "report_usage": False, "request_timeout": 60, "auto_relaunch": False}
        if mode == "connect":
            words = [os.environ["PEAPOD_BIN"], "run", self.project, "--auto-port", str(self.port), *options]
            log = open(os.path.join(self.folder, "log"), "w")
            self.child = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=log)
            until(lambda: socket.create_connection(("127.0.0.1", self.port), 1), 120)
        else:
            os.environ["PEAPOD_CLI_ARGS"] = " ".join(options)
            self.conf.update(project_path=self.project, dev_tool_path=self.cli)

    def end(self):
        if self.child is not None:
            self.child.stdin.close()
            try:
                self.child.wait(10)
            except subprocess.TimeoutExpired:
                self.child.kill()
        else:
            subprocess.run([self.cli, "close", "--project", self.project], check=True, stderr=subprocess.DEVNULL)
        shutil.rmtree(self.folder, ignore_errors=True)
