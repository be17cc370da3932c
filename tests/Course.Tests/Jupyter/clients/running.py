"""Running cells: order, displays, errors, the queue, history, silence."""
import os
import tempfile

from kernel_client import check, equal, kernel, main, next_message


def order():
    with kernel() as k:
        run = k.run(
            'Console.Write("a"); display("b"); Console.Error.Write("c"); await Task.Delay(5);\n'
            'await Task.Run(() => Console.Write("d")); display("e"); Console.Write("f");\n"g"')
        states = [m["content"]["execution_state"] for m in run.of("status")]
        equal(states, ["busy", "idle"])
        equal([m["msg_type"] for m in run.messages][:2], ["status", "execute_input"])
        shown = []
        for m in run.messages[2:-1]:
            content = m["content"]
            shown.append(content["text"] if m["msg_type"] == "stream" else content["data"]["text/plain"])
        equal(shown, list("abcdefg"))
        equal(run.of("execute_result")[0]["content"]["execution_count"], run.reply["content"]["execution_count"])


def streaming():
    """Output arrives while the cell runs, not after it: the cell goes on only when its first line has been seen."""
    gate = os.path.join(tempfile.mkdtemp(), "seen")
    with kernel() as k:
        sent = k.send(f'Console.WriteLine("first"); while (!System.IO.File.Exists("{gate}")) await Task.Delay(5); Console.WriteLine("second");')
        messages = []
        while not any(m["msg_type"] == "stream" for m in messages):
            messages.append(next_message(k.client.get_iopub_msg, lambda m: m["parent_header"].get("msg_id") == sent))
        equal(messages[-1]["content"]["text"], "first\n")
        open(gate, "w").close()
        equal(k.finish(sent).text, "second\n")


def updates():
    with kernel() as k:
        run = k.run('var live = display("1 of 2"); live.Update("2 of 2");')
        shown, update = run.of("display_data", "update_display_data")
        equal([shown["msg_type"], update["msg_type"]], ["display_data", "update_display_data"])
        equal(update["content"]["transient"]["display_id"], shown["content"]["transient"]["display_id"])
        equal(update["content"]["data"]["text/plain"], "2 of 2")
        later = k.run('live.Update("from a later cell");').of("update_display_data")[0]
        equal(later["content"]["transient"], shown["content"]["transient"])


def errors():
    with kernel() as k:
        k.run("var before = 1;")
        run = k.fail("before = 2;\nint x = nonsense;")
        equal(run.reply["content"]["evalue"], "compilation error")
        check("cell[2](2,9): error CS0103" in "\n".join(run.reply["content"]["traceback"]), run.reply["content"]["traceback"])
        equal(run.of("error")[0]["content"]["traceback"], run.reply["content"]["traceback"])
        run = k.fail('before = 3;\nthrow new InvalidOperationException("too hot");')
        check("too hot" in run.reply["content"]["evalue"], run.reply["content"])
        check("cell[3]:line 2" in "\n".join(run.reply["content"]["traceback"]), run.reply["content"]["traceback"])
        equal(k.run("before").result, "3")


def queued_cells_after_an_error():
    with kernel() as k:
        ids = [k.send(code) for code in ['throw new Exception("stop");', "1", "2"]]
        equal([k.finish(i).status for i in ids], ["error", "aborted", "aborted"])
        equal(k.run("3").result, "3")
        ids = [k.send(code, stop_on_error=False) for code in ["throw new Exception();", "4"]]
        equal([k.finish(i).status for i in ids], ["error", "ok"])


def counts_silence_and_expressions():
    with kernel() as k:
        first = k.run("var x = 20;").reply["content"]["execution_count"]
        silent = k.run('Console.Write("heard"); x + 1', silent=True)
        equal((silent.result, silent.of("execute_input")), (None, []))
        run = k.run("x + 2", user_expressions={"twice": "x * 2", "wrong": "y"})
        equal(run.reply["content"]["execution_count"], first + 1)
        equal(run.result, "22")
        values = run.reply["content"]["user_expressions"]
        equal(values["twice"]["data"]["text/plain"], "40")
        equal((values["twice"]["status"], values["wrong"]["status"]), ("ok", "error"))


def history():
    with kernel() as k:
        for code in ["var a = 1;", "a + 1", "a + 2"]:
            k.run(code)
        k.run("a + 3", store_history=False)
        tail = k.ask(k.client.history(hist_access_type="tail", n=2))["history"]
        equal([line[2] for line in tail], ["a + 1", "a + 2"])
        found = k.ask(k.client.history(hist_access_type="search", pattern="a +*", n=1, output=True))["history"]
        equal(found, [[0, 3, ["a + 2", "3"]]])
        ranged = k.ask(k.client.history(hist_access_type="range", session=0, start=1, stop=3))["history"]
        equal([line[1] for line in ranged], [1, 2])


def information():
    with kernel() as k:
        info = k.ask(k.client.kernel_info())
        equal((info["protocol_version"], info["language_info"]["name"], info["status"]), ("5.3", "C#", "ok"))
        equal(k.ask(k.client.comm_info())["comms"], {})


def beside_a_running_cell():
    """Questions are answered while a cell runs, and front ends still hear that it runs."""
    with kernel() as k:
        sent = k.send("await Task.Delay(-1);")
        while k.client.get_iopub_msg(timeout=60)["msg_type"] != "execute_input":
            pass
        asked = k.client.kernel_info()
        equal(k.ask(asked)["status"], "ok")
        states = [k.client.get_iopub_msg(timeout=60) for _ in range(3)]
        equal([m["content"]["execution_state"] for m in states], ["busy", "idle", "busy"])
        equal([m["parent_header"]["msg_id"] for m in states], [asked, asked, sent])
        k.manager.interrupt_kernel()
        equal(k.finish(sent).status, "error")


main()
