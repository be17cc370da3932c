"""Completion, inspection, and whether a cell is complete."""
from kernel_client import check, equal, kernel, main


def complete(k, code, cursor=None):
    content = k.ask(k.client.complete(code, len(code) if cursor is None else cursor))
    equal(content["status"], "ok")
    return content


def inspect(k, code, cursor=None):
    content = k.ask(k.client.inspect(code, len(code) if cursor is None else cursor))
    equal((content["status"], content["found"]), ("ok", True))
    return content["data"]["text/plain"]


def completion():
    with kernel() as k:
        k.run("using VaeNotebooks; using TorchSharp; using static TorchSharp.torch;\nvar tensorOfOnes = ones(2, 3); record Point(int Across);")
        content = complete(k, "tensorOfOnes.unsq")
        check("unsqueeze" in content["matches"], content["matches"][:20])
        equal((content["cursor_start"], content["cursor_end"]), (13, 17))
        check("tensorOfOnes" in complete(k, "tensorO")["matches"], "a variable of an earlier cell")
        check("Across" in complete(k, "new Point(1).")["matches"], "members of a type of an earlier cell")
        check("MlpVae" in complete(k, "new MlpV")["matches"], "types of the course's library")
        check("Diagnostics" in complete(k, "using System.Diagn")["matches"], "namespaces")
        check("Length" in complete(k, '#r "nuget: TorchSharp-cpu"\nvar s = "🦊"; s.Le')["matches"], "below a directive")
        content = complete(k, 'var s = "🦊"; s.Le')
        equal((content["cursor_start"], content["cursor_end"]), (15, 17))
        equal(complete(k, '"a text tensorO')["matches"], [])
        kinds = {e["text"]: e["type"] for e in complete(k, "Math.")["metadata"]["_jupyter_types_experimental"]}
        equal((kinds["Sqrt"], kinds["PI"]), ("method", "constant"))


def completion_beside_a_running_cell():
    with kernel() as k:
        k.run('var word = "x";')
        sent = k.send("await Task.Delay(-1);")
        check("Length" in complete(k, "word.Len")["matches"], "answered while a cell runs")
        k.manager.interrupt_kernel()
        equal(k.finish(sent).status, "error")


def inspection():
    with kernel() as k:
        k.run("/// <summary>Doubles a number.</summary>\nint Twice(int number) => 2 * number;\nvar list = new List<int>();")
        check("Doubles a number." in inspect(k, "Twice(1)", 3), "documentation of an earlier cell")
        check("List<int>" in inspect(k, "list.Add(1)", 2), "the type of a variable")
        check("Judges the course" in inspect(k, "using VaeNotebooks;\nCheck.True(true, \"\")", 22), "documentation of the library")
        content = k.ask(k.client.inspect("nothingOfThisName", 3))
        equal((content["found"], content["data"]), (False, {}))


def completeness():
    with kernel() as k:
        for code, status in [("1 + 1", "complete"), ("var x = 1;", "complete"), ("if (true) {", "incomplete"), ("}", "invalid")]:
            equal((code, k.ask(k.client.is_complete(code))["status"]), (code, status))
        equal(k.ask(k.client.is_complete("if (true) {"))["indent"], "    ")


main()
