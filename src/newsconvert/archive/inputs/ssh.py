"""Connections of `sftp://` that refuse a machine whose key is another one than `known_hosts` has."""

from __future__ import annotations

import functools
from typing import Any


@functools.cache
def checked(driver: Any) -> Any:
    """Return fsspec's driver of `sftp://`, made to compare the keys of machines. One that is not known is trusted."""
    import paramiko

    class Checked(driver):  # type: ignore[misc]
        def _connect(self) -> None:
            self.client = paramiko.SSHClient()
            self.client.load_system_host_keys()  # before it connects, so that a key of a known kind is asked for
            self.client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
            self.client.connect(self.host, **self.ssh_kwargs)
            self.ftp = self.client.open_sftp()

    return Checked
