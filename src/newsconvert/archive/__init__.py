"""Archives of any size: sources in, a BagIt bag with every article's documents out.

`job` is what is done for one article, `executors` where it is done, `record` what is known of it afterwards. `ledger`
remembers what was done, `store` puts files into the archive, `engine` is the stream through all of these, `contents`
what is made from the whole at the end.
"""
