"""The server as the unit of the package starts it, inside a throw-away Debian and as its user, without systemd."""

import shlex

from tests.support.server import Server, environment


def unit_of(text):
    """The settings of a unit file: each key with its values in order."""
    settings = {}
    for line in text.splitlines():
        if "=" in line and not line.startswith(("#", ";")):
            key, value = line.split("=", 1)
            settings.setdefault(key, []).append(value)
    return settings


class InstalledServer(Server):
    """What ExecStart says, under the user, in the folder and with the mask of the unit; on a port of its own."""

    def __init__(self, debian, under=()):
        """`under`: a command that runs it, such as strace."""
        super().__init__(data_dir=debian.path("var/lib/gatehouse"))
        self._debian, self._under = debian, under
        self.unit = unit_of(debian.path("lib/systemd/system/gatehouse.service").read_text())

    def launch(self):
        (command,), (user,), (group,) = self.unit["ExecStart"], self.unit["User"], self.unit["Group"]
        (folder,), (mask,) = self.unit["WorkingDirectory"], self.unit["UMask"]
        entered = f"cd {shlex.quote(folder)} && umask {mask} && exec {command}"
        command = [
            *self._under,
            "chroot",
            f"--userspec={user}:{group}",
            str(self._debian.place),
            "/bin/sh",
            "-c",
            entered,
        ]
        addresses = {"GATEHOUSE_LISTEN": "127.0.0.1:0", "GATEHOUSE_ADMIN_LISTEN": "127.0.0.1:0"}
        return self._watch(command, environment(addresses))
