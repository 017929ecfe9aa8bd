"""Archives of any size: sources in, a BagIt bag with every article's documents out.

`job` is the work on one article, `executors` run it, `record` is the article's metadata afterwards. `ledger` records
what was done, `store` writes files into the archive, `engine` is the pipeline through all of these, and `contents` is
what whole-archive outputs are built from.
"""
