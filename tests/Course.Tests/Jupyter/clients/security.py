"""Messages that must not run: unsigned, wrongly signed, sent again. And who may read the key."""
import json
import os
import stat
import subprocess
import sys
import tempfile

import zmq
from jupyter_client.session import Session
from kernel_client import check, equal, is_alive, kernel, main, wait_until


def connected(k):
    """A socket on the shell channel, beside the client's own."""
    socket = zmq.Context.instance().socket(zmq.DEALER)
    socket.linger = 0
    socket.connect(f"tcp://{k.manager.ip}:{k.manager.shell_port}")
    return socket


def frames_of(k, code, key=None):
    session = Session(key=k.manager.session.key if key is None else key)
    content = dict(code=code, silent=False, store_history=True, user_expressions={}, allow_stdin=False, stop_on_error=True)
    return session.serialize(session.msg("execute_request", content))


def tampered():
    with kernel() as k:
        k.run("var runs = 0;")
        socket = connected(k)
        good = frames_of(k, "runs++;")
        changed = list(good)
        changed[-1] = changed[-1].replace(b"runs++;", b"runs+=100;")
        unsigned = frames_of(k, "runs+=1000;", key=b"")
        foreign = frames_of(k, "runs+=10000;", key=b"guessed")
        for frames in [changed, unsigned, foreign, [b"<IDS|MSG>"], [b"rubbish"], good[:4], [b"<IDS|MSG>", good[1], b"{", b"{}", b"{}", b"[]"]]:
            socket.send_multipart(frames)
        socket.send_multipart(good)  # the last: once it is answered, the kernel has seen them all
        check(socket.poll(60_000), "the good message is answered")
        socket.recv_multipart()
        equal(k.run("runs").result, "1")
        check(not socket.poll(0), "nothing else is answered")
        socket.close()


def replayed():
    with kernel() as k:
        k.run("var runs = 0;")
        socket = connected(k)
        once = frames_of(k, "runs++;")
        for frames in [once, once, once, frames_of(k, "runs+=10;")]:
            socket.send_multipart(frames)
        replies = [socket.recv_multipart() for _ in range(2) if socket.poll(60_000)]
        equal(len(replies), 2)
        equal(k.run("runs").result, "11")
        check(not socket.poll(0), "nothing else is answered")
        socket.close()


def connection_file():
    """Readable by its owner only, and on the loopback address; the kernel takes foreign rights away."""
    with kernel() as k:
        mode = stat.S_IMODE(os.stat(k.manager.connection_file).st_mode)
        equal(oct(mode & 0o077), "0o0")
    wide = os.path.join(tempfile.mkdtemp(), "wide.json")
    with kernel() as k:
        with open(k.manager.connection_file) as source, open(wide, "w") as target:
            target.write(source.read())
    os.chmod(wide, 0o644)
    process = start(wide)
    wait_until(lambda: stat.S_IMODE(os.stat(wide).st_mode) == 0o600 or not is_alive(process.pid), "the kernel narrows the rights")
    process.kill()
    equal(oct(stat.S_IMODE(os.stat(wide).st_mode)), "0o600")
    check(b"could be read by others" in process.stderr.read(), "and says so")


def without_a_key():
    path = os.path.join(tempfile.mkdtemp(), "open.json")
    with open(path, "w") as file:
        json.dump(dict(ip="127.0.0.1", transport="tcp", key="", signature_scheme="hmac-sha256",
                       shell_port=1, control_port=2, stdin_port=3, iopub_port=4, hb_port=5), file)
    process = start(path)
    check(process.wait(60) != 0, "it refuses")
    check(b"has no key" in process.stderr.read(), "and says why")


def start(path):
    from jupyter_client.kernelspec import KernelSpecManager
    argv = KernelSpecManager().get_kernel_spec(sys.argv[1]).argv
    return subprocess.Popen([path if part == "{connection_file}" else part for part in argv], stderr=subprocess.PIPE)


main()
