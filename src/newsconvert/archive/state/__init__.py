"""The state of an archive: the ledger, the storage, and the engine that keeps them consistent."""
