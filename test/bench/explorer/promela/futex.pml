/* Atomics.wait and Atomics.notify as Promela: a wait list for each cell, first in, first out. Looking
   at the cell and falling asleep are one step. A sleeping thread goes on with its next operation, so
   that operation begins with AWAKE and waking takes no step of its own. */
hidden byte woken;
bool asleep[THREADS];

#define AWAKE !asleep[_pid]

inline futex_wait(cell, expected, sleepers) {
  atomic {
    AWAKE;
    if
    :: cell == expected -> sleepers!_pid; asleep[_pid] = true
    :: else
    fi
  }
}

#define NOTIFY_ONE(sleepers) \
  if \
  :: nempty(sleepers) -> sleepers?woken; asleep[woken] = false \
  :: empty(sleepers) \
  fi

/* A thread that is over stays here: Spin would end processes one after another, in more states. */
#define FINISH end: false

/* The same lock as in scenarios/futex-lock.ts. Loops are labels and jumps throughout: Spin gives the head of a
   `do` two places, and a `break` out of an atomic block a step. */
#define ACQUIRE(again, held, cell, sleepers) \
again: \
  if \
  :: atomic { AWAKE && cell == 0 -> cell = 1 }; goto held \
  :: AWAKE && cell != 0 \
  fi; \
  futex_wait(cell, 1, sleepers); \
  goto again

inline release(cell, sleepers) {
  cell = 0;
  atomic { NOTIFY_ONE(sleepers) }
}
