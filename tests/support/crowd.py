"""Many at once: for what must hold when several ask for the same thing in the same moment."""

import threading


def all_at_once(count, action):
    """Runs action(0…count-1), each on a thread of its own, from one start signal; returns the results in order."""
    results, failures = [None] * count, []
    start = threading.Barrier(count)

    def run(number):
        start.wait()
        try:
            results[number] = action(number)
        except BaseException as failure:  # told by the test's own thread
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return results
