"""The files of the repository."""

import subprocess


def tracked(root, *folders):
    """Files that belong to the project: known to git or about to be."""
    listed = subprocess.run(
        ["git", "-C", root, "ls-files", "-co", "--exclude-standard", "--", *folders],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [root / name for name in listed.splitlines() if (root / name).is_file()]
