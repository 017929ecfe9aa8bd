"""What is done for one article, and the executors that do it: in this process, in worker processes, on Dask."""
