"""Measures two kernels with Jupyter's own client, in turns, and prints one table. Usage: kernel_speed.py OURS ROUNDS"""
import collections
import os
import queue
import statistics
import sys
import time

from jupyter_client.manager import KernelManager

PEER = "python3"
LIMIT = 120  # seconds for anything; a kernel that needs longer ends the benchmark
LISTENING = 0.2  # seconds of silence that the client waits for before it calls a kernel ready
LINES, DISPLAYS, ROUND_TRIPS = 100_000, 10_000, 100
CODE = {  # what each kernel is given to do the same
    PEER: dict(value="1", empty="", lines=f"for i in range({LINES}): print(i)", displays=f"for i in range({DISPLAYS}): display(i)",
               loop="print('on', flush=True)\nwhile True: pass", delay="import time; print('on', flush=True); time.sleep(100)",
               usings="import json, math, collections", complete=("collections.Ord", "math.", "print(json.du")),
    "ours": dict(value="1", empty="", lines=f"for (var i = 0; i < {LINES}; i++) Console.WriteLine(i);",
                 displays=f"for (var i = 0; i < {DISPLAYS}; i++) display(i);", loop='Console.WriteLine("on"); while (true) { }',
                 delay='Console.WriteLine("on"); await Task.Delay(100_000);',
                 usings="using VaeNotebooks; using TorchSharp; using static TorchSharp.torch;",
                 complete=("Console.WriteLine(Math.Sq", "nn.functional.", "var t = trainer.F")),
}
TRAINING = """var data = Datasets.Load("strokes", trainCount: 2000, testCount: 100);
var trainer = new Trainer(new MlpVae(new MlpVaeOptions(), seed: 1), new TrainerOptions { Epochs = 100_000, Seed = 1 });"""
TRAIN = 'Console.WriteLine("on"); trainer.Fit(data.Train.Images, data.Test.Images, _ => { });'


class Kernel:
    def __init__(self, name):
        start = time.perf_counter()
        self.name = name
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=LIMIT)
        self.ready = time.perf_counter() - start

    def receive(self, channel):
        try:
            return channel(timeout=LIMIT)
        except queue.Empty as silence:
            raise TimeoutError(f"{self.name} sent nothing for {LIMIT} seconds") from silence

    def published(self, sent):
        """What is published for a request, as it comes, the idle state last."""
        while True:
            message = self.receive(self.client.get_iopub_msg)
            if message["parent_header"].get("msg_id") == sent:
                yield message
                if message["content"].get("execution_state") == "idle":
                    return

    def reply(self, sent):
        while True:
            message = self.receive(self.client.get_shell_msg)
            if message["parent_header"].get("msg_id") == sent:
                return message["content"]

    def run(self, code, lines=0, displays=0):
        """Seconds until the front end has everything: outputs, state and reply."""
        came = collections.Counter()
        start = time.perf_counter()
        sent = self.client.execute(code)
        for message in self.published(sent):
            kind = message["msg_type"]
            came[kind] += message["content"]["text"].count("\n") if kind == "stream" else 1
        content = self.reply(sent)
        took = time.perf_counter() - start
        self.check(content["status"] == "ok", f"{code!r} failed: {content}")
        self.check(came["stream"] == lines and came["display_data"] == displays, f"{code!r} published {dict(came)}")
        return took

    def interrupt(self, code):
        """Seconds from the interrupt to the idle state; the cell is at work when it comes, and must have been broken off by it."""
        sent = self.client.execute(code, stop_on_error=False)  # else ipykernel sometimes drops the next cell, sent at once, as one that was queued
        published = self.published(sent)
        self.check(any(message["msg_type"] == "stream" for message in published), f"{code!r} ended before it printed")
        time.sleep(0.2)
        start = time.perf_counter()
        self.manager.interrupt_kernel()
        collections.deque(published, maxlen=0)
        took = time.perf_counter() - start
        self.check(self.reply(sent)["status"] != "ok", f"{code!r} was not interrupted")
        return took

    def complete(self, code):
        start = time.perf_counter()
        matches = self.reply(self.client.complete(code, len(code))).get("matches")
        took = time.perf_counter() - start
        self.check(matches, f"no completion of {code!r}")
        return took

    def memory(self):
        with open(f"/proc/{self.manager.provisioner.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024

    def stop(self):
        self.client.stop_channels()
        start = time.perf_counter()
        self.manager.shutdown_kernel(now=False)
        return time.perf_counter() - start

    def check(self, condition, message):
        """A wrong answer is no measurement, however fast it came."""
        if not condition:
            sys.exit(f"{self.name}: {message}")


def measure(name, code, note):
    kernel = Kernel(name)
    try:
        measure_cells(kernel, code, note)
        measure_completion(kernel, code, note)
    finally:
        shutdown = kernel.stop()
    note("shutdown", shutdown)
    measure_second_interrupt(name, code, note)


def measure_second_interrupt(name, code, note):
    """In a process of its own: a kernel that does not get free of its loop would spoil whatever is measured after it."""
    kernel = Kernel(name)
    try:
        kernel.interrupt(code["loop"])
        note("interrupt of a second busy loop", kernel.interrupt(code["loop"]))
    finally:
        kernel.stop()


def measure_cells(kernel, code, note):
    note("ready", kernel.ready)
    note("ready, less the client's listening", kernel.ready - LISTENING)
    note("first cell after ready", kernel.run(code["value"]))
    note("memory after it, MB", kernel.memory())
    kernel.run(code["value"])
    note("empty cell", *(kernel.run(code["empty"]) for _ in range(ROUND_TRIPS)))
    note("interrupt of a busy loop", kernel.interrupt(code["loop"]))
    note("interrupt of a wait", kernel.interrupt(code["delay"]))
    took = kernel.run(code["lines"], lines=LINES)
    note("100,000 lines", took)
    note("lines a second, thousands", LINES / took / 1000)
    note("10,000 displays", kernel.run(code["displays"], displays=DISPLAYS))
    kernel.run(code["usings"])
    if kernel.name != PEER:
        kernel.run(TRAINING)
        note("interrupt of training", kernel.interrupt(TRAIN))


def measure_completion(kernel, code, note):
    time.sleep(8)  # the kernel gets ready for questions when it has been quiet
    texts = code["complete"]
    note("completion, the first", kernel.complete(texts[0]))
    note("completion", *(kernel.complete(texts[i % len(texts)]) for i in range(ROUND_TRIPS)))


def is_time(metric):
    return "MB" not in metric and "thousands" not in metric


def text(metric, values):
    if not values:
        return "-"
    factor, unit = (1000, " ms") if is_time(metric) else (1, "")
    median, least = statistics.median(values) * factor, min(values) * factor
    tail = f", p95 {statistics.quantiles(values, n=20)[-1] * factor:.1f}" if len(values) > 20 else ""
    return f"{median:.1f} (min {least:.1f}{tail}){unit}"


def goals(peer):
    """Milliseconds that a median may take, and why."""
    return {
        "ready": (1500 * statistics.median(peer["ready"]), "1.5 x ipykernel"),
        "first cell after ready": (150, ""),
        "empty cell": (10, ""),
        "interrupt of a busy loop": (1000, ""),
        "interrupt of a second busy loop": (1000, ""),
        "interrupt of a wait": (1000, ""),
        "interrupt of training": (1000, ""),
        "100,000 lines": (1000 * statistics.median(peer["100,000 lines"]), "ipykernel"),
        "completion": (200, ""),
    }


def verdict(metric, mine, goal):
    """The goal in words, and whether it is missed."""
    if metric not in goal:
        return "-", False
    most, reason = goal[metric]
    is_missed = 1000 * statistics.median(mine) > most
    return f"{most:.0f} ms" + (f" ({reason})" if reason else "") + (" MISSED" if is_missed else ""), is_missed


def table(mine, peer):
    """Prints it, and returns how many goals were missed."""
    goal, missed = goals(peer), 0
    row = "| {:<34} | {:<34} | {:<34} | {:>5} | {} |".format
    print(row("median", "this kernel", "ipykernel", "ratio", "goal"))
    print("|---|---|---|---:|---|")
    for metric, values in mine.items():
        others = peer.get(metric)
        ratio = f"{statistics.median(values) / statistics.median(others):.2f}" if others else "-"
        words, is_missed = verdict(metric, values, goal)
        missed += is_missed
        print(row(metric, text(metric, values), text(metric, others), ratio, words))
    return missed


def main():
    ours, rounds = sys.argv[1], int(sys.argv[2])
    mine, peer = collections.defaultdict(list), collections.defaultdict(list)
    turns = [(PEER, CODE[PEER], lambda metric, *values: peer[metric].extend(values)),
             (ours, CODE["ours"], lambda metric, *values: mine[metric].extend(values))]
    for name, _, _ in turns:
        Kernel(name).stop()  # what a first start writes and reads is no kernel's fault
    loads = [os.getloadavg()[0]]
    for i in range(rounds):
        print(f"round {i + 1} of {rounds}", file=sys.stderr, flush=True)
        for name, code, note in turns:
            measure(name, code, note)
        turns.reverse()
        loads.append(os.getloadavg()[0])
    missed = table(mine, peer)
    print(f"Rounds: {rounds}. Processors: {os.cpu_count()}. Load before the first round and after each: {', '.join(f'{load:.1f}' for load in loads)}.")
    print(f"Both are called ready by the client when they have been silent for {1000 * LISTENING:.0f} ms after their first answer. "
          "The client looks every 100 ms whether a kernel has shut down.")
    print(f"Goals missed: {missed}." if missed else "All goals are met.")
    sys.exit(1 if missed else 0)


main()
