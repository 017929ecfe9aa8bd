"""The work on one article, and the executors that run it: in this process, in worker processes, on Dask."""
