/* One slot, a producer of two items, two consumers of one each, a mutex and two conditions;
   scenarios/bounded-buffer.scenario.ts is the same in TypeScript. */
#include "futex.pml"
byte mutex, mayPut, mayTake, used;
chan atMutex = [THREADS] of { byte };
chan atMayPut = [THREADS] of { byte };
chan atMayTake = [THREADS] of { byte };

/* Afterwards both sides lock again and look again. */
#define WAIT_FOR(condition, sleepers) \
  seen = condition; \
  release(mutex, atMutex); \
  atomic { \
    if \
    :: condition == seen -> sleepers!_pid; asleep[_pid] = true \
    :: else \
    fi; \
    seen = 0 \
  }; \
  goto lock

inline signal(condition, sleepers) {
  condition++;
  atomic { NOTIFY_ONE(sleepers) }
}

active proctype producer() {
  byte item, seen;
  ACQUIRE(lock, look, mutex, atMutex);
look:
  if
  :: used != 1 -> goto put
  :: used == 1
  fi;
  WAIT_FOR(mayPut, atMayPut);
put:
  atomic { assert(used == 0); used++ };
  signal(mayTake, atMayTake);
  mutex = 0;
  atomic {
    NOTIFY_ONE(atMutex);
    item++;
    if
    :: item < 2 -> goto lock
    :: else
    fi
  };
  FINISH
}

active [2] proctype consumer() {
  byte seen;
  ACQUIRE(lock, look, mutex, atMutex);
look:
  if
  :: used != 0 -> goto take
  :: used == 0
  fi;
  WAIT_FOR(mayTake, atMayTake);
take:
  atomic { assert(used == 1); used-- };
  signal(mayPut, atMayPut);
  release(mutex, atMutex);
  FINISH
}
