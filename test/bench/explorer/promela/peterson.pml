/* Peterson's algorithm, two threads of two rounds; scenarios/peterson.scenario.ts is the same in TypeScript.
   One access to shared memory is one step. */
#ifndef ROUNDS
#define ROUNDS 2
#endif
byte flag[2], turn, data, inside;

active [2] proctype thread() {
  byte round, seen;
  byte other = 1 - _pid;
again:
  flag[_pid] = 1;
  turn = other;
look:
  if
  :: flag[other] == 0 -> goto enter
  :: else
  fi;
  if
  :: turn == other -> goto look
  :: else
  fi;
enter:
  atomic { inside++; assert(inside == 1); seen = data };
  atomic { assert(data == seen); data = seen + 1; inside--; seen = 0 };
  atomic {
    flag[_pid] = 0;
    round++;
    if
    :: round < ROUNDS -> goto again
    :: else
    fi
  };
end:
  false
}
