/* Drepper's mutex 2, THREADS threads of ROUNDS rounds; scenarios/drepper.ts is the same in TypeScript. */
#include "futex.pml"
byte mutex, data, inside;
chan sleepers = [THREADS] of { byte };

#define NEXT_ROUND \
  round++; \
  if \
  :: round < ROUNDS -> goto again \
  :: else -> goto over \
  fi

active [THREADS] proctype thread() {
  byte round, seen;
again:
  atomic {
    if
    :: mutex == 0 -> mutex = 1; goto locked
    :: mutex == 1 -> goto mark
    :: mutex == 2 -> goto sleep
    fi
  };
mark:
  atomic {
    if
    :: mutex == 0 -> goto retry
    :: mutex == 1 -> mutex = 2
    :: mutex == 2
    fi
  };
sleep:
  futex_wait(mutex, 2, sleepers);
retry:
  atomic {
    AWAKE;
    if
    :: mutex == 0 -> mutex = 2
    :: mutex == 1 -> goto mark
    :: mutex == 2 -> goto sleep
    fi
  };
locked:
  atomic { inside++; assert(inside == 1); seen = data };
  atomic { assert(data == seen); data = seen + 1; inside--; seen = 0 };
  atomic {
    mutex--;
    if
    :: mutex != 0 -> goto wake
    :: else -> NEXT_ROUND
    fi
  };
wake:
  mutex = 0;
  atomic { NOTIFY_ONE(sleepers); NEXT_ROUND };
over:
  FINISH
}
