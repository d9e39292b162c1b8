/* Three dining philosophers of two rounds who take the lower fork first; scenarios/philosophers.ts
   is the same in TypeScript. */
#include "futex.pml"
byte forks[THREADS];
chan atFork[THREADS] = [THREADS] of { byte };

active [THREADS] proctype philosopher() {
  byte round;
  byte lower = (_pid == THREADS - 1 -> 0 : _pid);
  byte higher = (_pid == THREADS - 1 -> _pid : _pid + 1);
  ACQUIRE(take_lower, take_higher, forks[lower], atFork[lower]);
  ACQUIRE(take_higher, eat, forks[higher], atFork[higher]);
eat:
  release(forks[higher], atFork[higher]);
  forks[lower] = 0;
  atomic {
    NOTIFY_ONE(atFork[lower]);
    round++;
    if
    :: round < ROUNDS -> goto take_lower
    :: else
    fi
  };
  FINISH
}
