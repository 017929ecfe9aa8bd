"""What was done and where it lies: the ledger, the storage, and the engine that keeps them in step."""
