"""Interrupt, restart, shutdown, and front ends that die."""
import os
import signal
import subprocess
import sys

from kernel_client import Kernel, check, descendants, equal, is_alive, kernel, main, next_message, wait_until

ENDLESS = dict(
    busy_loop="while (true) { n++; }",
    console_flood='while (true) { n++; Console.WriteLine("line"); }',
    display_flood="while (true) { n++; display(n); }",
    sleep="System.Threading.Thread.Sleep(-1);",
    blocked_wait="Task.Delay(-1).Wait();",
    awaited_delay="await Task.Delay(-1);",
    awaited_task="await Task.Run(() => System.Threading.Thread.Sleep(3_600_000));",
    question='input("?");',
    another_busy_loop="while (true) { n++; }",
    a_third="while (true) { }",
    stubborn="while (true) { try { System.Threading.Thread.Sleep(-1); } catch (Exception) { } }",
)

TRAINING = """
var model = new MlpVae(new MlpVaeOptions(), seed: 1);
var data = Datasets.Load("strokes", trainCount: 2000, testCount: 100);
var trainer = new Trainer(model, new TrainerOptions { Epochs = 100_000, Seed = 1 });
"""


def interrupted(k, code):
    """Interrupts a cell once it runs; gives its run. The cell behind it must work."""
    sent = k.send('Console.Write("running ");\n' + code)
    next_message(k.client.get_iopub_msg, lambda m: m["msg_type"] == "stream" and m["parent_header"].get("msg_id") == sent)
    k.manager.interrupt_kernel()
    return k.finish(sent)


def interrupt():
    with kernel() as k:
        k.run("long n = 0;")
        for name, code in ENDLESS.items():
            run = interrupted(k, code)
            equal((name, run.status), (name, "error"))
            check("interrupted" in run.reply["content"]["evalue"], (name, run.reply["content"]))
            equal(k.run('await Task.Delay(1); System.Threading.Thread.Sleep(1); "alive"').result, "alive")
        check(int(k.run("n").result) > 0, "variables survive")


def interrupt_of_training():
    with kernel() as k:
        k.run("using VaeNotebooks; using TorchSharp; using static TorchSharp.torch;" + TRAINING)
        run = interrupted(k, 'trainer.Fit(data.Train.Images, data.Test.Images, r => Console.Write("."));')
        equal(run.status, "error")
        equal(k.run("torch.ones(2, 3).sum().item<float>()").result, "6")
        run = interrupted(k, "while (true) { using var scope = NewDisposeScope(); var product = randn(300, 300).mm(randn(300, 300)); }")
        equal(run.status, "error")
        equal(k.run("torch.ones(2, 2).sum().item<float>()").result, "4")


def interrupt_of_nothing():
    """An interrupt of an idle kernel ends nothing. It may arrive late and stop the next cell, but never the kernel."""
    with kernel() as k:
        k.manager.interrupt_kernel()
        k.finish(k.send("1"))
        os.kill(k.pid, signal.SIGINT)
        k.finish(k.send("2"))
        equal(k.run("3").result, "3")
        sent = k.send("while (true) { }")
        next_message(k.client.get_iopub_msg, lambda m: m["msg_type"] == "execute_input")
        os.kill(k.pid, signal.SIGINT)
        equal(k.finish(sent).status, "error")


def interrupt_spares_no_waiting_cell():
    with kernel() as k:
        sent = k.send('Console.Write("running"); while (true) { }')
        waiting = k.send("1")
        next_message(k.client.get_iopub_msg, lambda m: m["msg_type"] == "stream")
        k.manager.interrupt_kernel()
        equal((k.finish(sent).status, k.finish(waiting).status), ("error", "aborted"))


def shutdown():
    k = Kernel(sys.argv[1])
    k.run("var x = 1;")
    family = [k.pid, *descendants(k.pid)]
    k.stop()
    check(not any(map(is_alive, family)), f"still there: {family}")


def shutdown_in_the_middle_of_a_cell():
    k = Kernel(sys.argv[1])
    k.send('Console.Write("running"); while (true) { }')
    next_message(k.client.get_iopub_msg, lambda m: m["msg_type"] == "stream")
    pid = k.pid
    k.client.shutdown()
    wait_until(lambda: not is_alive(pid), "the kernel ends")
    k.stop()


def restart():
    with kernel() as k:
        k.run("var x = 1;")
        old = k.pid
        k.client.stop_channels()
        k.manager.restart_kernel()
        check(not is_alive(old), "the old process is still there")
        k.client = k.connect()
        check("CS0103" in str(k.fail("x").reply["content"]["traceback"]), "a new kernel knows nothing of the old one")
        equal(k.run("1").reply["content"]["execution_count"], 2)


def front_end_that_dies():
    """A front end that is killed cannot say goodbye: its kernel must notice."""
    code = f"import sys; sys.argv = {sys.argv!r}; from kernel_client import Kernel; k = Kernel('{sys.argv[1]}'); print(k.pid, flush=True); input()"
    front_end = subprocess.Popen([sys.executable, "-c", code], cwd=os.path.dirname(os.path.abspath(__file__)),
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    pid = int(front_end.stdout.readline())
    check(is_alive(pid), "the kernel runs")
    front_end.kill()
    front_end.wait()
    wait_until(lambda: not is_alive(pid), "the kernel ends")


def terminated():
    k = Kernel(sys.argv[1])
    pid = k.pid
    os.kill(pid, signal.SIGTERM)
    wait_until(lambda: not is_alive(pid), "the kernel ends")
    k.stop()


main()
