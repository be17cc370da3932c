"""The kernel asks its reader."""
from kernel_client import check, equal, kernel, main, next_message


def answer(k, sent, value):
    """Waits for the question of a cell and answers it; gives the question."""
    question = next_message(k.client.get_stdin_msg, lambda m: m["msg_type"] == "input_request")
    equal(question["parent_header"]["msg_id"], sent)
    k.client.input(value)
    return question["content"]


def questions():
    with kernel() as k:
        sent = k.send('var name = input("Your name? "); name.Length', allow_stdin=True)
        equal(answer(k, sent, "Zoë 🦊"), {"prompt": "Your name? ", "password": False})
        equal(k.finish(sent).result, "6")
        sent = k.send('password("Secret: ")', allow_stdin=True)
        equal(answer(k, sent, "hush"), {"prompt": "Secret: ", "password": True})
        equal(k.finish(sent).result, "hush")


def console():
    with kernel() as k:
        sent = k.send('Console.Write("age? "); var age = int.Parse(Console.ReadLine()!); var next = Console.ReadLine(); $"{age + 1} {next}"', allow_stdin=True)
        equal(answer(k, sent, "41")["prompt"], "")
        answer(k, sent, "then")
        run = k.finish(sent)
        equal((run.text, run.result), ("age? ", "42 then"))
        sent = k.send("(char)Console.Read()", allow_stdin=True)
        answer(k, sent, "yes")
        equal(k.finish(sent).result, "y")


def nobody():
    """A front end that takes no questions, as nbconvert: a sentence, and no waiting for ever."""
    with kernel() as k:
        check("Nobody can be asked" in k.fail('input("?")', allow_stdin=False).reply["content"]["evalue"], "a clear error")
        equal(k.run("Console.ReadLine() is null", allow_stdin=False).result, "True")


main()
