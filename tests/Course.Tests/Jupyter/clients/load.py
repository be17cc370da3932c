"""Much output, slow and hung front ends, full disks."""
import signal
import subprocess
import sys

from kernel_client import check, equal, kernel, main, memory

ALLOWED_GROWTH = 400  # MB: 64 MB that wait for front ends, their copies, the texts that the cell itself made, and the collector's slack


def lines():
    with kernel() as k:
        run = k.run('for (var i = 0; i < 100_000; i++) Console.WriteLine(i);')
        equal(run.text, "".join(f"{i}\n" for i in range(100_000)))


def displays():
    with kernel() as k:
        run = k.run("for (var i = 0; i < 10_000; i++) display(i);")
        equal([int(m["content"]["data"]["text/plain"]) for m in run.of("display_data")], list(range(10_000)))


def huge():
    with kernel() as k:
        show_too_much(k)
        before = memory(k.pid)
        show_too_much(k)
        show_too_much(k)
        growth = memory(k.pid) - before
        check(growth < ALLOWED_GROWTH, f"the kernel grew by {growth:.0f} MB more when it was done again")
        equal(k.run('Console.Write("small"); 1').text, "small")


def show_too_much(k):
    for code in ["Console.Write(new string('x', 100_000_000));", "for (var i = 0; i < 1000; i++) Console.Write(new string('x', 100_000));",
                     "HTML(new string('x', 100_000_000))"]:
        run = k.run(code)
        size = sum(len(str(m["content"])) for m in run.messages)
        check(size < 70_000_000, f"{code}: {size} characters were sent")
        check("the rest of it is left out" in run.errors, f"{code}: the reader is told: {run.errors[-200:]!r}")


def hung_front_end():
    """A front end that is connected and takes nothing: the others get theirs, the memory is bounded, and it is said what is missing."""
    with kernel() as k:
        code = (f"import sys; sys.argv[1:] = ['x']; from jupyter_client import BlockingKernelClient as C; c = C(connection_file={k.manager.connection_file!r});"
                "c.load_connection_file(); c.start_channels(shell=False, stdin=False, hb=False, control=False); print('on', flush=True); import time; time.sleep(1e6)")
        hung = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        hung.stdout.readline()
        k.run("1")
        hung.send_signal(signal.SIGSTOP)
        before = memory(k.pid)
        for _ in range(4):
            k.run("for (var i = 0; i < 300; i++) display(HTML(new string('x', 100_000)));")  # 30 MB each time
        check(memory(k.pid) - before < ALLOWED_GROWTH, f"the kernel grew by {memory(k.pid) - before:.0f} MB")
        equal(k.run("2").reply["content"]["status"], "ok")
        hung.kill()
        hung.wait()
        run = k.run('Console.Write("a"); await Task.Delay(500); Console.Write("b");')
        check("outputs are missing here" in run.errors, f"the loss is told: {run.errors!r}")
        equal(k.run("3").result, "3")


def full_disk():
    """The kernel's own log goes to a device that is always full, and so does a file of the cell's."""
    with open("/dev/full", "w") as full, kernel(stdout=full, stderr=full) as k:
        k.run('Console.WriteLine("to the reader, not to the log");')
        run = k.fail('System.IO.File.WriteAllText("/dev/full", "x");')
        check("No space left" in run.reply["content"]["evalue"], run.reply["content"])
        k.run('var child = System.Diagnostics.Process.Start("sh", ["-c", "echo to the log"]); child.WaitForExit();')
        equal(k.run("1").result, "1")


main()
