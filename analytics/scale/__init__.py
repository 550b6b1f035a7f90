"""Many reports: a store of what was read before, and several processes to read the rest.

``extracting`` holds the verb; ``reader`` reads reports by way of a store and of processes, ``shards`` cuts them into
tasks that may be done twice, ``crew`` starts processes, ``pool`` hands them shards and outlives their deaths, ``store``
keeps what a report gave, ``packing`` is how it lies there, ``version`` says what it depends on.

Nothing is loaded here: processes are started before anything heavy is.
"""
