"""What the scripts here share: a real kernel, started and driven by Jupyter's own client library."""
import contextlib
import os
import queue
import sys
import time

from jupyter_client.manager import KernelManager

FIRST_PORT = 3  # place of that argument: the first of five ports, optional
LIMIT = 60  # seconds that anything may take on a loaded machine; nothing here is a measurement


class Run:
    """What one request brought: its reply, and what was published for it, in order."""

    def __init__(self, reply, messages):
        self.reply = reply
        self.messages = messages

    def of(self, *types):
        return [m for m in self.messages if m["msg_type"] in types]

    @property
    def text(self):
        return "".join(m["content"]["text"] for m in self.of("stream") if m["content"]["name"] == "stdout")

    @property
    def errors(self):
        return "".join(m["content"]["text"] for m in self.of("stream") if m["content"]["name"] == "stderr")

    @property
    def result(self):
        results = self.of("execute_result")
        return results[-1]["content"]["data"]["text/plain"] if results else None

    @property
    def status(self):
        return self.reply["content"]["status"]


class Kernel:
    def __init__(self, name, **options):
        self.manager = KernelManager(kernel_name=name)
        if len(sys.argv) > FIRST_PORT:
            self.take_ports(int(sys.argv[FIRST_PORT]))
        self.manager.start_kernel(**options)
        self.client = self.connect()

    def take_ports(self, first):
        """Ports of its own. Left to itself, Jupyter asks the system for free ones and lets go of them until the kernel listens: others may be faster."""
        self.manager.cache_ports = False
        names = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"]
        for i, name in enumerate(names):
            setattr(self.manager, name, first + i)

    def connect(self):
        client = self.manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=LIMIT)
        return client

    @property
    def pid(self):
        return self.manager.provisioner.pid

    def send(self, code, **options):
        return self.client.execute(code, **options)

    def finish(self, message_id):
        return Run(self.reply(message_id), self.published(message_id))

    def run(self, code, **options):
        """Runs a cell that must succeed."""
        run = self.finish(self.send(code, **options))
        check(run.status == "ok", f"{code!r} failed: {run.reply['content']}")
        return run

    def fail(self, code, **options):
        """Runs a cell that must fail."""
        run = self.finish(self.send(code, **options))
        check(run.status == "error", f"{code!r} should have failed: {run.reply['content']}")
        return run

    def reply(self, message_id):
        return next_message(self.client.get_shell_msg, lambda m: m["parent_header"].get("msg_id") == message_id)

    def published(self, message_id):
        """Everything published for a request, from busy to idle."""
        messages = []
        while not (messages and messages[-1]["msg_type"] == "status" and messages[-1]["content"]["execution_state"] == "idle"):
            messages.append(next_message(self.client.get_iopub_msg, lambda m: m["parent_header"].get("msg_id") == message_id))
        return messages

    def ask(self, message_id):
        """The content of the reply to a request that is not about running cells."""
        return self.reply(message_id)["content"]

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=False)
        self.manager.cleanup_resources()


def next_message(receive, is_wanted):
    end = time.monotonic() + LIMIT
    while True:
        try:
            message = receive(timeout=max(0.1, end - time.monotonic()))
        except queue.Empty:
            raise AssertionError(f"nothing came within {LIMIT} seconds") from None
        if is_wanted(message):
            return message


@contextlib.contextmanager
def kernel(**options):
    started = Kernel(sys.argv[1], **options)
    try:
        yield started
    finally:
        started.stop()


def check(condition, message):
    if not condition:
        raise AssertionError(message)


def equal(actual, expected):
    check(actual == expected, f"expected {expected!r}, got {actual!r}")


def wait_until(condition, what):
    end = time.monotonic() + LIMIT
    while not condition():
        check(time.monotonic() < end, f"not within {LIMIT} seconds: {what}")
        time.sleep(0.02)


def is_alive(pid):
    """Whether a process runs; one that has ended and waits to be collected does not."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def descendants(pid):
    """The processes that a process has started, and theirs."""
    parents = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            with open(f"/proc/{entry}/stat") as stat:
                parents[int(entry)] = int(stat.read().rsplit(")", 1)[1].split()[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]


def memory(pid):
    """Resident memory in MB."""
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def main():
    """Runs the case that the command line names (KERNEL CASE PORT): a function of the script without parameters."""
    getattr(sys.modules["__main__"], sys.argv[2])()
    print("passed:", sys.argv[2])
