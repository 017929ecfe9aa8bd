"""Archives of any size: sources in, a BagIt bag with every article's documents out.

`inputs` finds the articles, `workers` make the documents of each, `state` records and stores them, and `outputs` are
made from the whole at the end. `model` has the types they exchange, `record` the metadata of an article.
`build` makes an archive, `verify` checks one.
"""
