"""Archives of any size: sources in, a BagIt bag with every article's documents out.

`inputs` finds the articles, `workers` make the documents of each, `state` remembers and stores what was made, `outputs`
are made from the whole at the end. `model` holds what they pass to each other, `record` what is known of an article.
`build` makes an archive, `verify` checks one.
"""
