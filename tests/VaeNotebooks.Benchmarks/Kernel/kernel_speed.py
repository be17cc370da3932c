"""Measures two kernels with Jupyter's own client, in turns, and prints one table. Usage: kernel_speed.py OURS ROUNDS"""
import statistics
import sys
import time

from jupyter_client.manager import KernelManager

PEER = "python3"
LIMIT = 120
CODE = {  # what each kernel is given to do the same
    PEER: dict(value="1", empty="", lines="for i in range(100_000): print(i)", displays="for i in range(10_000): display(i)",
               loop="print('on', flush=True)\nwhile True: pass", delay="import time; print('on', flush=True); time.sleep(100)",
               usings="import json, math, collections", complete="collections.Ord"),
    "ours": dict(value="1", empty="", lines="for (var i = 0; i < 100_000; i++) Console.WriteLine(i);",
                 displays="for (var i = 0; i < 10_000; i++) display(i);", loop='Console.WriteLine("on"); while (true) { }',
                 delay='Console.WriteLine("on"); await Task.Delay(100_000);',
                 usings="using VaeNotebooks; using TorchSharp; using static TorchSharp.torch;", complete="Console.WriteLine(Math.Sq"),
}
TRAINING = """var data = Datasets.Load("strokes", trainCount: 2000, testCount: 100);
var trainer = new Trainer(new MlpVae(new MlpVaeOptions(), seed: 1), new TrainerOptions { Epochs = 100_000, Seed = 1 });"""
TRAIN = 'Console.WriteLine("on"); trainer.Fit(data.Train.Images, data.Test.Images, _ => { });'


class Kernel:
    def __init__(self, name):
        start = time.perf_counter()
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=LIMIT)
        self.ready = time.perf_counter() - start

    def wait(self, sent, is_it):
        while True:
            message = self.client.get_iopub_msg(timeout=LIMIT)
            if message["parent_header"].get("msg_id") == sent and is_it(message):
                return

    def run(self, code):
        """Seconds until the front end has everything: outputs, state and reply."""
        start = time.perf_counter()
        sent = self.client.execute(code)
        self.wait(sent, lambda m: m["content"].get("execution_state") == "idle")
        while self.client.get_shell_msg(timeout=LIMIT)["parent_header"].get("msg_id") != sent:
            pass
        return time.perf_counter() - start

    def interrupt(self, code):
        sent = self.client.execute(code)
        self.wait(sent, lambda m: m["msg_type"] == "stream")
        time.sleep(0.2)
        start = time.perf_counter()
        self.manager.interrupt_kernel()
        self.wait(sent, lambda m: m["content"].get("execution_state") == "idle")
        took = time.perf_counter() - start
        self.client.get_shell_msg(timeout=LIMIT)
        return took

    def complete(self, code):
        start = time.perf_counter()
        sent = self.client.complete(code, len(code))
        while True:
            message = self.client.get_shell_msg(timeout=LIMIT)
            if message["parent_header"].get("msg_id") == sent:
                assert message["content"]["matches"], code
                return time.perf_counter() - start

    def memory(self):
        with open(f"/proc/{self.manager.provisioner.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024

    def stop(self):
        self.client.stop_channels()
        start = time.perf_counter()
        self.manager.shutdown_kernel(now=False)
        return time.perf_counter() - start


def measure(name, code, results):
    def note(metric, *values):
        results.setdefault(metric, []).extend(values)

    kernel = Kernel(name)
    note("ready", kernel.ready)
    note("first cell after ready", kernel.run(code["value"]))
    note("memory after it, MB", kernel.memory())
    kernel.run(code["value"])
    note("empty cell", *(kernel.run(code["empty"]) for _ in range(100)))
    note("interrupt of a busy loop", kernel.interrupt(code["loop"]))
    note("interrupt of a wait", kernel.interrupt(code["delay"]))
    note("100,000 lines", kernel.run(code["lines"]))
    note("10,000 displays", kernel.run(code["displays"]))
    kernel.run(code["usings"])
    if name != PEER:
        kernel.run(TRAINING)
        note("interrupt of training", kernel.interrupt(TRAIN))
    time.sleep(8)  # the kernel gets ready for questions when it has been quiet
    note("completion, the first", kernel.complete(code["complete"]))
    note("completion", *(kernel.complete(code["complete"]) for _ in range(30)))
    note("shutdown", kernel.stop())


def text(metric, values):
    if not values:
        return "-"
    factor, unit = (1, "") if "MB" in metric else (1000, " ms")
    median, least = statistics.median(values) * factor, min(values) * factor
    tail = f", p95 {sorted(values)[int(0.95 * len(values))] * factor:.1f}" if len(values) > 20 else ""
    return f"{median:.1f} (min {least:.1f}{tail}){unit}"


def main():
    ours, rounds = sys.argv[1], int(sys.argv[2])
    mine, peer = {}, {}
    for i in range(rounds):
        print(f"round {i + 1} of {rounds}", file=sys.stderr, flush=True)
        measure(PEER, CODE[PEER], peer)
        measure(ours, CODE["ours"], mine)
    goals = {  # milliseconds
        "ready": 1.5 * 1000 * statistics.median(peer["ready"]), "first cell after ready": 150, "empty cell": 10, "interrupt of a busy loop": 1000,
        "interrupt of a wait": 1000, "interrupt of training": 1000, "completion": 200,
        "100,000 lines": 1000 * statistics.median(peer["100,000 lines"]),
    }
    missed = 0
    print(f"| {'median':<24} | {'this kernel':<36} | {'ipykernel':<36} | ratio | goal, ms |\n|---|---|---|---:|---:|")
    for metric, values in mine.items():
        median = statistics.median(values)
        ratio = f"{median / statistics.median(peer[metric]):.2f}" if metric in peer else "-"
        is_missed = metric in goals and 1000 * median > goals[metric]
        missed += is_missed
        goal = f"{goals[metric]:.0f}{' MISSED' if is_missed else ''}" if metric in goals else "-"
        print(f"| {metric:<24} | {text(metric, values):<36} | {text(metric, peer.get(metric)):<36} | {ratio} | {goal} |")
    sys.exit(1 if missed else 0)


main()
