"""A disk of a few megabytes, in memory: to be filled. Mounting is for root, or for who may make name spaces."""

import subprocess


class SmallDisk:
    def __init__(self, path, megabytes=4):
        self.path = path
        path.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "none", str(path)], check=True)

    def fill(self, leave):
        """Leaves so many octets."""
        with open(self.path / "filling", "wb", buffering=0) as file:
            try:
                while file.write(bytes(65536)):
                    pass
            except OSError:
                pass
            file.truncate(file.tell() - leave)

    def remove(self):
        subprocess.run(["umount", "-l", str(self.path)], check=True)
